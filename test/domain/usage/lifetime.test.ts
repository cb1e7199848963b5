import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/day.ts';
import {
  decodeUsersInto,
  emptyLifetime,
  encodeUsers,
  learnDay,
  type SeenUser,
} from '../../../domain/usage/lifetime.ts';
import { TallyBuilder, type UsageDay } from '../../../domain/usage/usage-tally.ts';

function dayOf(day: string, ...users: string[]): UsageDay {
  const builder = new TallyBuilder();
  for (const user of users) builder.add('login', user);
  return { day, ...builder.build() };
}

const daysArbitrary = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 200 }), fc.uniqueArray(fc.constantFrom('u1', 'u2', 'u=3', '四')))
    .map(([after, users]) => dayOf(addDays('2026-01-01', after), ...users)),
  { maxLength: 8 },
);

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
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });
});
