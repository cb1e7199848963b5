import { type AuditEntry, memberOf, shortened } from '../../domain/audit/audit.ts';
import { leftToDo, type Move, type TeamRating } from '../../domain/improvement-map/moves.ts';
import { givenMoveMailId } from '../../domain/mail/move-mail.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { DynamoImprovements } from '../store/improvement/improvements.ts';

export interface Improving {
  improvements: Pick<DynamoImprovements, keyof DynamoImprovements>;
  clock: LocalClock;
  now: () => number;
}

/** Who reads a list of open moves reads no more of them, and nobody works on as many. */
const MOST_OPEN_MOVES = 100;

export type RatingResult = { saved: TeamRating; before: TeamRating | null } | { refused: 'changed' };
export type MoveResult = { saved: Move } | { refused: 'too-many' | 'gone' | 'changed' };

/** Agrees on a move, with the mail that tells its owner; sent twice, it is one. */
export async function agreeOnMove(
  tools: Improving,
  move: Move,
  person: string,
  mail?: OutboxMail,
): Promise<MoveResult> {
  const { moves } = await tools.improvements.readAll();
  const same = moves.find(({ id }) => id === move.id);
  if (same !== undefined) return { saved: same };
  const open = moves.filter(({ doneOn, droppedOn }) => doneOn === undefined && droppedOn === undefined);
  if (open.length >= MOST_OPEN_MOVES) return { refused: 'too-many' };
  const audit = auditOf(tools, 'improvement-agreed', null, move, person);
  return (await tools.improvements.saveMove(undefined, move, audit, { mail }))
    ? { saved: move }
    : { refused: 'changed' };
}

const dayOfEnd = { finished: 'doneOn', dropped: 'droppedOn', 'looked-at': 'lookedOn' } as const;
export type MoveEnd = keyof typeof dayOfEnd;

/** From today on what was agreed works, or is given up; or what came of it has been looked at. */
export async function endMove(
  tools: Improving,
  id: string,
  how: MoveEnd,
  person: string,
): Promise<MoveResult & { before?: Move }> {
  const { moves } = await tools.improvements.readAll();
  const before = moves.find((move) => move.id === id);
  if (before === undefined || before.droppedOn !== undefined) return { refused: 'gone' };
  const left = leftToDo(before);
  if (left?.what !== (how === 'looked-at' ? 'look' : 'make')) return { refused: 'changed' };
  const move = { ...before, [dayOfEnd[how]]: tools.clock.dayOf(tools.now()) };
  const audit = auditOf(tools, `improvement-${how}`, before, move, person);
  return (await tools.improvements.saveMove(before, move, audit)) ? { saved: move, before } : { refused: 'changed' };
}

/** A move is as it was before somebody changed it, where nobody has changed it since; false where somebody has. */
export async function takeMoveBack(
  tools: Improving,
  { before, after }: { before: Move | null; after: Move },
  person: string,
): Promise<boolean> {
  const back = before ?? { ...after, droppedOn: tools.clock.dayOf(tools.now()) };
  const audit = auditOf(tools, 'improvement-taken-back', after, back, person);
  // Only a colleague was to be told that it is theirs.
  const isUntold = before === null && after.owner !== person;
  const untold = isUntold ? { mail: givenMoveMailId(after), at: audit.at } : undefined;
  return tools.improvements.saveMove(after, back, audit, { untold });
}

/** Notes what one of the team thinks customers make of an activity, in the place of what they thought before. */
export async function rateActivity(tools: Improving, rating: TeamRating): Promise<RatingResult> {
  const { ratings } = await tools.improvements.readAll();
  const before = ratings.find(({ activity, by }) => activity === rating.activity && by === rating.by);
  if (before?.expectation === rating.expectation) return { saved: before, before: before };
  const isSaved = await tools.improvements.saveRating(before, rating, auditOfRating(tools, before, rating));
  return isSaved ? { saved: rating, before: before ?? null } : { refused: 'changed' };
}

/** What somebody thought of an activity is what they had thought before, or nothing; false where they think otherwise since. */
export async function takeRatingBack(
  tools: Improving,
  { before, after }: { before: TeamRating | null; after: TeamRating },
): Promise<boolean> {
  const back = before ?? { ...after, expectation: null };
  return tools.improvements.saveRating(after, back, auditOfRating(tools, after, back));
}

function auditOfRating(tools: Improving, before: TeamRating | undefined, after: TeamRating): AuditEntry {
  const factsOf = ({ activity, expectation }: TeamRating) =>
    expectation === null ? null : { activity, rating: expectation };
  return {
    ...doneBy(tools, after.by),
    what: 'activity-rated',
    about: {},
    before: before === undefined ? null : factsOf(before),
    after: factsOf(after),
  };
}

function auditOf(
  tools: Improving,
  what: AuditEntry['what'],
  before: Move | null,
  after: Move,
  person: string,
): AuditEntry {
  return { ...doneBy(tools, person), what, about: {}, before: before && factsOf(before), after: factsOf(after) };
}

const doneBy = ({ now }: Pick<Improving, 'now'>, person: string) =>
  ({ at: new Date(now()).toISOString(), who: memberOf(person), door: 'page' }) as const;

const factsOf = (move: Move) => ({
  ...{ activity: move.activity, kind: move.kind, assignee: move.owner, until: move.due },
  note: move.note === undefined ? null : shortened(move.note),
  status: statusOf(move),
});

function statusOf({ droppedOn, lookedOn, doneOn }: Move): string {
  if (droppedOn !== undefined) return 'dropped';
  if (lookedOn !== undefined) return 'looked-at';
  return doneOn === undefined ? 'open' : 'done';
}
