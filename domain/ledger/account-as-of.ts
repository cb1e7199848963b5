import type { Account } from '../account/account.ts';
import type { Day } from '../time/day.ts';
import { entriesAsOf, factsOf } from './facts-as-of.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/**
 * The account as it was on a day, as it was known before an instant, for who evaluates a past day. What the ledger does
 * not know is unknown, never today's value; facts that no ledger holds stay as they are.
 */
export function accountAsOf(account: Account, ledger: Iterable<LedgerEntry>, day: Day, knownBefore?: number): Account {
  const entries = entriesAsOf(ledger, day, knownBefore);
  const { mrr, plan, licenses, recordLimit, stage, csm, segment, renewalDate, holds } = factsOf(entries).facts;
  const status = entries.find(({ fact }) => fact === 'status');
  const hasLeft = status?.value === 'churned' || status?.value === 'free';
  return {
    ...account,
    mrr: mrr?.amount,
    currency: mrr?.currency,
    plan: plan ?? undefined,
    licenses: licenses ?? undefined,
    recordLimit: recordLimit ?? undefined,
    stage: stage ?? undefined,
    csm: csm ?? undefined,
    segment: segment ?? undefined,
    renewalDate: renewalDate ?? undefined,
    holds: holds ?? undefined,
    churnedOn: hasLeft ? status.from : undefined,
  };
}
