import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Day } from '../../../domain/time/day.ts';
import { holidaysFromLibrary } from './holidays-from-library.ts';
import secondSource from './second-source.json' with { type: 'json' };

/** Country → year → days as `MM-DD`, with spaces between them. */
export type HolidayTable = Record<string, Record<string, string>>;

interface Decision {
  right: 'library' | 'second';
  why: string;
  source: string;
  days: Record<string, string>;
}

export interface Judgement {
  table: HolidayTable;
  /** Differences that no decision names, decisions on what is no difference (any more), days that are decided twice. */
  open: string[];
}

/** The table of public holidays: what both sources agree on, and what was decided where they differ. */
export function judgeHolidays(
  second: HolidayTable = secondSource.holidays,
  decisions: Record<string, Decision[]> = parse(readFileSync(join(import.meta.dirname, 'decisions.yaml'), 'utf8')),
): Judgement {
  const table: HolidayTable = {};
  const open = new Set<string>();
  for (const country of Object.keys(decisions)) if (!second[country]) open.add(`${country} is in no source`);
  for (const [country, years] of Object.entries(second)) {
    const known = Object.keys(years).map(Number);
    const inLibrary = holidaysFromLibrary(country, Math.min(...known), Math.max(...known));
    const inSecond = new Set(daysOf(years));
    const off = new Set([...inLibrary].filter((day) => inSecond.has(day)));
    const undecided = new Set([...inLibrary, ...inSecond].filter((day) => !off.has(day)));
    for (const { right, why, source, days } of decisions[country] ?? []) {
      if (!why || !source) open.add(`${country}: a decision lacks its why or its source`);
      for (const day of daysOf(days)) {
        if (!undecided.delete(day)) open.add(`${country} ${day}: is decided, but no difference or decided before`);
        if ((right === 'library' ? inLibrary : inSecond).has(day)) off.add(day);
      }
    }
    for (const day of undecided) {
      open.add(`${country} ${day}: ${inLibrary.has(day) ? 'the library' : 'the second source'} alone has it`);
    }
    table[country] = byYear(off);
  }
  return { table, open: [...open].sort() };
}

function daysOf(years: Record<string, string>): Day[] {
  return Object.entries(years).flatMap(([year, days]) => days.split(' ').map((day) => `${year}-${day}`));
}

function byYear(days: Iterable<Day>): Record<string, string> {
  const years: Record<string, string> = {};
  for (const day of [...days].sort()) {
    const year = day.slice(0, 4);
    years[year] = years[year] === undefined ? day.slice(5) : `${years[year]} ${day.slice(5)}`;
  }
  return years;
}
