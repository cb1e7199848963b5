import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, dayNumber, daysBetween, isDay } from '../../../domain/time/day.ts';
import { localClock } from '../../../domain/time/time-zone.ts';

describe('days of the company’s time zone', () => {
  it('refuses dates that do not exist', () => {
    expect(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '', 'tomorrow'].filter(isDay)).toEqual([]);
    expect(isDay('2028-02-29')).toBe(true);
    expect(() => dayNumber('2026-02-30')).toThrow('write it as YYYY-MM-DD');
  });

  it('counts over months and leap days', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(daysBetween('2026-01-01', '2027-01-01')).toBe(365);
  });

  it.each([
    ['2026-05-31', -3, '2026-02-28'],
    ['2028-05-31', -3, '2028-02-29'],
    ['2026-03-15', -3, '2025-12-15'],
    ['2025-11-30', 3, '2026-02-28'],
    ['2026-01-01', -13, '2024-12-01'],
    ['2026-10-31', 1, '2026-11-30'],
  ])('counts months, from %s by %i, and takes the last day of a shorter one', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });

  it('tells the local hour as the platform does, in any zone and at any time', () => {
    const zones = ['Asia/Tokyo', 'Asia/Kolkata', 'America/New_York', 'Australia/Lord_Howe', 'UTC'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2050, 0) }),
        (timeZone, time) => {
          const at = localClock(timeZone).hourOf(time);
          const expected = new Intl.DateTimeFormat('sv-SE', {
            timeZone,
            dateStyle: 'short',
            timeStyle: 'short',
          }).format(time);
          expect(`${at.day} ${String(at.hour).padStart(2, '0')}`).toBe(expected.slice(0, 13));
        },
      ),
      { seed: 5, numRuns: 2000 },
    );
  });

  it('knows when a day begins, on days of a clock change as well', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Asia/Tokyo', 'America/New_York', 'America/Santiago', 'Asia/Beirut'),
        fc.integer({ min: 10_957, max: 25_000 }),
        (timeZone, number) => {
          const clock = localClock(timeZone);
          const day = addDays('1970-01-01', number);
          const start = clock.startOf(day);
          expect([clock.dayOf(start), clock.dayOf(start - 1)]).toEqual([day, addDays(day, -1)]);
        },
      ),
      { seed: 6, numRuns: 2000 },
    );
  });
});
