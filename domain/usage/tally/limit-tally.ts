import { isSentByLibrary } from '../library-events.ts';
import { encodePair } from './encoded-pairs.ts';
import {
  bytesOf,
  encodeCase,
  encodeSubject,
  encodeValue,
  fitting,
  MAX_CASES_LENGTH,
  MAX_EVENTS_LENGTH,
  MAX_REPLIES_BYTES,
  MAX_SUBJECTS_LENGTH,
  MAX_VALUES_LENGTH,
  type UsageTally,
} from './usage-tally.ts';

/** Tells the names that the running playbook lives on. */
export type IsUsed = (name: string) => boolean;

/**
 * The names that events without a place are counted under, so that their users still count as active. Those of
 * libraries stay apart, since they are nobody's act: the second begins as such names do.
 */
const OTHERS = '~other';
const OTHERS_OF_LIBRARIES = '$~other';

export const othersOf = (name: string) => (isSentByLibrary(name) ? OTHERS_OF_LIBRARIES : OTHERS);
export const isOthers = (name: string) => name === OTHERS || name === OTHERS_OF_LIBRARIES;

/** For the two names above. */
const ROOM_FOR_OTHERS = 100;
const LONGEST_CHARACTER = 9;
const LONGEST_COUNT = 20;

/**
 * The tally as far as it can be stored. Names that the playbook lives on have their places first; of the others those
 * that happened most often, and of equals the first by name. The rest is counted together. Values, subjects, replies
 * and cases likewise: the used ones first, then the latest, the most frequent, the latest, the latest.
 */
export function limitTally(tally: UsageTally, isUsed: IsUsed): { tally: UsageTally; leftOut: number } {
  const named = limitNames(tally, isUsed);
  const rank = (name: string) => (isUsed(name) ? 0 : 1);
  const values = fittingBy(
    named.tally.values,
    MAX_VALUES_LENGTH,
    encodeValue,
    (a, b) => rank(a.name) - rank(b.name) || b.time - a.time,
  );
  const subjects = fittingBy(
    named.tally.subjects,
    MAX_SUBJECTS_LENGTH,
    encodeSubject,
    (a, b) => rank(a.name) - rank(b.name) || b.count - a.count,
  );
  const replies = fittingBy(
    named.tally.replies,
    MAX_REPLIES_BYTES,
    (reply) => JSON.stringify(reply),
    (a, b) => rank(a.name) - rank(b.name) || b.time - a.time,
    bytesOf,
  );
  const { cases: reported = [] } = named.tally;
  const cases = fittingBy(
    reported,
    MAX_CASES_LENGTH,
    encodeCase,
    (a, b) => rank(a.name) - rank(b.name) || b.last - a.last,
  );
  const { tally: whole } = named;
  const details =
    whole.values.length -
    values.length +
    whole.subjects.length -
    subjects.length +
    whole.replies.length -
    replies.length +
    reported.length -
    cases.length;
  return {
    tally: details === 0 ? whole : { ...whole, values, subjects, replies, ...(cases.length > 0 && { cases }) },
    leftOut: named.leftOut + details,
  };
}

function limitNames(tally: UsageTally, isUsed: IsUsed): { tally: UsageTally; leftOut: number } {
  const { names, counts } = tally;
  let atMost = 0;
  for (const name of names) atMost += name.length * LONGEST_CHARACTER + LONGEST_COUNT;
  if (atMost <= MAX_EVENTS_LENGTH - ROOM_FOR_OTHERS) return { tally, leftOut: 0 };
  const byRank = names
    .map((name, i) => ({ name, count: counts[i] as number, rank: isUsed(name) ? 0 : 1 }))
    .filter(({ name }) => !isOthers(name))
    .sort((a, b) => a.rank - b.rank || b.count - a.count || (a.name < b.name ? -1 : 1));
  const fit = fitting(byRank, MAX_EVENTS_LENGTH - ROOM_FOR_OTHERS, ({ name, count }) => encodePair(name, count));
  const placed = new Set(byRank.slice(0, fit.length).map(({ name }) => name));
  const together = countTogether(tally, (name) => !placed.has(name));
  return { tally: together, leftOut: byRank.length - placed.size };
}

/** The tally with the events of some names counted as others; whatever is told by such a name alone goes. */
export function countTogether<Tally extends UsageTally>(tally: Tally, isTogether: (name: string) => boolean): Tally {
  const nameOf = tally.names.map((name) => (isTogether(name) ? othersOf(name) : name));
  if (nameOf.every((name, i) => name === tally.names[i])) return tally;
  const names = [...new Set(nameOf)].sort();
  const places = new Map(names.map((name, place) => [name, place]));
  const counts = names.map(() => 0);
  const placeOf = nameOf.map((name) => places.get(name) as number);
  placeOf.forEach((place, i) => {
    counts[place] = (counts[place] as number) + (tally.counts[i] as number);
  });
  const sets = new Map<readonly number[], readonly number[]>();
  const did = tally.did.map((set) => {
    const known = sets.get(set);
    if (known !== undefined) return known;
    const placed = [...new Set(set.map((i) => placeOf[i] as number))].sort((a, b) => a - b);
    sets.set(set, placed);
    return placed;
  });
  const isCounted = ({ name }: { name: string }) => !isTogether(name);
  return {
    ...tally,
    names,
    counts,
    did,
    values: tally.values.filter(isCounted),
    subjects: tally.subjects.filter(isCounted),
    replies: tally.replies.filter(isCounted),
    ...(tally.cases !== undefined && { cases: tally.cases.filter(isCounted) }),
  };
}

/** Of what does not fit all together the first by rank; in the order that it came in. */
function fittingBy<Entry>(
  entries: readonly Entry[],
  maxLength: number,
  encode: (entry: Entry) => string,
  byRank: (a: Entry, b: Entry) => number,
  sizeOf?: (text: string) => number,
): readonly Entry[] {
  if (fitting(entries, maxLength, encode, sizeOf).length === entries.length) return entries;
  const ranked = [...entries].sort(byRank);
  const fit = new Set(ranked.slice(0, fitting(ranked, maxLength, encode, sizeOf).length));
  return entries.filter((entry) => fit.has(entry));
}
