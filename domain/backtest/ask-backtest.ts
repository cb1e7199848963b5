import { addDays, type Day, daysBetween } from '../time/day.ts';
import {
  type BacktestQuestion,
  type CustomerRules,
  HORIZON_BOUNDS,
  LEAD_BOUNDS,
  MOST_DAYS,
  USUAL_HORIZON_IN_DAYS,
  USUAL_LEAD_IN_DAYS,
  USUAL_PERIOD_IN_DAYS,
} from './question.ts';

/** What whoever asks may say; the rest is usual. */
export type BacktestOptions = Partial<
  Pick<BacktestQuestion, 'outcome' | 'leadInDays' | 'horizonInDays' | 'from' | 'to'>
>;

/** Why it can't be asked so. Numbers are the least and the most that can be; days are the last that can be. */
export type BacktestRefusal =
  | { option: 'lead' | 'horizon'; problem: 'out-of-bounds'; least: number; most: number }
  | { option: 'to'; problem: 'not-over'; lastDay: Day }
  | { option: 'from'; problem: 'too-late'; lastDay: Day }
  | { option: 'from'; problem: 'too-early'; firstDay: Day };

/** The year up to yesterday, unless other days are said: today is not over. */
export function askBacktest(
  options: BacktestOptions,
  { today, rules: { backWithinDays, downgradeToFree } }: { today: Day; rules: CustomerRules },
): { question: BacktestQuestion } | { refused: BacktestRefusal } {
  const { outcome = 'churn', leadInDays = USUAL_LEAD_IN_DAYS, horizonInDays = USUAL_HORIZON_IN_DAYS } = options;
  const yesterday = addDays(today, -1);
  const { to = yesterday } = options;
  const { from = addDays(to, 1 - USUAL_PERIOD_IN_DAYS) } = options;
  if (!isIn(LEAD_BOUNDS, leadInDays)) return { refused: { option: 'lead', problem: 'out-of-bounds', ...LEAD_BOUNDS } };
  if (!isIn(HORIZON_BOUNDS, horizonInDays)) {
    return { refused: { option: 'horizon', problem: 'out-of-bounds', ...HORIZON_BOUNDS } };
  }
  if (to > yesterday) return { refused: { option: 'to', problem: 'not-over', lastDay: yesterday } };
  // Of a shorter period no day is over: not one alarm could be judged.
  const lastDay = addDays(to, -(leadInDays + horizonInDays));
  if (from > lastDay) return { refused: { option: 'from', problem: 'too-late', lastDay } };
  const firstDay = addDays(to, 1 - MOST_DAYS);
  if (daysBetween(firstDay, from) < 0) return { refused: { option: 'from', problem: 'too-early', firstDay } };
  const rules = { backWithinDays, downgradeToFree };
  return { question: { outcome, leadInDays, horizonInDays, from, to, rules } };
}

const isIn = ({ least, most }: { least: number; most: number }, days: number) =>
  Number.isInteger(days) && days >= least && days <= most;
