import fc from 'fast-check';
import initSqlJs, { type Database } from 'sql.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { courseOf } from '../../../domain/kpis/customer-course.ts';
import { kpiReport } from '../../../domain/kpis/kpi-report.ts';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import { type KpiSummary, summariesOf } from '../../../domain/kpis/kpi-summary.ts';
import { type Period, periodsOf } from '../../../domain/kpis/period.ts';
import type { LedgerEntry } from '../../../domain/ledger/ledger-entry.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { type Subscription, simulatedCompany } from '../../support/simulated-company.ts';
import { FIRST_DAY, is, pays } from '../ledger/ledger-samples.ts';

/**
 * The definitions of Carl Gold's Fighting Churn with Data (2020), chapter 2, in SQL: of the accounts with a subscription
 * on the first of two days, who has one on the second, and what they pay then. They know nothing of ledgers or movements.
 */
const JUDGE = `
  WITH at_start AS (
    SELECT account, SUM(mrr) AS mrr FROM subscription WHERE start <= $start AND (end IS NULL OR end > $start) GROUP BY account
  ), at_end AS (
    SELECT account, SUM(mrr) AS mrr FROM subscription WHERE start <= $end AND (end IS NULL OR end > $end) GROUP BY account
  ), both_days AS (
    SELECT s.mrr AS before, COALESCE(e.mrr, 0) AS after, e.account IS NULL AS gone
    FROM at_start s LEFT JOIN at_end e ON e.account = s.account
  )
  SELECT COUNT(*) AS customers, SUM(before) AS mrr, SUM(gone) AS churned, SUM(after) AS retained,
    SUM(CASE WHEN gone THEN before ELSE 0 END) AS churned_mrr,
    SUM(CASE WHEN NOT gone AND after < before THEN before - after ELSE 0 END) AS downsell_mrr
  FROM both_days`;

/** Few customers to whom all of it happens: they come, grow, shrink, stop, and some come back after a while. */
const anySubscriptions = fc
  .array(
    fc.record({
      product: fc.constantFrom('crm', 'crm', 'chat'),
      first: fc.nat(150),
      terms: fc.array(
        fc.record({
          days: fc.integer({ min: 1, max: 80 }),
          gap: fc.constantFrom(0, 0, 0, 1, 20),
          mrr: fc.integer({ min: 1, max: 500 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
      lasts: fc.boolean(),
      account: fc.nat(5),
    }),
    { maxLength: 9 },
  )
  .map((runs) => {
    const each = new Map(runs.map((run) => [`${run.account} ${run.product}`, run]));
    return [...each.values()].flatMap(({ account, product, first, terms, lasts }) => {
      let start = addDays(FIRST_DAY, first);
      return terms.map(({ days, gap, mrr }, i): Subscription => {
        const end = lasts && i === terms.length - 1 ? null : addDays(start, days);
        const subscription = { account: `account-${account}`, product, start, end, mrr };
        start = addDays(end ?? start, gap);
        return subscription;
      });
    });
  });

/** What a company that bills so would have written down. */
function ledgersOf(subscriptions: Subscription[]): Map<string, LedgerEntry[]> {
  const ledgers = new Map<string, LedgerEntry[]>();
  const beginning = ({ account, product }: Subscription, day: Day | null) => `${account} ${product} ${day}`;
  const beginnings = new Set(subscriptions.map((one) => beginning(one, one.start)));
  for (const one of subscriptions) {
    const { account, product, start, end, mrr } = one;
    const over = end === null || beginnings.has(beginning(one, end)) ? [] : [pays(end, 0, { product })];
    ledgers.set(account, [...(ledgers.get(account) ?? []), pays(start, mrr, { product }), ...over]);
  }
  return ledgers;
}

const coursesOf = (subscriptions: Subscription[]) =>
  [...ledgersOf(subscriptions)].map(([account, entries]) => [account, courseOf(entries)] as const);

const figuresOf = (subscriptions: Subscription[], period: Period) => figuresOfCourses(coursesOf(subscriptions), period);

function figuresOfCourses(courses: ReturnType<typeof coursesOf>, period: Period) {
  const [summary] = summariesOf(courses, [period]);
  const { figures } = kpiReport(summary as KpiSummary, {
    rules: { ...usualKpiRules, backWithinDays: 180 },
    currency: 'JPY',
  });
  return (kpi: string) => figures.find((figure) => figure.kpi === kpi);
}

describe('The figures, judged by published SQL in a database', () => {
  let database: Database;
  beforeAll(async () => {
    database = new (await initSqlJs()).Database();
    database.run('CREATE TABLE subscription (account TEXT, product TEXT, start TEXT, end TEXT, mrr INTEGER)');
  });
  afterAll(() => database.close());

  function judged(subscriptions: Subscription[], period: Period): Record<string, number | null> {
    database.run('DELETE FROM subscription');
    for (const { account, product, start, end, mrr } of subscriptions) {
      database.run('INSERT INTO subscription VALUES (?, ?, ?, ?, ?)', [account, product, start, end, mrr]);
    }
    return judgement(period);
  }

  function judgement({ first, last }: Period): Record<string, number | null> {
    const statement = database.prepare(JUDGE, { $start: addDays(first, -1), $end: last });
    statement.step();
    const row = statement.getAsObject() as Record<string, number | null>;
    statement.free();
    return row;
  }

  it.each(['week', 'month'] as const)(
    'are the same by the %s, whoever came, grew, shrank, left or came back',
    (unit) => {
      const periods = periodsOf(unit, FIRST_DAY, addDays(FIRST_DAY, 240));
      fc.assert(
        fc.property(anySubscriptions, fc.nat(periods.length - 1), (subscriptions, n) => {
          const period = periods[n] as Period;
          const by = judged(subscriptions, period);
          const figure = figuresOf(subscriptions, period);
          expect(figure('opening-customers')?.value).toBe(by.customers);
          expect(figure('opening-mrr')?.value).toBe(by.mrr ?? 0);
          expect(figure('customer-churn')?.part).toBe(by.churned ?? 0);
          expect(figure('net-revenue-retention')?.part).toBe(by.retained ?? 0);
          expect(figure('gross-revenue-churn')?.part).toBe((by.churned_mrr ?? 0) + (by.downsell_mrr ?? 0));
        }),
        { numRuns: 300 },
      );
    },
  );

  it.each([1, 2, 3, 4, 5, 6])('are the same month by month in a company as the book simulates one (%d)', (seed) => {
    const company = simulatedCompany({ seed, first: FIRST_DAY, months: 18, customers: 60, growth: 0.08 });
    const courses = coursesOf(company);
    const periods = periodsOf('month', FIRST_DAY, addDays(FIRST_DAY, 18 * 30));
    judged(company, periods[0] as Period);
    const happened = { churned: 0, downsold: 0, grew: 0 };
    for (const period of periods.slice(1)) {
      const { customers, mrr, churned, retained, churned_mrr, downsell_mrr } = judgement(period) as Record<
        string,
        number
      >;
      const by = { customers, mrr, churned, retained, lost: (churned_mrr as number) + (downsell_mrr as number) };
      const figure = figuresOfCourses(courses, period);
      expect({
        customers: figure('opening-customers')?.value,
        mrr: figure('opening-mrr')?.value,
        churned: figure('customer-churn')?.part,
        retained: figure('net-revenue-retention')?.part,
        lost: figure('gross-revenue-churn')?.part,
      }).toEqual(by);
      expect(figure('customer-churn')?.value).toBeCloseTo((churned as number) / (customers as number), 12);
      expect(figure('net-revenue-retention')?.value).toBeCloseTo((retained as number) / (mrr as number), 12);
      happened.churned += churned as number;
      happened.downsold += downsell_mrr as number;
      happened.grew += Math.max(0, (retained as number) - (mrr as number) + by.lost);
    }
    expect(Object.values(happened).every((amount) => amount > 0)).toBe(true);
  });

  it('are of companies in which all of this happens', () => {
    const [june] = periodsOf('month', '2026-06-01', '2026-06-01') as [Period];
    const subscription = (account: string, start: Day, end: Day | null, mrr: number): Subscription => ({
      account,
      product: 'crm',
      start,
      end,
      mrr,
    });
    const company = [
      subscription('grows', '2026-01-01', '2026-06-05', 100),
      subscription('grows', '2026-06-05', null, 130),
      subscription('leaves', '2026-01-01', '2026-06-12', 100),
      subscription('returns', '2026-01-01', '2026-06-03', 100),
      subscription('returns', '2026-06-24', null, 90),
    ];
    expect(judged(company, june)).toEqual({
      customers: 3,
      mrr: 300,
      churned: 1,
      retained: 220,
      churned_mrr: 100,
      downsell_mrr: 10,
    });
    expect(figuresOf(company, june)('net-revenue-retention')).toMatchObject({ part: 220, whole: 300 });
    expect(figuresOf(company, june)('customer-churn')).toMatchObject({ part: 1, whole: 3 });
  });

  it('tell a churn by its status as by its amount', () => {
    const [june] = periodsOf('month', '2026-06-01', '2026-06-01') as [Period];
    const gone: Subscription[] = [{ account: 'a', product: 'crm', start: '2026-01-01', end: '2026-06-12', mrr: 70 }];
    const course = courseOf([pays('2026-01-01', 70), is('2026-06-12', 'churned')]);
    const [summary] = summariesOf([['a', course]], [june]);
    const { figures } = kpiReport(summary as KpiSummary, { rules: usualKpiRules, currency: 'JPY' });
    expect(figures.find(({ kpi }) => kpi === 'customer-churn')?.part).toBe(judged(gone, june).churned);
  });
});
