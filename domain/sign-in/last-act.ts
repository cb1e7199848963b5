import type { Stage } from '../account/account.ts';
import type { Activity } from '../activities/activity.ts';
import type { NextAction } from '../health-list/health-list.ts';
import type { RowFacts } from '../import/facts.ts';
import type { Move, TeamRating } from '../improvement-map/moves.ts';
import type { Proposal } from '../proposals/proposal.ts';
import type { StageProgress } from '../stages/progress.ts';

/** What was done may be taken back for so long from the page that tells of it. */
export const TOLD_FOR_IN_MS = 60_000;

/** What somebody did that may be taken back. */
export type ChangeMade =
  | TaskChangeMade
  | ActivityLogged
  | ActionAgreed
  | StageMoved
  | MemberChanged
  | MailDecided
  | PlaybookPublished
  | ImprovementChanged
  | ActivityRated
  | ProposalDecided;

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

/** Where an account was put by hand, and how it stood before. */
export interface StageMoved {
  account: string;
  moved: {
    stage: Stage;
    /** When (ms): what is said of its stage later counts instead. */
    at: number;
    activity: Pick<Activity, 'id' | 'day'>;
    /** The stage that it was in. */
    from: Stage | null;
    /** The stage that its facts named, when that was said (ms), and its way so far. */
    before: { stage?: Stage; at?: number; progress: StageProgress | null };
  };
  /** What is called so, of which account. */
  name: string;
}

/** What was changed of a colleague: each fact as it was and as it is, `null` where it was or is not known. */
export interface MemberChanged {
  member: string;
  before: RowFacts;
  after: RowFacts;
  /** What they are called. */
  name: string;
}

/** A mail, or a message to the chat, that somebody let go or dropped. */
export interface MailDecided {
  account: string;
  mail: { id: string; channel?: 'chat' };
  /** What is called so, to whom. */
  name: string;
}

/** A version of the playbook that somebody brought, and the one that ran before. */
export interface PlaybookPublished {
  playbook: { version: string; instead: string };
  /** What it is called. */
  name: string;
}

/** A move of the team's that was agreed on, done or dropped, and how it stood before. */
export interface ImprovementChanged {
  improvement: { before: Move | null; after: Move };
  /** What it is called. */
  name: string;
}

/** What somebody said customers make of a kind of activity, and what they had said before. */
export interface ActivityRated {
  rating: { before: TeamRating | null; after: TeamRating };
  /** What the kind is called. */
  name: string;
}

/** A proposal as it was decided on. */
export interface ProposalDecided {
  proposal: Proposal;
  /** What it is called. */
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
