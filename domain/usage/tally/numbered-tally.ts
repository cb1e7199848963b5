import { eachPair, encodePair, joinPairs } from './encoded-pairs.ts';
import { countTogether } from './limit-tally.ts';
import type { AccountNumbers, NameNumbers } from './name-numbers.ts';
import {
  decodeDetails,
  type EncodedTally,
  encodeBits,
  encodeDetails,
  fitting,
  setOf,
  type UsageTally,
} from './usage-tally.ts';

/**
 * A tally as a usage day keeps it: by the numbers of the account's names and users, a fraction of what the names take.
 * - events: `p,n,2.r`: counts in base 36 in the order of the events' numbers; before a point, how many numbers lie
 *   between it and the one before.
 * - users: `sf=0,0,3&1=4`: per set of events (bits over the events above) its users, each as how many numbers lie
 *   between it and the one before.
 */
export interface NumberedTally extends EncodedTally {
  /** The sum of what all names in it check to, base 36; absent of a day that is kept without its users. */
  check?: string;
}

/** A day is written in one transaction, which takes 4 MB; its events lie in the first row, which takes 400 KB. */
const MAX_EVENTS_LENGTH = 100_000;
const MAX_USERS_LENGTH = 3_500_000;
/** A day is split into rows between its groups of users. */
const MOST_USERS_A_GROUP = 10_000;

const BASE = 36;
const ZERO = 48;
const NINE = 57;
const LETTER_A = 97;
const LETTER_Z = 122;
const COMMA = 44;
const POINT = 46;

/**
 * Names that got no number are counted together. What doesn't fit is left out from the youngest numbers on, as
 * `encodeTally` does from the last names on.
 */
export function encodeNumberedTally(whole: UsageTally, numbers: AccountNumbers): NumberedTally & { leftOut: number } {
  const tally = countTogether(whole, (name) => !numbers.events.has(name));
  const counted = inOrder(tally.names, numbers.events);
  let before = -1;
  const counts = fitting(counted, MAX_EVENTS_LENGTH, ({ number, index }) => {
    const gap = number - before - 1;
    before = number;
    const count = (tally.counts[index] as number).toString(BASE);
    return gap === 0 ? count : `${gap.toString(BASE)}.${count}`;
  });
  const places = new Map(counted.slice(0, counts.length).map(({ index }, place) => [index, place]));
  const groups = groupsOf(tally, places, inOrder(tally.users, numbers.users));
  const users = fitting(groups, MAX_USERS_LENGTH, ({ bits, members }) => encodePair(bits, encodeGaps(members)));
  const { leftOut, ...details } = encodeDetails(tally);
  const kept = groups.slice(0, users.length).flatMap(({ members }) => members);
  let check = 0;
  for (const { number } of counted.slice(0, counts.length)) check = (check + numbers.events.checkOf(number)) | 0;
  for (const number of kept) check = (check + numbers.users.checkOf(number)) | 0;
  return {
    total: tally.total,
    events: counts.join(','),
    users: joinPairs(users),
    check: (check >>> 0).toString(BASE),
    ...details,
    leftOut: leftOut + whole.names.length - counts.length + tally.users.length - kept.length,
  };
}

/**
 * The tally in the order of the numbers, not of the names. `null` when the numbers don't tell its names: they were
 * read before it was written, or are not those that it was written by.
 */
export function decodeNumberedTally(encoded: NumberedTally, numbers: AccountNumbers): UsageTally | null {
  const tally = decodeDetails(encoded);
  let check = decodeEvents(encoded.events, numbers.events, tally);
  eachPair(encoded.users, (bits, gaps) => {
    if (check !== null) check = decodeGroup(gaps, setOf(bits), numbers.users, tally, check);
  });
  const isSame = check !== null && (encoded.check === undefined || (check >>> 0).toString(BASE) === encoded.check);
  return isSame ? tally : null;
}

/** Puts the events into the tally; gives what their names check to, `null` when one isn't known. */
function decodeEvents(text: string, numbers: NameNumbers, { names, counts }: UsageTally): number | null {
  if (text === '') return 0;
  let check = 0;
  let number = -1;
  let value = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at === text.length ? COMMA : text.charCodeAt(at);
    if (code === POINT) {
      number += value;
      value = 0;
    } else if (code === COMMA) {
      number += 1;
      const name = numbers.nameOf(number);
      if (name === undefined) return null;
      check = (check + numbers.checkOf(number)) | 0;
      names.push(name);
      counts.push(value);
      value = 0;
    } else {
      value = value * BASE + digitOf(code);
    }
  }
  return check;
}

/** Puts the users of a group into the tally; gives what all names so far check to, `null` when one isn't known. */
function decodeGroup(
  gaps: string,
  set: readonly number[],
  numbers: NameNumbers,
  { users, did }: UsageTally,
  checkBefore: number,
): number | null {
  let check = checkBefore;
  let number = -1;
  let gap = 0;
  for (let at = 0; at <= gaps.length; at += 1) {
    const code = at === gaps.length ? COMMA : gaps.charCodeAt(at);
    if (code !== COMMA) {
      gap = gap * BASE + digitOf(code);
      continue;
    }
    number += gap + 1;
    gap = 0;
    const user = numbers.nameOf(number);
    if (user === undefined) return null;
    check = (check + numbers.checkOf(number)) | 0;
    users.push(user);
    did.push(set);
  }
  return check;
}

function inOrder(names: readonly string[], numbers: NameNumbers): { number: number; index: number }[] {
  return names.map((name, index) => ({ number: numbers.numberOf(name), index })).sort((a, b) => a.number - b.number);
}

interface Group {
  bits: string;
  /** Numbers of users, ascending. */
  members: number[];
}

/** Users who did the same, in the order of the first of each group. */
function groupsOf(
  { did }: UsageTally,
  places: Map<number, number>,
  users: { number: number; index: number }[],
): Group[] {
  const groups: Group[] = [];
  const open = new Map<string, Group>();
  for (const { number, index } of users) {
    const bits = encodeBits((did[index] as readonly number[]).flatMap((event) => places.get(event) ?? []));
    let group = open.get(bits);
    if (group === undefined || group.members.length === MOST_USERS_A_GROUP) {
      group = { bits, members: [] };
      open.set(bits, group);
      groups.push(group);
    }
    group.members.push(number);
  }
  return groups;
}

function encodeGaps(numbers: number[]): string {
  return numbers.map((number, i) => (number - (numbers[i - 1] ?? -1) - 1).toString(BASE)).join(',');
}

function digitOf(code: number): number {
  if (code >= ZERO && code <= NINE) return code - ZERO;
  if (code >= LETTER_A && code <= LETTER_Z) return code - LETTER_A + 10;
  throw new SyntaxError(`a usage day holds the character ${code}`);
}
