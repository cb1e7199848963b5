import { expect, test } from 'vitest';
import type { Call } from '../../../domain/usage/call.ts';
import { upsertRecords } from '../../../functions/directory/upsert-records.ts';
import type { Newcomer } from '../../../functions/store/sources/newcomers.ts';
import { AttributedTables, arrivingRow } from '../../support/attribution.ts';
import { memoryDynamo } from '../../support/memory-dynamo.ts';
import { BY_IMPORT } from '../../support/reporters.ts';
import { silenceLog } from '../../support/silence-log.ts';

silenceLog();

const NOW = Date.parse('2026-06-01T09:00:00+09:00');
const DAY = 86_400_000;

/** Koa is imported with its champion `lea`. A source may bring three users and two accounts a day. */
async function setUp() {
  let now = NOW;
  const places = new Map<string, Set<string>>();
  const asked: Newcomer[] = [];
  const newcomers = {
    mayBring: async (source: string, newcomer: Newcomer, today: string) => {
      asked.push(newcomer);
      const isAccount = 'account' in newcomer && newcomer.user === undefined;
      const day = `${source} ${isAccount} ${today}`;
      const taken = places.get(day) ?? new Set();
      places.set(day, taken);
      if (taken.size < (isAccount ? 2 : 3)) taken.add(JSON.stringify(newcomer));
      return taken.has(JSON.stringify(newcomer));
    },
  };
  const tables = new AttributedTables(
    { client: memoryDynamo(), eventsTable: 'events', accountsTable: 'accounts' },
    () => now,
    { newcomers },
  );
  const told = { ref: 1, at: NOW - DAY, reporter: BY_IMPORT };
  await upsertRecords('accounts', [{ ...told, facts: { id: 'koa', name: 'Koa' } }], tables);
  await upsertRecords('contacts', [{ ...told, facts: { id: 'lea', account: 'koa', name: 'Lea' } }], tables);
  await tables.deliverAll();
  const rows = async (pattern: RegExp) =>
    (await tables.rows()).map((row) => `${row.pk?.S} ${row.sk?.S}`).filter((key) => pattern.test(key));
  return {
    tables,
    asked,
    say: async (...calls: Partial<Call>[]) => {
      await tables.store(
        ...calls.map((call, i) => arrivingRow({ id: `m${i}`, source: 'app', time: now, traits: {}, ...call } as Call)),
      );
      await tables.deliverAll();
    },
    pass: (ms: number) => {
      now += ms;
    },
    accounts: () => rows(/^account#\S+ 3#account$/),
    contacts: () => rows(/ 3#contact#/),
    links: () => rows(/^(user|anonymous)#\S+ link$/),
    putAside: async () => (await tables.rows()).filter((row) => row.reason?.S === 'too-many-new'),
  };
}

const identify = (n: number, more: Partial<Call> = {}): Partial<Call> => ({
  kind: 'identify',
  userId: `u${n}`,
  groupId: 'koa',
  traits: { email: `u${n}@koa.example` },
  ...more,
});
const ten = Array.from({ length: 10 }, (_, n) => n);

test('a source makes so many contacts and links by calls in a day, and what it tells beyond lies in quarantine', async () => {
  const { say, contacts, links, putAside } = await setUp();
  await say(...ten.map((n) => identify(n)));
  expect(await contacts()).toHaveLength(1 + 3);
  expect(await links()).toHaveLength(1 + 3);
  const aside = await putAside();
  expect(aside).toHaveLength(7);
  for (const row of aside) expect(row.detail?.S).toContain('limits.newUsersPerSourceAndDay');
  expect(JSON.parse(aside[0]?.raw?.S as string)).toMatchObject({
    type: 'identify',
    traits: { email: expect.any(String) },
  });
});

test('so many accounts', async () => {
  const { say, accounts, putAside } = await setUp();
  await say(...ten.map((n) => ({ kind: 'group' as const, groupId: `made-up-${n}`, traits: { plan: 'x' } })));
  expect(await accounts()).toHaveLength(1 + 2);
  expect((await putAside()).map((row) => row.detail?.S)).toEqual(
    Array(8).fill(expect.stringContaining('limits.newAccountsPerSourceAndDay')),
  );
});

test('so many other names of users, whether a page says them or a server', async () => {
  for (const limits of [undefined, { key: 'page', vouched: 'nothing' as const }]) {
    const { say, links, putAside } = await setUp();
    const alias = { kind: 'alias' as const, userId: 'lea', ...(limits && { limits }) };
    await say(...ten.map((n) => ({ ...alias, anonymousId: `x${n}` })));
    expect(await links()).toHaveLength(1 + 3);
    expect(await putAside()).toHaveLength(7);
  }
});

test('so many users whose account a page claims', async () => {
  const { say, links, putAside } = await setUp();
  await say(...ten.map((n) => identify(n, { traits: {}, limits: { key: 'page', vouched: 'nothing' } })));
  expect(await links()).toHaveLength(1 + 3);
  expect(await putAside()).toHaveLength(7);
});

test('whoever is there needs no place, and the facts of an account are used though its user is turned away', async () => {
  const { tables, say, asked } = await setUp();
  await say(
    { kind: 'identify', userId: 'lea', groupId: 'koa', traits: { role: 'admin' } },
    { kind: 'group', groupId: 'koa', userId: 'lea', traits: { plan: 'team' } },
  );
  expect(asked).toEqual([]);
  await say(...ten.map((n) => identify(n)));
  await say({ id: 'g', kind: 'group', groupId: 'koa', userId: 'nobody', time: NOW + 1, traits: { plan: 'solo' } });
  expect(await tables.links.accountsOf(['nobody'])).toEqual(new Map());
  const [koa] = await tables.directory.findFacts('accounts', [{ id: 'koa' }]);
  expect(koa).toMatchObject({ plan: 'solo' });
});

test('a user who was linked with a place needs no other for the contact on a later day', async () => {
  const { say, pass, contacts, putAside } = await setUp();
  await say(...[0, 1, 2].map((n) => ({ kind: 'group' as const, groupId: 'koa', userId: `u${n}` })));
  pass(DAY);
  await say(...[7, 8, 9].map((n) => identify(n, { id: `n${n}` })));
  await say(...[0, 1, 2].map((n) => identify(n, { id: `c${n}`, groupId: undefined })));
  expect(await contacts()).toHaveLength(1 + 6);
  expect(await putAside()).toEqual([]);
});

test('comes to the same however often it is told, and lies in quarantine once', async () => {
  const { tables, say, contacts, links, putAside } = await setUp();
  const calls = [...ten.map((n) => identify(n)), { kind: 'group' as const, groupId: 'new', traits: { mrr: 'much' } }];
  await say(...calls);
  const before = [await contacts(), await links(), (await putAside()).length];
  const all = (await tables.rows()).filter((row) => row.sk?.S?.startsWith('~call'));
  const records = all.map((row, i) => ({
    eventName: 'MODIFY' as const,
    dynamodb: { Keys: { pk: { S: `${row.pk?.S}` }, sk: { S: `${row.sk?.S}` } }, SequenceNumber: `${i}` },
  }));
  expect(records).toHaveLength(11);
  expect(await tables.deliver([...records, ...records])).toEqual([]);
  await tables.deliverAll();
  expect([await contacts(), await links(), (await putAside()).length]).toEqual(before);
});

test('what an operator tries again has no limit', async () => {
  const { say, contacts, links } = await setUp();
  await say(...ten.map((n) => identify(n)));
  await say(...ten.map((n) => identify(n, { id: `m${n}`, retriedAt: NOW + 5 })));
  expect(await contacts()).toHaveLength(1 + 10);
  expect(await links()).toHaveLength(1 + 10);
});

test('a user of many accounts that nobody knows makes no more of them than may be noted, and an import finds all', async () => {
  const { tables, say, contacts } = await setUp();
  await say(...ten.map((n) => identify(0, { id: `e${n}`, groupId: `later-${n}` })));
  const notes = (await tables.rows()).filter((row) => row.sk?.S === '1#unknown' || row.pk?.S?.includes('unknown'));
  expect(notes.length).toBeLessThanOrEqual(2);
  const told = { ref: 1, at: NOW, reporter: BY_IMPORT };
  await upsertRecords('accounts', [{ ...told, facts: { id: 'later-1', name: 'Later' } }], tables);
  await tables.deliverAll();
  expect(await contacts()).toHaveLength(1 + 1);
});
