import type { OpenTask } from '../../../domain/tasks/open-task.ts';
import { decodeTask } from '../accounts/account-items.ts';
import { OPEN_TASKS_LIST } from '../keys.ts';
import type { DynamoListings } from '../lists/listings.ts';

/** Every open task, without the data it was raised with: there may be very many. */
export async function readOpenTasks(listings: Pick<DynamoListings, 'all'>): Promise<OpenTask[]> {
  const tasks: OpenTask[] = [];
  for await (const item of listings.all(OPEN_TASKS_LIST)) {
    const { data: _, ...task } = decodeTask(item);
    tasks.push(task);
  }
  return tasks;
}
