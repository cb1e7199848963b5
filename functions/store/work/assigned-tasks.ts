import pMap from 'p-map';
import type { ListedTask } from '../../../domain/tasks/listed-task.ts';
import { type Priority, priorities } from '../../../domain/tasks/priority.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { decodeTask } from '../accounts/account-items.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { type Item, textOf } from '../item.ts';
import {
  ASSIGNED_INDEX,
  accountIdOf,
  assigneeKey,
  CSM_KEY_PREFIX,
  nobodysKeys,
  personIdOf,
  TASK_SORT_PREFIX,
  taskRowKey,
} from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { queryAll, queryPage } from '../query.ts';

const QUERIES_IN_FLIGHT = 32;

export interface TaskPage {
  tasks: Task[];
  /** There are more. */
  next?: Item | undefined;
}

/** The open tasks of each person, the one that is due first in front. */
export class DynamoAssignedTasks {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** One page; a hand-over of a moment ago may not be in it yet. */
  async of(person: string, limit: number, after?: Item): Promise<TaskPage> {
    const query = { ...this.under(assigneeKey(person)), Limit: limit, ExclusiveStartKey: after };
    const { items, next } = await queryPage(this.client, query);
    return { tasks: await this.read(decodeEach(items, listedTask)), next };
  }

  /** What these have to do, and what nobody has: all of it, though of each task only what the index knows. */
  async listed(people: Iterable<string>): Promise<ListedTask[]> {
    const keys = [...[...people].map(assigneeKey), ...nobodysKeys];
    const each = await pMap(keys, (key) => queryAll(this.client, this.under(key)), { concurrency: QUERIES_IN_FLIGHT });
    return decodeEach(each.flat(), listedTask);
  }

  /** The tasks whole and as they stand, in the order of the list; not those that are closed or another's by now. */
  async read(listed: readonly Pick<ListedTask, 'id' | 'account' | 'assignee'>[]): Promise<Task[]> {
    const keys = listed.map(({ account, id }) => taskRowKey(account, id));
    const tasks = decodeEach(await batchGet(this.client, this.table, keys), decodeTask);
    const byId = new Map(tasks.map((task) => [task.id, task]));
    return listed.flatMap(({ id, assignee }) => {
      const task = byId.get(id);
      return task?.status === 'open' && task.assignee === assignee ? [task] : [];
    });
  }

  private under(key: string) {
    return {
      TableName: this.table,
      IndexName: ASSIGNED_INDEX,
      KeyConditionExpression: 'assignee = :assignee',
      ExpressionAttributeValues: { ':assignee': { S: key } },
    };
  }
}

/** Account and signal are part of its key. */
function listedTask(item: Item): ListedTask {
  const account = accountIdOf(textOf(item, 'pk'));
  const id = textOf(item, 'sk').slice(TASK_SORT_PREFIX.length);
  const [signal] = id.slice(account.length + 1).split('/', 1);
  const assignee = textOf(item, 'assignee');
  const [due, rank] = textOf(item, 'dueBy').split('#');
  return {
    id,
    account,
    signal: signal as string,
    assignee: assignee.startsWith(CSM_KEY_PREFIX) ? personIdOf(assignee) : null,
    due: due as string,
    priority: priorities[Number(rank)] as Priority,
    ...(item.snoozedUntil?.S !== undefined && { snoozedUntil: item.snoozedUntil.S }),
  };
}
