import { type Move, movesToDo } from '../../domain/improvement-map/moves.ts';
import type { Day } from '../../domain/time/day.ts';
import type { MoveDrawing } from '../team-pages/map/move-row.ts';
import type { DueRow } from '../team-pages/parts/due-row.ts';

/** What is to be done about how the team works, as lines of a list of tasks; on most days nothing, and nothing is loaded. */
export async function rowsOfMoves(
  moves: readonly Move[],
  { today, ...drawing }: MoveDrawing & { today: Day },
): Promise<DueRow[]> {
  const toDo = movesToDo(moves, today);
  if (toDo.length === 0) return [];
  const { moveRow } = await import('../team-pages/map/move-row.ts');
  return toDo.map((one) => moveRow(one, drawing));
}
