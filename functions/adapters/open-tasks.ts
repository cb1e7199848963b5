import type { OpenTask } from '../../domain/digest/digest.ts';
import { decodeTask, OPEN_TASKS_LIST } from './account-items.ts';
import type { DynamoListings } from './dynamo-listings.ts';

/** Every open task, without the data it was raised with: there may be very many. */
export async function readOpenTasks(listings: Pick<DynamoListings, 'listed'>): Promise<OpenTask[]> {
  const tasks: OpenTask[] = [];
  let from: string | undefined;
  do {
    const page = await listings.listed([OPEN_TASKS_LIST], from);
    for (const item of page.items) {
      const { data: _, ...task } = decodeTask(item);
      tasks.push(task);
    }
    from = page.next;
  } while (from !== undefined);
  return tasks;
}
