import type { Day } from './day.ts';

export const touchKinds = ['call', 'meeting', 'mail', 'visit', 'chat'] as const;

export const taskOutcomes = ['won', 'helped', 'no-effect', 'not-needed', 'false-alarm'] as const;
export type TaskOutcome = (typeof taskOutcomes)[number];

/** Something our side did with or for an account: a logged touch, or a task that somebody finished. */
export interface Activity {
  id: string;
  /** The day it was done, in the company's time zone. */
  day: Day;
  kind: (typeof touchKinds)[number] | 'task';
  /** Who did it, by id. */
  by?: string;
  note?: string;
  /** For a task. */
  task?: { id: string; episode: string; template: string; outcome: TaskOutcome | null };
}

/** An address that takes no more mail, as the mail service said of it. */
export interface DeadAddress {
  contact: string;
  address: string;
  reason: 'bounced' | 'complained';
  day: Day;
}
