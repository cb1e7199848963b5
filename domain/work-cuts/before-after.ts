import type { Interval } from '../statistics/intervals.ts';
import { type CountOverTime, overdispersion, rateInterval, rateRatio } from '../statistics/rates.ts';
import { addDays, type Day, daysBetween } from '../time/day.ts';
import { LEAST_OUTCOMES } from './told-share.ts';

const WEEK_IN_DAYS = 7;
/** A year has all of its seasons; what lies further back was another product. */
export const MOST_WEEKS = 52;
/**
 * The weeks right before a fix are why it was made: work that came to a head by chance falls by itself (regression to the
 * mean). They are no measure of how it was.
 */
export const LEFT_OUT_IN_WEEKS = 4;
/** Fewer weeks don't tell how far weeks differ. */
const LEAST_WEEKS = 4;

/** How often work came up in a stretch of whole weeks. */
export interface WorkRate {
  weeks: number;
  works: number;
  /** Of the accounts there were, so many weeks in all. */
  accountWeeks: number;
  /** Works per week and 100 accounts; `null` where there are too few. */
  rate: number | null;
  interval: Interval | null;
}

/** How often work came up before a change and since. */
export interface BeforeAfter {
  before: WorkRate;
  after: WorkRate;
  /** The rate since, as a part of the one before; `null` where there is too little on either side. */
  ratio: number | null;
  interval: Interval | null;
  /** Weeks since the change that it still takes. */
  weeksNeeded: number;
  /** Works on both sides together that it still takes. */
  worksNeeded: number;
}

const A_HUNDRED = 100;

export interface WorkObserved {
  /** From when on work is on record, and the last day that is over. */
  first: Day;
  last: Day;
  /** How many customers there were on a day: of more of them comes more work. */
  accountsOn(day: Day): number;
}

/**
 * How often work came up per week and account, before and since something was done about it. Weeks of such work differ
 * more than chance alone makes them; intervals are as much wider as they do.
 *
 * @param days one for each piece of work
 * @param on the day from which on what was done works
 */
export function beforeAfter(days: readonly Day[], on: Day, observed: WorkObserved): BeforeAfter {
  const lastBefore = addDays(on, -LEFT_OUT_IN_WEEKS * WEEK_IN_DAYS);
  const before = weeksOf(days, { from: lastBefore, step: -1 }, observed);
  const after = weeksOf(days, { from: on, step: 1 }, observed);
  const spread = Math.max(overdispersion(before), overdispersion(after));
  const [b, a] = [sumOf(before), sumOf(after)];
  const worksNeeded = Math.max(0, LEAST_OUTCOMES - a.count - b.count);
  const isEnough = worksNeeded === 0 && before.length >= LEAST_WEEKS && after.length >= LEAST_WEEKS;
  const ratio = rateRatio(a, b, spread);
  return {
    before: rateOf(before.length, b, spread, isEnough),
    after: rateOf(after.length, a, spread, isEnough),
    ratio: isEnough && ratio !== null ? ratio.value : null,
    interval: ratio?.interval ?? null,
    weeksNeeded: Math.max(0, LEAST_WEEKS - after.length),
    worksNeeded,
  };
}

/** Whole weeks from a day on, or up to it, as far as they were observed. */
function weeksOf(
  days: readonly Day[],
  { from, step }: { from: Day; step: 1 | -1 },
  { first, last, accountsOn }: WorkObserved,
): CountOverTime[] {
  const counts = new Map<number, number>();
  for (const day of days) {
    const week = Math.floor(daysBetween(from, day) / WEEK_IN_DAYS);
    counts.set(week, (counts.get(week) ?? 0) + 1);
  }
  const weeks: CountOverTime[] = [];
  for (let at = step === 1 ? 0 : -1; weeks.length < MOST_WEEKS; at += step) {
    const begin = addDays(from, at * WEEK_IN_DAYS);
    if (begin < first || addDays(begin, WEEK_IN_DAYS - 1) > last) break;
    weeks.push({ count: counts.get(at) ?? 0, time: accountsOn(begin) });
  }
  return weeks;
}

const sumOf = (weeks: readonly CountOverTime[]): CountOverTime =>
  weeks.reduce((sum, { count, time }) => ({ count: sum.count + count, time: sum.time + time }), { count: 0, time: 0 });

function rateOf(weeks: number, sum: CountOverTime, spread: number, isEnough: boolean): WorkRate {
  const interval = rateInterval(sum, spread);
  return {
    weeks,
    works: sum.count,
    accountWeeks: sum.time,
    rate: isEnough && sum.time > 0 ? (A_HUNDRED * sum.count) / sum.time : null,
    interval: interval && [A_HUNDRED * interval[0], A_HUNDRED * interval[1]],
  };
}
