import type { Expectation } from '../answers/activity-answer.ts';
import type { Day } from '../time/day.ts';
import type { Block } from './improvement-map.ts';

export const moveKinds = ['stop', 'reduce', 'signal', 'improve', 'streamline'] as const;
/** What a team can do to bring an activity to where customers are content and it costs what it should. */
export type MoveKind = (typeof moveKinds)[number];

export const walls = ['courage', 'service', 'efficiency'] as const;
/** What stands in the way: the courage to stop, a service that has to be better, work that takes too much. */
export type Wall = (typeof walls)[number];

/** Happy customers by much work: they like it, and it is costly to us. */
export const COSTLY_BLOCK: Block = 'H-3';
/** Where every route leads. */
export const GOAL_BLOCK: Block = 'H-2';

/** The wall in front of a block and the moves over it; `null` where all is well. */
export function wayOutOf(block: Block): { wall: Wall; moves: MoveKind[]; route: Block[] } | null {
  switch (block) {
    case 'O-1':
    case 'O-2':
    case 'O-3':
      return { wall: 'courage', moves: ['stop', 'reduce', 'signal'], route: [GOAL_BLOCK] };
    case 'G-1':
    case 'G-2':
      return { wall: 'service', moves: ['improve'], route: [GOAL_BLOCK] };
    // First it has to be good; then it may cost less.
    case 'G-3':
      return { wall: 'service', moves: ['improve', 'stop'], route: [COSTLY_BLOCK, GOAL_BLOCK] };
    case 'H-3':
      return { wall: 'efficiency', moves: ['streamline', 'signal'], route: [GOAL_BLOCK] };
    default:
      return null;
  }
}

/** What the team has agreed to change about one kind of activity. */
export interface Move {
  id: string;
  activity: string;
  kind: MoveKind;
  /** Where it stood when that was agreed; absent where nobody had been asked yet. */
  from?: Block;
  /** Who does it, by id, and until when. */
  owner: string;
  due: Day;
  note?: string;
  agreedOn: Day;
  /** From when on it works; what came of it is looked at from there. */
  doneOn?: Day;
  /** When it was given up. */
  droppedOn?: Day;
}

/** What one of the team thinks customers make of an activity; it stands for nobody's answer. */
export interface TeamRating {
  activity: string;
  by: string;
  expectation: Expectation;
  day: Day;
}
