import type { LedgerEntry } from './ledger-entry.ts';

/**
 * Whether what is said of the account as a whole is what it pays. What is said of its products counts in its place, or both
 * would be added up; until nothing is said to be paid for any of them, and the whole was said since.
 *
 * @param ofProducts what is paid for each, as it is on the day
 */
export function isWholePaid({ from }: LedgerEntry, ofProducts: readonly LedgerEntry[]): boolean {
  return ofProducts.every((entry) => entry.fact === 'mrr' && !entry.value?.amount && entry.from <= from);
}
