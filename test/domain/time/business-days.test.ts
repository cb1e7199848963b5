import { describe, expect, it } from 'vitest';
import { businessCalendar } from '../../../domain/time/business-days.ts';

const calendar = businessCalendar({ JP: ['2026-12-29', '2026-12-30'], US: ['2026-07-02'] });

describe('business days', () => {
  it.each([
    ['US', '2026-11-26', 'Thanksgiving'],
    ['DE', '2026-05-25', 'Whit Monday'],
    ['GB', '2026-12-28', 'the substitute for Boxing Day, a Saturday'],
    ['UK', '2026-12-28', 'stored when any two capitals were taken: the same as GB'],
    ['SG', '2026-02-17', 'Chinese New Year'],
  ])('in %s, %s is off: %s', (country, day) => {
    const { isBusinessDay } = businessCalendar({});
    expect(isBusinessDay(day, { country })).toBe(false);
    expect(isBusinessDay(day, { country: 'JP' })).toBe(true);
  });

  it.each([
    ['2026-06-03', 2, '2026-06-05', 'a Wednesday and two'],
    ['2026-06-05', 1, '2026-06-08', 'over the weekend'],
    ['2026-06-06', 0, '2026-06-08', 'nothing is due on a Saturday'],
    ['2026-06-06', 1, '2026-06-09', 'a Saturday counts as the Monday after it'],
    ['2026-05-01', 1, '2026-05-07', 'over Golden Week'],
    ['2026-12-28', 1, '2026-12-31', 'over the company’s own holidays'],
  ])('%s and %i business days is %s: %s', (day, days, due) => {
    expect(calendar.addBusinessDays(day, days, { country: 'JP' })).toBe(due);
  });

  it('goes by the country of whoever works', () => {
    expect(calendar.addBusinessDays('2026-07-01', 1, { country: 'US' })).toBe('2026-07-06');
    expect(calendar.addBusinessDays('2026-07-02', 1, { country: 'JP' })).toBe('2026-07-03');
    expect(calendar.addBusinessDays('2026-05-05', 1, { country: 'DE' })).toBe('2026-05-06');
    expect(calendar.addBusinessDays('2026-05-05', 1, { country: 'JP' })).toBe('2026-05-08');
  });

  it('goes by the days that somebody works', () => {
    const partTime = { country: 'JP', workingDays: ['Mon', 'Wed'] } as const;
    expect(calendar.addBusinessDays('2026-06-01', 1, partTime)).toBe('2026-06-03');
    expect(calendar.addBusinessDays('2026-06-03', 1, partTime)).toBe('2026-06-08');
    const onSaturdays = { country: 'JP', workingDays: ['Fri', 'Sat'] } as const;
    expect(calendar.addBusinessDays('2026-06-05', 1, onSaturdays)).toBe('2026-06-06');
  });

  it('counts the business days after a day', () => {
    expect(calendar.businessDaysBetween('2026-06-05', '2026-06-07', { country: 'JP' })).toBe(0);
    expect(calendar.businessDaysBetween('2026-06-05', '2026-06-08', { country: 'JP' })).toBe(1);
    expect(calendar.businessDaysBetween('2026-05-01', '2026-05-08', { country: 'JP' })).toBe(2);
  });
});
