import type { AddressOf } from '../../domain/links/link.ts';
import { undoTask } from '../../domain/tasks/task-changes.ts';
import type { Page } from '../pages/page.ts';
import { readWholeTaskFacts, type UndoFacts, type UndoLink, type WebReads } from '../pages/read-facts.ts';
import { undoPage } from '../pages/undo-page.ts';
import { changeTask, type TaskChanging } from '../work/change-task.ts';

/** Opens a task again that its reader has closed a moment ago, once; too late, it stays as it is. */
export async function takeBack(
  taking: TaskChanging & { reads: WebReads },
  link: UndoLink,
  addressOf: AddressOf,
): Promise<Page> {
  const { account, task: id, person: by, change } = link;
  const nowInMs = taking.now();
  const at = new Date(nowInMs).toISOString();
  await changeTask(taking, { account, id }, (task, day) => undoTask(task, change, { by, day, at }));
  const facts: UndoFacts = { ...(await readWholeTaskFacts(taking.reads, link)), link };
  return undoPage(facts, nowInMs, addressOf);
}
