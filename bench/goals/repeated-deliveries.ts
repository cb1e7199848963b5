import { RawRetention } from '../../domain/usage/raw-retention.ts';
import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import { DynamoDeliveries } from '../../functions/adapters/dynamo-deliveries.ts';
import { DynamoEvents, EventRows } from '../../functions/adapters/dynamo-events.ts';
import { DynamoLifetime } from '../../functions/adapters/dynamo-lifetime.ts';
import { DynamoSources } from '../../functions/adapters/dynamo-sources.ts';
import { DynamoUsage } from '../../functions/adapters/dynamo-usage.ts';
import { rollUpUsage } from '../../functions/roll-up-usage/roll-up-usage.ts';
import { randomOf } from '../../test/support/seeded-random.ts';
import type { Bench } from '../bench.ts';
import { MeteredDynamo } from '../support/metered-dynamo.ts';
import { quietly } from '../support/quietly.ts';
import { clock } from '../support/sample-account.ts';

const DELIVERIES = 1_000_000;
const QUICK_DELIVERIES = 5_000;
const SHARE_OF_REPEATS = 0.3;
const RECORDS_A_BATCH = 1_000;
const ACCOUNTS = 300;
const HOURS = 72;
const HOUR_IN_MS = 3_600_000;
const NOW = Date.parse('2026-06-04T03:00:00Z');

/** Deliveries in a random order, of which three in ten were there before, until every day is counted. */
export const bench: Bench = {
  name: 'repeated-deliveries',
  isLong: true,
  async run({ isQuick, progress }) {
    const deliveries = isQuick ? QUICK_DELIVERIES : DELIVERIES;
    const events = Math.round(deliveries * (1 - SHARE_OF_REPEATS));
    const order = shuffled(Array.from({ length: deliveries }, (_, i) => i % events));
    const { usage, store } = setUp();
    for (const [i, event] of order.entries()) {
      await quietly(() => store(eventOf(event)));
      if ((i + 1) % 50_000 === 0) progress(`${i + 1} of ${deliveries} deliveries`);
    }
    await quietly(() => store(null));

    const expected = new Map<string, number>();
    for (let i = 0; i < events; i += 1) {
      const { account, time } = eventOf(i);
      const key = `${account} ${clock.dayOf(time)}`;
      expected.set(key, (expected.get(key) ?? 0) + 1);
    }
    let wrong = 0;
    for (const [key, total] of expected) {
      const [account, day] = key.split(' ') as [string, string];
      const counted = usage(account, day);
      wrong += Math.abs(counted - total);
    }
    return [
      {
        goal: 'P10',
        what: `Events miscounted of ${deliveries.toLocaleString('en')} deliveries out of order, 30 % of them repeats`,
        against: 'events counted one by one',
        measured: String(wrong),
        limit: '0',
        isMet: wrong === 0,
      },
    ];
  },
};

function setUp() {
  const dynamo = new MeteredDynamo();
  const client = dynamo.client();
  const retention = new RawRetention(clock, 400);
  const now = () => NOW;
  const deliveries = new DynamoDeliveries({
    client: dynamo.jsonClient(),
    eventsTable: 'events',
    accountsTable: 'accounts',
    rows: new EventRows(clock, retention),
    now,
    sleep: async () => {},
    random: () => 0,
  });
  const rollUp = rollUpUsage({
    events: new DynamoEvents(client, 'events'),
    usage: new DynamoUsage(client, 'accounts'),
    lifetime: new DynamoLifetime(client, 'accounts'),
    sources: new DynamoSources(client, 'accounts'),
    changedAccounts: { send: async () => {} },
    flushMarkers: { answer: async () => {} },
    clock,
    retention,
    now,
  });
  return {
    usage: (account: string, day: string) =>
      Number(dynamo.rowOf('accounts', `account#${account}`, `2#usage#${day}`)?.n?.N ?? 0),
    /** `null`: no more comes. */
    async store(event: UsageEvent | null) {
      if (event !== null) await deliveries.store([event], []);
      if (event !== null && dynamo.written.length < RECORDS_A_BATCH) return;
      const records = dynamo.written.map(({ pk, sk }, i) => ({
        eventName: 'INSERT' as const,
        dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: String(i) },
      }));
      dynamo.written.length = 0;
      await rollUp(records);
      // What the roll-up itself wrote is of another table.
      dynamo.written.length = 0;
    },
  };
}

function eventOf(i: number): UsageEvent {
  const hour = Math.imul(i, 0x9e3779b1) >>> 0;
  return {
    id: `e${i.toString(36)}`,
    account: `account-${i % ACCOUNTS}`,
    user: `u${i % 40}`,
    event: i % 3 === 0 ? 'page.viewed' : 'login',
    time: NOW - (hour % HOURS) * HOUR_IN_MS - (i % 3_600) * 1_000,
    source: 'demo',
  };
}

function shuffled(values: number[]): number[] {
  const random = randomOf(20_260_601);
  for (let i = values.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [values[i], values[j]] = [values[j] as number, values[i] as number];
  }
  return values;
}
