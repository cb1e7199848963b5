import type { OpenTask } from '../../domain/digest/open-task.ts';
import { decodeTask } from './account-items.ts';
import type { DynamoListings } from './dynamo-listings.ts';
import { OPEN_TASKS_LIST } from './keys.ts';

/** Every open task, without the data it was raised with: there may be very many. */
export async function readOpenTasks(listings: Pick<DynamoListings, 'all'>): Promise<OpenTask[]> {
  const tasks: OpenTask[] = [];
  for await (const item of listings.all(OPEN_TASKS_LIST)) {
    const { data: _, ...task } = decodeTask(item);
    tasks.push(task);
  }
  return tasks;
}
