import type { Task } from '../../../domain/tasks/task.ts';
import { decodeTask } from '../accounts/account-items.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { taskRowKey, taskSortKey } from '../keys.ts';

const LONGEST_SORT_KEY_IN_BYTES = 1024;

/** The task of this id, open or closed, whosever account it is about. */
export async function findTask(client: DynamoDBClient, table: string, id: string): Promise<Task | undefined> {
  if (Buffer.byteLength(taskSortKey(id)) > LONGEST_SORT_KEY_IN_BYTES) return undefined;
  // The id begins with the account's, which may hold slashes of its own.
  const slashes = [...id.matchAll(/\//g)].map(({ index }) => index);
  const keys = slashes.map((end) => taskRowKey(id.slice(0, end), id));
  const [item] = keys.length === 0 ? [] : await batchGet(client, table, keys);
  return item && decodeTask(item);
}
