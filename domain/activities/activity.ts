import type { Stage } from '../account/account.ts';
import type { TaskOutcome } from '../tasks/task-outcome.ts';
import type { Day } from '../time/day.ts';
import type { ActivityOutcome, WorkKind } from './work-kind.ts';

export const touchKinds = ['call', 'meeting', 'mail', 'visit', 'chat'] as const;
export type TouchKind = (typeof touchKinds)[number];
/** What somebody may write down by hand: that they were in touch, or what they know. */
export const loggedKinds = [...touchKinds, 'note'] as const;
export type LoggedKind = (typeof loggedKinds)[number];

/** No rule asks further back. */
export const ACTIVITIES_KEPT_IN_DAYS = 400;

/**
 * Something our side did with or for an account: a logged touch, a note, a task that somebody finished, put off or handed
 * over, a stage set by hand.
 */
export interface Activity extends WorkKind {
  id: string;
  /** The day it was done, in the company's time zone. */
  day: Day;
  kind: LoggedKind | 'task' | 'task-moved' | 'stage';
  /** Who did it, by id. */
  by?: string;
  /** Of a task that the customer finished themselves, on their own page: which of their contacts. */
  contact?: string;
  note?: string;
  /** How long it took. */
  minutes?: number;
  /** Of a touch: the kind of activity that it was, as the playbook lists it. */
  activity?: string;
  /** What came of a touch. */
  outcome?: ActivityOutcome;
  /** How often we wrote back, of one inquiry. */
  replies?: number;
  /** For a task that was put off or handed over: how it stands since. */
  moved?: { task: string; order: number; assignee: string | null; snoozedUntil?: Day };
  /** For a task. */
  task?: { id: string; episode: string; template: string; outcome: TaskOutcome | null };
  /** ISO. It can be undone until then. */
  undoableUntil?: string;
  /** Where a person moved the account to; the note says why. */
  stage?: Stage;
}

/** Whether we were in touch: notes, who has a task, and in which stage we put the account are our own business, and what the customer did is theirs. */
export const isTouch = ({ kind, contact }: Activity) =>
  kind !== 'note' && kind !== 'stage' && kind !== 'task-moved' && contact === undefined;

/** Clocks differ a little, and what is being taken back takes its moment. */
const MARGIN_IN_MS = 60_000;

/** What is done for good. From the rest work goes on as well, but nothing is closed and no stage left because of it. */
export function finalActivities(activities: Activity[], now: string): Activity[] {
  const undoable = new Date(Date.parse(now) - MARGIN_IN_MS).toISOString();
  return activities.filter(({ undoableUntil }) => undoableUntil === undefined || undoableUntil <= undoable);
}

/** An address that takes no more mail, as the mail service said of it. */
export interface DeadAddress {
  contact: string;
  address: string;
  reason: 'bounced' | 'complained';
  day: Day;
}

/** Whether mail to the address was known to come back by the day, for any contact of the account. */
export function isDeadAddress(email: string, deadAddresses: DeadAddress[], asOf: Day): boolean {
  return deadAddresses.some(({ address, day }) => day <= asOf && address.toLowerCase() === email.toLowerCase());
}
