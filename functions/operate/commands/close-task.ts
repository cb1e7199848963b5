import * as z from 'zod';
import { idSchema } from '../../../domain/account.ts';
import { type Activity, taskOutcomes } from '../../../domain/activity.ts';
import type { Task } from '../../../domain/task.ts';
import { taskDone } from '../../../domain/work-events.ts';
import { activityExpiry } from '../activity-expiry.ts';
import { knownMember } from '../known-records.ts';
import { noteSchema } from '../note-schema.ts';
import { operation, todayOf } from '../operation.ts';
import { OperatorError } from '../operator-error.ts';
import { tellingOf } from '../telling.ts';

const requestSchema = z.strictObject({
  id: z.string().min(1),
  outcome: z.enum(taskOutcomes).optional(),
  note: noteSchema.optional(),
  by: idSchema.optional(),
});

/** Records that somebody did the task, and what came of it. What waits for it is raised by the evaluation that follows. */
export const closeTask = operation(requestSchema, async ({ id, outcome = null, note, by }, tools) => {
  const task = await tools.tasks.find(id);
  if (task?.status !== 'open') throw noOpenTask(id, task);
  if (by !== undefined) await knownMember(tools, by);
  const day = todayOf(tools);
  const done: Task = { ...task, status: 'done', outcome, closedOn: day, ...(note !== undefined && { note }) };
  const { episode, template, account, assignee } = task;
  const activity: Activity = {
    id,
    day,
    kind: 'task',
    by: by ?? assignee ?? undefined,
    note,
    task: { id, episode, template, outcome },
  };
  const telling = tellingOf(tools, (at) => taskDone(task, activity, at));
  if (!(await tools.tasks.finish(done, activity, activityExpiry(day, tools), telling))) {
    throw noOpenTask(id, await tools.tasks.find(id));
  }
  await tools.changedAccounts.send([account]);
  return { id, status: done.status, outcome, note: note ?? null };
});

function noOpenTask(id: string, task: Task | undefined): OperatorError {
  return new OperatorError(
    'no-open-task',
    'Nothing was changed.',
    task ? `The task "${id}" is ${task.status} already.` : `No open task has the id "${id}".`,
    'List the open ones: sakimawari tasks --open',
  );
}
