import type { Task } from './task.ts';

/** What a digest needs of a task. */
export type OpenTask = Pick<
  Task,
  | 'id'
  | 'account'
  | 'signal'
  | 'subject'
  | 'episode'
  | 'template'
  | 'title'
  | 'assignee'
  | 'priority'
  | 'due'
  | 'raisedAt'
  | 'lacks'
  | 'snoozedUntil'
>;
