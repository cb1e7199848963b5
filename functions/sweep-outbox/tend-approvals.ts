import type { LeftOut } from '../store/left-out.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import { askSuccessor, type SuccessorAsking } from './ask-successor.ts';
import { approvalExpiry, type Expiring } from './expire-approval.ts';

export interface ApprovalTending extends Expiring, SuccessorAsking {
  outbox: Expiring['outbox'] & SuccessorAsking['outbox'] & Pick<DynamoOutbox, 'unapprovedSince'>;
}

/**
 * Of what waits for its CSM's word, drops what nobody approved in time, and has whoever goes on for a leaver asked; how
 * many these were.
 */
export async function tendApprovals(
  tending: ApprovalTending,
  leftOut?: LeftOut,
): Promise<{ expiredApprovals: number; successorsAsked: number }> {
  const { outbox, now } = tending;
  const expire = approvalExpiry(tending);
  const counts = { expiredApprovals: 0, successorsAsked: 0 };
  for await (const mail of outbox.unapprovedSince(now().toISOString(), leftOut)) {
    if (await expire(mail)) counts.expiredApprovals += 1;
    else if (await askSuccessor(mail, tending)) counts.successorsAsked += 1;
  }
  return counts;
}
