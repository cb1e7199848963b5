import type { WorkKind } from '../activities/work-kind.ts';
import type { ClosingReason } from '../episodes/episodes.ts';
import type { DataSnapshot, Obstacle } from '../mail/mail-content.ts';
import type { Day } from '../time/day.ts';
import type { Priority } from './priority.ts';
import type { TaskOutcome } from './task-outcome.ts';

/**
 * `done` by a person; `answered`: the customer has answered since, and the task with it has had its day; or closed with
 * its episode, and why: the signal `recovered`, its rule was `retired` from the playbook, or the account `churned`.
 */
export type TaskStatus = 'open' | 'done' | 'answered' | 'recovered' | 'retired' | 'churned';

export const feedbackVerdicts = ['useful', 'too-early', 'false-alarm'] as const;
/** The assignee's verdict on the signal that raised the task. */
export type FeedbackVerdict = (typeof feedbackVerdicts)[number];

/** Something that happened to a task, in its order. */
export interface TaskChange {
  day: Day;
  /** Who did it, by id; absent where the operator's command didn't say. */
  by?: string;
  /** Of what the customer did themselves, on their own page: which of their contacts. */
  contact?: string;
  /** `approval-expired`: nobody did anything, and so a mail to the customer did not go. */
  act: 'done' | 'undone' | 'snoozed' | 'handed-over' | 'feedback' | 'approval-expired';
  /** ISO; of what may be taken back for a while. */
  at?: string;
  /** What it replaced, where it may be taken back: the day it was put off to, the role that had it. */
  was?: Pick<Task, 'snoozedUntil'> & Partial<Pick<Task, 'role'>>;
  /** The mail that it is about. */
  mail?: string;
  /** The day a snoozed task comes back; of one that was done, the day that it had been put off to. */
  until?: Day;
  /** Whom it was handed over from and to. */
  from?: string | null;
  to?: string;
  verdict?: FeedbackVerdict;
  /** Why the customer leaves, of a task that asks for it. */
  reason?: string;
  note?: string;
}

/** What somebody said of a signal, kept for tuning it. */
export interface SignalFeedback {
  account: string;
  task: string;
  episode: string;
  signal: string;
  subject: string | null;
  template: string;
  verdict: FeedbackVerdict;
  by?: string;
  day: Day;
  note?: string;
}

/** What becomes of the open tasks of an episode that closes. */
export function statusAfter(reason: ClosingReason): TaskStatus {
  return reason === 'new-level' ? 'recovered' : reason;
}

/**
 * One piece of work for one person. Its id is episode + template, and the role where several do it together: raised
 * twice, it is still one task. What kind of work it is stands in it where its template says so.
 */
export interface Task extends WorkKind {
  id: string;
  account: string;
  signal: string;
  subject: string | null;
  episode: string;
  template: string;
  /** The variant of its play that asked for it, where there were several. */
  arm?: string;
  /** In the assignee's language. */
  title: string;
  /** Id of the person; null when nobody could be found. */
  assignee: string | null;
  role: string;
  priority: Priority;
  due: Day;
  status: TaskStatus;
  outcome: TaskOutcome | null;
  /** The note written on finishing it. */
  note?: string;
  /** Why the customer leaves, as the playbook lists it; of a task that asks for it. */
  reason?: string;
  /** How long it took, as reported on finishing it. */
  minutes?: number;
  /** Nobody is reminded before this day; then it comes back. */
  snoozedUntil?: Day;
  /** The latest word on its signal. */
  feedback?: FeedbackVerdict;
  history?: TaskChange[];
  /** Ids of the tasks that the others have who do it together. */
  linked?: string[];
  /** Position in its group, from 1. */
  order: number;
  raisedOn: Day;
  /** ISO. */
  raisedAt?: string;
  /** Version of the playbook that asked for it, e.g. `v3`; absent where it was raised by an older release. */
  playbook?: string;
  /** What its play could not do when the task was raised. */
  lacks?: Obstacle[];
  closedOn: Day | null;
  data: DataSnapshot;
}
