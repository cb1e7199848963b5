import { type ReasonedMovement, reasonedMovements } from '../playbook/reasoned-movements.ts';
import { type Reasons, unlistedReason } from '../playbook/reasons.ts';
import type { CustomerStatus, LedgerEntry } from './ledger-entry.ts';

/** What somebody should know who gave a reason that the playbook does not list: it is kept, and counted by that name. */
export function unlistedReasonOf(entry: LedgerEntry, reasons: Reasons): { column: string; reason: string } | null {
  const { fact, value } = entry;
  const [column, given] = fact === 'churnReason' ? ['value', value ?? undefined] : ['reason', entry.reason];
  const movements = movementsOf(entry);
  if (given === undefined || movements.length === 0) return null;
  const unlisted = unlistedReason(reasons, movements, given);
  return unlisted === null ? null : { column, reason: unlisted };
}

/** What the entry may be a movement of; by itself it doesn't tell what was before. */
function movementsOf({ fact, value }: LedgerEntry): readonly ReasonedMovement[] {
  switch (fact) {
    case 'churnReason':
      return ['churn'];
    case 'status':
      return value === null ? [] : byStatus[value];
    case 'mrr':
      return reasonedMovements;
    default:
      return [];
  }
}

const byStatus: Record<CustomerStatus, ReasonedMovement[]> = {
  active: ['win-back'],
  reactivated: ['win-back'],
  paused: ['contraction'],
  free: ['churn', 'contraction'],
  churned: ['churn'],
};
