import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  isDay,
  LAST_DAY,
  type Month,
  monthOf,
  weekOf,
} from '../time/day.ts';

export const periodUnits = ['day', 'week', 'month'] as const;
export type PeriodUnit = (typeof periodUnits)[number];

/** A stretch of days, with its first and last one. It opens with what was so at the end of the day before. */
export interface Period {
  first: Day;
  last: Day;
}

/** Whose exchange rates count: those of the month it ends in. */
export const rateMonthOf = ({ last }: Period): Month => monthOf(last);

/** The days, weeks (from Monday) or calendar months that these two days lie in, and all between them. */
export function periodsOf(unit: PeriodUnit, from: Day, until: Day): Period[] {
  const periods: Period[] = [];
  for (let first = beginningOf[unit](from); first <= until; ) {
    const next = nextBeginning[unit](first);
    if (!isDay(next)) return [...periods, { first, last: LAST_DAY }];
    periods.push({ first, last: addDays(next, -1) });
    first = next;
  }
  return periods;
}

/** The part of a period that lies between these two days. */
export const clippedTo = ({ first, last }: Period, { from, to }: { from: Day; to: Day }): Period => ({
  first: first < from ? from : first,
  last: last > to ? to : last,
});

/** Ten years by day. More of them at once nobody reads, and no process holds. */
const MOST_PERIODS = 3_660;
const FEWEST_DAYS: Record<PeriodUnit, number> = { day: 1, week: 7, month: 28 };

export const isTooLong = (unit: PeriodUnit, from: Day, until: Day): boolean =>
  daysBetween(from, until) > MOST_PERIODS * FEWEST_DAYS[unit];

/** So many are looked at together. */
export const PERIODS_SHOWN = 12;

/** The first and the last day that KPIs are told of: unless said, of the last twelve periods that are over. */
export function daysAsked(
  unit: PeriodUnit,
  { from, to }: { from?: Day | undefined; to?: Day | undefined },
  today: Day,
): { from: Day; to: Day } {
  const lastOver = addDays(beginningOf[unit](today), -1);
  const last = to ?? (from !== undefined && from > lastOver ? from : lastOver);
  return { from: from ?? periodsBefore(unit, beginningOf[unit](last), PERIODS_SHOWN - 1), to: last };
}

/** The first day of the period that lies so many before the one that begins on the day. */
export const periodsBefore = (unit: PeriodUnit, first: Day, periods: number): Day => earlier[unit](first, periods);

const earlier: Record<PeriodUnit, (first: Day, periods: number) => Day> = {
  day: (first, days) => addDays(first, -days),
  week: (first, weeks) => addDays(first, -7 * weeks),
  month: (first, months) => addMonths(first, -months),
};

/** Where the first period lies, from `from` on, that is not over before the day; of later days than all, behind the last. */
export function periodAt(periods: readonly Period[], day: Day, from = 0): number {
  let [low, high] = [from, periods.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((periods[middle] as Period).last < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** All days of periods that come one after the other. */
export function spanOf(periods: readonly Period[]): Period | undefined {
  const [first, last] = [periods.at(0), periods.at(-1)];
  return first && last && { first: first.first, last: last.last };
}

const beginningOf: Record<PeriodUnit, (day: Day) => Day> = {
  day: (day) => day,
  week: weekOf,
  month: (day) => `${monthOf(day)}-01`,
};

const nextBeginning: Record<PeriodUnit, (first: Day) => Day> = {
  day: (first) => addDays(first, 1),
  week: (first) => addDays(first, 7),
  month: (first) => addMonths(first, 1),
};
