import * as z from 'zod';
import { operation, todayOf } from '../operation.ts';
import { OperatorError } from '../operator-error.ts';

const requestSchema = z.strictObject({ id: z.string().min(1), outcome: z.string().trim().min(1).max(2000).optional() });

/** Records that somebody did the task, and what came of it. */
export const closeTask = operation(requestSchema, async ({ id, outcome }, tools) => {
  const task = await tools.tasks.closeTask(id, outcome ?? null, todayOf(tools));
  if (task === undefined) {
    throw new OperatorError(
      'no-open-task',
      'Nothing was changed.',
      `No open task has the id "${id}".`,
      'List the open ones: sakimawari tasks --open',
    );
  }
  return { id: task.id, status: task.status, outcome: task.outcome };
});
