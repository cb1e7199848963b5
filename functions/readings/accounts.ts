import { type BoardContext, searchBoard } from '../../domain/board/board-search.ts';
import { teamOf } from '../../domain/company/team.ts';
import { askedAccounts } from '../team-pages/accounts/asked-accounts.ts';
import { csmFinder } from './account-rows.ts';
import type { Readings } from './readings.ts';

/** The accounts that are asked for, in the order that is asked for, as the board has them. */
export async function findAccounts(
  query: URLSearchParams,
  { keptBoard, clock, now }: Pick<Readings, 'keptBoard' | 'clock' | 'now'>,
) {
  const { entries, asOf, isPartial, members, health } = await keptBoard.read();
  const today = clock.dayOf(now());
  const context: BoardContext = { health, today, csmOf: csmFinder(teamOf(members), today) };
  const search = askedAccounts(query);
  return { entries, asOf, isPartial, search, context, found: searchBoard(entries, search, context) };
}
