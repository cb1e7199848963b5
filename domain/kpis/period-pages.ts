import { addDays, type Day } from '../time/day.ts';
import {
  daysAsked,
  isTooLong,
  PERIODS_SHOWN,
  type Period,
  type PeriodUnit,
  periodsBefore,
  periodsOf,
} from './period.ts';

/** Periods that are over, one after the other, as pages show them together. */
export interface PeriodPage {
  /** Twelve, the oldest first. */
  periods: Period[];
  /** The one before them, for what is held against it. */
  before: Period;
  /** The one after them, where it is over. */
  after?: Period;
}

/**
 * The last twelve periods, or the twelve before these and so on, whichever have the day in them. So every period is on one
 * page only, and whoever asks for one sees the same ones beside it.
 *
 * @param day of none, of a period that is not over and of one that is out of reach the last ones are given
 */
export function periodPage(unit: PeriodUnit, day: Day | undefined, today: Day): PeriodPage {
  const { to } = daysAsked(unit, {}, today);
  const [latest] = periodsOf(unit, to, to) as [Period];
  const since = day === undefined || day > to || isTooLong(unit, day, to) ? 0 : periodsOf(unit, day, to).length - 1;
  const pages = Math.floor(since / PERIODS_SHOWN);
  const last = periodsBefore(unit, latest.first, pages * PERIODS_SHOWN);
  const [before, ...periods] = periodsOf(unit, periodsBefore(unit, last, PERIODS_SHOWN), last) as [Period, ...Period[]];
  const end = (periods.at(-1) as Period).last;
  const after = pages > 0 && periodsOf(unit, addDays(end, 1), addDays(end, 1))[0];
  return { periods, before, ...(after && { after }) };
}
