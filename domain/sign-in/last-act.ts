import type { Activity } from '../activities/activity.ts';
import type { NextAction } from '../health-list/health-list.ts';

/** What was done may be taken back for so long from the page that tells of it. */
export const TOLD_FOR_IN_MS = 60_000;

/** What somebody did that may be taken back. */
export type ChangeMade = TaskChangeMade | ActivityLogged | ActionAgreed;

/** Which of a task's changes somebody has made. */
export interface TaskChangeMade {
  account: string;
  task: string;
  /** Its place in the task's history. */
  change: number;
  /** What the task is called, at which account. */
  name: string;
}

/** What was written down of an account. */
export interface ActivityLogged {
  account: string;
  activity: Pick<Activity, 'id' | 'day' | 'kind'>;
  /** What is called so, of which account. */
  name: string;
}

/** What was agreed on for an account, in the place of what. */
export interface ActionAgreed {
  account: string;
  agreed: { before: NextAction | null; after: NextAction };
  /** What is called so, of which account. */
  name: string;
}

/** What somebody did last in a session, so that the next page tells of it and offers to take it back. */
export interface LastAct {
  /** ms */
  at: number;
  /** What happened, in their language. */
  text: string;
  /** What could not be done, and why. */
  left?: string[];
  /** What is to be taken back, where it can be. */
  undo?: ChangeMade[];
}

/** Whether a page still tells of it. */
export const isTold = (act: LastAct | undefined, nowInMs: number) =>
  act !== undefined && nowInMs - act.at <= TOLD_FOR_IN_MS;
