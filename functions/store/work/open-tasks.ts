import type { OpenTask } from '../../../domain/tasks/open-task.ts';
import { decodeTask } from '../accounts/account-items.ts';
import { OPEN_TASKS_LIST } from '../keys.ts';
import { decodeEach, LeftOut } from '../left-out.ts';
import type { DynamoListings } from '../lists/listings.ts';

/** Every open task that can be read, without the data it was raised with: there may be very many. */
export async function readOpenTasks(listings: Pick<DynamoListings, 'all'>, leftOut?: LeftOut): Promise<OpenTask[]> {
  const unreadable = leftOut ?? new LeftOut();
  const tasks: OpenTask[] = [];
  for await (const item of listings.all(OPEN_TASKS_LIST)) {
    for (const { data: _, ...task } of decodeEach([item], decodeTask, unreadable)) tasks.push(task);
  }
  if (leftOut === undefined) unreadable.log();
  return tasks;
}
