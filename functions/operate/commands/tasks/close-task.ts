import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { finishTask } from '../../../../domain/tasks/task-changes.ts';
import { taskOutcomes } from '../../../../domain/tasks/task-outcome.ts';
import { changeTask } from '../../../work/change-task.ts';
import { operation } from '../../operation.ts';
import { presentMember } from '../accounts/known-records.ts';
import { noteSchema } from '../activities/note-schema.ts';
import { refusalOf, taskToChange } from './task-to-change.ts';

const MINUTES_OF_A_DAY = 1440;

const requestSchema = z.strictObject({
  id: z.string().min(1),
  outcome: z.enum(taskOutcomes).optional(),
  note: noteSchema.optional(),
  minutes: z.int().min(1).max(MINUTES_OF_A_DAY).optional(),
  by: idSchema.optional(),
});

/** Records that somebody did the task, and what came of it. What waits for it is raised by the evaluation that follows. */
export const closeTask = operation(requestSchema, async ({ id, outcome = null, note, minutes, by }, tools) => {
  const { account } = await taskToChange(tools, id);
  if (by !== undefined) await presentMember(tools, by);
  const done = await changeTask(tools, { account, id }, (task, day) =>
    finishTask(task, { outcome, note, minutes }, { by, day }),
  );
  if ('refused' in done) throw refusalOf(id, done);
  return { id, status: done.task.status, outcome, note: note ?? null, minutes: minutes ?? null };
});
