import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import { randomOf } from '../../test/support/seeded-random.ts';
import type { Bench } from '../bench.ts';
import { meteredIngest } from '../support/metered-ingest.ts';
import { quietly } from '../support/quietly.ts';
import { clock } from '../support/sample-account.ts';

const DELIVERIES = 1_000_000;
const QUICK_DELIVERIES = 5_000;
const SHARE_OF_REPEATS = 0.3;
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
    const { dynamo, store, rollUpBatch } = meteredIngest(() => NOW);
    for (const [i, event] of order.entries()) {
      await quietly(async () => {
        await store([eventOf(event)]);
        await rollUpBatch(i === deliveries - 1);
      });
      if ((i + 1) % 50_000 === 0) progress(`${i + 1} of ${deliveries} deliveries`);
    }

    const expected = new Map<string, number>();
    for (let i = 0; i < events; i += 1) {
      const { account, time } = eventOf(i);
      const key = `${account} ${clock.dayOf(time)}`;
      expected.set(key, (expected.get(key) ?? 0) + 1);
    }
    let wrong = 0;
    for (const [key, total] of expected) {
      const [account, day] = key.split(' ') as [string, string];
      const row = dynamo.rowOf('accounts', `account#${account}`, `2#usage#${day}`);
      wrong += Math.abs(Number(row?.n?.N ?? 0) - total);
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
