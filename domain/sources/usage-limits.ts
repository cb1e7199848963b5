import { addDays, type Day } from '../time/day.ts';

/** What one source may bring in a day, so that a broken or hostile sender costs little and hides nobody else's usage. */
export interface UsageLimits {
  /** Event names that the playbook does not live on. */
  newNamesPerSourceAndDay: number;
  /** Users whom neither their account nor the company knew. */
  newUsersPerSourceAndDay: number;
  /** Accounts that nobody imported, and of which nothing was counted before. */
  newAccountsPerSourceAndDay: number;
}

export type LimitedKind = 'names' | 'users' | 'accounts' | 'quarantine' | 'waiting';

/** That a source brought more than it may, on each day from the first to the last. */
export interface SourceOverLimit {
  source: string;
  limit: LimitedKind;
  from: Day;
  to: Day;
  /** How many of these days were counted only; of what was put aside, all of them by reason. */
  notKept?: number;
  reasons?: Record<string, number>;
}

/** Whether it goes on: of a day that has just begun nobody knows yet. */
export const isStillOver = ({ to }: SourceOverLimit, today: Day) => to >= addDays(today, -1);

/** The latest days of these that follow one another; `null` where there is none. */
export function lastStretch(days: readonly Day[]): { from: Day; to: Day } | null {
  const sorted = [...new Set(days)].sort();
  const to = sorted.at(-1);
  if (to === undefined) return null;
  let from = to;
  while (sorted.includes(addDays(from, -1))) from = addDays(from, -1);
  return { from, to };
}
