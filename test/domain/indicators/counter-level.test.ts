import { expect, it } from 'vitest';
import { eventLevelAt } from '../../../domain/indicators/counter-level.ts';
import { businessDayCounts } from '../../../domain/time/business-day-counts.ts';
import { businessCalendar } from '../../../domain/time/business-days.ts';
import { addDays } from '../../../domain/time/day.ts';
import { lifetimeOf } from '../../../domain/usage/lifetime.ts';
import { TallyBuilder } from '../../../domain/usage/tally/usage-tally.ts';
import { usageHistory } from '../../../domain/usage/usage-history.ts';

const D = '2026-05-12';
const level = { event: 'login', windowInDays: 14, baselineWindows: 2, per: 'businessDay' as const };
const days = Array.from({ length: 60 }, (_, n) => {
  const tally = new TallyBuilder();
  tally.add('login', 'u');
  return { day: addDays(D, n - 60), ...tally.build() };
});
const usage = usageHistory(days, lifetimeOf(days), { aliases: {}, measures: [], features: {} }, D);
const businessDays = businessDayCounts(businessCalendar({}), 'JP');
const inCountry = (country: string) => ({ usage, account: { country }, businessDays });

it('goes by the holidays of where the account is by now, whatever was asked of the same day before', () => {
  const overGoldenWeek = eventLevelAt(level, inCountry('JP')).window;
  const elsewhere = eventLevelAt(level, inCountry('US')).window;
  expect(overGoldenWeek.count).toBe(14);
  expect(elsewhere.count).toBe(14);
  expect(elsewhere.businessDays).toBeGreaterThan(overGoldenWeek.businessDays as number);
});

it('is worked out once for all who ask the same of a day', () => {
  expect(eventLevelAt({ ...level }, inCountry('JP'))).toBe(eventLevelAt(level, inCountry('JP')));
});

it('is told by the unit that is asked for', () => {
  expect(eventLevelAt(level, inCountry('JP'), 'day')).toMatchObject({ window: { count: 14 }, baseline: { count: 14 } });
  expect(eventLevelAt(level, inCountry('JP'), 'day').window.businessDays).toBeUndefined();
});

it.each([
  [3, [5, 1, 3], 3],
  [3, [1, 5, 3], 3],
  [4, [9, 1, 5, 3], 4],
  [4, [2, 8, 2, 6], 4],
] as const)('takes the middle of %i windows, in whatever order they came: %j', (baselineWindows, counts, middle) => {
  const ofWeeks = counts.map((count, k) => {
    const tally = new TallyBuilder();
    for (let n = 0; n < count; n += 1) tally.add('login', 'u');
    return { day: addDays(D, -7 * (k + 1) - 1), ...tally.build() };
  });
  const first = { ...ofWeeks[0], day: addDays(D, -60) } as (typeof ofWeeks)[number];
  const all = [first, ...ofWeeks];
  const ofWeek = {
    usage: usageHistory(all, lifetimeOf(all), { aliases: {}, measures: [], features: {} }, D),
    ...{ account: { country: 'US' }, businessDays: businessDayCounts(businessCalendar({}), 'US') },
  };
  const weeks = { event: 'login', windowInDays: 7, baselineWindows };
  expect(eventLevelAt({ ...weeks, per: 'day' }, ofWeek).baseline).toEqual({ count: middle });
  // No week has a holiday in it.
  expect(eventLevelAt({ ...weeks, per: 'businessDay' }, ofWeek).baseline).toEqual({ count: middle, businessDays: 5 });
});
