import { beforeEach, describe, expect, test } from 'vitest';
import { type AuditEntry, memberOf, operatorNamed, programOf } from '../../domain/audit/audit.ts';
import type { RowFacts } from '../../domain/import/facts.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { upsertRecords } from '../../functions/directory/upsert-records.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import { asSeen } from '../../functions/pages/as-seen.ts';
import { encodeAccount, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { DynamoDirectory } from '../../functions/store/accounts/directory.ts';
import { DynamoNextActions } from '../../functions/store/accounts/next-actions.ts';
import { decodeAuditEntry } from '../../functions/store/audit/audit-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { type DynamoDBClient, ScanCommand } from '../../functions/store/client.ts';
import { DynamoAddresses } from '../../functions/store/outbox/addresses.ts';
import { DynamoOutbox } from '../../functions/store/outbox/outbox.ts';
import { encodeMail } from '../../functions/store/outbox/outbox-items.ts';
import { DynamoTasks } from '../../functions/store/work/tasks.ts';
import { changeTask } from '../../functions/work/change-task.ts';
import { noteNextAction } from '../../functions/work/next-action.ts';
import { installationOf, type Said, say as sayTo, toolsOver } from '../support/operator.ts';
import { sampleCustomerMail } from '../support/sample-mails.ts';
import { sampleTask } from '../support/sample-task.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const clock = localClock('Asia/Tokyo');

let tables: TestTables;
let tools: Tools;
const say = (...line: string[]): Promise<Said> =>
  sayTo(['--json', ...line], { openInstallation: () => installationOf(tools), now: () => NOW, user: 'aya' });

beforeEach(async () => {
  tables = await createTables();
  tools = toolsOver(tables, () => NOW, { changedAccounts: { send: async () => {} } as never });
});

async function entries(): Promise<AuditEntry[]> {
  const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tables.accountsTable }));
  return Items.filter(({ list }) => list?.S?.startsWith('audit#')).map(decodeAuditEntry);
}
const told = async () => (await entries()).map(({ what, about, before, after }) => ({ what, about, before, after }));

const put = (...items: Parameters<typeof batchPut>[2]) => batchPut(tables.client, tables.accountsTable, items);

/** The store breaks down before a write of this kind is carried out. */
function failingAt(operation: string): DynamoDBClient {
  const send = async (command: { operation: string }) => {
    if (command.operation === operation) throw new Error('cut off');
    return tables.client.send(command as never);
  };
  return { send } as unknown as DynamoDBClient;
}

describe('what is reported of accounts and people', () => {
  const report = (kind: 'accounts' | 'contacts' | 'csms', facts: RowFacts, at = NOW, directory = tools.directory) =>
    upsertRecords(kind, [{ ref: 1, facts, at, reporter: { by: 'api', who: programOf('crm', 'k7Qx') } }], {
      ...tools,
      directory,
      clock,
      now: () => NOW,
    });

  test('is on record with who told it and by which key: what was added, and what is otherwise since', async () => {
    await report('accounts', { id: 'koa', name: 'Koa', mrr: 100, currency: 'JPY' });
    await report('accounts', { id: 'koa', mrr: 120, plan: 'pro' }, NOW + 1);
    const all = await entries();
    for (const { who, door } of all) expect([who, door]).toEqual([programOf('crm', 'k7Qx'), 'api']);
    const about = { account: 'koa' };
    expect((await told()).sort((a, b) => (a.what < b.what ? -1 : 1))).toEqual([
      { what: 'account-added', about, before: null, after: { currency: 'JPY', id: 'koa', mrr: 100, name: 'Koa' } },
      { what: 'account-changed', about, before: { mrr: 100, plan: null }, after: { mrr: 120, plan: 'pro' } },
    ]);
  });

  test('is told again without another word', async () => {
    await report('accounts', { id: 'koa', name: 'Koa' });
    await report('accounts', { id: 'koa', name: 'Koa' }, NOW + 5);
    expect(await told()).toHaveLength(1);
  });

  test('names people by their ids, and holds neither their names nor their addresses', async () => {
    await report('accounts', { id: 'koa', name: 'Koa' });
    await report('contacts', { id: 'rin', account: 'koa', name: 'Rin Sato', email: 'rin@koa.example' });
    await report('csms', { id: 'aoi', name: 'Aoi', email: 'aoi@test.example', role: 'csm' });
    const text = JSON.stringify(await entries());
    for (const personal of ['Rin Sato', 'rin@koa', 'Aoi"', 'aoi@test']) expect(text).not.toContain(personal);
    expect(await told()).toContainEqual(
      expect.objectContaining({ what: 'contact-added', about: { account: 'koa', contact: 'rin' } }),
    );
    expect(await told()).toContainEqual(expect.objectContaining({ what: 'member-added', about: { member: 'aoi' } }));
  });

  test('is neither changed nor on record where the store breaks down between the two', async () => {
    const broken = new DynamoDirectory(failingAt('TransactWriteItems'), tables.accountsTable);
    await expect(report('accounts', { id: 'koa', name: 'Koa' }, NOW, broken)).rejects.toThrow('cut off');
    expect(await tools.directory.findAccount('koa')).toBeUndefined();
    expect(await entries()).toEqual([]);
  });

  test('is on record once for each of twelve who change it at the same moment, each from what stood before', async () => {
    await report('accounts', { id: 'koa', name: 'Koa', licenses: 0 });
    await Promise.all(
      Array.from({ length: 12 }, (_, i) => report('accounts', { id: 'koa', licenses: i + 1 }, NOW + 1 + i)),
    );
    const steps = (await told()).filter(({ what }) => what === 'account-changed');
    const licensesIn = (value: AuditEntry['after']) => (value as { licenses: number }).licenses;
    let stands = 0;
    for (let left = steps.length; left > 0; left -= 1) {
      const step = steps.find(({ before }) => licensesIn(before) === stands);
      expect(step, `what follows on ${stands}`).toBeDefined();
      stands = licensesIn(step?.after as AuditEntry['after']);
    }
    expect((await tools.directory.findAccount('koa'))?.licenses).toBe(stands);
  });
});

describe('what is done to a task', () => {
  const task = sampleTask();
  const { account, id } = task;
  const changing = () => ({ ...tools, clock, now: () => NOW, publishesToBus: false });
  const done = (by: string, outcome: 'helped' | 'won', tasks = tools.tasks) =>
    changeTask({ ...changing(), tasks }, { account, id }, { by, door: 'page' }, (open) =>
      open.status === 'open'
        ? {
            task: {
              ...open,
              status: 'done',
              outcome,
              history: [...(open.history ?? []), { day: '2026-06-01', act: 'done', by, note: 'x'.repeat(500) }],
            },
          }
        : { refused: 'closed' },
    );

  test('by two at once is on record of the one who was first', async () => {
    await put(encodeTask(task));
    const results = await Promise.all([done('aoi', 'helped'), done('ken', 'won')]);
    expect(results.filter((result) => 'refused' in result)).toHaveLength(1);
    const stands = await tools.tasks.get(account, id);
    const [only, ...others] = await entries();
    expect(others).toEqual([]);
    const by = stands?.outcome === 'helped' ? 'aoi' : 'ken';
    expect(only).toMatchObject({ who: memberOf(by), door: 'page', what: 'task-done', about: { account, task: id } });
    expect(only?.before).toMatchObject({ status: 'open', outcome: null });
    expect(only?.after).toMatchObject({ status: 'done', outcome: stands?.outcome, by, note: `${'x'.repeat(199)}…` });
  });

  test('is neither done nor on record where the store breaks down', async () => {
    await put(encodeTask(task));
    const broken = new DynamoTasks(failingAt('TransactWriteItems'), tables.accountsTable);
    await expect(done('aoi', 'helped', broken)).rejects.toThrow('cut off');
    expect(await tools.tasks.get(account, id)).toMatchObject({ status: 'open' });
    expect(await entries()).toEqual([]);
  });

  test('by the operator is on record as theirs, with the name that they did it in', async () => {
    await put(encodeTask(task), encodeAccount({ id: account, name: 'Shinonome' }));
    const { exitCode } = await say('tasks', 'snooze', id, '2026-06-08');
    expect(exitCode).toBe(0);
    expect(await entries()).toMatchObject([
      { who: operatorNamed('aya'), door: 'command', what: 'task-snoozed', after: { snoozedUntil: '2026-06-08' } },
    ]);
    // Said twice, it counts once.
    await say('tasks', 'snooze', id, '2026-06-08');
    expect(await entries()).toHaveLength(1);
  });
});

describe('a next action', () => {
  const noting = () => ({ nextActions: tools.nextActions, clock, now: () => NOW });
  const note = (person: string, text: string, before?: Parameters<typeof noteNextAction>[1]['before']) =>
    noteNextAction(
      noting(),
      { account: 'koa', before, score: null, person, door: 'mail' },
      new URLSearchParams({ text, before: asSeen(before?.text) }),
    );

  test('of two who agree on one at once is on record of whose words stand', async () => {
    await Promise.all([note('aoi', 'Call'), note('ken', 'Write')]);
    const stands = (await tools.nextActions.find(['koa'])).get('koa');
    expect(await entries()).toMatchObject([{ who: memberOf(stands?.by as string), before: null, after: stands?.text }]);
  });

  test('is on record with what was agreed before, and not where nothing was said anew', async () => {
    await note('aoi', 'Call');
    const [first] = (await tools.nextActions.find(['koa'])).values();
    await note('ken', 'Write', first);
    await note('ken', 'Write', { ...(first as NonNullable<typeof first>), text: 'Write' });
    expect((await told()).map(({ before, after }) => [before, after])).toContainEqual(['Call', 'Write']);
    expect(await told()).toHaveLength(2);
  });

  test('is not noted where its entry can not be written', async () => {
    const nextActions = new DynamoNextActions(failingAt('TransactWriteItems'), tables.accountsTable);
    const words = new URLSearchParams({ text: 'Call', before: '' });
    const agreed = { account: 'koa', before: undefined, score: null, person: 'aoi', door: 'mail' } as const;
    await expect(noteNextAction({ ...noting(), nextActions }, agreed, words)).rejects.toThrow('cut off');
    expect((await tools.nextActions.find(['koa'])).size).toBe(0);
  });
});

describe('what an operator decides', () => {
  test('about mail that is held is on record once, with whose mail it is', async () => {
    const mail = { ...sampleCustomerMail('en', 'win-back'), status: 'held' as const };
    await put(encodeMail(mail));
    await Promise.all([say('outbox', 'release', mail.id), say('outbox', 'drop', mail.id)]);
    const { account, id, contact } = mail;
    const stands = await new DynamoOutbox(tables.client, tables.accountsTable).findMail(mail);
    const what = stands?.status === 'dropped' ? 'mail-dropped' : 'mail-released';
    expect(await told()).toEqual([
      { what, about: { account, mail: id, contact }, before: 'held', after: stands?.status },
    ]);
  });

  test('about an address is on record with so much of it as tells it from others, and only where it was suppressed', async () => {
    const addresses = new DynamoAddresses(tables.client, tables.accountsTable);
    await addresses.suppress({ address: 'rin@koa.example', reason: 'bounced', since: '2026-05-01T00:00:00.000Z' });
    expect((await say('suppressed', 'remove', 'rin@koa.example')).exitCode).toBe(0);
    expect((await say('suppressed', 'remove', 'rin@koa.example')).exitCode).toBe(1);
    expect(await entries()).toMatchObject([
      { who: operatorNamed('aya'), what: 'address-unsuppressed', about: { address: 'r…@koa.example' } },
    ]);
  });

  test('about keys is on record by their last letters, and about a source by its name', async () => {
    const { json } = await say('source', 'key', 'demo', '--kind', 'api');
    await say('source', 'disable', 'demo');
    await say('source', 'revoke', json.id);
    const hint = json.key.slice(-4);
    expect(await told()).toEqual(
      expect.arrayContaining([
        {
          what: 'key-issued',
          about: { source: 'demo', key: hint },
          before: null,
          after: { kind: 'api', rights: 'facts', until: null },
        },
        { what: 'source-disabled', about: { source: 'demo' }, before: null, after: null },
        { what: 'key-revoked', about: { source: 'demo', key: hint }, before: 'api', after: null },
      ]),
    );
    expect(JSON.stringify(await entries())).not.toContain(json.key);
  });

  test('about whose a user is, is on record also where nobody had said so before', async () => {
    await put(encodeAccount({ id: 'koa', name: 'Koa' }));
    await say('users', 'link', 'u1', 'koa');
    expect(await told()).toEqual([{ what: 'user-moved', about: { user: 'u1' }, before: null, after: 'koa' }]);
  });

  test('is told of by audit, under their name', async () => {
    await put(encodeAccount({ id: 'koa', name: 'Koa' }));
    await say('next-action', 'koa', 'Call in July');
    expect((await say('audit', '--account', 'koa')).json).toMatchObject([
      { who: 'aya', whoIs: 'operator', door: 'command', what: 'next-action-noted', after: 'Call in July' },
    ]);
  });
});
