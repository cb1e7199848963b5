import type { Company } from '../../domain/company/company.ts';
import { approvalIdOf } from '../../domain/mail/approval-mail.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { successorApproval } from '../../domain/plays/successor-approval.ts';
import type { Day } from '../../domain/time/day.ts';
import type { TeamForMail } from '../outbox/team-for-mail.ts';
import { errorFields, log } from '../runtime/log.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import { UnreadableRecordError } from '../store/record.ts';

export interface SuccessorAsking {
  outbox: Pick<DynamoOutbox, 'askForApproval' | 'findMail'>;
  team: TeamForMail;
  company: Pick<Company, 'systemSender' | 'language'>;
  dayOf(timeInMs: number): Day;
  now(): Date;
}

/** Asks the successor of a CSM who has left to approve the mail that waits for the leaver; answers whether it did. */
export async function askSuccessor(mail: OutboxMail, sources: SuccessorAsking): Promise<boolean> {
  try {
    return await tryToAsk(mail, sources);
  } catch (error) {
    // What asked the leaver can't be read, so whether somebody else is asked already: the others go on.
    if (!(error instanceof UnreadableRecordError)) throw error;
    log('error', 'successor not asked', errorFields(error));
    return false;
  }
}

async function tryToAsk(mail: OutboxMail, { outbox, team, company, dayOf, now }: SuccessorAsking): Promise<boolean> {
  const at = now();
  const { members } = await team(mail);
  const request = successorApproval(mail, members, dayOf(at.getTime()), { company, now: at.toISOString() });
  if (request === null) return false;
  const asking = await outbox.findMail({ account: mail.account, id: approvalIdOf(mail.id) });
  // On its way, it finds the successor by itself; delivered, it may have.
  if (asking?.status === 'pending' || asking?.person === request.asking.person) return false;
  return outbox.askForApproval(mail, request, at.toISOString());
}
