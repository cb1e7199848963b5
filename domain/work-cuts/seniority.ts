import type { LoggedWork } from '../activities/work-log.ts';
import { addDays, type Day, daysBetween } from '../time/day.ts';

/** `unknown`: whoever was there before the log began, until its half a year is over. */
export type Seniority = 'veteran' | 'newcomer' | 'unknown';

/** Who has done the work for so long is new to it no more. */
export const NEWCOMER_FOR_IN_DAYS = 180;
/** Whose first work is noted in the log's first days may have been there for years. */
const BEGINNING_IN_DAYS = 30;

/**
 * Whether somebody was new to the work on the day they did it: by the day on which they joined, and of those of whom the
 * team's records don't say it, by their first work on record.
 *
 * @param joinedOn by the id of the person
 */
export function senioritiesIn(
  work: readonly LoggedWork[],
  joinedOn: ReadonlyMap<string, Day> = new Map(),
): (one: Pick<LoggedWork, 'by' | 'day'>) => Seniority {
  const first = new Map<string, Day>();
  for (const { by, day } of work) {
    if (by === null) continue;
    const known = first.get(by);
    if (known === undefined || day < known) first.set(by, day);
  }
  const beginning = [...first.values()].reduce((a, b) => (a < b ? a : b), '9999');
  return ({ by, day }) => {
    if (by === null) return 'unknown';
    const told = joinedOn.get(by);
    const joined = told ?? first.get(by) ?? day;
    if (daysBetween(joined, day) >= NEWCOMER_FOR_IN_DAYS) return 'veteran';
    return told === undefined && joined < addDays(beginning, BEGINNING_IN_DAYS) ? 'unknown' : 'newcomer';
  };
}
