import type { Task } from '../../../../domain/tasks/task.ts';
import { MOST_DAYS_SNOOZED } from '../../../../domain/tasks/task-changes.ts';
import type { TaskChangeResult } from '../../../work/change-task.ts';
import type { Tools } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';

const LIST_THEM = 'List the open ones: sakimawari tasks --open';

/** The open task that was named; refuses when there is none. */
export async function taskToChange({ tasks }: Pick<Tools, 'tasks'>, id: string): Promise<Task> {
  const task = await tasks.find(id);
  if (task?.status === 'open') return task;
  throw refusalOf(id, task ? { refused: 'closed', task } : { refused: 'no-such-task' });
}

/** Why nothing was done to the task, as the operator is told. */
export function refusalOf(
  id: string,
  { refused, task }: Extract<TaskChangeResult, { refused: unknown }>,
): OperatorError {
  const nothing = (code: string, why: string, mend = LIST_THEM) =>
    new OperatorError(code, 'Nothing was changed.', why, mend);
  switch (refused) {
    case 'no-such-task':
      return nothing('no-open-task', `No open task has the id "${id}".`);
    case 'closed':
      return nothing('no-open-task', `The task "${id}" is ${task?.status} already.`);
    case 'not-a-later-day':
      return nothing('not-a-later-day', 'A task is put off to a day that is still to come.', 'Name a later day.');
    case 'too-far-off':
      return nothing(
        'too-far-off',
        `A task is put off by ${MOST_DAYS_SNOOZED} days at most.`,
        'Name an earlier day, or close it: sakimawari tasks done ID --outcome not-needed',
      );
    case 'has-it-already':
      return nothing('has-it-already', `"${task?.assignee}" has the task already.`, 'Name somebody else.');
    case 'changed-too-often':
      return nothing('changed-too-often', 'So much was done to this task that its record is full.', 'Close it.');
  }
}
