import { type Day, daysBetween } from '../time/day.ts';
import type { Account } from './account.ts';

export interface GoalLine {
  measure: string;
  start: number;
  target: number;
  since: Day;
  date: Day;
}

/** The straight line on which the goal would be reached; a reason when the account's facts make none. */
export function goalLineOf(account: Account): GoalLine | 'no-goal' | 'goal-incomplete' {
  const { goalName, goalMeasure: measure, goalStart: start, goalTarget: target, goalDate: date } = account;
  const since = account.goalSince ?? account.contractStart;
  if (goalName === undefined && measure === undefined && target === undefined && date === undefined) return 'no-goal';
  if (measure === undefined || start === undefined || target === undefined) return 'goal-incomplete';
  if (since === undefined || date === undefined || since >= date || start === target) return 'goal-incomplete';
  return { measure, start, target, since, date };
}

/** Where the goal's value would be on the day, on the straight way from its start to its target. */
export function straightWay({ start, target, since, date }: GoalLine, day: Day) {
  const total = daysBetween(since, date);
  const elapsed = Math.min(Math.max(daysBetween(since, day), 0), total);
  return { elapsed, total, expected: start + ((target - start) * elapsed) / total };
}
