import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CustomerCourse, courseOf, stateOn } from '../../../domain/kpis/customer-course.ts';
import { kpiReport } from '../../../domain/kpis/kpi-report.ts';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import { combined, joined, type KpiSummary, split, summariesOf, summaryOf } from '../../../domain/kpis/kpi-summary.ts';
import { type Movement, movementsOf, worthOf } from '../../../domain/kpis/mrr-movements.ts';
import { type Period, periodsOf } from '../../../domain/kpis/period.ts';
import { summaryOfRecord, summaryRecord } from '../../../domain/kpis/summary-record.ts';
import type { LedgerEntry } from '../../../domain/ledger/ledger-entry.ts';
import { converting } from '../../../domain/money/exchange-rates.ts';
import { stableHash } from '../../../domain/names/stable-hash.ts';
import { addDays } from '../../../domain/time/day.ts';
import { anyEntries, is, pays } from '../ledger/ledger-samples.ts';

type Courses = [account: string, course: CustomerCourse][];

const february: Period = { first: '2026-02-01', last: '2026-02-28' };
const rates = { '2026-02': { USD: 151.3 } };

const anyCompany = fc
  .array(anyEntries(), { maxLength: 12 })
  .map((ledgers) => ledgers.map((entries, i): [string, LedgerEntry[]] => [`account-${i}`, entries]));
const coursesOf = (company: [string, LedgerEntry[]][]): Courses =>
  company.map(([account, entries]) => [account, courseOf(entries)]);

const sumOf = ([first, ...others]: KpiSummary[]) => combined([first as KpiSummary, ...others]);
const anyRules = fc.record({
  customerChurn: fc.constantFrom('end-to-end' as const, 'events' as const),
  grossRetention: fc.constantFrom('cohort' as const, 'movements' as const),
  backWithinDays: fc.constantFrom(0, 7, 90),
  downgradeToFree: fc.constantFrom('churn' as const, 'contraction' as const),
});

describe('Summaries', () => {
  it('of the parts of a company, however it is split, add up to that of all of it', () => {
    fc.assert(
      fc.property(anyCompany, fc.integer({ min: 1, max: 5 }), fc.nat(), (company, parts, salt) => {
        const courses = coursesOf(company);
        const shards = Array.from({ length: parts }, (_, shard) =>
          courses.filter(([account]) => stableHash(`${salt} ${account}`) % parts === shard),
        );
        const summaries = shards.map((shard) => summaryOf(shard, february));
        const sum = sumOf(summaries);
        expect(sum).toEqual(summaryOf(courses, february));
        expect(sumOf([...summaries].reverse())).toEqual(sum);
      }),
    );
  });

  it('of the days of a month, one after the other, make that of the month', () => {
    fc.assert(
      fc.property(anyCompany, (company) => {
        const courses = coursesOf(company);
        const days = summariesOf(courses, periodsOf('day', february.first, february.last));
        expect(days.reduce(joined)).toEqual(summaryOf(courses, february));
      }),
    );
  });

  it('are split into those of periods, whatever these are, as each of them is by itself', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyCompany, lengths, (company, days) => {
        const courses = coursesOf(company);
        let next = '2026-01-05';
        const periods = days.map((length): Period => {
          const first = next;
          next = addDays(first, length);
          return { first, last: addDays(next, -1) };
        });
        const whole = summaryOf(courses, { first: '2026-01-05', last: addDays(next, -1) });
        const parts = split(summaryOfRecord(JSON.parse(JSON.stringify(summaryRecord(whole)))), periods);
        expect(parts).toEqual(periods.map((period) => summaryOf(courses, period)));
        expect(parts.reduce(joined)).toEqual(whole);
      }),
    );
  });

  it('close as the next one opens', () => {
    fc.assert(
      fc.property(anyCompany, (company) => {
        const courses = coursesOf(company);
        const months = summariesOf(courses, periodsOf('month', '2026-01-01', '2026-04-30'));
        for (const summary of months) expect(summary).toEqual(summaryOf(courses, summary.period));
      }),
    );
  });

  it('come out the same whatever order the ledger was written in', () => {
    fc.assert(
      fc.property(anyCompany, (company) => {
        const reversed = company.map(([account, entries]): [string, LedgerEntry[]] => [
          account,
          [...entries].reverse(),
        ]);
        expect(summaryOf(coursesOf(reversed).reverse(), february)).toEqual(summaryOf(coursesOf(company), february));
      }),
    );
  });

  it('are kept as text and read again, and equal ones are equal texts, whichever way they came about', () => {
    fc.assert(
      fc.property(anyCompany, fc.nat(12), (company, at) => {
        const courses = coursesOf(company);
        const whole = summaryOf(courses, february);
        const text = JSON.stringify(summaryRecord(whole));
        expect(summaryOfRecord(JSON.parse(text))).toEqual(whole);
        const parts = [courses.slice(at), courses.slice(0, at)].map((part) => summaryOf(part, february));
        expect(JSON.stringify(summaryRecord(sumOf(parts)))).toBe(text);
      }),
    );
  });

  it('are equal texts in whatever order the currencies of their customers came', () => {
    const paying = (account: string, currency: string): Courses[number] => [
      account,
      courseOf([pays('2026-01-01', 5, { currency })]),
    ];
    const [yen, dollars] = [paying('a', 'JPY'), paying('b', 'USD')];
    const text = (courses: Courses) => JSON.stringify(summaryRecord(summaryOf(courses, february)));
    expect(text([dollars, yen])).toBe(text([yen, dollars]));
  });

  it('of no periods are none', () => {
    expect(summariesOf([['a', courseOf([pays('2026-01-01', 1)])]], [])).toEqual([]);
  });

  it('hold nothing of an account in which nothing changed but its part of the sums', () => {
    const courses: Courses = [['a', courseOf([pays('2026-01-01', 100), is('2026-03-01', 'churned')])]];
    const summary = summaryOf(courses, february);
    expect(summary.changed).toEqual([]);
    expect(summary.opening.paying).toEqual(new Map([['JPY', { customers: 1, mrr: { JPY: 100 } }]]));
  });
});

describe('The figures of a month', () => {
  const value = (summary: KpiSummary, options: Parameters<typeof kpiReport>[1], kpi: string) =>
    kpiReport(summary, options).figures.find((figure) => figure.kpi === kpi)?.value as number;

  it('are the sum of its days’ movements, and lead from its opening to its end', () => {
    fc.assert(
      fc.property(anyCompany, anyRules, (company, someRules) => {
        const rules = { ...usualKpiRules, ...someRules };
        const known = company.map(([account, entries]): [string, LedgerEntry[]] => [
          account,
          [pays('2025-12-01', 100), ...entries],
        ]);
        const courses = coursesOf(known);
        const options = { rules, currency: 'JPY', rates };
        const month = summaryOf(courses, february);
        const days = summariesOf(courses, periodsOf('day', february.first, february.last));
        for (const kpi of ['new', 'expansion', 'contraction', 'churned', 'reactivation', 'cross-sell', 'upsell']) {
          const sum = days.reduce((total, day) => total + value(day, options, `${kpi}-mrr`), 0);
          expect(value(month, options, `${kpi}-mrr`)).toBe(sum);
        }
        const march: Period = { first: '2026-03-01', last: '2026-03-31' };
        expect(value(month, options, 'closing-customers')).toBe(
          value(summaryOf(courses, march), options, 'opening-customers'),
        );
        const closing = courses.reduce((sum, [, course]) => sum + Number(worthAt(course, '2026-02-28', options)), 0);
        expect(value(month, options, 'closing-mrr')).toBe(closing);
      }),
      { numRuns: 40 },
    );
  });

  const worthAt = (course: CustomerCourse, day: string, { currency }: { currency: string }) =>
    converting({ currency, rates }, '2026-02')(stateOn(course, day).mrr ?? {});

  it('never retain more than all gross, nor less gross than nothing; net holds no new customer', () => {
    fc.assert(
      fc.property(anyCompany, anyRules, (company, someRules) => {
        const options = {
          rules: { ...usualKpiRules, ...someRules, grossRetention: 'cohort' as const },
          currency: 'JPY',
          rates,
        };
        const summary = summaryOf(coursesOf(company), february);
        const gross = value(summary, options, 'gross-revenue-retention');
        const net = value(summary, options, 'net-revenue-retention');
        if (gross === null) return;
        expect(gross).toBeGreaterThanOrEqual(0);
        expect(gross).toBeLessThanOrEqual(1);
        expect(net).toBeGreaterThanOrEqual(gross);
        const withNew = [...coursesOf(company), ['new one', courseOf([pays('2026-02-10', 1e6)])] as Courses[number]];
        expect(value(summaryOf(withNew, february), options, 'net-revenue-retention')).toBe(net);
      }),
    );
  });

  /** Of those of whom it is known throughout what they pay: the others are told apart. */
  function lostByHand(courses: Courses): { lost: number; apart: string[] } {
    const convert = converting({ currency: 'JPY', rates }, '2026-02');
    const all = courses.map(([account, course]) => {
      const opening = stateOn(course, '2026-01-31');
      const steps = course.filter(({ day }) => day >= february.first && day <= february.last);
      const isKnown = [opening, ...steps.map(({ state }) => state)].every((state) => worthOf(state, convert) !== null);
      return { account, isKnown, movements: movementsOf({ account, opening, steps }, usualKpiRules, convert) };
    });
    return {
      lost: all
        .flatMap(({ isKnown, movements }): Movement[] => (isKnown ? movements : []))
        .filter(({ kind }) => kind === 'churn')
        .reduce((sum, { amount }) => sum + Number(amount), 0),
      apart: all.filter(({ isKnown, movements }) => !isKnown && movements.length > 0).map(({ account }) => account),
    };
  }

  it('are the same from the ledgers as they are by hand, account by account', () => {
    // Nobody knows what it paid as the month began.
    const unknownAtFirst: [string, LedgerEntry[]][] = [
      ['account-0', [is('2026-01-01', 'active'), pays('2026-02-01', 50), pays('2026-02-02', 0)]],
    ];
    fc.assert(
      fc.property(anyCompany, (company) => {
        const courses = coursesOf(company);
        const options = { rules: usualKpiRules, currency: 'JPY', rates };
        const { lost, apart } = lostByHand(courses);
        expect(value(summaryOf(courses, february), options, 'churned-mrr')).toBe(lost);
        const told = kpiReport(summaryOf(courses, february), options).apart.accounts.map(({ account }) => account);
        expect(told).toEqual(expect.arrayContaining(apart));
      }),
      { examples: [[unknownAtFirst]] },
    );
  });
});
