import type { Door } from '../../domain/audit/door.ts';
import type { LedgerEntry } from '../../domain/ledger/ledger-entry.ts';
import type { TaskChange } from '../../domain/tasks/task.ts';
import { undoTask } from '../../domain/tasks/task-changes.ts';
import type { LedgerReader } from '../store/ledger/ledger-reader.ts';
import { changeTask, type TaskChangeResult, type TaskChanging } from './change-task.ts';

export interface TakingBack extends TaskChanging {
  ledger: Pick<LedgerReader, 'read'>;
}

/** What is to be taken back, and by whom. */
export interface TakenBack {
  account: string;
  task: string;
  /** Which of the changes in its history. */
  change: number;
  person: string;
}

/** Opens a task again that somebody has closed a moment ago, once; too late, it stays as it is. */
export async function takeBack(
  taking: TakingBack,
  { account, task: id, change, person: by }: TakenBack,
  door: Door,
): Promise<TaskChangeResult> {
  const nowInMs = taking.now();
  const at = new Date(nowInMs).toISOString();
  const done = (await taking.tasks.get(account, id))?.history?.[change];
  const entry = await entryTakenBack(done);
  return changeTask(taking, { account, id }, { by, door, at }, (task, actor) => {
    const undone = undoTask(task, change, actor);
    return entry && 'withdrawn' in undone ? { ...undone, entry } : undone;
  });

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
