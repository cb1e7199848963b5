import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountCourse, courseDays, coursesOfDays, linksOn } from '../../../domain/kpis/course-days.ts';
import { linkOf } from '../../../domain/kpis/customer-groups.ts';
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
