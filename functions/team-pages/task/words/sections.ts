import type { Day } from '../../../../domain/time/day.ts';

export interface TaskPageWords {
  acts: string;
  /** Why it can't be taken back. */
  closedByCommand: string;
  now(day: Day | undefined): string;
  toAccount: string;
  mails: string;
  noMails: string;
}
