import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessDayCounts } from '../../../domain/time/business-day-counts.ts';
import { businessCalendar, type WorkingWeek } from '../../../domain/time/business-days.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';

const calendar = businessCalendar({ JP: ['2026-12-29'] });

describe('how many business days a window has', () => {
  it('counts sixteen of twenty in Japan over Golden Week, and all twenty where no holiday falls', () => {
    const { ago } = businessDayCounts(calendar, 'JP');
    // 13 April to 10 May 2026.
    expect(ago('2026-05-11', 28, 1, undefined)).toBe(16);
    expect(ago('2026-05-11', 28, 1, 'US')).toBe(20);
    expect(ago('2026-05-11', 0, 0, undefined)).toBe(1);
  });

  it('leaves out the days off that the company added', () => {
    expect(businessDayCounts(calendar, 'JP').ago('2026-12-30', 1, 1, undefined)).toBe(0);
    expect(businessDayCounts(calendar, 'JP').ago('2026-12-30', 1, 1, 'US')).toBe(1);
  });

  it('looks at no day that lies in no window, and at none twice', () => {
    const asked: string[] = [];
    const asking = {
      ...calendar,
      isBusinessDay(day: Day, week: WorkingWeek) {
        asked.push(day);
        return calendar.isBusinessDay(day, week);
      },
    };
    const { ago } = businessDayCounts(asking, 'JP');
    ago('2026-05-11', 7, 1, undefined);
    ago('2026-05-11', 14, 1, undefined);
    ago('2026-05-12', 14, 1, undefined);
    const days = Array.from({ length: 15 }, (_, i) => addDays('2026-04-27', i));
    expect(asked.sort()).toEqual(days);
  });

  it('counts the same whatever was asked for before', () => {
    const counts = businessDayCounts(calendar, 'US');
    const window = fc.record({
      asOf: fc.integer({ min: -900, max: 900 }).map((days) => addDays('2026-01-01', days)),
      to: fc.integer({ min: 0, max: 460 }),
      length: fc.integer({ min: 1, max: 92 }),
      country: fc.constantFrom('JP', 'US', 'DE', undefined),
    });
    fc.assert(
      fc.property(window, ({ asOf, to, length, country = 'US' }) => {
        const from = to + length - 1;
        const [first, last] = [addDays(asOf, -from - 1), addDays(asOf, -to)];
        expect(counts.ago(asOf, from, to, country)).toBe(calendar.businessDaysBetween(first, last, { country }));
      }),
      { seed: 20_260_511, numRuns: 300 },
    );
  });
});
