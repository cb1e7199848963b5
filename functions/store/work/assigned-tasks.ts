import pMap from 'p-map';
import type { ListedClosedTask } from '../../../domain/tasks/closed-list.ts';
import type { ListedTask } from '../../../domain/tasks/listed-task.ts';
import { type Priority, priorities } from '../../../domain/tasks/priority.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import type { Day } from '../../../domain/time/day.ts';
import { decodeTask } from '../accounts/account-items.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { type Item, textOf } from '../item.ts';
import {
  accountIdOf,
  assigneeKey,
  CLOSED_KEY_PREFIX,
  CSM_KEY_PREFIX,
  closedKey,
  nobodysKeys,
  personIdOf,
  TASK_SORT_PREFIX,
  taskRowKey,
} from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { underAssignee, underAssigneeSince } from '../lists/assigned-index.ts';
import { queryAll, queryPage } from '../query.ts';

const QUERIES_IN_FLIGHT = 32;

export interface TaskPage {
  tasks: Task[];
  /** Where they go on, as `after`. */
  next?: string | undefined;
}

/** The open tasks of each person, the one that is due first in front. */
export class DynamoAssignedTasks {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** One page; a hand-over of a moment ago may not be in it yet. */
  async of(person: string, limit: number, after?: string): Promise<TaskPage> {
    const key = assigneeKey(person);
    const query = {
      TableName: this.table,
      ...underAssignee(key),
      Limit: limit,
      ExclusiveStartKey: placeIn(after, key),
    };
    const { items, next } = await queryPage(this.client, query);
    return { tasks: await this.read(decodeEach(items, listedTask)), next: next && placeText(next) };
  }

  /** What these have to do, and what nobody has: all of it, though of each task only what the index knows. */
  async listed(people: Iterable<string>): Promise<ListedTask[]> {
    const keys = [...[...people].map(assigneeKey), ...nobodysKeys];
    const each = await pMap(keys, (key) => queryAll(this.client, { TableName: this.table, ...underAssignee(key) }), {
      concurrency: QUERIES_IN_FLIGHT,
    });
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

  /** What these people had to do that was closed from the day on, what was closed last in front; no more than so many of each. */
  async closedSince(people: readonly string[], day: Day, mostOfEach: number): Promise<Task[]> {
    const pages = await Promise.all(
      people.map((person) =>
        queryPage(this.client, {
          ...{ TableName: this.table, ...underAssigneeSince(closedKey(person), day) },
          ScanIndexForward: false,
          Limit: mostOfEach,
        }),
      ),
    );
    const keys = pages.flatMap(({ items }) => items.map(({ pk, sk }) => ({ pk, sk }) as Item));
    const tasks = decodeEach(await batchGet(this.client, this.table, keys), decodeTask);
    return tasks
      .filter(({ closedOn }) => closedOn !== null)
      .sort((a, b) => ((a.closedOn as Day) > (b.closedOn as Day) ? -1 : 1));
  }

  /** What these people had to do that was closed from the day on: all of it, though of each task only what the index knows. */
  async listedClosed(people: Iterable<string>, day: Day): Promise<ListedClosedTask[]> {
    const query = (person: string) =>
      queryAll(this.client, { TableName: this.table, ...underAssigneeSince(closedKey(person), day) });
    const each = await pMap(people, query, { concurrency: QUERIES_IN_FLIGHT });
    return decodeEach(each.flat(), listedClosedTask);
  }

  /** The tasks whole and as they stand, in the order of the list; not those that are open again. */
  async readClosed(listed: readonly Pick<ListedClosedTask, 'id' | 'account'>[]): Promise<Task[]> {
    const keys = listed.map(({ account, id }) => taskRowKey(account, id));
    const tasks = decodeEach(await batchGet(this.client, this.table, keys), decodeTask);
    const byId = new Map(tasks.map((task) => [task.id, task]));
    return listed.flatMap(({ id }) => {
      const task = byId.get(id);
      return task === undefined || task.closedOn === null ? [] : [task];
    });
  }
}

/** Short enough for an address; it leads into no other list than the one that it is used on. */
const placeText = ({ pk, sk, dueBy }: Item) =>
  Buffer.from(JSON.stringify([pk?.S, sk?.S, dueBy?.S])).toString('base64url');

/** `undefined`, the beginning, for what no page has given. */
function placeIn(text: string | undefined, assignee: string): Item | undefined {
  if (text === undefined) return undefined;
  try {
    const [pk, sk, dueBy]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (typeof pk !== 'string' || typeof sk !== 'string' || typeof dueBy !== 'string') return undefined;
    return { pk: { S: pk }, sk: { S: sk }, dueBy: { S: dueBy }, assignee: { S: assignee } };
  } catch {
    // Cut off or made up: the list begins anew.
    return undefined;
  }
}

function listedTask(item: Item): ListedTask {
  const assignee = textOf(item, 'assignee');
  const [due, rank] = textOf(item, 'dueBy').split('#');
  return {
    ...keyParts(item),
    assignee: assignee.startsWith(CSM_KEY_PREFIX) ? personIdOf(assignee) : null,
    due: due as string,
    priority: priorities[Number(rank)] as Priority,
    ...(item.snoozedUntil?.S !== undefined && { snoozedUntil: item.snoozedUntil.S }),
  };
}

const listedClosedTask = (item: Item): ListedClosedTask => ({
  ...keyParts(item),
  assignee: textOf(item, 'assignee').slice(CLOSED_KEY_PREFIX.length),
  closedOn: textOf(item, 'dueBy'),
});

/** Account and signal are part of a task's key. */
function keyParts(item: Item): Pick<ListedTask, 'id' | 'account' | 'signal'> {
  const account = accountIdOf(textOf(item, 'pk'));
  const id = textOf(item, 'sk').slice(TASK_SORT_PREFIX.length);
  const [signal] = id.slice(account.length + 1).split('/', 1);
  return { id, account, signal: signal as string };
}
