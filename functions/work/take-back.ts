import type { LedgerEntry } from '../../domain/ledger/ledger-entry.ts';
import type { Task, TaskChange } from '../../domain/tasks/task.ts';
import { handedOverMailId, undoTask } from '../../domain/tasks/task-changes.ts';
import type { LedgerReader } from '../store/ledger/ledger-reader.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import { changeTask, type TaskChangeResult, type TaskChanging } from './change-task.ts';

export interface TakingBack extends TaskChanging {
  ledger: Pick<LedgerReader, 'read'>;
  outbox: Pick<DynamoOutbox, 'findMail'>;
}

/** What is to be taken back, and by whom. */
export interface TakenBack {
  account: string;
  task: string;
  /** Which of the changes in its history. */
  change: number;
  person: string;
}

/** `told`: whoever has it now has had a mail of it. */
export type TakeBackResult = TaskChangeResult | { refused: 'told'; task: Task };

/** Takes back what somebody did to a task a moment ago, once; too late, it stays as it is. */
export async function takeBack(
  taking: TakingBack,
  { account, task: id, change, person: by }: TakenBack,
  door: 'mail' | 'page',
): Promise<TakeBackResult> {
  const nowInMs = taking.now();
  const at = new Date(nowInMs).toISOString();
  const before = await taking.tasks.get(account, id);
  const done = before?.history?.[change];
  if (before !== undefined && done?.act === 'handed-over' && (await hasGone(done)))
    return { refused: 'told', task: before };
  const entry = await entryTakenBack(done);
  return changeTask(taking, { account, id }, { by, door, at }, (task, actor) => {
    const undone = undoTask(task, change, actor);
    return entry && 'withdrawn' in undone ? { ...undone, entry } : undone;
  });

  async function hasGone({ to = '' }: TaskChange): Promise<boolean> {
    const mail = await taking.outbox.findMail({ account, id: handedOverMailId(id, change, to) });
    return mail !== undefined && mail.status !== 'waiting' && mail.status !== 'dropped';
  }

  /** What the ledger says once the reason that was given with it is taken back. */
  async function entryTakenBack({ reason, at: given }: Partial<TaskChange> = {}): Promise<LedgerEntry | null> {
    if (reason === undefined || given === undefined) return null;
    const [entries, { takeReasonBack }] = await Promise.all([
      taking.ledger.read(account),
      import('../../domain/kpis/give-reason.ts'),
    ]);
    return takeReasonBack(entries, Date.parse(given), {
      recordedAt: nowInMs,
      by: { door: 'task', who: `a task taken back by ${by}` },
    });
  }
}
