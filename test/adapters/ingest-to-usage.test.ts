import * as fc from 'fast-check';
import pMap from 'p-map';
import { describe, expect, it } from 'vitest';
import { encodeTally } from '../../domain/usage/tally/usage-tally.ts';
import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import { rollUpUsage } from '../../functions/roll-up-usage/roll-up-usage.ts';
import { DynamoDeliveries } from '../../functions/store/events/deliveries.ts';
import { DynamoEvents, EventRows } from '../../functions/store/events/events.ts';
import { DynamoFlushMarkers } from '../../functions/store/events/flush-markers.ts';
import { accountKey, eventsKey } from '../../functions/store/keys.ts';
import { DynamoNewcomers } from '../../functions/store/sources/newcomers.ts';
import { DynamoSourceArrivals, readSourcePulses } from '../../functions/store/sources/source-arrivals.ts';
import { DynamoLifetime } from '../../functions/store/usage/lifetime.ts';
import { DynamoUsage } from '../../functions/store/usage/usage.ts';
import { decodeLifetime, decodeUsageDays } from '../../functions/store/usage/usage-codec.ts';
import { sorted } from '../support/account-numbers.ts';
import { scheduleArbitrary } from '../support/arbitrary-schedule.ts';
import { expectedUsage } from '../support/expected-usage.ts';
import { silenceLog } from '../support/silence-log.ts';
import { clock, NOW, retention, simulateStream, type UsageStores } from '../support/stream-simulation.ts';
import { createTables, rowsUnder } from '../support/tables.ts';

silenceLog();

const HOUR_IN_MS = 3_600_000;
const DELIVERIES_A_BATCH = 500;

async function setUp() {
  const { client, jsonClient, eventsTable, accountsTable } = await createTables();
  const rows = new EventRows(clock, retention);
  const deliveries = new DynamoDeliveries({
    client: jsonClient,
    eventsTable,
    accountsTable,
    rows,
    now: Date.now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: Math.random,
  });
  const stored = new Set<string>();
  const changed: string[] = [];
  const stores: UsageStores = {
    async putRaw(event) {
      await deliveries.store([event], []);
      const key = JSON.stringify(rows.encode(event));
      const isNew = !stored.has(key);
      stored.add(key);
      return isNew;
    },
    events: new DynamoEvents(client, eventsTable),
    usage: new DynamoUsage(client, accountsTable),
    lifetime: new DynamoLifetime(client, accountsTable),
    usedNames: { isUsed: async () => () => false },
    newcomers: new DynamoNewcomers(
      client,
      accountsTable,
      { newUsersPerSourceAndDay: 40_000, newAccountsPerSourceAndDay: 500 },
      () => NOW,
    ),
    limits: { newNamesPerSourceAndDay: 500 },
    sources: new DynamoSourceArrivals(client, accountsTable),
    changedAccounts: { send: async (accounts) => void changed.push(...accounts) },
    flushMarkers: new DynamoFlushMarkers(client, eventsTable, accountsTable),
  };
  const rollUp = rollUpUsage({ ...stores, clock, retention, now: () => NOW });
  /** As the stream does: a record for each stored event. */
  const rollUpEvents = (events: UsageEvent[]) =>
    rollUp(
      events.map(({ account, source, id, time }, i) => ({
        eventName: 'INSERT',
        dynamodb: {
          Keys: { pk: { S: eventsKey(account, clock.hourOf(time)) }, sk: { S: `${source}#${id}` } },
          SequenceNumber: String(i),
        },
      })),
    );
  const rowsOf = (account: string) => rowsUnder(client, accountsTable, accountKey(account));
  /** Of every account and day its bytes with the names written out: numbers go by what arrived first. */
  const usageByName = async (accounts: string[]) => {
    const days: string[] = [];
    for (const account of accounts) {
      for (const day of decodeUsageDays(await rowsOf(account))) {
        days.push(JSON.stringify([account, day.day, encodeTally(sorted(day))]));
      }
    }
    return days;
  };
  return { client, accountsTable, deliveries, stores, rollUpEvents, usageByName, rowsOf, changed };
}

const eventOf = (i: number, over: Partial<UsageEvent> = {}): UsageEvent => ({
  id: `e${i}`,
  account: `account-${i % 7}`,
  user: `user-${i % 13}`,
  event: i % 3 === 0 ? 'page.viewed' : 'login',
  time: NOW - (i % 6) * 5 * HOUR_IN_MS - i,
  source: 'demo',
  ...over,
});

/** A repeatable shuffle. */
function shuffled<Value>(values: Value[], seed: number): Value[] {
  const key = (i: number) => Math.imul(i + 1, 0x9e3779b1 ^ Math.imul(seed, 0x85ebca6b)) >>> 0;
  return values
    .map((value, i) => [key(i), value] as const)
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value);
}

describe('from deliveries to usage', () => {
  it('1,000 deliveries posted three times, shuffled and in parallel, give the same bytes as once in order', async () => {
    const deliveries = Array.from({ length: 1_000 }, (_, d) => [eventOf(2 * d), eventOf(2 * d + 1)]);
    const once = await setUp();
    for (const delivery of deliveries) await once.deliveries.store(delivery, []);
    await once.rollUpEvents(deliveries.flat());

    const thrice = await setUp();
    const posted = [1, 2, 3].flatMap((seed) => shuffled(deliveries, seed));
    const batches: UsageEvent[][] = [];
    const rollUps: Promise<unknown>[] = [];
    for (let i = 0; i < posted.length; i += DELIVERIES_A_BATCH) {
      const batch = posted.slice(i, i + DELIVERIES_A_BATCH);
      await pMap(batch, (delivery) => thrice.deliveries.store(delivery, []), { concurrency: 16 });
      batches.push(batch.flat());
      // While the next ones are being stored, and once more out of order in the end.
      rollUps.push(thrice.rollUpEvents(batch.flat()));
    }
    await Promise.all([...rollUps, ...shuffled(batches, 4).map((batch) => thrice.rollUpEvents(batch))]);

    const accounts = Array.from({ length: 7 }, (_, i) => `account-${i}`);
    const days = await once.usageByName(accounts);
    expect(days.length).toBeGreaterThan(7);
    expect(await thrice.usageByName(accounts)).toEqual(days);
  });

  it('random schedules against real tables miscount nothing', async () => {
    const { client, accountsTable, stores, rowsOf } = await setUp();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(scheduleArbitrary(), async (schedule) => {
        // Every run has accounts and sources of its own in the same tables.
        const prefix = `run${run++}-`;
        const deliveries = schedule.deliveries.map((delivery) =>
          delivery.map((event) => ({ ...event, account: prefix + event.account, source: prefix + event.source })),
        );
        await simulateStream({ ...schedule, deliveries }, stores);
        const expected = expectedUsage(deliveries.flat());
        for (const [account, lifetime] of expected.lifetimes) {
          const rows = await rowsOf(account);
          const days = [...expected.days].filter(([key]) => key.startsWith(`${account} `)).map(([, day]) => day);
          expect(decodeUsageDays(rows).map(sorted)).toEqual(days.sort((a, b) => (a.day < b.day ? -1 : 1)));
          expect(decodeLifetime(rows)).toEqual(lifetime);
        }
        for (const [source, { days, names }] of expected.sources) {
          const [pulse] = await readSourcePulses(client, accountsTable, [source], '2026-06-01', '2026-06-30');
          expect(new Map(pulse?.days.map(({ day, first, last }) => [day, { first, last }]))).toEqual(days);
          expect(pulse?.names).toEqual(names);
        }
      }),
      { seed: 20_260_601, numRuns: 60 },
    );
  });

  it('100,000 events of one account in a day are counted in far less than 512 MB', async () => {
    const { deliveries, rollUpEvents, rowsOf } = await setUp();
    const midnight = clock.startOf('2026-06-09');
    const slices = Array.from({ length: 100 }, (_, slice) => slice);
    await pMap(
      slices,
      async (slice) => {
        const events = Array.from({ length: 1_000 }, (_, i) => {
          const n = slice * 1_000 + i;
          return eventOf(n, { account: 'busy', user: `user-${n % 20_000}@example.com`, time: midnight + n * 860 });
        });
        await deliveries.store(events, []);
      },
      { concurrency: 8 },
    );
    const touched = Array.from({ length: 24 }, (_, hour) =>
      eventOf(0, { account: 'busy', time: midnight + hour * HOUR_IN_MS }),
    );
    global.gc?.();
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 5);
    expect(await rollUpEvents(touched)).toEqual({ batchItemFailures: [] });
    clearInterval(watch);

    const rows = await rowsOf('busy');
    const [day] = decodeUsageDays(rows).map(sorted);
    expect(day).toMatchObject({ day: '2026-06-09', total: 100_000, names: ['login', 'page.viewed'] });
    expect(day?.counts).toEqual([66_666, 33_334]);
    expect(day?.users).toHaveLength(20_000);
    expect(decodeLifetime(rows).users.size).toBe(20_000);
    expect((peak - before) / 2 ** 20).toBeLessThan(300);
  });
});
