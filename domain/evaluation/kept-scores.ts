import { addDays, type Day, weekdayOf } from '../time/day.ts';

/** So far back rules look at the score of a day. */
export const SCORES_KEPT_BY_DAY = 120;
/** Of the rest of a year people see one a week. */
const SCORES_KEPT_IN_DAYS = 366;

/** The day whose score stands for its week, once the others are forgotten: Mondays. */
export const isScoreOfWeek = (day: Day) => weekdayOf(day) === 1;

/** What is kept of the scores of the days before, and today's where there is one; day → score in tenths. */
export function keptScores(
  scores: Readonly<Record<Day, number>>,
  today: { score: number } | null,
  asOf: Day,
): Record<Day, number> {
  const oldestByDay = addDays(asOf, -SCORES_KEPT_BY_DAY);
  const oldest = addDays(asOf, -SCORES_KEPT_IN_DAYS);
  const kept: Record<Day, number> = {};
  // A pair for each of them would cost as much again.
  for (const day of Object.keys(scores)) {
    const isKept = day < asOf && (day > oldestByDay || (day > oldest && isScoreOfWeek(day)));
    if (isKept) kept[day] = scores[day] as number;
  }
  if (today) kept[asOf] = today.score;
  return kept;
}
