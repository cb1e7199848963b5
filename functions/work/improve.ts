import { type AuditEntry, memberOf, shortened } from '../../domain/audit/audit.ts';
import type { Move, TeamRating } from '../../domain/improvement-map/moves.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { DynamoImprovements } from '../store/improvement/improvements.ts';

export interface Improving {
  improvements: Pick<DynamoImprovements, keyof DynamoImprovements>;
  clock: LocalClock;
  now: () => number;
}

/** Who reads a list of open moves reads no more of them, and nobody works on as many. */
const MOST_OPEN_MOVES = 100;

export type MoveResult = { saved: Move } | { refused: 'too-many' | 'gone' | 'changed' };

/** Agrees on a move; sent twice, it is one. */
export async function agreeOnMove(tools: Improving, move: Move, person: string): Promise<MoveResult> {
  const { moves } = await tools.improvements.readAll();
  const same = moves.find(({ id }) => id === move.id);
  if (same !== undefined) return { saved: same };
  const open = moves.filter(({ doneOn, droppedOn }) => doneOn === undefined && droppedOn === undefined);
  if (open.length >= MOST_OPEN_MOVES) return { refused: 'too-many' };
  const audit = auditOf(tools, 'improvement-agreed', null, move, person);
  return (await tools.improvements.saveMove(undefined, move, audit)) ? { saved: move } : { refused: 'changed' };
}

/** From today on what was agreed works, or is given up. */
export async function endMove(
  tools: Improving,
  id: string,
  how: 'finished' | 'dropped',
  person: string,
): Promise<MoveResult & { before?: Move }> {
  const { moves } = await tools.improvements.readAll();
  const before = moves.find((move) => move.id === id);
  if (before === undefined || before.droppedOn !== undefined) return { refused: 'gone' };
  if (before.doneOn !== undefined) return { refused: 'changed' };
  const today = tools.clock.dayOf(tools.now());
  const move = { ...before, ...(how === 'finished' ? { doneOn: today } : { droppedOn: today }) };
  const audit = auditOf(
    tools,
    how === 'finished' ? 'improvement-finished' : 'improvement-dropped',
    before,
    move,
    person,
  );
  return (await tools.improvements.saveMove(before, move, audit)) ? { saved: move, before } : { refused: 'changed' };
}

/** A move is as it was before somebody changed it, where nobody has changed it since; false where somebody has. */
export async function takeMoveBack(
  tools: Improving,
  { before, after }: { before: Move | null; after: Move },
  person: string,
): Promise<boolean> {
  const back = before ?? { ...after, droppedOn: tools.clock.dayOf(tools.now()) };
  return tools.improvements.saveMove(after, back, auditOf(tools, 'improvement-taken-back', after, back, person));
}

/** Notes what one of the team thinks customers make of an activity, in the place of what they thought before. */
export async function rateActivity(tools: Improving, rating: TeamRating): Promise<void> {
  const { ratings } = await tools.improvements.readAll();
  const { activity, by, expectation } = rating;
  const before = ratings.find((one) => one.activity === activity && one.by === by);
  if (before?.expectation === expectation) return;
  await tools.improvements.saveRating(rating, {
    ...doneBy(tools, by),
    what: 'activity-rated',
    about: {},
    before: before === undefined ? null : { activity, rating: before.expectation },
    after: { activity, rating: expectation },
  });
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

const factsOf = ({ activity, kind, owner, due, note, doneOn, droppedOn }: Move) => ({
  ...{ activity, kind, assignee: owner, until: due },
  note: note === undefined ? null : shortened(note),
  status: droppedOn !== undefined ? 'dropped' : doneOn === undefined ? 'open' : 'done',
});
