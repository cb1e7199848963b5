import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from '../../../domain/time/day.ts';
import { lifetimeOf } from '../../../domain/usage/lifetime.ts';
import type { Vocabulary } from '../../../domain/usage/meanings.ts';
import { TallyBuilder, type UsageDay } from '../../../domain/usage/tally/usage-tally.ts';
import { UsageCourse } from '../../../domain/usage/usage-course.ts';
import { type UsageHistory, usageHistory } from '../../../domain/usage/usage-history.ts';

const FIRST = '2026-05-01';
const DAYS = 40;
const users = ['u1', 'u2', 'u3', '~other'];
const vocabulary: Vocabulary = { aliases: { 'user.signed_in': 'login' }, measures: [], features: {} };

const days = fc
  .dictionary(
    fc.nat(DAYS - 1).map(String),
    fc.array(
      fc.tuple(
        fc.constantFrom('login', 'user.signed_in', 'page.viewed', '$exception', 'Application Opened'),
        fc.constantFrom(...users),
      ),
      { minLength: 1, maxLength: 5 },
    ),
    { maxKeys: 12 },
  )
  .map((byPlace) =>
    Object.entries(byPlace).map(([place, events]): UsageDay => {
      const tally = new TallyBuilder();
      for (const [event, user] of events) tally.add(event, user);
      return { day: addDays(FIRST, Number(place)), ...tally.build() };
    }),
  );

const events = ['login', 'page.viewed', '$exception', 'nothing'];

function peopleKnown(usage: UsageHistory) {
  return {
    whoEverDid: events.map((event) => usage.usersWhoEverDid(event)),
    didEver: events.map((event) => users.filter((user) => usage.everDid(user, event))),
    newcomers: usage.newcomersSince(addDays(usage.asOf, -7)).sort(),
  };
}

it('a course knows of each day who had come and who had done what, as the days up to it tell', () => {
  fc.assert(
    fc.property(days, (known) => {
      const end = addDays(FIRST, DAYS);
      const course = new UsageCourse(known, vocabulary, end);
      const all = Array.from({ length: DAYS + 1 }, (_, place) => addDays(FIRST, place));
      const expected = all.map((day) => {
        const soFar = known.filter((one) => one.day <= day);
        return peopleKnown(usageHistory(soFar, lifetimeOf(soFar), vocabulary, day));
      });
      expect(all.map((day) => peopleKnown(course.asOf(day)))).toEqual(expected);
    }),
  );
});
