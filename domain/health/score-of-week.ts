import { addDays, type Day } from '../time/day.ts';

const WEEK_IN_DAYS = 7;

/** The score of the day, or the last one of the week before it; in tenths. */
export function scoreOfWeek(scores: Readonly<Record<Day, number>>, day: Day): number | null {
  for (let back = 0; back < WEEK_IN_DAYS; back += 1) {
    const score = scores[addDays(day, -back)];
    if (score !== undefined) return score;
  }
  return null;
}
