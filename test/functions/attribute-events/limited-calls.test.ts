import { expect, test } from 'vitest';
import type { Vouched } from '../../../domain/sources/key-rights.ts';
import type { Call } from '../../../domain/usage/call.ts';
import { upsertRecords } from '../../../functions/directory/upsert-records.ts';
import { AttributedTables, arrivingRow } from '../../support/attribution.ts';
import { memoryDynamo } from '../../support/memory-dynamo.ts';
import { BY_IMPORT } from '../../support/reporters.ts';
import { silenceLog } from '../../support/silence-log.ts';

silenceLog();

const NOW = Date.parse('2026-06-01T09:00:00+09:00');
const HOUR = 3_600_000;
const STRANGER = { name: 'Eve', email: 'eve@evil.example', role: 'champion', keyPerson: true, language: 'en' };
const HOSTILE = { name: 'Evil', renewalDate: '2030-01-01', churnedOn: '2026-05-01', mrr: 1, plan: 'free' };

/** Koa is imported with its champion, who is the user `lea`. */
async function setUp() {
  const tables = new AttributedTables(
    { client: memoryDynamo(), eventsTable: 'events', accountsTable: 'accounts' },
    () => NOW,
  );
  const account = { id: 'koa', name: 'Koa', plan: 'team', mrr: 100, renewalDate: '2026-09-01' };
  const lea = { id: 'lea', account: 'koa', name: 'Lea', email: 'lea@koa.example', role: 'champion' };
  const told = { ref: 1, at: NOW - HOUR, reporter: BY_IMPORT };
  await upsertRecords('accounts', [{ ...told, facts: account }], tables);
  await upsertRecords('contacts', [{ ...told, facts: lea }], tables);
  const facts = async (sk: string, pk = 'account#koa') => {
    const row = (await tables.rows()).find((one) => one.pk?.S === pk && one.sk?.S === sk);
    return row && JSON.parse(row.f?.S as string);
  };
  const putAside = async () =>
    (await tables.rows())
      .filter((row) => row.pk?.S === 'quarantine#app')
      .map((row) => ({ reason: row.reason?.S, detail: row.detail?.S }));
  const say = async (vouched: Vouched | undefined, ...calls: Partial<Call>[]) => {
    const limits = vouched && { limits: { key: 'page-key', vouched } };
    const rows = calls.map((call, i) =>
      arrivingRow({ id: `m${i}-${call.time ?? 0}`, source: 'app', time: NOW, traits: {}, ...call, ...limits } as Call),
    );
    await tables.store(...rows);
    await tables.deliverAll();
  };
  return { tables, account, lea, facts, putAside, say };
}

const champion: Partial<Call> = { kind: 'identify', userId: 'eve', groupId: 'koa', traits: STRANGER };
const takeover: Partial<Call> = { kind: 'identify', userId: 'lea', traits: STRANGER };
const rewrite: Partial<Call> = { kind: 'group', userId: 'eve', groupId: 'koa', traits: HOSTILE };

test('a page rewrites neither an account nor its people, and what it told is put aside with the reason', async () => {
  const { account, lea, facts, putAside, say } = await setUp();
  await say('nothing', champion, takeover, rewrite, { kind: 'group', groupId: 'new', traits: HOSTILE });
  expect(await facts('3#account')).toEqual(account);
  expect(await facts('3#contact#lea')).toEqual(lea);
  expect(await facts('3#contact#eve')).toBeUndefined();
  expect(await facts('3#account', 'account#new')).toBeUndefined();
  const aside = await putAside();
  expect(aside).toHaveLength(4);
  for (const { reason, detail } of aside) {
    expect(reason).toBe('not-allowed');
    expect(detail).not.toMatch(/evil|Eve/);
  }
});

test('what a page says again with every view is put aside once a day, and an empty identify not at all', async () => {
  const { putAside, say } = await setUp();
  const empty: Partial<Call> = { kind: 'identify', userId: 'lea', groupId: 'koa' };
  for (let view = 0; view < 5; view += 1) {
    await say('nothing', { ...takeover, time: NOW + view }, { ...empty, time: NOW + view });
  }
  expect(await putAside()).toHaveLength(1);
  await say('nothing', { ...takeover, time: NOW + 24 * HOUR });
  expect(await putAside()).toHaveLength(2);
});

test('what a page says twice within one batch of the stream is put aside once, and stops nothing', async () => {
  const { tables, putAside } = await setUp();
  await tables.deliverAll();
  const limits = { key: 'page-key', vouched: 'nothing' as const };
  const twice = [1, 2].map((n) => ({ ...takeover, id: `m${n}`, source: 'app', time: NOW + n, limits }) as Call);
  await tables.store(...twice.map(arrivingRow));
  expect(await tables.deliver(tables.pending.splice(0))).toEqual([]);
  expect(await putAside()).toHaveLength(1);
});

test('whose account somebody unknown is, a page may claim: their events count, and nothing else follows', async () => {
  const { tables, facts, say } = await setUp();
  await tables.store(arrivingRow({ id: 'e1', source: 'app', event: 'login', time: NOW, user: 'eve' }));
  await say('nothing', { kind: 'group', userId: 'eve', groupId: 'koa' });
  expect(await tables.links.countedFor(['eve'])).toEqual(new Map([['eve', 'koa']]));
  expect(await tables.links.accountsOf(['eve'])).toEqual(new Map());
  const events = (await tables.rows()).filter((row) => row.pk?.S === 'koa#2026-06-01T09');
  expect(events).toMatchObject([{ u: { S: 'eve' } }]);
  // What a server tells of them finds no account by it either.
  await say(undefined, { kind: 'identify', userId: 'eve', traits: STRANGER });
  expect(await facts('3#contact#eve')).toBeUndefined();
});

test('what a server told of somebody finds their account once somebody trusted says it after a page did', async () => {
  const { facts, say } = await setUp();
  await say('nothing', { kind: 'group', userId: 'kim', groupId: 'koa' });
  await say(undefined, { kind: 'identify', userId: 'kim', traits: { email: 'kim@koa.example' } });
  await say(undefined, { kind: 'group', userId: 'kim', groupId: 'koa', time: NOW + 1 });
  expect(await facts('3#contact#kim')).toEqual({ id: 'kim', account: 'koa', email: 'kim@koa.example' });
});

test('a page does not send somebody whose account is known to another one, which is said', async () => {
  const { tables, putAside, say } = await setUp();
  await say('nothing', { kind: 'group', userId: 'lea', groupId: 'zen' });
  expect(await tables.links.accountsOf(['lea'])).toEqual(new Map([['lea', 'koa']]));
  expect(await putAside()).toMatchObject([
    { reason: 'not-allowed', detail: expect.stringContaining('another account') },
  ]);
});

test('a signed user tells what describes them, and never who is written to', async () => {
  const { facts, putAside, say } = await setUp();
  await say('user', takeover, rewrite);
  expect(await facts('3#contact#lea')).toMatchObject({ name: 'Lea', email: 'lea@koa.example', language: 'en' });
  expect(await facts('3#contact#lea')).not.toHaveProperty('keyPerson');
  expect(await facts('3#account')).toMatchObject({ name: 'Koa', plan: 'team' });
  expect(await putAside()).toHaveLength(2);
});

test('a signed membership binds the user and describes the account, and decides neither on mail nor on money', async () => {
  const { tables, facts, say } = await setUp();
  await say('membership', rewrite);
  expect(await tables.links.accountsOf(['eve'])).toEqual(new Map([['eve', 'koa']]));
  expect(await facts('3#account')).toMatchObject({ name: 'Evil', plan: 'free', renewalDate: '2026-09-01', mrr: 100 });
  expect(await facts('3#account')).not.toHaveProperty('churnedOn');
});

test('a key of the company’s servers tells all it ever did, and is known as who told an address', async () => {
  const { tables, facts, say } = await setUp();
  const kim = { kind: 'identify', userId: 'kim', groupId: 'koa' } as const;
  await say(undefined, { ...kim, traits: { email: 'kim@koa.example', role: 'admin' } });
  expect(await facts('3#contact#kim')).toMatchObject({ email: 'kim@koa.example', role: 'admin' });
  const reporters = async () =>
    (await tables.directory.findRecords('contacts', [{ id: 'kim', account: 'koa' }]))[0]?.reportedBy;
  expect(await reporters()).toEqual({ email: 'app', role: 'app' });
  const facts2 = { id: 'kim', account: 'koa', email: 'kim@koa.example' };
  await upsertRecords('contacts', [{ ref: 1, facts: facts2, at: NOW, reporter: BY_IMPORT }], tables);
  expect(await reporters()).toEqual({ role: 'app' });
});
