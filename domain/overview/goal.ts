import type { Account } from '../account/account.ts';
import { goalLineOf, straightWay } from '../account/goal-line.ts';
import { type Day, daysBetween } from '../time/day.ts';
import type { UsageHistory } from '../usage/usage-history.ts';

/** How far an account is with the success that it bought the product for. */
export interface GoalProgress {
  name?: string;
  measure?: string;
  value: number | null;
  start?: number;
  target?: number;
  date?: Day;
  /** Below 0 once the date has passed. */
  daysLeft?: number;
  /** Of the way from start to target; `null` where there is no value yet. */
  share?: number | null;
  /** Where it would be today on the straight way. */
  expected?: number;
}

/** `null` where nobody said what the goal is. */
export function goalProgress(account: Account, usage: UsageHistory): GoalProgress | null {
  const line = goalLineOf(account);
  if (line === 'no-goal') return null;
  const { goalName: name, goalMeasure: measure, goalStart: start, goalTarget: target, goalDate: date } = account;
  const value = measure === undefined ? null : usage.measureOn(measure, usage.asOf);
  const said = { name, measure, value, start, target, date };
  const daysLeft = date === undefined ? undefined : daysBetween(usage.asOf, date);
  if (line === 'goal-incomplete') return { ...said, daysLeft };
  return {
    ...said,
    daysLeft,
    share: value === null ? null : (value - line.start) / (line.target - line.start),
    expected: straightWay(line, usage.asOf).expected,
  };
}
