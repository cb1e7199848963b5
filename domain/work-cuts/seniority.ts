import type { LoggedWork } from '../activities/work-log.ts';
import { addDays, type Day, daysBetween } from '../time/day.ts';

/** `unknown`: whoever was there before the log began, until its half a year is over. */
export type Seniority = 'veteran' | 'newcomer' | 'unknown';

/** Who has done the work for so long is new to it no more. */
export const NEWCOMER_FOR_IN_DAYS = 180;
/** Whose first work is noted in the log's first days may have been there for years. */
const BEGINNING_IN_DAYS = 30;

/**
 * Whether somebody was new to the work on the day they did it. The team's records don't say when people joined, so that is
 * counted from the first work on record of them.
 */
export function senioritiesIn(work: readonly LoggedWork[]): (one: Pick<LoggedWork, 'by' | 'day'>) => Seniority {
  const first = new Map<string, Day>();
  for (const { by, day } of work) {
    if (by === null) continue;
    const known = first.get(by);
    if (known === undefined || day < known) first.set(by, day);
  }
  const beginning = [...first.values()].reduce((a, b) => (a < b ? a : b), '9999');
  return ({ by, day }) => {
    if (by === null) return 'unknown';
    const joined = first.get(by) ?? day;
    if (daysBetween(joined, day) >= NEWCOMER_FOR_IN_DAYS) return 'veteran';
    return joined < addDays(beginning, BEGINNING_IN_DAYS) ? 'unknown' : 'newcomer';
  };
}
