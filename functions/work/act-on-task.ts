import type { Account, Csm } from '../../domain/account/account.ts';
import type { Company } from '../../domain/company/company.ts';
import { teamOf } from '../../domain/company/team.ts';
import type { TaskAct } from '../../domain/links/link.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { Task } from '../../domain/tasks/task.ts';
import type { DynamoTasks } from '../store/work/tasks.ts';
import type { WebRecords } from '../store/work/web-records.ts';
import { changeTask } from './change-task.ts';
import { isSaidAgain, readTaskAct, type TaskActTools, type TaskComplaint } from './task-act.ts';

export interface ActingOnTasks extends TaskActTools {
  company: Company;
  records: Pick<WebRecords, 'account'>;
  tasks: TaskActTools['tasks'] & Pick<DynamoTasks, 'find'>;
}

/** Who does what to which task, signed in or by an assistant. */
export interface ActOnTask {
  id: string;
  act: TaskAct;
  person: Csm;
  door: 'page' | 'assistant';
}

/** What became of one task. */
export type TaskOutcome = { done: Task; account: Account | undefined } | LeftAlone;
export type LeftAlone =
  | { left: 'gone' }
  | { left: 'changed'; task: Task; account: Account | undefined }
  | { left: TaskComplaint; task: Task; account: Account | undefined };

/**
 * Does it once: what the same person has done before just so counts as done now. Fields: as `readTaskAct` says, and `seen`: how
 * many changes whoever does it had seen.
 */
export async function actOnTask(
  tools: ActingOnTasks,
  { id, act, person, door }: ActOnTask,
  { members, playbook }: { members: Csm[]; playbook: Playbook | undefined },
  form: URLSearchParams,
): Promise<TaskOutcome> {
  const { company, records, now } = tools;
  const task = await tools.tasks.find(id);
  if (task === undefined) return { left: 'gone' };
  const account = await records.account(task.account);
  const at = now();
  const asked = { account: task.account, act, person: person.id, door, at };
  const facts = { task, account, team: teamOf(members), members, person, company, playbook };
  const seen = form.getAll('task').length > 1 ? null : form.get('seen');
  const hasChanged = (stands: Task) => seen !== null && String(stands.history?.length ?? 0) !== seen;
  if (hasChanged(task)) {
    return isSaidAgain(task, asked, form) ? { done: task, account } : { left: 'changed', task, account };
  }
  const decide = await readTaskAct(tools, asked, facts, form);
  if (typeof decide === 'string') return { left: decide, task, account };
  const doer = { by: person.id, door, at: new Date(at).toISOString() };
  const result = await changeTask(tools, { account: task.account, id }, doer, (stands, actor) =>
    hasChanged(stands) ? { refused: 'closed' } : decide(stands, actor),
  );
  if (!('refused' in result)) return { done: result.task, account };
  if (result.refused === 'no-such-task' || result.task === undefined) return { left: 'gone' };
  if (isSaidAgain(result.task, asked, form)) return { done: result.task, account };
  return { left: result.refused, task: result.task, account };
}
