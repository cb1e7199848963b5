import { describe, expect, it } from 'vitest';
import { counterCourses } from '../../../domain/overview/counters.ts';
import { businessDayCounts } from '../../../domain/time/business-day-counts.ts';
import { businessCalendar } from '../../../domain/time/business-days.ts';
import { addDays } from '../../../domain/time/day.ts';
import { lifetimeOf } from '../../../domain/usage/lifetime.ts';
import { TallyBuilder } from '../../../domain/usage/tally/usage-tally.ts';
import { usageHistory } from '../../../domain/usage/usage-history.ts';

const calendar = businessCalendar({});
const D = '2026-06-01';
/** Nobody asks for business days. */
const calendarDays = { account: {}, businessDays: businessDayCounts(calendar, 'JP') };
const counted = (event: string) => ({ when: { kind: 'event-count', event } });
const weeks = (values: number[]) => ({ daysInStep: 7, values });

it('shows of what the playbook counts how often it happened, against its usual', () => {
  const days = Array.from({ length: 140 }, (_, n) => addDays(D, -140 + n)).map((day, n) => {
    const tally = new TallyBuilder();
    tally.add('login', 'u');
    if (n >= 112) tally.add('report.exported', 'u');
    tally.add('not.counted', 'u');
    return { day, ...tally.build() };
  });
  const usage = usageHistory(days, lifetimeOf(days), { aliases: {}, measures: [], features: {} }, D);
  const signals = { a: counted('report.exported'), b: counted('never.happened'), c: { when: { kind: 'renewal-due' } } };
  const courses = counterCourses({ health: { indicators: {} }, signals }, { usage, ...calendarDays });
  expect(courses).toEqual([
    { event: 'login', windowInDays: 28, count: 28, usual: 28, course: weeks(Array(13).fill(7)) },
    {
      ...{ event: 'report.exported', windowInDays: 28, count: 28, usual: 0 },
      course: weeks([...Array(9).fill(0), ...Array(4).fill(7)]),
    },
  ]);
});

it('sets what rules compare by business days against what is usual in as many of them', () => {
  // Ten log-ins on each business day, over Golden Week: the account changes nothing.
  const asOf = '2026-05-20';
  const days = Array.from({ length: 140 }, (_, n) => addDays(asOf, -140 + n)).flatMap((day) => {
    if (!calendar.isBusinessDay(day, { country: 'JP' })) return [];
    const tally = new TallyBuilder();
    for (let n = 0; n < 10; n += 1) tally.add('login', 'u');
    return [{ day, ...tally.build() }];
  });
  const usage = usageHistory(days, lifetimeOf(days), { aliases: {}, measures: [], features: {} }, asOf);
  const looked = { usage, account: { country: 'JP' }, businessDays: businessDayCounts(calendar, 'US') };
  const level = { kind: 'counter-level', event: 'login', windowInDays: 28, baselineWindows: 3 };
  const byDay = { a: { when: level } };
  const byBusinessDay = { ...byDay, b: { when: { ...level, per: 'businessDay' } } };
  const usual = (signals: object) =>
    counterCourses({ health: { indicators: {} }, signals } as never, looked).map(({ course: _, ...one }) => one);
  const window = { event: 'login', windowInDays: 28, count: 160 };
  expect(usual(byBusinessDay)).toEqual([{ ...window, usual: 160, businessDays: 16 }]);
  expect(usual(byDay)).toEqual([{ ...window, usual: 190 }]);
  // Of what changed nothing, the line is level; the week of 29 April to 5 May had one working day.
  const [course] = counterCourses({ health: { indicators: {} }, signals: byBusinessDay } as never, looked);
  expect(course?.course).toEqual({ daysInStep: 7, values: Array(16).fill(10) });
  const indicators = { login: byBusinessDay.b.when };
  expect(counterCourses({ health: { indicators }, signals: {} } as never, looked)[0]).toMatchObject({ usual: 160 });
});

describe('what a rule sets against all customers', () => {
  // Half of what was usual from the first of May on.
  const days = Array.from({ length: 140 }, (_, n) => addDays(D, -140 + n)).map((day) => {
    const tally = new TallyBuilder();
    for (let n = 0; n < (day < addDays(D, -14) ? 4 : 2); n += 1) tally.add('login', 'u');
    return { day, ...tally.build() };
  });
  const usage = usageHistory(days, lifetimeOf(days), { aliases: {}, measures: [], features: {} }, D);
  const level = { kind: 'counter-level', event: 'login', windowInDays: 14, baselineWindows: 2 };
  const told = (median: number, accounts: number, against: object = { against: 'fleet' }) =>
    counterCourses({ health: { indicators: {} }, signals: { a: { when: { ...level, ...against } } } } as never, {
      ...{ usage, ...calendarDays, fleet: { changeFor: () => ({ median, accounts }) } },
    })[0];

  it('is told with how they moved and what is left, over the window of the rule', () => {
    expect(told(0.8, 40)).toMatchObject({ windowInDays: 14, count: 28, usual: 56, course: { daysInStep: 7 } });
    const { fleet } = told(0.8, 40) ?? {};
    expect(fleet?.percent).toBeCloseTo(-20);
    expect(fleet?.beyond).toBeCloseTo(-37.5);
    expect(fleet?.accounts).toBe(40);
    expect(told(0.8, 40)?.course.values).toHaveLength(6);
  });

  it.each([
    ['they stand where they were', told(0.98, 40)],
    ['they grew while it fell', told(1.3, 40)],
    ['there are too few of them', told(0.8, 9)],
    ['the rule looks at it alone', told(0.8, 40, {})],
  ])('is told without them where %s', (_, one) => {
    expect(one).not.toHaveProperty('fleet');
  });
});

describe('of an account without events', () => {
  it('shows nothing', () => {
    const usage = usageHistory([], lifetimeOf([]), { aliases: {}, measures: [], features: {} }, D);
    expect(counterCourses({ health: { indicators: {} }, signals: {} }, { usage, ...calendarDays })).toEqual([]);
  });
});
