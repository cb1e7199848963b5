import type { Idea } from './idea.ts';

/** What it was learned from. */
export type LearnedFrom =
  /** A move of the improvement map. */
  | { move: string; activity: string }
  /** What came of a play's ways, as it was counted up to a day. */
  | { play: string }
  /** A task that somebody did. */
  | { task: string; account: string };

/** What was asked about a proposal, of the playbook that ran then. */
export interface ProposalTried {
  /** The version that it was tried against. */
  version: string;
  /** What that version said, as a hash: another version may say the same. Absent in what older releases tried. */
  content?: string;
  /** The studies that hold what came of it. */
  stories: string;
  whatIf: string;
  /** ISO. */
  at: string;
}

/** A change of the playbook that somebody proposes, for a manager to decide on. */
export interface Proposal {
  id: string;
  idea: Idea;
  from: LearnedFrom;
  /** By id. */
  by: string;
  /** ISO. */
  proposedAt: string;
  why: string;
  tried?: ProposalTried;
  /** Absent: nobody has decided yet. */
  decided?: {
    how: 'published' | 'declined';
    by: string;
    /** ISO. */
    at: string;
    why: string;
    /** The version that it became. */
    version?: string;
  };
}

/** More of them nobody decides on. */
export const MOST_OPEN_PROPOSALS = 50;
