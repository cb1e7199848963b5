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
const counted = (event: string) => ({ when: { kind: 'counter-level', event } });

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
    { event: 'login', count: 28, usual: 28, weeks: Array(13).fill(7) },
    { event: 'report.exported', count: 28, usual: 0, weeks: [...Array(9).fill(0), ...Array(4).fill(7)] },
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
  const byDay = { a: { when: { kind: 'counter-level', event: 'login' } } };
  const byBusinessDay = { ...byDay, b: { when: { kind: 'counter-level', event: 'login', per: 'businessDay' } } };
  const usual = (signals: object) =>
    counterCourses({ health: { indicators: {} }, signals } as never, looked).map(({ weeks: _, ...one }) => one);
  expect(usual(byBusinessDay)).toEqual([{ event: 'login', count: 160, usual: 160, businessDays: 16 }]);
  expect(usual(byDay)).toEqual([{ event: 'login', count: 160, usual: 190 }]);
  const indicators = { login: byBusinessDay.b.when };
  expect(counterCourses({ health: { indicators }, signals: {} } as never, looked)[0]).toMatchObject({ usual: 160 });
});

describe('of an account without events', () => {
  it('shows nothing', () => {
    const usage = usageHistory([], lifetimeOf([]), { aliases: {}, measures: [], features: {} }, D);
    expect(counterCourses({ health: { indicators: {} }, signals: {} }, { usage, ...calendarDays })).toEqual([]);
  });
});
