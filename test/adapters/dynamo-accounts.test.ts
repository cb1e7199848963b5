import { QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Task } from '../../domain/task.ts';
import { encodeTally, TallyBuilder } from '../../domain/usage/usage-tally.ts';
import {
  encodeAccount,
  encodeContact,
  encodeCsm,
  encodeTask,
  taskSortKey,
} from '../../functions/adapters/account-items.ts';
import { batchGet, batchPut } from '../../functions/adapters/dynamo-batches.ts';
import { decodeMail } from '../../functions/adapters/dynamo-outbox.ts';
import { DynamoPlaybooks } from '../../functions/adapters/dynamo-playbooks.ts';
import { encodeTallyRows } from '../../functions/adapters/dynamo-usage.ts';
import { accountKey, usageKey } from '../../functions/adapters/keys.ts';
import { explainAccount } from '../../functions/score-accounts/explain-account.ts';
import { scoreAccount } from '../../functions/score-accounts/score-account.ts';
import { openScoring, type Scoring, type ScoringSettings } from '../../functions/score-accounts/scoring.ts';
import { defaultPlaybook, tokyo } from '../support/story.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const NOW = new Date('2026-06-01T09:00:00+09:00');
const TODAY = '2026-06-01';
let tables: TestTables;
let accountId: string;
let accounts = 0;

beforeAll(async () => {
  tables = await createTables();
  await new DynamoPlaybooks(tables.client, tables.accountsTable).push(
    defaultPlaybook,
    undefined,
    'v1',
    NOW.toISOString(),
  );
  await batchPut(tables.client, tables.accountsTable, [
    encodeCsm({ id: 'mika', name: 'Mika', email: 'mika@cs.example', role: 'csm' }),
  ]);
});

/** An account whose contract renews in two months. */
beforeEach(async () => {
  accounts += 1;
  accountId = `account-${accounts}`;
  const tally = new TallyBuilder();
  tally.add('login', 'u1');
  await batchPut(tables.client, tables.accountsTable, [
    encodeAccount({ id: accountId, name: 'Koa', csm: 'mika', renewalDate: '2026-08-01' }),
    encodeContact({ id: 'u1', account: accountId, email: 'u1@koa.example', role: 'admin' }),
    ...encodeTallyRows(accountKey(accountId), usageKey('2026-02-20'), encodeTally(tally.build())),
  ]);
});

const settings = (): ScoringSettings => ({
  client: tables.client,
  table: tables.accountsTable,
  company: {
    name: 'Example',
    timeZone: 'Asia/Tokyo',
    language: 'en',
    country: 'JP',
    holidays: {},
    mailCeiling: 'send',
    systemSender: { name: 'Tasks', address: 'tasks@cs.example' },
    operator: { name: 'Operator', address: 'ops@cs.example' },
  },
  sources: [],
  clock: tokyo,
  now: () => NOW,
});
const scoring = (asOf = TODAY): Promise<Scoring> => openScoring(settings(), asOf);

async function rows(prefix: string) {
  const { Items = [] } = await tables.client.send(
    new QueryCommand({
      TableName: tables.accountsTable,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: accountKey(accountId) }, ':prefix': { S: prefix } },
    }),
  );
  return Items;
}

describe('scoring an account in the store', () => {
  it('writes episode, tasks and mails together with the state that causes them', async () => {
    expect(await scoreAccount(await scoring(), accountId)).toEqual({ result: 'scored', opened: 1, closed: 0 });
    expect((await rows('1#episode#')).map(({ sk }) => sk?.S)).toEqual([
      `1#episode#${accountId}/renewal-due/2026-08-01/2026-06-01`,
    ]);
    expect((await rows('1#task#')).length).toBeGreaterThan(0);
    expect(
      (await rows('1#mail#'))
        .map(decodeMail)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['renewal-intent', 'task']);
    expect((await rows('3#state'))[0]).toMatchObject({ version: { N: '1' } });
  });

  it('raises everything once when twenty runs score the same account at the same time', async () => {
    const shared = await scoring();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => scoreAccount(shared, accountId)));
    expect(outcomes.reduce((sum, outcome) => sum + (outcome.result === 'scored' ? outcome.opened : 0), 0)).toBe(1);
    expect((await rows('1#mail#')).length).toBe(2);
  });

  it('sends nothing again when the state was lost but the mail is on record', async () => {
    await scoreAccount(await scoring(), accountId);
    const before = await rows('1#mail#');
    const key = { pk: { S: accountKey(accountId) }, sk: { S: '3#state' } };
    await tables.client.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Delete: { TableName: tables.accountsTable, Key: key } }] }),
    );
    await scoreAccount({ ...(await scoring()), now: () => new Date('2026-06-01T15:00:00+09:00') }, accountId);
    expect(await rows('1#mail#')).toEqual(before);
  });

  it('writes nothing at all when nothing changed', async () => {
    await scoreAccount(await scoring(), accountId);
    await scoreAccount(await scoring(), accountId);
    expect((await rows('3#state'))[0]).toMatchObject({ version: { N: '1' } });
  });

  it('costs two round trips and one write unit on a quiet day', async () => {
    await scoreAccount(await scoring(), accountId);
    const tomorrow = await scoring('2026-06-02');
    const send = vi.spyOn(tables.client, 'send');
    await scoreAccount(tomorrow, accountId);
    const sent = send.mock.calls.map(([command]) => command.constructor.name);
    send.mockRestore();
    expect(sent).toEqual(['QueryCommand', 'PutItemCommand']);
    const [state] = await rows('3#state');
    expect(JSON.stringify(state).length).toBeLessThan(1024);
  });

  it('scores days in order, and reads a past one as it was', async () => {
    await scoreAccount(await scoring('2026-05-01'), accountId);
    await scoreAccount(await scoring('2026-06-01'), accountId);
    expect(await scoreAccount(await scoring('2026-05-31'), accountId)).toEqual({
      result: 'past',
      lastScoredDay: '2026-06-01',
    });
    const told = await explainAccount(await scoring('2026-05-15'), accountId);
    expect(told?.signals.find(({ signal }) => signal === 'renewal-due')).toMatchObject({
      state: 'open',
      since: '2026-05-01',
    });
    const before = await explainAccount(await scoring('2026-04-30'), accountId);
    expect(before?.signals.find(({ signal }) => signal === 'renewal-due')).toMatchObject({ state: 'closed' });
  });

  it('closes the open tasks of a recovered episode and leaves a done one as it is', async () => {
    await scoreAccount(await scoring(), accountId);
    const [open] = (await rows('1#task#')).map((item) => JSON.parse(item.f?.S as string) as Task);
    const done: Task = { ...(open as Task), id: `${open?.episode}/done`, status: 'done', outcome: 'renewed' };
    await batchPut(tables.client, tables.accountsTable, [
      encodeTask(done),
      encodeAccount({ id: accountId, name: 'Koa', csm: 'mika', renewalDate: '2027-08-01' }),
    ]);
    await scoreAccount(await scoring('2026-06-02'), accountId);
    const after = await batchGet(tables.client, tables.accountsTable, [
      { pk: { S: accountKey(accountId) }, sk: { S: taskSortKey((open as Task).id) } },
      { pk: { S: accountKey(accountId) }, sk: { S: taskSortKey(done.id) } },
    ]);
    expect(after.map(({ status }) => status?.S).sort()).toEqual(['done', 'recovered']);
  });

  it('says that an account nobody imported is unknown', async () => {
    expect(await scoreAccount(await scoring(), 'nobody')).toEqual({ result: 'unknown-account' });
    expect(await explainAccount(await scoring(), 'nobody')).toBeNull();
  });

  it('reads it all again when another run got in between', async () => {
    const stale = await scoring();
    const load = stale.accounts.load.bind(stale.accounts);
    let loads = 0;
    stale.accounts.load = async (...args) => {
      const snapshot = await load(...args);
      loads += 1;
      if (loads === 1) await scoreAccount(await scoring(), accountId);
      return snapshot;
    };
    expect(await scoreAccount(stale, accountId)).toEqual({ result: 'scored', opened: 0, closed: 0 });
    expect(loads).toBe(2);
  });
});
