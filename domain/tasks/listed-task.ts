import type { Day } from '../time/day.ts';
import type { Task } from './task.ts';

/** What a list of open tasks knows of each without having read it. */
export type ListedTask = Pick<Task, 'id' | 'account' | 'signal' | 'assignee' | 'priority' | 'due' | 'snoozedUntil'>;

/** The day by which something is to be done: of a task that was put off the day that it comes back. */
export const dueOn = ({ due, snoozedUntil }: Pick<Task, 'due' | 'snoozedUntil'>): Day =>
  snoozedUntil !== undefined && snoozedUntil > due ? snoozedUntil : due;

/** Nobody is reminded of it before another day. */
export const isPutOff = ({ snoozedUntil }: Pick<Task, 'snoozedUntil'>, today: Day): boolean =>
  snoozedUntil !== undefined && snoozedUntil > today;
