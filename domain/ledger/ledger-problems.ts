import { groupedBy } from '../collections/grouped-by.ts';
import type { Day } from '../time/day.ts';
import { type FactHistory, factHistories } from './facts-as-of.ts';
import { historyKey, isSameEntry, type LedgerEntry } from './ledger-entry.ts';

/** What of an account's entries does not fit together, and what is made of it: nothing is refused for it. */
export type LedgerProblem =
  /** Another one was recorded at the same moment for the same fact and day, and counts: the same one every time. */
  | { problem: 'contradiction'; entry: LedgerEntry; stands: LedgerEntry }
  /** It was recorded before what stands for its fact and day: it is history, and changes nothing of today. */
  | { problem: 'overtaken'; entry: LedgerEntry; stands: LedgerEntry }
  /** Nobody was a customer yet who could have left: it counts for nothing. */
  | { problem: 'churn-before-start'; entry: LedgerEntry; start: Day }
  /** An account is neither its own parent nor merged into itself: it counts for nothing. */
  | { problem: 'about-itself'; entry: LedgerEntry };

/** @param added part of `entries`, and what is looked at */
export function ledgerProblems(
  account: string,
  entries: readonly LedgerEntry[],
  added: readonly LedgerEntry[] = entries,
): LedgerProblem[] {
  const ofDay = groupedBy(entries, dayKey);
  const histories = factHistories(entries);
  const start = firstDayAsCustomer(histories);
  return added.flatMap((entry): LedgerProblem[] => {
    const { fact, value, from } = entry;
    const others = (ofDay.get(dayKey(entry)) ?? []).filter((other) => !isSameEntry(other, entry));
    const stands = histories.get(historyKey(entry))?.find((one) => one.from === from);
    const isContradicted = others.some(({ recordedAt }) => recordedAt === entry.recordedAt);
    const problems: LedgerProblem[] = [];
    if (stands !== undefined && isContradicted && !isSameEntry(entry, stands))
      problems.push({ problem: 'contradiction', entry, stands });
    const isOvertaken = added !== entries && stands !== undefined && stands.recordedAt > entry.recordedAt;
    if (isOvertaken && !added.includes(stands)) problems.push({ problem: 'overtaken', entry, stands });
    if (value === 'churned' && start !== undefined && from < start && stands === entry)
      problems.push({ problem: 'churn-before-start', entry, start });
    if ((fact === 'parent' || fact === 'mergedInto') && value === account)
      problems.push({ problem: 'about-itself', entry });
    return problems;
  });
}

const dayKey = (entry: LedgerEntry) => `${entry.from} ${historyKey(entry)}`;

function firstDayAsCustomer(histories: ReadonlyMap<string, FactHistory>): Day | undefined {
  const days = [...histories.values()].flatMap((history) => history.find(isOfCustomer)?.from ?? []);
  return days.sort()[0];
}

function isOfCustomer(entry: LedgerEntry): boolean {
  if (entry.fact === 'mrr') return entry.value !== null && entry.value.amount > 0;
  return entry.fact === 'status' && entry.value !== null && entry.value !== 'churned';
}

/** What is the matter, and what is made of it. */
export function problemText(found: LedgerProblem): string {
  const { problem, entry } = found;
  const said = `${entry.fact} ${JSON.stringify(entry.value)} from ${entry.from}`;
  switch (problem) {
    case 'contradiction':
      return `${said} was recorded at the same moment as ${JSON.stringify(found.stands.value)}; ${JSON.stringify(found.stands.value)} counts`;
    case 'overtaken':
      return `${said} was recorded before ${JSON.stringify(found.stands.value)}, which stands`;
    case 'churn-before-start':
      return `${said} lies before the account was a customer (${found.start}), and counts for nothing`;
    case 'about-itself':
      return `${said} names the account itself, and counts for nothing`;
  }
}
