import type { Stage } from '../account/account.ts';
import type { Expectation } from '../answers/activity-answer.ts';
import { groupedBy } from '../collections/grouped-by.ts';
import type { Company } from '../company/company.ts';
import { type Team, workingWeekOf } from '../company/team.ts';
import type { BusinessCalendar } from '../time/business-days.ts';
import { addDays, type Day } from '../time/day.ts';
import type { Block } from './improvement-map.ts';
import type { MoveDuty, MoveKind } from './move-kinds.ts';

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
  /** Where on the customers' way it was done most; absent where that was not known. */
  stage?: Stage;
  /** Who does it, by id, and until when. */
  owner: string;
  due: Day;
  note?: string;
  agreedOn: Day;
  /** From when on it works; what came of it is looked at from there. */
  doneOn?: Day;
  /** When the team looked at what came of it. */
  lookedOn?: Day;
  /** When it was given up. */
  droppedOn?: Day;
}

/** So long after it is done there are weeks enough to set against those before. */
export const LOOKED_AT_AFTER_IN_DAYS = 56;

/** What its owner has to do about a move, and by when. */
export interface MoveToDo {
  move: Move;
  what: MoveDuty;
  due: Day;
}

/** `null` where nothing is left to do. */
export function leftToDo(move: Move): MoveToDo | null {
  if (move.droppedOn !== undefined || move.lookedOn !== undefined) return null;
  if (move.doneOn === undefined) return { move, what: 'make', due: move.due };
  return { move, what: 'look', due: addDays(move.doneOn, LOOKED_AT_AFTER_IN_DAYS) };
}

/** What is to be done about moves, by when; what came of one is looked at when its day has come, and not before. */
export function movesToDo(moves: readonly Move[], today: Day): MoveToDo[] {
  return moves
    .flatMap((move) => leftToDo(move) ?? [])
    .filter(({ what, due }) => what === 'make' || due <= today)
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.move.id < b.move.id ? -1 : 1));
}

/** Whose day has come or is past. */
export const dueMoves = (moves: readonly Move[], today: Day): MoveToDo[] =>
  movesToDo(moves, today).filter(({ due }) => due <= today);

/** The same by who sees to it now: what somebody had who left is their successor's. */
export function dueMovesByPerson(moves: readonly Move[], team: Team, today: Day): Map<string, MoveToDo[]> {
  return groupedBy(dueMoves(moves, today), ({ move: { owner } }) => {
    const member = team.memberOf(owner);
    return (member && team.successorFor(member, today))?.id;
  });
}

/** What has been left for so many of its owner's business days that their manager is told. */
export interface LateMove extends MoveToDo {
  ownerName: string;
  lateInBusinessDays: number;
}

/** By who is told of them. Nobody is told of their own. */
export function lateMovesByManager(
  moves: readonly Move[],
  { team, calendar, company, today }: { team: Team; calendar: BusinessCalendar; company: Company; today: Day },
  escalateAfterInBusinessDays: number,
): Map<string, LateMove[]> {
  const late = dueMoves(moves, today).flatMap((toDo) => {
    const named = team.memberOf(toDo.move.owner);
    const owner = named && team.successorFor(named, today);
    const manager = team.managerOf(owner, { account: null, day: today });
    const lateInBusinessDays = calendar.businessDaysBetween(toDo.due, today, workingWeekOf(company, owner));
    if (manager === null || lateInBusinessDays < escalateAfterInBusinessDays) return [];
    return [{ manager: manager.id, late: { ...toDo, ownerName: owner?.name ?? '', lateInBusinessDays } }];
  });
  return new Map([...groupedBy(late, ({ manager }) => manager)].map(([id, told]) => [id, told.map((one) => one.late)]));
}

/** What one of the team thinks customers make of an activity; it stands for nobody's answer. */
export interface TeamRating {
  activity: string;
  by: string;
  /** `null` where they have taken back what they said. */
  expectation: Expectation | null;
  day: Day;
}
