import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { QuarantinedEvent } from '../../domain/quarantine/quarantined-event.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import { AwsError } from '../../functions/aws/aws-error.ts';
import { ScanCommand } from '../../functions/store/client.ts';
import { DynamoDeliveries, StoreBusyError } from '../../functions/store/events/deliveries.ts';
import { EventRows, parseEventsKey } from '../../functions/store/events/events.ts';
import type { QuarantineLimits } from '../../functions/store/quarantine/daily-counts.ts';
import { readOverLimits } from '../../functions/store/sources/over-limits.ts';
import { createTables } from '../support/tables.ts';

const clock = localClock('Asia/Tokyo');
const retention = new RawRetention(clock, 90);

const eventOf = (id: string, over: Partial<UsageEvent> = {}): UsageEvent => ({
  id,
  account: 'koa',
  event: 'login',
  time: Date.parse('2026-06-01T15:30:00Z'),
  source: 'demo',
  ...over,
});
const eventsOf = (count: number) => Array.from({ length: count }, (_, i) => eventOf(`e${i}`));
const held: QuarantinedEvent = {
  source: 'demo',
  raw: '{"id":"bad"}',
  reason: 'no-account',
  detail: 'Name it.',
  receivedAt: '2026-06-01T00:00:00.000Z',
};

describe('deliveries in DynamoDB', () => {
  async function setUp(quarantine?: QuarantineLimits, waiting?: QuarantineLimits, now = Date.now) {
    const { client, jsonClient, eventsTable, accountsTable } = await createTables();
    const rows = new EventRows(clock, retention);
    const sleep = async () => {};
    const deliveries = new DynamoDeliveries({
      client: jsonClient,
      eventsTable,
      accountsTable,
      rows,
      ...(quarantine && { quarantine }),
      ...(waiting && { waiting }),
      now,
      sleep,
      random: () => 0,
    });
    const scan = async (table: string) => (await client.send(new ScanCommand({ TableName: table }))).Items ?? [];
    const over = () => readOverLimits(client, accountsTable, ['demo', 'other']);
    return { deliveries, over, events: () => scan(eventsTable), accounts: () => scan(accountsTable) };
  }

  it('keep so many of a source and day in quarantine, and count the others by reason', async () => {
    const { deliveries, over, accounts, events } = await setUp({ mostPerSourceAndDay: 3, keptForInDays: 30 });
    const heldOf = (id: string, over: Partial<QuarantinedEvent> = {}) => ({ ...held, raw: `{"id":"${id}"}`, ...over });
    const first = await deliveries.store([eventOf('e1')], [heldOf('1'), heldOf('2')]);
    const second = await deliveries.store(
      [eventOf('e2')],
      [heldOf('3'), heldOf('4', { reason: 'too-old' }), heldOf('5')],
    );
    const other = await deliveries.store([], [heldOf('6', { source: 'other' })]);
    const nextDay = await deliveries.store([], [heldOf('7', { receivedAt: '2026-06-02T00:00:00.000Z' })]);
    expect([first, second, other, nextDay].map(({ notKept }) => notKept)).toEqual([0, 2, 0, 0]);
    expect(await events()).toHaveLength(2);
    const kept = (await accounts()).filter(({ raw }) => raw !== undefined);
    expect(kept).toHaveLength(5);
    const end = Date.parse('2026-07-01T00:00:00.000Z') / 1000;
    expect(kept[0]?.expiresAt?.N === String(end) || kept[0]?.expiresAt?.N === String(end + 86_400)).toBe(true);
    expect(await over()).toEqual([
      {
        source: 'demo',
        limit: 'quarantine',
        from: '2026-06-01',
        to: '2026-06-01',
        notKept: 2,
        reasons: { 'no-account': 4, 'too-old': 1 },
      },
    ]);
  });

  it('keep so many of a source and day that wait for their account, and count the others', async () => {
    let now = Date.parse('2026-06-01T23:59:00.000Z');
    const limits = { mostPerSourceAndDay: 3, keptForInDays: 30 };
    const { deliveries, over, accounts, events } = await setUp(undefined, limits, () => now);
    const homeless = (id: string, source = 'demo') => {
      const { account: _, ...event } = eventOf(id, { user: 'u1', source });
      return event;
    };
    await expect(deliveries.store([eventOf('e1')], [])).resolves.toMatchObject({ stored: 1, notKept: 0 });
    expect(await accounts()).toEqual([]);
    const first = await deliveries.store([homeless('w1'), homeless('w1'), homeless('w2')], []);
    const second = await deliveries.store([homeless('w3'), eventOf('e2'), homeless('w4'), homeless('w5')], []);
    const other = await deliveries.store([homeless('w6', 'other')], []);
    const today = await over();
    now = Date.parse('2026-06-02T00:00:00.000Z');
    const nextDay = await deliveries.store([homeless('w7')], []);
    expect([first, second, other, nextDay]).toMatchObject([
      { stored: 2, notKept: 0 },
      { stored: 2, notKept: 2 },
      { stored: 1, notKept: 0 },
      { stored: 1, notKept: 0 },
    ]);
    expect((await events()).map(({ sk }) => sk?.S?.split('#').at(-1)).sort()).toEqual(
      ['e1', 'e2', 'w1', 'w2', 'w3', 'w6', 'w7'].sort(),
    );
    expect(today).toEqual([{ source: 'demo', limit: 'waiting', from: '2026-06-01', to: '2026-06-01', notKept: 2 }]);
  });

  it('keep two events of one delivery whose keys run together alike', async () => {
    const { deliveries, events } = await setUp();
    const hour = '2026-06-02T00';
    const one = eventOf(`z#${hour} demo#1`, { account: 'koa' });
    const other = eventOf('1', { account: `koa#${hour} demo#z` });
    const run = (row: { pk: string; sk: string }) => `${row.pk} ${row.sk}`;
    await expect(deliveries.store([one, other], [])).resolves.toMatchObject({ stored: 2, conflicts: 0 });
    const keys = (await events()).map(({ pk, sk }) => ({ pk: pk?.S as string, sk: sk?.S as string }));
    expect(keys).toHaveLength(2);
    expect(new Set(keys.map(run)).size).toBe(1);
  });

  it('keep events of people without an account, and calls, aside from all hours', async () => {
    const { deliveries, events } = await setUp();
    const { account: _, ...homeless } = eventOf('e1', { value: 2 });
    const time = Date.parse('2026-06-01T15:30:00Z');
    const call = { id: 'm1', source: 'demo', time };
    const traits = { plan: 'pro' };
    await deliveries.store(
      [
        { ...homeless, user: 'u1' },
        { ...homeless, anonymousId: 'a1' },
        { ...call, kind: 'group', groupId: 'koa', userId: 'u1', traits },
        { ...call, kind: 'identify', userId: 'u1', anonymousId: 'a1', traits },
        { ...call, kind: 'alias', userId: 'u1', anonymousId: 'a0', traits: {} },
      ],
      [],
    );
    const t = { N: String(time) };
    const expiresAt = { N: String(retention.rawExpiresAt('2026-06-02')) };
    const waiting = { sk: { S: '~waiting#demo#e1' }, e: { S: 'login' }, t, v: { N: '2' }, expiresAt };
    const called = { sk: { S: '~call#demo#m1' }, t, expiresAt };
    const rows = (await events()).sort((a, b) => `${a.pk?.S}`.localeCompare(`${b.pk?.S}`));
    expect(rows).toEqual([
      { ...called, pk: { S: 'anonymous#a0#calls' }, k: { S: 'alias' }, x: { S: expect.any(String) } },
      { ...waiting, pk: { S: 'anonymous#a1#waiting' } },
      { ...called, pk: { S: 'group#koa#calls' }, k: { S: 'group' }, x: { S: expect.any(String) } },
      { ...called, pk: { S: 'user#u1#calls' }, k: { S: 'identify' }, x: { S: expect.any(String) } },
      { ...waiting, pk: { S: 'user#u1#waiting' }, u: { S: 'u1' } },
    ]);
    expect(rows.flatMap(({ x }) => (x?.S === undefined ? [] : [JSON.parse(x.S)]))).toEqual([
      { userId: 'u1', anonymousId: 'a0', traits: {} },
      { groupId: 'koa', userId: 'u1', traits },
      { userId: 'u1', anonymousId: 'a1', traits },
    ]);
    expect(rows.map(({ pk }) => parseEventsKey(pk?.S as string))).toEqual([null, null, null, null, null]);
  });

  it('lie by account and local hour, with everything that was sent', async () => {
    const { deliveries, events } = await setUp();
    await deliveries.store(
      [eventOf('e1', { user: 'u1', value: 1.5, subject: '/docs', comment: 'a\u0000b', extra: '{"x":1}' })],
      [],
    );
    expect(await events()).toEqual([
      {
        pk: { S: 'koa#2026-06-02T00' },
        sk: { S: 'demo#e1' },
        e: { S: 'login' },
        t: { N: '1780327800000' },
        u: { S: 'u1' },
        v: { N: '1.5' },
        s: { S: '/docs' },
        c: { S: 'a\u0000b' },
        x: { S: '{"x":1}' },
        expiresAt: { N: String(clock.startOf('2026-09-01') / 1000) },
      },
    ]);
  });

  it('of more events than a batch holds are stored whole, quarantined ones in a list', async () => {
    const { deliveries, events, accounts } = await setUp();
    expect(await deliveries.store(eventsOf(130), [held, held])).toEqual({
      stored: 130,
      conflicts: 0,
      notKept: 0,
      erased: 0,
      erasedAside: 0,
    });
    expect(await events()).toHaveLength(130);
    expect(await accounts()).toEqual([
      expect.objectContaining({
        pk: { S: 'quarantine#demo' },
        raw: { S: held.raw },
        reason: { S: 'no-account' },
        list: { S: expect.stringMatching(/^quarantine#\d\d$/) },
      }),
    ]);
  });

  it('8: with the same id twice and different content count once, as a conflict; the last one stands', async () => {
    const { deliveries, events } = await setUp();
    const twice = [eventOf('e1'), eventOf('e1'), eventOf('e1', { event: 'logout' })];
    expect(await deliveries.store(twice, [])).toEqual({
      stored: 1,
      conflicts: 1,
      notKept: 0,
      erased: 0,
      erasedAside: 0,
    });
    expect(await events()).toMatchObject([{ e: { S: 'logout' } }]);
  });

  it('9: posted a hundred times in parallel are stored once', async () => {
    const { deliveries, events } = await setUp();
    await Promise.all(Array.from({ length: 100 }, () => deliveries.store(eventsOf(10), [held])));
    expect(await events()).toHaveLength(10);
  });

  it('of the largest numbers a sender may use are stored', async () => {
    const { deliveries, events } = await setUp();
    const values = [1e100, -1e100, 1e-100, Number.MAX_SAFE_INTEGER, 0.1, -0, 1 / 3];
    await deliveries.store(
      values.map((value, i) => eventOf(`e${i}`, { value })),
      [],
    );
    const stored = (await events()).map(({ v }) => Number(v?.N)).sort((a, b) => a - b);
    expect(stored).toEqual(values.map((value) => value + 0).sort((a, b) => a - b));
  });
});

describe('an overloaded DynamoDB', () => {
  type Requests = Record<string, WriteRequest[]>;
  /** What the store says to a batch: what it leaves over, or how it fails. */
  let answer: (requests: Requests) => Requests;
  let calls: number;
  let now: number;
  let pauses: number[];

  const open = () =>
    new DynamoDeliveries({
      client: {
        async callOnce<Answer>(operation: string, input: object) {
          expect(operation).toBe('BatchWriteItem');
          calls += 1;
          return { UnprocessedItems: answer((input as { RequestItems: Requests }).RequestItems) } as Answer;
        },
      },
      eventsTable: 'events',
      accountsTable: 'accounts',
      rows: new EventRows(clock, retention),
      now: () => now,
      sleep: async (ms) => {
        pauses.push(ms);
        now += ms;
      },
      random: () => 1,
    });
  const fails = (error: Error) => () => {
    throw error;
  };

  beforeEach(() => {
    calls = 0;
    now = 0;
    pauses = [];
  });

  it('16: that leaves half of a batch gets that half again, and nothing else', async () => {
    const written: string[] = [];
    answer = ({ events = [] }): Requests => {
      const taken = events.slice(0, Math.ceil(events.length / 2));
      written.push(...taken.map(({ PutRequest }) => PutRequest?.Item?.sk?.S as string));
      const left = events.slice(taken.length);
      return left.length > 0 ? { events: left } : {};
    };
    await open().store(eventsOf(100), []);
    expect(written.sort()).toEqual(
      eventsOf(100)
        .map(({ id }) => `demo#${id}`)
        .sort(),
    );
  });

  it('16: that keeps leaving items is given up on in time to answer the sender', async () => {
    answer = (requests) => requests;
    await expect(open().store(eventsOf(1), [])).rejects.toThrow(StoreBusyError);
    expect(now).toBeGreaterThan(5_000);
    expect(now).toBeLessThan(10_000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(1_000);
  });

  it.each([
    ['throttles', new AwsError('ProvisionedThroughputExceededException', 400, 'slow down')],
    ['has a fault of its own', new AwsError('InternalServerError', 500, 'sorry')],
    ['cannot be reached', Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })],
  ])('that %s is asked again until it takes the batch', async (_, error) => {
    answer = () => (calls === 1 ? fails(error)() : {});
    await open().store(eventsOf(1), []);
    expect(calls).toBe(2);
  });

  it('is not what a request of ours that is wrong meets: that fails at once', async () => {
    const wrong = new AwsError('ValidationException', 400, 'no such attribute');
    answer = fails(wrong);
    await expect(open().store(eventsOf(1), [])).rejects.toBe(wrong);
    expect(calls).toBe(1);
  });
});
