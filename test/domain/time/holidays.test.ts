import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { businessCalendar } from '../../../domain/time/business-days.ts';
import { addDays, type Day, weekdays } from '../../../domain/time/day.ts';
import holidays from '../../../domain/time/holidays.json' with { type: 'json' };
import { needing } from '../../support/needs.ts';
import { judgeHolidays } from './judge-holidays.ts';
import secondSource from './second-source.json' with { type: 'json' };

const { isBusinessDay } = businessCalendar({});

/** Days off between two days, weekends aside. */
function daysOff(country: string, from: Day, until: Day): Day[] {
  const off: Day[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) {
    if (!isBusinessDay(day, { country, workingDays: weekdays })) off.push(day);
  }
  return off;
}

describe('public holidays', () => {
  it('are those that two sources agree on, and what was decided where they differ', () => {
    const { table, open } = judgeHolidays();
    expect(open).toEqual([]);
    expect(holidays).toEqual(table);
  });

  it('of Japan are the same in both sources and in a third, until 2050', () => {
    expect(secondSource.jpholiday.JP).toEqual(secondSource.holidays.JP);
    expect(holidays.JP).toEqual(secondSource.jpholiday.JP);
    expect(Object.keys(holidays.JP)).toContain('2050');
  });

  it.each([
    ['KR', '2026-09-23', '2026-09-28', ['2026-09-24', '2026-09-25', '2026-09-26'], 'Chuseok'],
    ['KR', '2028-01-25', '2028-01-29', ['2028-01-26', '2028-01-27', '2028-01-28'], 'Seollal, from its eve on'],
    ['VN', '2026-02-15', '2026-02-21', [16, 17, 18, 19, 20].map((day) => `2026-02-${day}`), 'Tết'],
    ['AE', '2026-05-24', '2026-05-31', [26, 27, 28, 29].map((day) => `2026-05-${day}`), 'Arafah and Eid al-Adha'],
    ['RO', '2025-12-31', '2026-01-03', ['2026-01-01', '2026-01-02'], 'New Year'],
    ['CN', '2026-10-01', '2026-10-09', [1, 2, 3, 5, 6, 7].map((day) => `2026-10-0${day}`), 'the National Day week'],
  ])('of several days count whole: in %s between %s and %s', (country, from, until, days, _name) => {
    expect(daysOff(country, from, until)).toEqual(days);
  });

  it.each([
    ['TR', '2026-03-18', '2026-03-24', ['2026-03-20', '2026-03-21', '2026-03-22'], 'the eve of Ramazan from noon on'],
    ['TR', '2026-10-27', '2026-10-30', ['2026-10-29'], 'the eve of the Republic'],
    ['CN', '2027-03-01', '2027-03-31', [], 'Women’s Day, from noon on and for half of the people'],
    ['CN', '2028-05-04', '2028-05-04', [], 'Youth Day, from noon on'],
  ])('of half a day are none: in %s between %s and %s', (country, from, until, days, _name) => {
    expect(daysOff(country, from, until)).toEqual(days);
  });

  it('of half a day are days off where the company says so', () => {
    const calendar = businessCalendar({ TR: ['2026-10-28'] });
    expect(calendar.isBusinessDay('2026-10-28', { country: 'TR' })).toBe(false);
  });

  it.each(['2026-09-22', '2032-09-21', '2049-09-21'])('of Japan have %s, between two of them', (day) => {
    expect(isBusinessDay(day, { country: 'JP' })).toBe(false);
  });

  it.each([
    ['GB', '2026-08-31', 'the summer bank holiday'],
    ['HK', '2026-04-03', 'Good Friday'],
    ['TH', '2027-12-06', 'a day instead of one at the weekend'],
    ['TW', '2026-12-25', 'a holiday since 2025'],
    ['US', '2028-11-10', 'Veterans Day, on a Saturday'],
  ])('in %s have %s: %s', (country, day) => {
    expect(isBusinessDay(day, { country })).toBe(false);
  });
});

describe('the judgement', () => {
  const second = { DK: { '2026': '01-01 04-02 04-03 04-05 04-06 05-14 05-24 05-25 12-25 12-31' } };
  const decision = { why: 'a reason', source: 'a law' };

  it('leaves nothing open that the sources differ in', () => {
    expect(judgeHolidays(second, {}).open).toEqual([
      'DK 2026-12-26: the library alone has it',
      'DK 2026-12-31: the second source alone has it',
    ]);
  });

  it('takes what was decided', () => {
    const { table, open } = judgeHolidays(second, {
      DK: [
        { ...decision, right: 'library', days: { '2026': '12-31' } },
        { ...decision, right: 'library', days: { '2026': '12-26' } },
      ],
    });
    expect(open).toEqual([]);
    expect(table.DK?.['2026']).toMatch(/12-25 12-26$/);
  });

  it('tells of a decision that is none any more', () => {
    const decided = { ...decision, right: 'second' as const, days: { '2026': '12-25 12-26 12-31 12-31' } };
    expect(judgeHolidays(second, { DK: [decided] }).open).toEqual([
      'DK 2026-12-25: is decided, but no difference or decided before',
      'DK 2026-12-31: is decided, but no difference or decided before',
    ]);
  });
});

// CI has one with the packages in these versions.
const python = process.env.HOLIDAYS_PYTHON ?? 'python3';
const script = join(import.meta.dirname, 'second-source.py');
const packages = Object.entries(secondSource.versions).map(([name, version]) => `${name}==${version}`);

test(
  'The second source is what its packages say, in the versions that are named',
  needing({
    what: `Python with ${packages.join(' and ')} (HOLIDAYS_PYTHON=/path/to/python)`,
    isThere: hasSecondSource() || process.env.CI !== undefined,
  }),
  () => {
    expect(JSON.parse(execFileSync(python, [script], { encoding: 'utf8' }))).toEqual(secondSource);
  },
);

function hasSecondSource(): boolean {
  const versions = Object.entries(secondSource.versions).map(([name, version]) => `version("${name}") == "${version}"`);
  try {
    const code = `from importlib.metadata import version\nassert ${versions.join(' and ')}`;
    execFileSync(python, ['-c', code], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
