import type { Account } from '../account/account.ts';
import type { ReportedFacts, RowFacts } from '../import/facts.ts';
import type { Day } from '../time/day.ts';
import { recordAsOf } from './account-as-of.ts';
import { entriesOfWrite, type Recording } from './entries-of-write.ts';
import { factHistories } from './facts-as-of.ts';
import { historyKey, type LedgerEntry } from './ledger-entry.ts';

/** What somebody told of an account that is older than what stands. */
export interface LateFacts {
  facts: RowFacts;
  /** When it was so (ms). */
  at: number;
}

/**
 * The entries of facts that are told when newer ones are known already: they change nothing of today, and what was so then.
 * Whatever stood from a later day on goes on standing from that day.
 */
export function entriesOfLateFacts(
  current: Current,
  ledger: readonly LedgerEntry[],
  { facts, at }: LateFacts,
  recording: Recording,
): LedgerEntry[] {
  const { clock } = recording;
  const day = clock.dayOf(at);
  const sinceWhen = (name: string) => clock.dayOf(current.reportedAt[name] ?? at);
  const dated = Object.entries(datedByTheirReport(facts, current.facts)).filter(([name]) => sinceWhen(name) > day);
  const names = dated.map(([name]) => name);
  if (names.length === 0) return [];
  const late = { facts: Object.fromEntries(dated), at };
  const then = asOf(current, ledger, day);
  const isNew = (entry: LedgerEntry) => isLastWordOfItsDay(entry, at, ledger, recording);
  const entries = entriesOfWrite(then, withFacts(then, late), recording).filter(isNew);
  for (const name of names) {
    const stands = { facts: { [name]: current.facts[name as keyof Account] }, at: current.reportedAt[name] ?? at };
    const before = asOf(current, [...ledger, ...entries], sinceWhen(name));
    entries.push(...entriesOfWrite(before, withFacts(before, stands), recording).filter(({ from }) => from > day));
  }
  return entries;
}

/**
 * Since when it is a customer, and when it left, is dated by itself: of two words on it the newer one counts, for the past as
 * well. Who is said not to have left was away before.
 */
function datedByTheirReport({ contractStart: _, churnedOn, ...facts }: RowFacts, current: Account): RowFacts {
  return churnedOn == null || current.churnedOn !== undefined ? facts : { ...facts, churnedOn };
}

function asOf({ facts }: Current, ledger: readonly LedgerEntry[], day: Day): Current {
  const then = recordAsOf(facts, ledger, day);
  return { facts: { ...then, currency: then.currency ?? facts.currency }, reportedAt: {} };
}

function withFacts({ facts }: Current, { facts: said, at }: LateFacts): Current {
  const known = Object.entries(said).map(([name, value]) => [name, value ?? undefined]);
  return {
    facts: { ...facts, ...Object.fromEntries(known) },
    reportedAt: Object.fromEntries(Object.keys(said).map((name) => [name, at])),
  };
}

type Current = ReportedFacts<'accounts'>;

/**
 * A ledger tells days, and of each its last word. Which of two that came late was the last one nobody knows: it only
 * matters that the same one wins in whatever order they come.
 */
function isLastWordOfItsDay(
  entry: LedgerEntry,
  at: number,
  ledger: readonly LedgerEntry[],
  { clock }: Pick<Recording, 'clock'>,
): boolean {
  const stands = factHistories(ledger)
    .get(historyKey(entry))
    ?.find(({ from }) => from === entry.from);
  if (stands === undefined || stands.recordedAt < at) return true;
  if (clock.dayOf(stands.recordedAt) === stands.from) return false;
  return JSON.stringify(entry.value) > JSON.stringify(stands.value);
}
