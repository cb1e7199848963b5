import type { Stage } from '../account/account.ts';
import { groupedBy } from '../collections/grouped-by.ts';
import { addDays, type Day, daysBetween, LAST_DAY } from '../time/day.ts';
import type { LocalClock } from '../time/time-zone.ts';
import {
  compareEntries,
  type FactValue,
  historyKey,
  type LedgerEntry,
  type LedgerFact,
  type ProductFact,
} from './ledger-entry.ts';

/** Facts that a ledger knows: absent is what it says nothing of, `null` what somebody said is not known. */
export type KnownFacts<Fact extends LedgerFact = LedgerFact> = { [Name in Fact]?: FactValue<Name> | null };

export interface FactsAsOf {
  /** Of the account as a whole. */
  facts: KnownFacts;
  products: ReadonlyMap<string, KnownFacts<ProductFact>>;
}

/** How one fact went, as it was known: a change a day at most, the oldest first, without what was withdrawn. */
export type FactHistory = readonly [LedgerEntry, ...LedgerEntry[]];

/** What was known at the end of a day lies before this instant. */
export const endOf = (day: Day, clock: Pick<LocalClock, 'startOf'>) =>
  day === LAST_DAY ? Number.POSITIVE_INFINITY : clock.startOf(addDays(day, 1));

/**
 * The histories of an account's facts, as they were known before an instant. Of what was recorded for the same day, what
 * was recorded last counts; a reason that was given of the day stays with it, until another one is given or the day is
 * withdrawn. The order of the entries doesn't matter.
 */
export function factHistories(
  entries: Iterable<LedgerEntry>,
  knownBefore = Number.POSITIVE_INFINITY,
): Map<string, FactHistory> {
  const words = groupedBy(
    [...entries].filter(({ recordedAt }) => recordedAt < knownBefore),
    historyKey,
  );
  const histories = new Map<string, FactHistory>();
  for (const key of [...words.keys()].sort()) {
    const ofDays = groupedBy(words.get(key) as LedgerEntry[], ({ from }) => from);
    const [first, ...more] = [...ofDays.values()]
      .map(lastWord)
      .filter(({ withdrawn }) => withdrawn === undefined)
      .sort((a, b) => (a.from < b.from ? -1 : 1));
    if (first !== undefined) histories.set(key, [first, ...more]);
  }
  return histories;
}

/** @param words of the same fact and day, at least one */
function lastWord(words: LedgerEntry[]): LedgerEntry {
  const [first, ...more] = words.sort(compareEntries) as [LedgerEntry, ...LedgerEntry[]];
  return more.reduce((before, entry) => {
    if (before.reason === undefined || before.withdrawn || entry.reason !== undefined || entry.withdrawn) return entry;
    // Whoever corrects an amount says nothing of why it moved.
    const { reason, note } = before;
    return { ...entry, reason, ...(entry.note === undefined && note !== undefined && { note }) };
  }, first);
}

/** What was so on a day, as it was known before an instant: the entries that say it. */
export function entriesAsOf(entries: Iterable<LedgerEntry>, day: Day, knownBefore?: number): LedgerEntry[] {
  return [...factHistories(entries, knownBefore).values()].flatMap(
    (history) => history.findLast(({ from }) => from <= day) ?? [],
  );
}

/** What was so on a day, as it was known before an instant. */
export function factsAsOf(entries: Iterable<LedgerEntry>, day: Day, knownBefore?: number): FactsAsOf {
  return factsOf(entriesAsOf(entries, day, knownBefore));
}

/** The stage that an account was in on a day, as far as its ledger knows. */
export function stageOn(entries: Iterable<LedgerEntry>, day: Day): Stage | undefined {
  const history = factHistories([...entries].filter(({ fact }) => fact === 'stage')).get('stage');
  return (history?.findLast(({ from }) => from <= day)?.value as Stage | null | undefined) ?? undefined;
}

/** @param entries one a fact and product at most */
export function factsOf(entries: Iterable<LedgerEntry>): FactsAsOf {
  const facts: Record<string, unknown> = {};
  const products = new Map<string, Record<string, unknown>>();
  for (const { fact, product, value } of entries) {
    if (product === undefined) facts[fact] = value;
    else products.set(product, { ...products.get(product), [fact]: value });
  }
  return { facts: facts as KnownFacts, products: products as Map<string, KnownFacts<ProductFact>> };
}

/** A stretch of days on which a fact was the same. */
export interface FactInterval {
  entry: LedgerEntry;
  from: Day;
  /** Its last day; absent while it lasts. */
  until?: Day;
}

export function intervalsOf(history: FactHistory): FactInterval[] {
  return history.map((entry, i) => {
    const next = history[i + 1];
    const { from } = entry;
    return next === undefined ? { entry, from } : { entry, from, until: addDays(next.from, -1) };
  });
}

/** What was written down of a fact and day, one over the other; the last one stands. */
export function correctionsOf(entries: Iterable<LedgerEntry>, { fact, product, from }: LedgerEntry): LedgerEntry[] {
  const key = historyKey({ fact, product });
  return [...entries].filter((entry) => historyKey(entry) === key && entry.from === from).sort(compareEntries);
}

/** So many days after it became so it was recorded; below 0 where it was known ahead. */
export const daysLate = ({ from, recordedAt }: LedgerEntry, clock: Pick<LocalClock, 'dayOf'>) =>
  daysBetween(from, clock.dayOf(recordedAt));

/** Those that changed what had been so on the day, or before it, once the day was over. */
export function lateEntries(entries: readonly LedgerEntry[], day: Day, clock: LocalClock): LedgerEntry[] {
  const over = endOf(day, clock);
  return entries.filter(({ from, recordedAt }) => from <= day && recordedAt >= over);
}
