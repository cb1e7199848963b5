import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AccountCourse,
  accountCourse,
  beginsYear,
  courseDays,
  coursesOfDays,
  coursesOfVolumes,
  courseVolumes,
  linksOn,
} from '../../../domain/kpis/course-days.ts';
import { linkOf } from '../../../domain/kpis/customer-groups.ts';
import { summariesOf } from '../../../domain/kpis/kpi-summary.ts';
import { periodsOf } from '../../../domain/kpis/period.ts';
import { factsAsOf } from '../../../domain/ledger/facts-as-of.ts';
import { addDays } from '../../../domain/time/day.ts';
import { anyEntries, entry, FIRST_DAY, pays } from '../ledger/ledger-samples.ts';

const parentIs = (from: string, value: string | null) => entry(from, { fact: 'parent', value });

describe('The days on which accounts changed', () => {
  it('hold all that there is to know of how they went as customers', () => {
    fc.assert(
      fc.property(fc.array(anyEntries(), { maxLength: 5 }), (ledgers) => {
        const courses = ledgers.map((ledger, i) => accountCourse(`a${i}`, ledger));
        const kept = JSON.parse(JSON.stringify(courseDays(courses)));
        const changed = courses.filter(({ course, links }) => course.length + links.length > 0);
        expect([...coursesOfDays(kept).values()]).toEqual(expect.arrayContaining(changed));
        expect(coursesOfDays(kept).size).toBe(changed.length);
      }),
    );
  });

  it('are the same whatever order the accounts come in, and there is none on which nothing changed', () => {
    const courses = ['b', 'a'].map((account) => accountCourse(account, [pays('2026-01-01', 100)]));
    expect(courseDays(courses)).toEqual(courseDays([...courses].reverse()));
    expect(courseDays(courses).map(({ day }) => day)).toEqual(['2026-01-01']);
  });

  it('tell what an account belongs to on each of them', () => {
    const days = fc.nat(30).map((n) => addDays(FIRST_DAY, n));
    const anyLinks = fc.array(
      fc.oneof(
        fc.tuple(days, fc.option(fc.constantFrom('world', 'other'))).map(([day, to]) => parentIs(day, to)),
        days.map((day) => entry(day, { fact: 'mergedInto', value: 'new' })),
      ),
    );
    fc.assert(
      fc.property(anyLinks, days, (entries, day) => {
        const { account, ...link } = linkOf('a', factsAsOf(entries, day));
        const isLinked = Object.keys(link).length > 0;
        expect(linksOn(accountCourse('a', entries), day)).toEqual(isLinked ? [{ account, ...link }] : []);
      }),
    );
  });
});

describe('The volumes that days are kept in', () => {
  const anyLinks = fc.array(
    fc
      .tuple(fc.nat(1000), fc.option(fc.constantFrom('world', 'other')))
      .map(([day, to]) => parentIs(addDays(FIRST_DAY, day), to)),
    { maxLength: 3 },
  );
  const anyCourses = fc
    .array(fc.tuple(anyEntries({ mostDays: 1000 }), anyLinks), { maxLength: 5 })
    .map((ledgers) => ledgers.map(([entries, links], i) => accountCourse(`a${i}`, [...entries, ...links])));
  const summaries = (courses: Iterable<AccountCourse>, year: string) =>
    summariesOf(
      [...courses].map(({ account, course }) => [account, course]),
      periodsOf('month', `${year}-01-01`, `${year}-12-31`),
    );
  const links = (courses: readonly AccountCourse[], day: string) =>
    courses.flatMap((one) => linksOn(one, day)).sort((a, b) => (a.account < b.account ? -1 : 1));

  it('hold all courses, and each month by itself', () => {
    fc.assert(
      fc.property(anyCourses, (courses) => {
        const volumes = courseVolumes(courses);
        expect(courseDays(coursesOfVolumes(volumes).values())).toEqual(courseDays(courses));
        for (const { of, days } of volumes.filter((one) => !beginsYear(one))) {
          expect(days.map(({ day }) => day.slice(0, 7))).toEqual(days.map(() => of));
        }
      }),
    );
  });

  it('say of a year and those after it what all of them say, from its own beginning on', () => {
    fc.assert(
      fc.property(anyCourses, (courses) => {
        const volumes = courseVolumes(courses);
        for (const { of: year } of volumes.filter(beginsYear)) {
          const since = [
            ...coursesOfVolumes(
              volumes.filter(({ of }) => of >= year),
              year,
            ).values(),
          ];
          expect(summaries(since, year)).toEqual(summaries(courses, year));
          for (const day of [`${year}-01-01`, `${year}-12-31`]) expect(links(since, day)).toEqual(links(courses, day));
        }
      }),
    );
  });

  it('are the same whatever order the accounts come in', () => {
    fc.assert(
      fc.property(anyCourses, (courses) => {
        expect(JSON.stringify(courseVolumes([...courses].reverse()))).toBe(JSON.stringify(courseVolumes(courses)));
      }),
    );
  });

  it('of a year in which nothing changed are none', () => {
    const courses = [accountCourse('a', [pays('2024-05-01', 100), pays('2026-02-01', 90)])];
    expect(courseVolumes(courses).map(({ of }) => of)).toEqual(['2024-05', '2026', '2026-02']);
  });
});
