import { createHash } from 'node:crypto';
import type { TaskAct } from '../../../domain/links/link.ts';
import { addressOfPage, pageOfTask } from '../../../domain/links/team-pages.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { titleOf } from '../../pages/task-title.ts';
import { pageWords } from '../../pages/words/words.ts';
import { actOnTask } from '../../work/act-on-task.ts';
import { type Arguments, queryOf } from '../arguments.ts';
import { type AnswerTool, type Asking, UnanswerableError } from '../tool.ts';
import { assistantWords } from '../words/words.ts';

/** Marks a task as done; what can't be taken back for long is asked once more before. */
export const finishTask: AnswerTool = async (given, asking) => {
  const { asker, webUrl } = asking;
  const words = assistantWords(asker.locale);
  const { confirm, ...meant } = given;
  const { task, name } = await openTask(String(given.task), asking);
  const code = codeOf(asker.member.id, task, meant);
  if (confirm === undefined) {
    return {
      ...{ isDone: false, wouldDo: words.wouldFinish(name), outcome: given.outcome },
      ...{ toDoIt: words.confirmFirst, confirm: code, page: pageOf(task, webUrl) },
    };
  }
  if (confirm !== code) throw new UnanswerableError(words.staleConfirm);
  return act('done', task, meant, asking);
};

/** Puts a task off; the same tool brings it back earlier. */
export const snoozeTask: AnswerTool = async (given, asking) => {
  const { task } = await openTask(String(given.task), asking);
  return act('snooze', task, given, asking);
};

async function act(what: TaskAct, task: Task, given: Arguments, asking: Asking): Promise<object> {
  const { asker, readings, webUrl } = asking;
  const words = assistantWords(asker.locale);
  const form = queryOf({ ...given, seen: String(task.history?.length ?? 0) });
  const [acting, members, running] = await Promise.all([
    asking.acting(),
    readings.records.members(),
    readings.playbooks.current(),
  ]);
  const asked = { id: task.id, act: what, person: asker.member, door: 'assistant' } as const;
  const outcome = await actOnTask(acting, asked, { members, playbook: running?.playbook }, form);
  if ('done' in outcome) {
    const { status, snoozedUntil } = outcome.done;
    return { isDone: true, task: task.id, status, ...(snoozedUntil && { snoozedUntil }), page: pageOf(task, webUrl) };
  }
  if (outcome.left === 'gone') throw new UnanswerableError(words.noTask);
  if (outcome.left === 'changed' || outcome.left === 'closed') throw new UnanswerableError(words.taskChanged);
  throw new UnanswerableError(pageWords(asker.locale).task.refused[outcome.left]);
}

async function openTask(id: string, { asker, readings }: Asking): Promise<{ task: Task; name: string }> {
  const words = assistantWords(asker.locale);
  const task = await readings.lists.task(id);
  if (task === undefined) throw new UnanswerableError(words.noTask);
  const [account, playbook] = await Promise.all([
    readings.records.account(task.account),
    readings.records.playbook(undefined),
  ]);
  return { task, name: `${account?.name ?? task.account} · ${titleOf(task, playbook, asker.locale)}` };
}

const LETTERS_OF_A_CODE = 8;

/** Stands for just this, done by this person to the task as it stands: nobody confirms what they were not told. */
const codeOf = (person: string, task: Task, meant: Arguments): string =>
  createHash('sha256')
    .update(JSON.stringify([person, task.id, task.history?.length ?? 0, task.status, Object.entries(meant).sort()]))
    .digest('base64url')
    .slice(0, LETTERS_OF_A_CODE);

const pageOf = (task: Task, webUrl: string) => addressOfPage(webUrl, pageOfTask(task.id));
