import type { Account, Csm } from '../../domain/account/account.ts';
import { ACTIVITIES_KEPT_IN_DAYS, type Activity } from '../../domain/activities/activity.ts';
import { loggedWork } from '../../domain/activities/work-log.ts';
import { type Actor, contactOf, memberOf } from '../../domain/audit/audit.ts';
import { auditOfTask } from '../../domain/audit/task-changes.ts';
import { taskDone, taskReopened } from '../../domain/bus/work-events.ts';
import type { Company } from '../../domain/company/company.ts';
import { handedOverMail } from '../../domain/mail/handed-over-mail.ts';
import type { Task } from '../../domain/tasks/task.ts';
import {
  type ChangedTask,
  handOverTask,
  type TaskActor,
  type TaskDecision,
  type TaskRefusal,
} from '../../domain/tasks/task-changes.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { ChangedAccountsQueue } from '../aws/changed-accounts-queue.ts';
import { OvertakenError, untilNotOvertaken } from '../runtime/try-again.ts';
import type { DynamoTasks } from '../store/work/tasks.ts';
import { type BusPublishing, busPostIf } from './bus-post.ts';

/** What waits until it can't be taken back any more (`finalActivities`) is seen to so long after that. */
const FINAL_AFTER_IN_SECONDS = 70;

export interface TaskChanging extends BusPublishing {
  tasks: Pick<DynamoTasks, 'get' | 'change' | 'stageOf'>;
  changedAccounts: Pick<ChangedAccountsQueue, 'send'>;
  clock: LocalClock;
}

/** What became of it; a refusal comes with the task as it stands. */
export type TaskChangeResult = { task: Task } | { refused: TaskRefusal | 'no-such-task'; task?: Task };

/**
 * In whose name something is done to a task, by which door; and when, where they may take it back for a while. Through the
 * operator's command it is somebody else who does it.
 */
export type TaskDoer = Omit<TaskActor, 'day'> &
  ({ door: 'mail' | 'page' | 'assistant' } | { door: 'command'; who: Actor });

/** What becomes of a task as it stands, by whoever does something to it. */
export type DecideOnTask<Actor = TaskActor> = (
  task: Task,
  actor: Actor,
) => TaskDecision & { mail?: ReturnType<typeof handedOverMail> };

/**
 * Does something to a task, once: `decide` says what becomes of it as it stands, again if somebody was faster. The
 * account is evaluated at once, so that what waits for it goes on.
 */
export async function changeTask<Doer extends TaskDoer>(
  changing: TaskChanging,
  { account, id }: { account: string; id: string },
  doer: Doer,
  decide: DecideOnTask<Doer & { day: Day }>,
): Promise<TaskChangeResult> {
  const { tasks, changedAccounts, clock, now } = changing;
  return untilNotOvertaken(async () => {
    const task = await tasks.get(account, id);
    if (task === undefined) return { refused: 'no-such-task' };
    const day = clock.dayOf(now());
    const decision = decide(task, { ...doer, day });
    if ('refused' in decision) return { refused: decision.refused, task };
    const expiresAt = clock.startOf(addDays(day, ACTIVITIES_KEPT_IN_DAYS)) / 1000;
    const { activity } = decision;
    const work = activity && (await workOf(account, activity));
    const post = busPostOfChange(task, decision);
    const who = whoIs(doer);
    const audit = auditOfTask(task, decision.task, { who, door: doer.door }, new Date(now()).toISOString());
    const isDone = await tasks.change(task, decision, { expiresAt, work, mail: decision.mail, post, audit });
    if (!isDone) throw new OvertakenError('the task was being changed all the time');
    await Promise.all([
      (activity || decision.withdrawn) && changedAccounts.send([account]),
      activity?.undoableUntil !== undefined &&
        changedAccounts.send([account], secondsUntil(activity.undoableUntil, now()) + FINAL_AFTER_IN_SECONDS),
    ]);
    return { task: decision.task };
  });

  /** In the log of work it stands with the stage that the account was in as it was done. */
  async function workOf(id: string, activity: Activity) {
    const work = loggedWork({ id }, activity, new Date(now()).toISOString());
    if (work === null) return null;
    const stage = await tasks.stageOf(id);
    return stage === undefined ? work : { ...work, stage };
  }

  function busPostOfChange(before: Task, { task, activity, withdrawn }: ChangedTask) {
    if (task.status === 'done' && activity !== undefined) {
      return busPostIf(changing, (at) => taskDone(before, activity, at));
    }
    const by = task.history?.at(-1)?.by ?? null;
    return withdrawn && busPostIf(changing, (at) => taskReopened(task, by, at));
  }
}

function whoIs(doer: TaskDoer): Actor {
  if (doer.door === 'command') return doer.who;
  return doer.contact === undefined ? memberOf(doer.by) : contactOf(doer.contact);
}

const secondsUntil = (at: string, nowInMs: number) => Math.max(0, Math.ceil((Date.parse(at) - nowInMs) / 1000));

export interface Receiver {
  account: Account;
  to: Csm;
  /** Where it was the role that was asked for. */
  role?: string;
  by: Csm | null;
  note?: string;
  /** ISO: they are told no earlier. */
  notBefore?: string | undefined;
}

/** The task as its new assignee has it, with the mail that tells them. */
export function handOver(
  task: Task,
  { account, to, role, by, note, notBefore }: Receiver,
  actor: TaskActor,
  context: { company: Company; playbookVersion: string; now: number },
): ReturnType<DecideOnTask> {
  const decision = handOverTask(task, { to: to.id, role, note }, actor);
  if ('refused' in decision) return decision;
  const now = new Date(context.now).toISOString();
  return {
    ...decision,
    mail: handedOverMail({ task: decision.task, account, to, by, note, notBefore }, { ...context, now }),
  };
}
