import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { addressOfPage, pageOfTask } from '../../../../domain/links/team-pages.ts';
import type { Task } from '../../../../domain/tasks/task.ts';
import { decodeTask } from '../../../store/accounts/account-items.ts';
import { CLOSED_TASKS_LIST, OPEN_TASKS_LIST, TASK_SORT_PREFIX } from '../../../store/keys.ts';
import { operation } from '../../operation.ts';
import { readableRows } from '../../readable-rows.ts';

const requestSchema = z.strictObject({
  account: idSchema.optional(),
  assignee: idSchema.optional(),
  openOnly: z.boolean(),
  from: z.string().optional(),
});

export const listTasks = operation(requestSchema, async ({ account, assignee, openOnly, from }, tools) => {
  const { listings, installation } = tools;
  const lists = openOnly ? [OPEN_TASKS_LIST] : [OPEN_TASKS_LIST, CLOSED_TASKS_LIST];
  const { items, next } = await (account === undefined
    ? listings.listed(lists, from)
    : listings.ofAccount(account, TASK_SORT_PREFIX, from));
  const { rows, leftOut } = readableRows(items, decodeTask);
  const tasks = rows.filter(
    (task) => (!openOnly || task.status === 'open') && (assignee === undefined || task.assignee === assignee),
  );
  const pageOf = ({ id }: Task) => addressOfPage(installation.webUrl, pageOfTask(id));
  return { rows: tasks.map((task) => ({ ...rowOfTask(task), page: pageOf(task) })), leftOut, next };
});

function rowOfTask(task: Task) {
  const { id, account, signal, subject, episode, template, title, assignee, role, priority, due, status, outcome } =
    task;
  const {
    reason = null,
    note = null,
    linked = [],
    minutes = null,
    snoozedUntil = null,
    feedback = null,
    history = [],
  } = task;
  return {
    ...{ id, account, signal, subject, episode, template, title, assignee, role, priority, due, status, outcome },
    reason,
    note,
    linked,
    minutes,
    snoozedUntil,
    feedback,
    history,
  };
}
