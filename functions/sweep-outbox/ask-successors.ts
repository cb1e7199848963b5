import type { Csm } from '../../domain/account/account.ts';
import type { Company } from '../../domain/company/company.ts';
import { approvalIdOf } from '../../domain/mail/approval-mail.ts';
import { successorApproval } from '../../domain/plays/successor-approval.ts';
import type { Day } from '../../domain/time/day.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';

export interface SuccessorAsking {
  outbox: Pick<DynamoOutbox, 'unapprovedSince' | 'askForApproval' | 'findMail'>;
  /** Everybody in the team; may be a minute old. */
  team: () => Promise<Csm[]>;
  company: Pick<Company, 'systemSender' | 'language'>;
  dayOf(timeInMs: number): Day;
  now(): Date;
}

/** Asks whoever goes on for a CSM who has left about the mails that wait for the leaver's word; how many these were. */
export async function askSuccessors({ outbox, team, company, dayOf, now }: SuccessorAsking): Promise<number> {
  let asked = 0;
  for await (const mail of outbox.unapprovedSince(now().toISOString())) {
    const at = now();
    const request = successorApproval(mail, await team(), dayOf(at.getTime()), { company, now: at.toISOString() });
    if (request === null) continue;
    const asking = await outbox.findMail({ account: mail.account, id: approvalIdOf(mail.id) });
    // On its way, it finds the successor by itself; delivered, it may have.
    if (asking?.status === 'pending' || asking?.person === request.asking.person) continue;
    if (await outbox.askForApproval(mail, request, at.toISOString())) asked += 1;
  }
  return asked;
}
