import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { expect } from 'vitest';
import { factsAsOf } from '../../domain/ledger/facts-as-of.ts';
import type { Call } from '../../domain/usage/call.ts';
import { upsertRecords } from '../../functions/directory/upsert-records.ts';
import { decodeAccount } from '../../functions/store/accounts/account-items.ts';
import { decodeLedgerEntry } from '../../functions/store/ledger/ledger-items.ts';
import { type AttributedTables, arrivingRow } from './attribution.ts';
import { BY_IMPORT } from './reporters.ts';
import { randomOf, shuffle } from './seeded-random.ts';

type Item = Record<string, AttributeValue>;

const NOW = Date.parse('2026-06-01T09:00:00+09:00');
const HOUR = 3_600_000;

const calls: Omit<Call, 'id' | 'source'>[] = [
  { kind: 'group', groupId: 'koa', userId: 'lea', time: NOW + 3, traits: { plan: 'team' } },
  {
    kind: 'group',
    groupId: 'koa',
    time: NOW + 1,
    traits: { name: 'Koa', plan: 'solo', mrr: 5, renewal_date: '2027-01-01' },
  },
  { kind: 'group', groupId: 'koa', userId: 'tao', time: NOW + 2, traits: { mrr: null } },
  { kind: 'group', groupId: 'vue', time: NOW, traits: { plan: 'team' } },
  { kind: 'identify', userId: 'lea', time: NOW + 2, traits: { name: 'Lea', email: 'lea@koa.example' } },
  { kind: 'identify', userId: 'lea', groupId: 'koa', time: NOW + 4, traits: { email: 'berg@koa.example' } },
  { kind: 'identify', userId: 'tao', anonymousId: 'x1', time: NOW, traits: { role: 'admin' } },
  { kind: 'identify', userId: 'kim', groupId: 'vue', time: NOW, traits: { name: 'Kim' } },
  { kind: 'identify', userId: 'ada', groupId: 'nest', time: NOW, traits: { name: 'Ada' } },
  { kind: 'alias', userId: 'kim', anonymousId: 'x2', time: NOW, traits: {} },
];
const waiting = [
  { user: 'lea', hour: 0 },
  { user: 'lea', hour: 1 },
  { user: 'kim', hour: 0 },
  { anonymousId: 'x1', hour: 2 },
  { anonymousId: 'x2', hour: 0 },
];
const imported = [
  { id: 'koa', name: 'Koa Import', segment: 'smb' },
  { id: 'nest', name: 'Nest' },
];

const ACTS = calls.length + waiting.length + imported.length;

/** Which act comes next, and the seed of when the streams tell what. */
export interface Schedule {
  order: number[];
  seed: number;
}

export const attributionInOrder: Schedule = { order: Array.from({ length: ACTS }, (_, i) => i), seed: 1 };

export function shuffledTwice(seed: number): Schedule {
  return { order: shuffle([...attributionInOrder.order, ...attributionInOrder.order], seed), seed };
}

/** What is stored in the end, as lines without what begins all ids. */
export async function outcomeOf(tables: AttributedTables, { order, seed }: Schedule, run: string): Promise<string> {
  const random = randomOf(seed);
  const upTo = (count: number) => Math.floor(random() * count);
  const acts = actsOf(tables, run);
  for (const i of order) {
    await acts[i]?.();
    if (upTo(3) === 0) await tables.deliver(tables.pending.splice(upTo(tables.pending.length), 1 + upTo(4)));
    // One that is told again later.
    const early = tables.pending[upTo(tables.pending.length)];
    if (early !== undefined && upTo(4) === 0) await tables.deliver([early]);
  }
  await tables.deliverAll(upTo);
  const rows = await tables.rows();
  checkLedgers(rows);
  return shown(rows).replaceAll(run, '');
}

function actsOf(tables: AttributedTables, run: string): (() => Promise<unknown>)[] {
  const mine = (id: string | undefined) => (id === undefined ? undefined : `${run}${id}`);
  return [
    ...calls.map(({ groupId, userId, anonymousId, ...call }, i) => {
      const named = { groupId: mine(groupId), userId: mine(userId), anonymousId: mine(anonymousId) };
      return () => tables.store(arrivingRow({ ...call, ...named, id: `m${i}`, source: 'app' }));
    }),
    ...waiting.map(({ user, anonymousId, hour }, i) => {
      const who = user === undefined ? { anonymousId: mine(anonymousId) } : { user: mine(user) };
      const event = { id: `e${i}`, source: 'app', event: 'login', time: NOW + hour * HOUR };
      return () => tables.store(arrivingRow({ ...event, ...who }));
    }),
    ...imported.map((facts) => {
      const rows = [{ ref: 1, facts: { ...facts, id: mine(facts.id) }, reporter: BY_IMPORT, at: NOW }];
      return () => upsertRecords('accounts', rows, tables);
    }),
  ];
}

/** An ascending clock: of two writes one was later. */
export function ticking(): () => number {
  let now = NOW + HOUR;
  return () => {
    now += 1;
    return now;
  };
}

/** Whatever came when: an account's ledger says last what its facts say. */
function checkLedgers(rows: Item[]): void {
  for (const row of rows.filter(({ sk }) => sk?.S === '3#account')) {
    const ledger = rows.filter(({ pk, sk }) => pk?.S === row.pk?.S && isOfLedger(sk)).map(decodeLedgerEntry);
    const { facts } = factsAsOf(ledger, '9999-12-31');
    const { id: _, name: __, ...expected } = decodeAccount(row);
    const { mrr, ...others } = facts;
    const said = Object.entries({ ...others, ...(mrr && { mrr: mrr.amount }) }).filter(([, value]) => value !== null);
    expect(Object.fromEntries(said)).toEqual(expected);
  }
}

const isOfLedger = (sk: AttributeValue | undefined) => sk?.S?.startsWith('1#ledger#') === true;
/** What was told when: it depends on the order. */
const isOfRecord = (sk: AttributeValue | undefined) => isOfLedger(sk) || /^(1#)?audit#/.test(sk?.S ?? '');

/** What the story comes to, whatever its order. */
export function checkAttribution(outcome: string): void {
  const facts = (row: string) => {
    const line = outcome.split('\n').find((one) => one.includes(row)) ?? '{"f":"null"}';
    return JSON.parse(JSON.parse(line).f);
  };
  expect(facts('"account#koa","sk":"3#account"')).toEqual({
    id: 'koa',
    name: 'Koa',
    plan: 'team',
    renewalDate: '2027-01-01',
    segment: 'smb',
  });
  expect(facts('"account#koa","sk":"3#contact#lea"')).toEqual({
    id: 'lea',
    account: 'koa',
    name: 'Lea',
    email: 'berg@koa.example',
  });
  expect(facts('"account#koa","sk":"3#contact#tao"')).toEqual({ id: 'tao', account: 'koa', role: 'admin' });
  expect(facts('"account#vue","sk":"3#account"')).toEqual({ id: 'vue', name: 'vue', plan: 'team' });
  expect(facts('"account#nest","sk":"3#contact#ada"')).toEqual({ id: 'ada', account: 'nest', name: 'Ada' });
  const events = outcome.split('\n').filter((line) => line.includes('"e":"login"'));
  expect(events.map((line) => JSON.parse(line)).map(({ pk, sk, u }) => [pk, sk, u])).toEqual([
    ['koa#2026-06-01T09', 'app#e0', 'lea'],
    ['koa#2026-06-01T10', 'app#e1', 'lea'],
    ['koa#2026-06-01T11', 'app#e3', 'tao'],
    ['vue#2026-06-01T09', 'app#e2', 'kim'],
    ['vue#2026-06-01T09', 'app#e4', 'kim'],
  ]);
}

/**
 * Without the calls, which are kept, and what tells of the order: the note of an unknown account, which expires, and the
 * ledgers, which say what was known when.
 */
function shown(rows: Item[]): string {
  return (
    rows
      .filter(({ sk }) => sk?.S !== '1#unknown' && !sk?.S?.startsWith('~call#') && !isOfRecord(sk))
      .map(({ pk, sk, since: _, ...others }) => {
        const named = Object.entries(others).sort(([a], [b]) => (a < b ? -1 : 1));
        return JSON.stringify({
          pk: pk?.S,
          sk: sk?.S,
          ...Object.fromEntries(named.map(([name, value]) => [name, value.S ?? value.N])),
        });
      })
      // Which list an account is on follows from its id.
      .map((line) => line.replace(/"list":"[^"]*",/, ''))
      .sort()
      .join('\n')
  );
}
