import { addDays, type Day } from '../time/day.ts';
import { addNpsTallies, type NpsAnswer, type NpsTally, npsTallies } from './net-promoter-score.ts';
import { type Period, periodsOf } from './period.ts';

/**
 * A night counts so many days anew: answers that come late are still in them, and nights that were missed are made good.
 * Every evaluation reads the answers that counted at the end of the first of them.
 */
export const NPS_DAYS_COUNTED = 28;

/** Thirteen months, as the other figures of a year have them. */
const KEPT_IN_DAYS = 400;

/** How many people were what, at the end of each day. */
export type NpsDays = Readonly<Record<Day, NpsTally>>;

/** Of the last days that are over. */
export function npsDaysOver(answers: Iterable<NpsAnswer>, today: Day): NpsDays {
  const days: Period[] = periodsOf('day', addDays(today, -NPS_DAYS_COUNTED), addDays(today, -1));
  const tallies = npsTallies(answers, days);
  return Object.fromEntries(days.map(({ last }, i) => [last, tallies[i] as NpsTally]));
}

/** What was counted before goes on standing for the days before. */
export function goneOnWith(before: NpsDays, counted: NpsDays, today: Day): NpsDays {
  const first = addDays(today, -KEPT_IN_DAYS);
  const days = Object.entries({ ...before, ...counted }).filter(([day]) => day >= first);
  return Object.fromEntries(days.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Of all accounts at the end of the day; `null` where those of some were not counted. */
export function npsOnDay(buckets: readonly NpsDays[], day: Day): NpsTally | null {
  const tallies = buckets.flatMap((days) => days[day] ?? []);
  if (tallies.length === 0 || tallies.length < buckets.length) return null;
  return tallies.map((tally) => [tally]).reduce(addNpsTallies)[0] as NpsTally;
}
