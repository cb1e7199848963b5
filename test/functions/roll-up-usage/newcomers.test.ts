import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyLifetime } from '../../../domain/usage/lifetime.ts';
import { isOtherUsers, withOtherUsers } from '../../../domain/usage/newcomers.ts';
import { TallyBuilder, type UsageDay } from '../../../domain/usage/tally/usage-tally.ts';
import type { UsageEvent } from '../../../domain/usage/usage-event.ts';
import { usageHistory } from '../../../domain/usage/usage-history.ts';
import { rollUpUsage } from '../../../functions/roll-up-usage/roll-up-usage.ts';
import { eventsKey } from '../../../functions/store/keys.ts';
import { scheduleArbitrary } from '../../support/arbitrary-schedule.ts';
import { expectedUsage } from '../../support/expected-usage.ts';
import { memoryUsage } from '../../support/memory-usage.ts';
import { silenceLog } from '../../support/silence-log.ts';
import { clock, NOW, retention, simulateStream } from '../../support/stream-simulation.ts';

silenceLog();

const recordsOf = (events: UsageEvent[]) =>
  events.map((event, i) => ({
    eventName: 'INSERT' as const,
    dynamodb: {
      Keys: {
        pk: { S: eventsKey(event.account, clock.hourOf(event.time)) },
        sk: { S: `${event.source}#${event.id}` },
      },
      SequenceNumber: String(i),
    },
  }));

const loginOf = (n: number, over: Partial<UsageEvent> = {}): UsageEvent => ({
  id: `e${n}`,
  account: 'koa',
  user: `made-up-${String(n).padStart(3, '0')}`,
  event: 'login',
  time: NOW - 60_000 * (n % 50),
  source: 'app',
  ...over,
});

describe('what a source may bring that is new', () => {
  async function rolledUp(events: UsageEvent[], limits: { users: number; accounts: number }) {
    const memory = memoryUsage(limits);
    for (const event of events) await memory.stores.putRaw(event);
    const rollUp = rollUpUsage({ ...memory.stores, clock, retention, now: () => NOW });
    await rollUp(recordsOf(events));
    return { ...memory, again: () => rollUp(recordsOf(events)) };
  }

  it('is so many users in a day: the rest is counted as one, the events all the same', async () => {
    const events = Array.from({ length: 200 }, (_, n) => loginOf(n));
    const { days, hours, lifetimes, again } = await rolledUp(events, { users: 20, accounts: 10 });
    const [day] = [...days.values()] as [UsageDay];
    expect([day.total, day.counts]).toEqual([200, [200]]);
    expect(day.users).toHaveLength(21);
    expect(day.users.filter(isOtherUsers)).toHaveLength(1);
    expect([...hours.values()].flatMap(({ users }) => users).length).toBeLessThanOrEqual(22);
    expect(lifetimes.get('koa')?.users.size).toBe(21);
    const before = structuredClone([days, hours, lifetimes]);
    await again();
    expect([days, hours, lifetimes]).toEqual(before);
  });

  it('is no user who is known: they are told apart however many others come', async () => {
    const known = loginOf(0, { user: 'aoki', id: 'known' });
    const { stores, days } = await rolledUp([known], { users: 1, accounts: 10 });
    const flood = Array.from({ length: 50 }, (_, n) => loginOf(n, { source: 'shop' }));
    const again = loginOf(0, { user: 'aoki', id: 'again', source: 'shop' });
    for (const event of [...flood, again]) await stores.putRaw(event);
    await rollUpUsage({ ...stores, clock, retention, now: () => NOW })(recordsOf([...flood, again]));
    expect([...days.values()][0]?.users).toContain('aoki');
  });

  it('is so many accounts in a day: of the rest nothing is counted, nor scored', async () => {
    const events = Array.from({ length: 30 }, (_, n) => loginOf(n, { account: `made-up-${n}` }));
    const { days, hours, lifetimes, changed } = await rolledUp(events, { users: 1_000, accounts: 5 });
    expect([days.size, hours.size, lifetimes.size, changed.length]).toEqual([5, 5, 5, 5]);
  });

  it('comes to the same for every order, repetition and crash, and never to more than its limit', async () => {
    const limits = fc.record({ users: fc.integer({ min: 1, max: 4 }), accounts: fc.integer({ min: 1, max: 2 }) });
    await fc.assert(
      fc.asyncProperty(scheduleArbitrary(), limits, async (schedule, most) => {
        const { stores, days, lifetimes, usersOf, accountsOf, sources } = memoryUsage(most);
        await simulateStream(schedule, stores);
        const events = schedule.deliveries.flat();
        const expected = expectedUsage(events);
        expect(sources).toEqual(expected.sources);
        // Counted once more, all of it follows from the events and from who has a place.
        const rollUp = rollUpUsage({ ...stores, clock, retention, now: () => NOW });
        await rollUp(recordsOf(events));
        await rollUp(recordsOf(events));
        for (const places of usersOf.values()) expect(places.size).toBeLessThanOrEqual(most.users);
        for (const places of accountsOf.values()) expect(places.size).toBeLessThanOrEqual(most.accounts);
        expect(lifetimes.size).toBeLessThanOrEqual([...accountsOf.values()].reduce((sum, { size }) => sum + size, 0));
        const placed = new Set([...usersOf.values()].flatMap((places) => [...places]));
        for (const [account, { users }] of lifetimes) {
          for (const user of users.keys()) expect(isOtherUsers(user) || placed.has(`${account} ${user}`)).toBe(true);
        }
        for (const [key, day] of days) {
          const whole = expected.days.get(key) as UsageDay;
          const account = key.split(' ')[0];
          const away = new Set(whole.users.filter((user) => !placed.has(`${account} ${user}`)));
          expect(day).toEqual(withOtherUsers(whole, away));
        }
        const isCounted = (key: string) => lifetimes.has(key.split(' ')[0] as string);
        expect([...days.keys()].sort()).toEqual([...expected.days.keys()].filter(isCounted).sort());
      }),
      { seed: 20_260_602, numRuns: 600 },
    );
  });
});

describe('the one who stands for all others', () => {
  const builder = new TallyBuilder();
  builder.add('login', '~other');
  const days = [{ day: '2026-06-10', ...builder.build() }];
  const lifetime = emptyLifetime();
  lifetime.users.set('~other', { first: '2026-06-10', lastMonth: '2026-06', did: ['login'] });
  const history = usageHistory(days, lifetime, { aliases: {}, measures: [], features: {} }, '2026-06-10');

  it('keeps the account active, and is nobody who could be new, or be named', () => {
    expect(history.activeUsers('2026-06-10', '2026-06-10')).toBe(1);
    expect([...history.users]).toEqual([]);
    expect([...history.daysByUser('login', '2026-06-01')]).toEqual([]);
  });
});
