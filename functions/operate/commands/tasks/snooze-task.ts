import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { addressOfPage, pageOfTask } from '../../../../domain/links/team-pages.ts';
import { snoozeTask } from '../../../../domain/tasks/task-changes.ts';
import { isDay } from '../../../../domain/time/day.ts';
import { changeTask } from '../../../work/change-task.ts';
import { change } from '../../operation.ts';
import { presentMember } from '../accounts/known-records.ts';
import { noteSchema } from '../activities/note-schema.ts';
import { refusalOf, taskToChange } from './task-to-change.ts';

const requestSchema = z.strictObject({
  id: z.string().min(1),
  until: z.string().refine(isDay, 'is not a date that exists'),
  note: noteSchema.optional(),
  by: idSchema.optional(),
});

/** Puts a task off to a day: until then nobody is reminded of it. */
export const snoozeOneTask = change(requestSchema, ['task-snoozed'], async ({ id, until, note, by }, tools) => {
  const { account } = await taskToChange(tools, id);
  if (by !== undefined) await presentMember(tools, by);
  const done = await changeTask(tools, { account, id }, { by, door: 'command', who: tools.operator }, (task, actor) =>
    snoozeTask(task, { until, note }, actor),
  );
  if ('refused' in done) throw refusalOf(id, done);
  return {
    id,
    status: done.task.status,
    snoozedUntil: until,
    page: addressOfPage(tools.installation.webUrl, pageOfTask(id)),
  };
});
