import { approvalExpiredReason, type OutboxMail } from '../../domain/outbox/outbox.ts';
import { UnreadablePlaybookError } from '../../domain/playbook/unreadable-playbook.ts';
import { noteExpiredApproval } from '../../domain/tasks/task-changes.ts';
import type { Day } from '../../domain/time/day.ts';
import { errorFields, log } from '../runtime/log.ts';
import { OvertakenError, untilNotOvertaken } from '../runtime/try-again.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import { UnreadableRecordError } from '../store/record.ts';
import type { DynamoTasks } from '../store/work/tasks.ts';

const DAY_IN_MS = 86_400_000;

export interface Expiring {
  outbox: Pick<DynamoOutbox, 'dropUnapproved'>;
  tasks: Pick<DynamoTasks, 'openOfEpisode' | 'change'>;
  /** How long a CSM has to approve a mail. */
  approveWithinDays: () => Promise<number>;
  dayOf(timeInMs: number): Day;
  now(): Date;
}

/** Drops a mail that nobody approved in time, with a note on the task of its episode; answers whether it did. */
export function approvalExpiry(expiring: Expiring): (mail: OutboxMail) => Promise<boolean> {
  const { outbox, approveWithinDays, now } = expiring;
  // Without a mail that is to be approved there may be no playbook that says for how long.
  let reading: Promise<number | null> | undefined;
  return async (mail) => {
    reading ??= daysToApprove(approveWithinDays);
    const days = await reading;
    // Nobody can say for how long they are good; what else the sweep has to do must not wait for that.
    if (days === null) return false;
    const at = now();
    if (Date.parse(mail.askedAt ?? mail.createdAt) > at.getTime() - days * DAY_IN_MS) return false;
    // Noted first: a run that dies in between is finished by the next, and notes it only once.
    if (!(await noteOnTask(expiring, mail))) return false;
    return outbox.dropUnapproved(mail, approvalExpiredReason(days), at.toISOString());
  };
}

async function daysToApprove(read: Expiring['approveWithinDays']): Promise<number | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof UnreadablePlaybookError)) throw error;
    log('error', 'approvals not looked at', errorFields(error));
    return null;
  }
}

/** `false` when the task was being changed all the time, or can't be read: the next sweep tries again. */
async function noteOnTask({ tasks, dayOf, now }: Expiring, { account, id, cause }: OutboxMail): Promise<boolean> {
  if (cause === undefined) return true;
  const { episode, account: whose = account } = cause;
  try {
    await untilNotOvertaken(noteOnce);
    return true;
  } catch (error) {
    if (error instanceof UnreadableRecordError) log('error', 'approval not ended', errorFields(error));
    else if (!(error instanceof OvertakenError)) throw error;
    return false;
  }

  async function noteOnce(): Promise<void> {
    const open = (await tasks.openOfEpisode(whose, episode)).sort((a, b) => a.order - b.order);
    const task = open.find(({ role }) => role === 'csm') ?? open[0];
    if (task === undefined) return;
    const noted = noteExpiredApproval(task, id, dayOf(now().getTime()));
    const isDone = noted === task || (await tasks.change(task, { task: noted }, { expiresAt: 0 }));
    if (!isDone) throw new OvertakenError('the task was being changed all the time');
  }
}
