import { boardEntry } from '../../domain/board/board-entry.ts';
import type { BoardContext } from '../../domain/board/board-search.ts';
import { ifReadable, type Team } from '../../domain/company/team.ts';
import type { Day } from '../../domain/time/day.ts';
import type { TeamRecords } from '../store/work/team-records.ts';
import type { AccountRow } from '../team-pages/accounts/account-columns.ts';

/** Rows of accounts as they stand now, in one round; those that are there no more, or can't be read, are left out. */
export async function accountRows(
  lists: Pick<TeamRecords, 'accounts' | 'states'>,
  ids: readonly string[],
  today: Day,
): Promise<AccountRow[]> {
  if (ids.length === 0) return [];
  const [accounts, states] = await Promise.all([lists.accounts(ids), lists.states(ids)]);
  return ids.flatMap((id): AccountRow[] => {
    const account = accounts.get(id);
    if (account === undefined) return [];
    const state = states.get(id) ?? null;
    const { health } = state ?? {};
    return [
      {
        entry: boardEntry(account, state, today),
        scores: state?.scores ?? {},
        ...(health?.stale === true && { staleSince: health.day }),
      },
    ];
  });
}

/** Who looks after accounts today; each is looked for once, however many accounts they have. */
export function csmFinder(team: Team, today: Day): BoardContext['csmOf'] {
  const csms = new Map<string | undefined, ReturnType<BoardContext['csmOf']>>();
  return ({ csm }) => {
    if (!csms.has(csm)) {
      const found = ifReadable(() => team.csmOf({ id: '', name: '', csm }, today));
      csms.set(csm, found);
    }
    return csms.get(csm) ?? null;
  };
}
