import { beforeAll, describe, expect, it } from 'vitest';
import type { Task } from '../../domain/tasks/task.ts';
import { encodeTask } from '../../functions/store/accounts/account-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import type { Item } from '../../functions/store/item.ts';
import { ASSIGNED_INDEX, assigneeKey } from '../../functions/store/keys.ts';
import { DynamoListings } from '../../functions/store/lists/listings.ts';
import { queryAll } from '../../functions/store/query.ts';
import { DynamoAssignedTasks } from '../../functions/store/work/assigned-tasks.ts';
import { DynamoTasks } from '../../functions/store/work/tasks.ts';
import { UnindexedWork } from '../../functions/store/work/unindexed-work.ts';
import { sampleTask } from '../support/sample-task.ts';
import { createTables, type TestTables } from '../support/tables.ts';

let tables: TestTables;
const taskOf = (id: string, changes: Partial<Task> = {}) =>
  sampleTask({ id: `shinonome/${id}`, account: 'shinonome', assignee: 'aoi', ...changes });
const idsOf = async (person: string, limit = 50) => {
  const page = await new DynamoAssignedTasks(tables.client, tables.accountsTable).of(person, limit);
  return page.tasks.map(({ id }) => id.slice('shinonome/'.length));
};
const listedIds = async (...people: string[]) => {
  const listed = await new DynamoAssignedTasks(tables.client, tables.accountsTable).listed(people);
  return listed.map(({ id }) => id.slice('shinonome/'.length));
};
/** As releases before the index wrote it. */
function olderRow(task: Task): Item {
  const { assignee: _, dueBy: __, ...row } = encodeTask(task);
  return row;
}

beforeAll(async () => {
  tables = await createTables();
});

describe('the open tasks of a person', () => {
  it('come with what is due first in front, by priority within a day, and without those of others', async () => {
    await batchPut(tables.client, tables.accountsTable, [
      encodeTask(taskOf('later', { due: '2026-06-20', priority: 'high' })),
      encodeTask(taskOf('low', { due: '2026-06-05', priority: 'low' })),
      encodeTask(taskOf('urgent', { due: '2026-06-05', priority: 'high' })),
      encodeTask(taskOf('done', { due: '2026-06-01', status: 'done' })),
      encodeTask(taskOf('nobodys', { due: '2026-06-01', assignee: null })),
      encodeTask(taskOf('kens', { due: '2026-06-01', assignee: 'ken' })),
    ]);
    expect(await idsOf('aoi')).toEqual(['urgent', 'low', 'later']);
    expect(await idsOf('ken')).toEqual(['kens']);
  });

  it('are listed with those of others and of nobody, by what a list needs and nothing more', async () => {
    const putOff = taskOf('put-off', { due: '2026-06-02', snoozedUntil: '2026-06-30', assignee: 'rin' });
    const nobodys = taskOf('nobodys', { due: '2026-06-01', assignee: null });
    await batchPut(tables.client, tables.accountsTable, [encodeTask(putOff)]);
    const assigned = new DynamoAssignedTasks(tables.client, tables.accountsTable);
    const signal = (id: string) => ({ id: `shinonome/${id}`, account: 'shinonome', signal: id });
    expect(await assigned.listed(['rin'])).toEqual([
      { ...signal('put-off'), assignee: 'rin', due: '2026-06-02', priority: 'high', snoozedUntil: '2026-06-30' },
      { ...signal('nobodys'), assignee: null, due: '2026-06-01', priority: 'high' },
    ]);
    expect((await listedIds('rin', 'aoi', 'ken', 'mei')).sort()).toEqual(
      ['kens', 'later', 'low', 'nobodys', 'put-off', 'urgent'].sort(),
    );
    expect(await assigned.read([nobodys, taskOf('kens'), taskOf('done'), putOff])).toEqual([nobodys, putOff]);
    const index = { IndexName: ASSIGNED_INDEX, ExpressionAttributeValues: { ':rin': { S: assigneeKey('rin') } } };
    const query = { TableName: tables.accountsTable, KeyConditionExpression: 'assignee = :rin', ...index };
    const [row] = await queryAll(tables.client, query);
    expect(Object.keys(row as Item).sort()).toEqual(['assignee', 'dueBy', 'pk', 'sk', 'snoozedUntil']);
  });

  it('go on page by page, and a place that is made up leads into nobody else’s', async () => {
    const assigned = new DynamoAssignedTasks(tables.client, tables.accountsTable);
    const first = await assigned.of('aoi', 2);
    const second = await assigned.of('aoi', 2, first.next);
    const ids = [first, second].map(({ tasks }) =>
      tasks.map(({ title, id }) => title && id.slice('shinonome/'.length)),
    );
    expect([ids, second.next]).toEqual([[['urgent', 'low'], ['later']], undefined]);
    for (const after of ['', 'x', 'W10', Buffer.from('[1,2,3]').toString('base64url')]) {
      expect((await assigned.of('aoi', 1, after)).tasks.map(({ id }) => id)).toEqual(['shinonome/urgent']);
    }
    expect((await assigned.of('ken', 2, first.next)).tasks.every(({ assignee }) => assignee === 'ken')).toBe(true);
  });

  it('are told of once they are closed, by whoever had them, what was closed last in front', async () => {
    await batchPut(tables.client, tables.accountsTable, [
      encodeTask(taskOf('old', { assignee: 'mio', status: 'done', closedOn: '2026-05-29' })),
      encodeTask(taskOf('yesterday', { assignee: 'mio', status: 'recovered', closedOn: '2026-06-01' })),
      encodeTask(taskOf('today', { assignee: 'mio', status: 'done', closedOn: '2026-06-02' })),
      encodeTask(taskOf('open', { assignee: 'mio' })),
    ]);
    const assigned = new DynamoAssignedTasks(tables.client, tables.accountsTable);
    const closed = await assigned.closedSince(['mio', 'nobody'], '2026-06-01', 10);
    expect(closed.map(({ id }) => id)).toEqual(['shinonome/today', 'shinonome/yesterday']);
    expect(await assigned.closedSince(['mio'], '2026-06-01', 1)).toHaveLength(1);
    expect(await idsOf('mio')).toEqual(['open']);
  });

  it('are less one that is done, and another person’s once it is handed over', async () => {
    const tasks = new DynamoTasks(tables.client, tables.accountsTable);
    const change = async (before: Task, task: Task) => tasks.change(before, { task }, { expiresAt: 1 });
    const low = taskOf('low', { due: '2026-06-05', priority: 'low' });
    const later = taskOf('later', { due: '2026-06-20', priority: 'high' });
    expect(await change(low, { ...low, status: 'done', closedOn: '2026-06-02' })).toBe(true);
    expect(await change(later, { ...later, assignee: 'ken' })).toBe(true);
    expect(await idsOf('aoi')).toEqual(['urgent']);
    expect(await idsOf('ken')).toEqual(['kens', 'later']);
  });

  it('of an earlier release are there once they are moved, each once, and as they stand', async () => {
    const older = Array.from({ length: 250 }, (_, n) => taskOf(`old-${n}`, { due: '2026-06-03', assignee: 'mei' }));
    await batchPut(tables.client, tables.accountsTable, [
      ...older.map(olderRow),
      olderRow(taskOf('old-done', { assignee: 'mei', status: 'done' })),
      olderRow(taskOf('old-nobodys', { assignee: null })),
    ]);
    expect(await idsOf('mei')).toEqual([]);
    const rows = new UnindexedWork(
      tables.client,
      tables.accountsTable,
      new DynamoListings(tables.client, tables.accountsTable),
    );
    const indexed = async () => {
      let [sum, from]: [number, string | undefined] = [0, undefined];
      do {
        const step = await rows.index(from);
        sum += step.indexed;
        from = step.next;
      } while (from !== undefined);
      return sum;
    };
    expect(await indexed()).toBe(251);
    expect(await indexed()).toBe(0);
    expect((await idsOf('mei', 1000)).length).toBe(250);
    expect(await listedIds()).toEqual(expect.arrayContaining(['nobodys', 'old-nobodys']));
    const task = await new DynamoTasks(tables.client, tables.accountsTable).get('shinonome', 'shinonome/old-7');
    expect(task).toEqual(older[7]);
  });
});
