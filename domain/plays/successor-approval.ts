import type { Csm } from '../account/account.ts';
import type { Company } from '../company/company.ts';
import { hasLeft } from '../company/team.ts';
import { approvalIdOf, approvalMail } from '../mail/approval-mail.ts';
import type { OutboxMail } from '../outbox/outbox.ts';
import { type ApprovalRequest, senderOn, withoutLeavers } from '../outbox/pre-send-check.ts';
import type { Day } from '../time/day.ts';

/**
 * Whether a mail to a customer needs the word of who goes on for a leaver before it goes in their name: it waits for the
 * leaver's, it has no other, or it would go by itself where they want to be asked. The leaver's words are forgotten with
 * it. `null`: the word that it has stands.
 */
export function successorApproval(
  mail: OutboxMail,
  team: Csm[],
  today: Day,
  { company, now }: { company: Pick<Company, 'systemSender' | 'language'>; now: string },
): ApprovalRequest | null {
  if (mail.content.type !== 'customer') return null;
  const { member: csm, isReplaced } = senderOn(mail, team, today);
  const present = withoutLeavers(mail, team, today);
  if (csm === undefined || present.may !== 'go') return null;
  const reason = reasonToAsk(mail, { csm, isReplaced }, team, today);
  if (reason === null) return null;
  const { edited: _, proposed: __, decidedBy: ___, releasedAt: ____, claimedAt: _____, ...rest } = present.mail;
  const asked: OutboxMail = { ...rest, csm: csm.id, status: 'approval', askedAt: now };
  const asking: OutboxMail = {
    ...approvalMail(asked, csm, company),
    id: `${approvalIdOf(mail.id)}/${csm.id}`,
    createdAt: now,
  };
  return { mail: asked, asking, reason: `asked-anew: ${reason} ${csm.id} is asked now.` };
}

function reasonToAsk(
  { status, decidedBy, releasedAt }: OutboxMail,
  { csm, isReplaced }: { csm: Csm; isReplaced: boolean },
  team: Csm[],
  today: Day,
): string | null {
  if (status === 'approval') return isReplaced ? 'whoever was asked has left.' : null;
  if (decidedBy !== undefined && decidedBy !== csm.id) {
    const decider = team.find(({ id }) => id === decidedBy);
    const isThere = decider !== undefined && !hasLeft(decider, today);
    return isReplaced || !isThere ? `${decidedBy} approved it, in the name of somebody who has left.` : null;
  }
  const goesByItself = decidedBy === undefined && releasedAt === undefined;
  const wantsToBeAsked = (csm.customerMail ?? 'send') !== 'send';
  return isReplaced && goesByItself && wantsToBeAsked ? 'whoever it was raised for has left.' : null;
}
