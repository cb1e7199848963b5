import type { Stage } from '../account/account.ts';

/** Where something is done before anybody asks for it: on entering a stage, or with what a signal asks for already. */
export type EarlyPlace = { stage: Stage } | { signal: string };

/**
 * How the playbook is to be otherwise, for what was learned. It says what is meant, not what is written where: it is
 * applied to whatever playbook runs, so that what others publish meanwhile stays.
 */
export type Idea =
  /** One of the ways that are tried becomes the play. */
  | { kind: 'way'; play: string; way: string }
  /** What customers kept asking for is done before they ask. */
  | { kind: 'early'; activity: string; at: EarlyPlace }
  /** No play asks for the task any more. */
  | { kind: 'drop'; task: string }
  /** What asks for the task does so half as often. */
  | { kind: 'rarer'; task: string }
  /** The mails that ask customers what they make of the activity go out, once they are approved: they were switched off. */
  | { kind: 'ask'; activity: string }
  /** What worked for somebody stands in the task from now on. */
  | { kind: 'note'; task: string; text: string };
export type IdeaKind = Idea['kind'];

/** Why an idea can't be a change of this playbook. */
export type Unfit =
  /** What it is about is not in the playbook. */
  | 'gone'
  /** The playbook says so already. */
  | 'so-already'
  /** No play asks for it. */
  | 'nowhere-asked'
  /** No mail asks about it. */
  | 'asked-nowhere'
  /** It is all that a play does. */
  | 'all-of-a-play'
  /** It comes once for each matter, and can't come less often. */
  | 'once-already';
