import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/time/day.ts';
import {
  actsOf,
  decodeUsersInto,
  emptyLifetime,
  encodeUsers,
  learnDay,
  type SeenUser,
} from '../../../domain/usage/lifetime.ts';
import { TallyBuilder, type UsageDay } from '../../../domain/usage/tally/usage-tally.ts';

function dayOf(day: string, ...users: string[]): UsageDay {
  return dayOfEvents(day, users, 'login');
}

function dayOfEvents(day: string, users: string[], ...events: string[]): UsageDay {
  const builder = new TallyBuilder();
  for (const user of users) for (const event of events) builder.add(event, user);
  return { day, ...builder.build() };
}

const daysArbitrary = fc.array(
  fc
    .tuple(
      fc.integer({ min: 0, max: 200 }),
      fc.uniqueArray(fc.constantFrom('u1', 'u2', 'u=3', '四')),
      fc.uniqueArray(fc.constantFrom('login', 'page.viewed', '$exception', 'Application Opened'), { minLength: 1 }),
    )
    .map(([after, users, events]) => dayOfEvents(addDays('2026-01-01', after), users, ...events)),
  { maxLength: 8 },
);

/** The plain reading of it. */
function actsIn(days: UsageDay[], user: string) {
  const acted = days.filter(({ users, did, names }) =>
    did[users.indexOf(user)]?.some((index) => ['login', 'page.viewed'].includes(names[index] as string)),
  );
  const sorted = acted.map(({ day }) => day).sort();
  const last = sorted.at(-1);
  return last === undefined ? null : { first: sorted[0], lastMonth: last.slice(0, 7) };
}

describe('a lifetime', () => {
  it('knows since when a user exists and the month of the last appearance', () => {
    const lifetime = emptyLifetime();
    for (const day of ['2026-03-05', '2026-01-31', '2026-02-10']) learnDay(lifetime, dayOf(day, 'u1'));
    expect(lifetime.users.get('u1')).toEqual({ first: '2026-01-31', lastMonth: '2026-03', did: ['login'] });
    expect(lifetime.events.get('login')).toEqual({ first: '2026-01-31', lastMonth: '2026-03' });
  });

  it('says whether a day told anything new', () => {
    const lifetime = emptyLifetime();
    expect(learnDay(lifetime, dayOf('2026-02-10', 'u1'))).toBe(true);
    expect(learnDay(lifetime, dayOf('2026-02-20', 'u1'))).toBe(false);
    expect(learnDay(lifetime, dayOf('2026-02-20', 'u1', 'u2'))).toBe(true);
    expect(learnDay(lifetime, dayOf('2026-03-01', 'u1'))).toBe(true);
    expect(learnDay(lifetime, dayOf('2026-02-01', 'u1'))).toBe(true);
  });

  it('of an older release says nothing of what libraries reported, and learns it from then on', () => {
    const users = new Map<string, SeenUser>();
    decodeUsersInto(users, { names: '$exception&login', users: 'u1=2026-01-05,2026-03,3&u2=2026-01-05,2026-03,1' });
    expect([actsOf(users.get('u1') as SeenUser), actsOf(users.get('u2') as SeenUser)]).toEqual([
      { first: '2026-01-05', lastMonth: '2026-03' },
      null,
    ]);
    const lifetime = { ...emptyLifetime(), users };
    expect(learnDay(lifetime, dayOfEvents('2026-05-01', ['u1', 'u2'], '$exception'))).toBe(true);
    expect(actsOf(users.get('u1') as SeenUser)).toEqual({ first: '2026-01-05', lastMonth: '2026-03' });
    expect(learnDay(lifetime, dayOf('2026-05-02', 'u2'))).toBe(true);
    expect(actsOf(users.get('u2') as SeenUser)).toEqual({ first: '2026-05-02', lastMonth: '2026-05' });
    expect(encodeUsers(users).users).toBe(
      'u1=2026-01-05,2026-05,3,2026-01-05,2026-03&u2=2026-01-05,2026-05,3,2026-05-02,2026-05',
    );
  });

  it('is the same for the same days in any order, learnt twice, and read back from parts', () => {
    fc.assert(
      fc.property(daysArbitrary, (days) => {
        const straight = emptyLifetime();
        for (const day of days) learnDay(straight, day);
        const otherwise = emptyLifetime();
        for (const day of [...days.toReversed(), ...days]) learnDay(otherwise, day);
        expect(otherwise).toEqual(straight);

        const parts = days.map((day) => {
          const part = emptyLifetime();
          learnDay(part, day);
          return encodeUsers(part.users);
        });
        const read = new Map<string, SeenUser>();
        for (const part of parts) decodeUsersInto(read, part);
        expect(read).toEqual(straight.users);
        const again = new Map<string, SeenUser>();
        decodeUsersInto(again, encodeUsers(straight.users));
        expect(again).toEqual(straight.users);
        for (const [user, seen] of read) expect(actsOf(seen)).toEqual(actsIn(days, user));
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });
});
