import { beforeEach, describe, expect, it } from 'vitest';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import { encodeTask } from '../../functions/store/accounts/account-items.ts';
import { PutItemCommand, ScanCommand } from '../../functions/store/client.ts';
import type { Item } from '../../functions/store/item.ts';
import { encodeMail } from '../../functions/store/outbox/outbox-items.ts';
import { encodeQuarantined } from '../../functions/store/quarantine/quarantine-items.ts';
import { readOpenTasks } from '../../functions/store/work/open-tasks.ts';
import { installationOf, say as sayTo, toolsOver } from '../support/operator.ts';
import { sampleTaskMail } from '../support/sample-mails.ts';
import { sampleTask } from '../support/sample-task.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
let tables: TestTables;
let tools: Tools;
const say = (...line: string[]) =>
  sayTo(['--json', ...line], { openInstallation: () => installationOf(tools), now: () => NOW });

beforeEach(async () => {
  tables = await createTables();
  tools = toolsOver(tables, () => NOW);
});

const put = (Item: Item) => tables.client.send(new PutItemCommand({ TableName: tables.accountsTable, Item }));
/** As the release before the buckets wrote it. */
const putOld = (item: Item, list: string) => put({ ...item, list: { S: list } });

const moment = (second: number) => new Date(Date.parse('2026-06-01T00:00:00Z') + second * 1000).toISOString();
const mailOf = (i: number, changes: Partial<OutboxMail> = {}): OutboxMail => ({
  ...sampleTaskMail('en'),
  account: `account-${i}`,
  id: `account-${i}/logins-fell/-/2026-06-01/task/aoi`,
  createdAt: moment(i),
  ...changes,
});
const taskOf = (i: number, status: 'open' | 'done' = 'open') =>
  encodeTask(sampleTask({ id: `account-${i}/logins-fell/-/2026-06-01/call`, account: `account-${i}`, status }));
const quarantinedOf = (i: number) =>
  encodeQuarantined({
    source: 'demo',
    raw: JSON.stringify({ i }),
    reason: 'no-id',
    detail: 'It has no id.',
    receivedAt: moment(i),
  });

async function listsNow(): Promise<string[]> {
  const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tables.accountsTable }));
  return Items.flatMap(({ list }) => list?.S ?? []).sort();
}

describe('rows of the release before and of this one', () => {
  it('are read together, in their order, and page by page without losing or repeating one', async () => {
    for (let i = 0; i < 60; i += 1) {
      const row = encodeMail(mailOf(i));
      await (i % 3 === 0 ? putOld(row, 'mails#open') : put(row));
    }
    const seen: string[] = [];
    let from: string | undefined;
    do {
      const page = await tools.listings.listed(['mails#open', 'mails#done'], from, 7);
      expect(page.items.length).toBeLessThanOrEqual(7);
      seen.push(...page.items.map(({ pk }) => pk?.S as string));
      from = page.next;
    } while (from !== undefined);
    expect(seen).toEqual(Array.from({ length: 60 }, (_, i) => `account#account-${i}`));
    const open: string[] = [];
    for await (const { row } of tools.outbox.openRows()) open.push(`account#${row.account}`);
    expect(open).toEqual(seen);
    expect(await tools.listings.count('mails#open')).toBe(60);
    for (const i of [0, 1]) {
      const found = await tools.listings.find('mails#open', `1#mail#${mailOf(i).id}`);
      expect(found?.pk?.S).toBe(`account#account-${i}`);
    }
  });

  it('are taken up by the moment that each waits for', async () => {
    const waiting = (i: number) => {
      const row = encodeMail(mailOf(i, { status: 'waiting', notBefore: moment(i) }));
      return { ...row, listedAt: { S: moment(i) } };
    };
    await putOld(waiting(1), 'mails#waiting');
    await put(waiting(2));
    await put(waiting(9));
    const due: string[] = [];
    for await (const mail of tools.outbox.dueMails(moment(5))) due.push(mail.account);
    expect(due).toEqual(['account-1', 'account-2']);
  });

  it('all count: open tasks, what lies in quarantine, accounts that nobody imported', async () => {
    await putOld(taskOf(1), 'tasks#open');
    await put(taskOf(2));
    expect(await readOpenTasks(tools.listings)).toHaveLength(2);
    await putOld(quarantinedOf(1), 'quarantine');
    await put(quarantinedOf(2));
    expect(await tools.quarantine.countSince(moment(0), 1_000)).toEqual(new Map([['demo', 2]]));
    expect((await say('quarantine', 'list')).json).toHaveLength(2);
    await tools.unknownAccounts.note('new', NOW);
    const noted = { pk: { S: 'account#old' }, sk: { S: '1#unknown' }, listedAt: { S: 'old' } };
    await putOld(noted, 'accounts#unknown');
    expect((await tools.unknownAccounts.noted(1_000)).sort()).toEqual(['new', 'old']);
  });

  it('of the release before go to their bucket with whatever becomes of them', async () => {
    await putOld(encodeMail(mailOf(1)), 'mails#open');
    expect(await tools.outbox.holdPending(mailOf(1), 'no: no', moment(2))).toBe(true);
    expect(await listsNow()).toEqual([expect.stringMatching(/^mails#held#\d\d$/)]);
  });
});

describe('sakimawari migrate', () => {
  const old: [Item, string][] = [
    [taskOf(1), 'tasks#open'],
    [taskOf(2, 'done'), 'tasks#closed'],
    ...(['pending', 'approval', 'waiting', 'held', 'sent'] as const).map((status, i): [Item, string] => [
      encodeMail(mailOf(10 + i, { status })),
      `mails#${{ pending: 'open', approval: 'approval', waiting: 'waiting', held: 'held', sent: 'done' }[status]}`,
    ]),
    [quarantinedOf(1), 'quarantine'],
    [{ pk: { S: 'account#old' }, sk: { S: '1#unknown' }, listedAt: { S: 'old' } }, 'accounts#unknown'],
  ];

  it('moves every row of the release before exactly once, and changes nothing else of it', async () => {
    for (const [row, list] of old) await putOld(row, list);
    const { json: before } = await say('tasks', 'list');
    expect(await tools.oldLists.count()).toBe(old.length);
    // Two at once, and once more: no row is moved twice.
    const both = await Promise.all([say('migrate'), say('migrate')]);
    const moved = both.map(({ json }) => json.moved as number);
    expect((moved[0] as number) + (moved[1] as number)).toBe(old.length);
    expect((await say('migrate')).json).toEqual({
      moved: 0,
      left: 0,
      checked: 0,
      begun: 0,
      indexed: 0,
      onBoard: 0,
      logged: 0,
    });
    const lists = (await listsNow()).filter((list) => !list?.startsWith('audit#'));
    expect(lists).toHaveLength(old.length);
    for (const list of lists) expect(list).toMatch(/#\d\d$/);
    expect((await say('tasks', 'list')).json).toEqual(before);
    // A row lies where this release would have put it, so that it is found by its id.
    expect(await tools.listings.find('mails#held', `1#mail#${mailOf(13).id}`)).toMatchObject({ status: { S: 'held' } });
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tables.accountsTable }));
    const byKey = new Map(Items.map((row) => [`${row.pk?.S} ${row.sk?.S}`, row]));
    for (const [row] of old) {
      const { list: _, ...rest } = row;
      expect(byKey.get(`${row.pk?.S} ${row.sk?.S}`)).toMatchObject(rest);
    }
  });

  it('goes on where it was interrupted, and leaves alone what was changed in between', async () => {
    for (let i = 0; i < 20; i += 1) await putOld(encodeMail(mailOf(i)), 'mails#open');
    let cursor = await tools.oldLists.move(5);
    expect(await tools.oldLists.count()).toBe(20 - cursor.moved);
    await tools.outbox.holdPending(mailOf(19), 'no: no', moment(30));
    let moved = cursor.moved;
    while (cursor.next !== undefined) {
      cursor = await tools.oldLists.move(5, cursor.next);
      moved += cursor.moved;
    }
    expect(moved).toBe(19);
    expect(await tools.oldLists.count()).toBe(0);
    expect(await tools.listings.count('mails#open')).toBe(19);
    expect(await tools.listings.count('mails#held')).toBe(1);
  });

  it('says so where there is nothing to move', async () => {
    expect(await say('migrate')).toMatchObject({ exitCode: 0, json: { moved: 0, left: 0 } });
  });
});
