import type { IdeasOfMove } from './ideas-of-move.ts';
import type { LearnedFrom } from './proposal.ts';

/** What somebody learned something from, and what it may become. */
export type Learned =
  /** `text`: what was agreed on. */
  | { move: string; activity: string; ideas: IdeasOfMove; text: string }
  | { play: string; way: string }
  /** `text`: what its assignee noted on finishing it. */
  | { task: string; account: string; template: string; text: string };

export function learnedFrom(learned: Learned): LearnedFrom {
  if ('move' in learned) return { move: learned.move, activity: learned.activity };
  return 'play' in learned ? { play: learned.play } : { task: learned.task, account: learned.account };
}
