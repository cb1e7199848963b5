import { changeAnswer } from '../../domain/answers/change-answer.ts';
import type { Answer, GivenAnswer } from '../../domain/answers/renewal-answer.ts';
import { type AuditEntry, type Doing, shortened } from '../../domain/audit/audit.ts';
import { renewalAnswered } from '../../domain/bus/work-events.ts';
import type { Day } from '../../domain/time/day.ts';
import type { ChangedAccountsQueue } from '../aws/changed-accounts-queue.ts';
import { OvertakenError, untilNotOvertaken } from '../runtime/try-again.ts';
import type { DynamoDirectory } from '../store/accounts/directory.ts';
import { type BusPublishing, busPostIf } from './bus-post.ts';

export interface AnswerChanging extends BusPublishing {
  directory: Pick<DynamoDirectory, 'findAnswer' | 'replaceAnswer'>;
  changedAccounts: Pick<ChangedAccountsQueue, 'send'>;
}

/** `isTaken`: it stands as it was given; else it came too often to be meant, and what was said before stands. */
export interface GivenOrNot {
  answer: Answer;
  isTaken: boolean;
}

/** Puts on record what a customer says of a renewal, with what they said before; the account is evaluated at once. */
export async function changeRenewalAnswer(
  changing: AnswerChanging,
  account: string,
  renewalDate: Day,
  given: GivenAnswer,
  doing: Doing,
): Promise<GivenOrNot> {
  const { directory, changedAccounts } = changing;
  return untilNotOvertaken(async () => {
    const before = await directory.findAnswer(account, renewalDate);
    const answer = changeAnswer(before, renewalDate, given);
    if (answer === null) return { answer: before as Answer, isTaken: false };
    if (answer !== before) {
      const post = busPostIf(changing, (at) => renewalAnswered(account, answer, at));
      const audit: AuditEntry = {
        ...{ at: new Date(changing.now()).toISOString(), ...doing, what: 'renewal-answered' },
        about: { account, ...(given.contact !== undefined && { contact: given.contact }) },
        before: before === undefined ? null : { renewalDate, answer: before.answer },
        after: { renewalDate, answer: answer.answer, comment: shortened(answer.comment ?? '') || null },
      };
      const isDone = await directory.replaceAnswer(account, before, answer, { post, audit });
      if (!isDone) throw new OvertakenError('the answer was being changed all the time');
    }
    await changedAccounts.send([account]);
    return { answer, isTaken: true };
  });
}
