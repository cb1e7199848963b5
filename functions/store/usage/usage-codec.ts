import { createHash } from 'node:crypto';
import type { Day } from '../../../domain/time/day.ts';
import type { OvertakenDay } from '../../../domain/usage/late-usage.ts';
import {
  decodeMonthValuesInto,
  decodeSeenInto,
  decodeUsersInto,
  emptyLifetime,
  type Lifetime,
} from '../../../domain/usage/lifetime.ts';
import { joinPairs, splitPairs } from '../../../domain/usage/tally/encoded-pairs.ts';
import { type AccountNumbers, noNumbers } from '../../../domain/usage/tally/name-numbers.ts';
import { decodeNumberedTally, type NumberedTally } from '../../../domain/usage/tally/numbered-tally.ts';
import type { EncodedTally, UsageDay } from '../../../domain/usage/tally/usage-tally.ts';
import { type Item, numberOf, textOf } from '../item.ts';
import {
  dayOfUsage,
  daysOfOvertakenUsage,
  LIFETIME_SORT_KEY,
  lifetimeRowOf,
  MONTH_VALUES_SORT_KEY,
  OVERTAKEN_USAGE_SORT_PREFIX,
  partSortKey,
  USAGE_SORT_PREFIX,
} from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { StoredRecord } from '../record.ts';
import { changedOnOf } from './overtaken-usage.ts';

/**
 * Hours, days, lifetimes and the values of months refer to each other by numbers, so that they have one version; what they
 * say stands in attributes.
 */
export const usageRecord = new StoredRecord<Item>({ name: 'usage' });

/** DynamoDB takes items up to 400 KB; keys and the other attributes need far less than what is left. */
const MAX_TEXT_BYTES = 340_000;
const CHECK_LENGTH = 12;

/**
 * The rows of a tally, or a day and the lifetime that its numbers refer to, were read while they were being written:
 * the reader has to read again, and consistently.
 */
export class TornUsageError extends Error {
  override readonly name = 'TornUsageError';
  readonly code = 'usage-torn';

  constructor(sortKey: string, what = 'belong to different writes: read them again') {
    super(`the rows of ${sortKey} ${what}`);
  }
}

/** A large day is written as several rows; who reads between them reads again. */
export const isTorn = (error: unknown) => error instanceof TornUsageError;

/** A tally as rows: the first under `sortKey`; users who don't fit into it under `sortKey#01`, `#02`, … */
export function encodeTallyRows(pk: string, sortKey: string, tally: EncodedTally | NumberedTally): [Item, ...Item[]] {
  const { total, events, users, values = '', subjects = '', replies = '', cases = '' } = tally;
  const ofHead = events.length + values.length + subjects.length + Buffer.byteLength(replies) + cases.length;
  const parts = ofHead + users.length <= MAX_TEXT_BYTES ? [] : splitPairs(users, MAX_TEXT_BYTES);
  const n = { N: String(total) };
  const head: Item = {
    pk: { S: pk },
    sk: { S: sortKey },
    n,
    e: { S: events },
    u: { S: parts.length > 0 ? '' : users },
    ...usageRecord.mark,
  };
  if ('check' in tally && tally.check !== undefined) head.c = { S: tally.check };
  if (values !== '') head.v = { S: values };
  if (subjects !== '') head.s = { S: subjects };
  if (replies !== '') head.r = { S: replies };
  if (cases !== '') head.k = { S: cases };
  if (parts.length > 0) {
    head.parts = { N: String(parts.length) };
    // Of a tally in several rows the head alone would not tell that a user in another one is somebody else.
    head.h = { S: createHash('sha256').update(users).digest('base64url').slice(0, CHECK_LENGTH) };
  }
  return [head, ...parts.map((u, i) => ({ pk: { S: pk }, sk: { S: partSortKey(sortKey, i + 1) }, n, u: { S: u } }))];
}

/**
 * The usage days among rows read in the order of their keys; other rows are passed over.
 *
 * @param numbers those that the days refer to; by default told by the lifetime rows among the same rows
 */
export function decodeUsageDays(items: Item[], numbers = decodeNumbers(items)): UsageDay[] {
  const days: UsageDay[] = [];
  for (const rows of tallyRows(items, USAGE_SORT_PREFIX)) days.push(decodeDay(rows, dayOfUsage(rows.sortKey), numbers));
  return days;
}

/**
 * Among rows that one account's usage was read from: what stood of its days until they changed late. One that the names
 * don't go with is left out: they were lost since, and made anew.
 */
export function decodeOvertakenDays(items: Item[], numbers: AccountNumbers): OvertakenDay[] {
  const isMeant = ({ sk }: Item) => sk?.S?.startsWith(OVERTAKEN_USAGE_SORT_PREFIX);
  return decodeEach(items.filter(isMeant), (item) => {
    const [rows] = tallyRows([item]);
    const { day, changedOn } = daysOfOvertakenUsage(textOf(item, 'sk'));
    return { before: decodeDay(rows as TallyRows, day, numbers), changedOn };
  });
}

function decodeDay({ sortKey, head, encoded }: TallyRows, day: Day, numbers: AccountNumbers): UsageDay {
  const tally = decodeNumberedTally(head.c === undefined ? encoded : { ...encoded, check: textOf(head, 'c') }, numbers);
  if (tally === null) {
    throw new TornUsageError(sortKey, `do not go with the names in ${LIFETIME_SORT_KEY}: read both again`);
  }
  const changedOn = changedOnOf(head);
  // The tally first: V8 copies an object as a whole only into one that is still empty.
  return changedOn === undefined ? { ...tally, day } : { ...tally, day, changedOn };
}

interface TallyRows {
  sortKey: string;
  head: Item;
  encoded: EncodedTally;
}

/** Tallies by sort key, from rows in the order of their keys. */
export function* tallyRows(items: Iterable<Item>, prefix = ''): Generator<TallyRows> {
  let open: { sortKey: string; head: Item; users: string[]; parts: number } | null = null;
  for (const item of items) {
    const sortKey = textOf(item, 'sk');
    if (!sortKey.startsWith(prefix)) continue;
    if (item.e !== undefined) {
      if (open !== null) yield closeTally(open);
      open = { sortKey, head: usageRecord.upToDate(item), users: [], parts: Number(item.parts?.N ?? 0) };
    } else if (open !== null && open.users.length < open.parts) {
      // A part beyond the head's number is left over from a larger write of the same tally.
      if (item.n?.N !== open.head.n?.N) throw new TornUsageError(open.sortKey);
      open.users.push(textOf(item, 'u'));
    }
  }
  if (open !== null) yield closeTally(open);
}

function closeTally(open: { sortKey: string; head: Item; users: string[]; parts: number }): TallyRows {
  if (open.users.length < open.parts) throw new TornUsageError(open.sortKey);
  const { sortKey, head, parts } = open;
  const encoded: EncodedTally = {
    total: numberOf(head, 'n'),
    events: textOf(head, 'e'),
    users: parts > 0 ? joinPairs(open.users) : textOf(head, 'u'),
  };
  if (head.v?.S !== undefined) encoded.values = head.v.S;
  if (head.s?.S !== undefined) encoded.subjects = head.s.S;
  if (head.r?.S !== undefined) encoded.replies = head.r.S;
  if (head.k?.S !== undefined) encoded.cases = head.k.S;
  return { sortKey, head, encoded };
}

/** Lifetime rows each hold some of what is known; together, in any order, they hold all of it. */
export function decodeLifetime(items: Iterable<Item>): Lifetime {
  return decodeKnown(items).lifetime;
}

export function decodeNumbers(items: Iterable<Item>): AccountNumbers {
  return decodeKnown(items).numbers;
}

/** What is known of an account beyond recent days, and the numbers that its days refer to names by. */
export function decodeKnown(items: Iterable<Item>): { lifetime: Lifetime; numbers: AccountNumbers } {
  const lifetime = emptyLifetime();
  const numbers = noNumbers();
  for (const item of items) {
    const sortKey = textOf(item, 'sk');
    if (sortKey.startsWith(LIFETIME_SORT_KEY)) {
      const { events, users } = decodeLifetimeRow(lifetime, item);
      const row = lifetimeRowOf(sortKey);
      numbers.events.addRow(row, events);
      numbers.users.addRow(row, users);
    } else if (sortKey === MONTH_VALUES_SORT_KEY) decodeMonthValuesInto(lifetime.values, monthValuesIn(item));
  }
  return { lifetime, numbers };
}

/** Gives the row's event names and users back, each in their order. */
export function decodeLifetimeRow(lifetime: Lifetime, stored: Item): { events: string[]; users: string[] } {
  const item = usageRecord.upToDate(stored);
  return {
    events: decodeSeenInto(lifetime.events, textOf(item, 'e')),
    users: decodeUsersInto(lifetime.users, { names: textOf(item, 'd'), users: textOf(item, 'u') }),
  };
}

/** What the row of the measures' latest values says. */
export function decodeMonthValues(item: Item): Lifetime['values'] {
  const values: Lifetime['values'] = new Map();
  decodeMonthValuesInto(values, monthValuesIn(item));
  return values;
}

const monthValuesIn = (item: Item) => textOf(usageRecord.upToDate(item), 'm');
