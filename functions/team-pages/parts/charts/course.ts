import { addDays, type Day } from '../../../../domain/time/day.ts';

/** How something went: a value a day, oldest first, with gaps where there was none. */
export interface Course {
  first: Day;
  values: readonly (number | null)[];
}

export interface Range {
  low: number;
  high: number;
}

/** In whole numbers: decimals cost more to write than all else. Styles say how large a drawing is shown. */
export const HEIGHT = 1000;

/** The days up to the last one, of what is kept by day. */
export function courseUpTo(last: Day, count: number, byDay: Readonly<Record<Day, number>>): Course {
  const days = daysUpTo(last, count);
  return { first: days[0] as Day, values: days.map((day) => byDay[day] ?? null) };
}

/** A list has the same days for each of its rows. */
let latest: { last: Day; days: Day[] } = { last: '', days: [] };

function daysUpTo(last: Day, count: number): Day[] {
  if (latest.last !== last || latest.days.length !== count) {
    latest = { last, days: Array.from({ length: count }, (_, i) => addDays(last, i + 1 - count)) };
  }
  return latest.days;
}

export const dayAt = ({ first }: Course, index: number): Day => addDays(first, index);

/** How wide a drawing of the course is: one a day. */
export const widthOf = ({ values }: Course) => Math.max(1, values.length - 1);

/** From the top, in a drawing that is so high. */
export const heightAt = (value: number, { low, high }: Range, height = HEIGHT) =>
  Math.round(height - ((value - low) / (high - low || 1)) * height);

/** The path of the line, broken where nothing is known; what stands alone is a point. */
export function pathOf({ values }: Course, range: Range, height = HEIGHT): string {
  let path = '';
  let isDrawing = false;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? null;
    if (value !== null) path += `${isDrawing ? 'L' : 'M'}${index},${heightAt(value, range, height)}`;
    // Without a next one to be drawn to.
    if (value !== null && !isDrawing && (values[index + 1] ?? null) === null) path += 'Z';
    isDrawing = value !== null;
  }
  return path;
}

/** What can be said of a course in a line; `null` where there is no value at all. */
export function summaryOf({ values }: Course): CourseSummary | null {
  let summary: CourseSummary | null = null;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? null;
    if (value === null) continue;
    summary ??= { first: value, last: value, lastIndex: index, lowest: value, highest: value };
    summary.last = value;
    summary.lastIndex = index;
    if (value < summary.lowest) summary.lowest = value;
    if (value > summary.highest) summary.highest = value;
  }
  return summary;
}

export interface CourseSummary {
  first: number;
  last: number;
  /** Where the last value stands: later days may have none. */
  lastIndex: number;
  lowest: number;
  highest: number;
}
