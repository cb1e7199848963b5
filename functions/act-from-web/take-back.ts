import type { LedgerEntry } from '../../domain/ledger/ledger-entry.ts';
import type { AddressOf } from '../../domain/links/link.ts';
import type { TaskChange } from '../../domain/tasks/task.ts';
import { undoTask } from '../../domain/tasks/task-changes.ts';
import type { Page } from '../pages/page.ts';
import { readWholeTaskFacts, type UndoFacts, type UndoLink, type WebReads } from '../pages/read-facts.ts';
import { undoPage } from '../pages/undo-page.ts';
import type { LedgerReader } from '../store/ledger/ledger-reader.ts';
import { changeTask, type TaskChanging } from '../work/change-task.ts';

/** Opens a task again that its reader has closed a moment ago, once; too late, it stays as it is. */
export async function takeBack(
  taking: TaskChanging & { reads: WebReads; ledger: Pick<LedgerReader, 'read'> },
  link: UndoLink,
  addressOf: AddressOf,
): Promise<Page> {
  const { account, task: id, person: by, change } = link;
  const nowInMs = taking.now();
  const at = new Date(nowInMs).toISOString();
  const done = (await taking.reads.records.task(account, id))?.history?.[change];
  const entry = await entryTakenBack(done);
  await changeTask(taking, { account, id }, (task, day) => {
    const undone = undoTask(task, change, { by, day, at });
    return entry && 'withdrawn' in undone ? { ...undone, entry } : undone;
  });
  const facts: UndoFacts = { ...(await readWholeTaskFacts(taking.reads, link)), link };
  return undoPage(facts, nowInMs, addressOf);

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
