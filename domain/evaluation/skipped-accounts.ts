import * as z from 'zod';

/** Accounts that a run left alone for the same reason: how many, and which ones for example. */
export const skippedAccountsSchema = z.object({
  reason: z.string(),
  accounts: z.number(),
  examples: z.array(z.string()),
});
export type SkippedAccounts = z.infer<typeof skippedAccountsSchema>;

/** A run over 100,000 accounts may skip all of them, and its answer holds 256 KiB. */
const MOST_EXAMPLES = 5;

export const skippedAccount = (account: string, reason: string): SkippedAccounts => ({
  reason,
  accounts: 1,
  examples: [account],
});

/** One entry a reason; the examples are the first by id, so that the same accounts always give the same answer. */
export function sumOfSkipped(parts: Iterable<SkippedAccounts>): SkippedAccounts[] {
  const byReason = new Map<string, SkippedAccounts>();
  for (const { reason, accounts, examples } of parts) {
    const known = byReason.get(reason) ?? { reason, accounts: 0, examples: [] };
    byReason.set(reason, {
      reason,
      accounts: known.accounts + accounts,
      examples: [...known.examples, ...examples].sort().slice(0, MOST_EXAMPLES),
    });
  }
  return [...byReason.values()].sort((a, b) => b.accounts - a.accounts || (a.reason < b.reason ? -1 : 1));
}
