import { line } from 'd3-shape';
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
export function courseUpTo(last: Day, days: number, byDay: Readonly<Record<Day, number>>): Course {
  const first = addDays(last, 1 - days);
  return { first, values: Array.from({ length: days }, (_, i) => byDay[addDays(first, i)] ?? null) };
}

export const dayAt = ({ first }: Course, index: number): Day => addDays(first, index);

/** How wide a drawing of the course is: one a day. */
export const widthOf = ({ values }: Course) => Math.max(1, values.length - 1);

/** From the top, in a drawing that is so high. */
export const heightAt = (value: number, { low, high }: Range, height = HEIGHT) =>
  Math.round(height - ((value - low) / (high - low || 1)) * height);

/** The path of the line; one that stands alone is a point. */
export function pathOf({ values }: Course, range: Range, height = HEIGHT): string {
  const draw = line<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => index)
    .y((value) => heightAt(value as number, range, height))
    .digits(0);
  return draw(values as (number | null)[]) ?? '';
}

/** What can be said of a course in a line; `null` where there is no value at all. */
export function summaryOf({ values }: Course): CourseSummary | null {
  const lastIndex = values.findLastIndex((value) => value !== null);
  if (lastIndex < 0) return null;
  const known = values.filter((value) => value !== null);
  return {
    first: known[0] as number,
    last: values[lastIndex] as number,
    lastIndex,
    lowest: known.reduce((a, b) => Math.min(a, b)),
    highest: known.reduce((a, b) => Math.max(a, b)),
  };
}

export interface CourseSummary {
  first: number;
  last: number;
  /** Where the last value stands: later days may have none. */
  lastIndex: number;
  lowest: number;
  highest: number;
}
