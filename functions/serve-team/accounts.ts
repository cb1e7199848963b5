import { isOfThoseAskedFor, searchBoard } from '../../domain/board/board-search.ts';
import { teamOf } from '../../domain/company/team.ts';
import { accountsFile } from '../team-pages/accounts/accounts-file.ts';
import { type AccountsView, accountsPage, MOST_ROWS, tooManyForAFile } from '../team-pages/accounts/accounts-page.ts';
import { askedAccounts } from '../team-pages/accounts/asked-accounts.ts';
import { isFileAskedFor } from '../team-pages/csv.ts';
import { placeIn } from '../team-pages/parts/page-address.ts';
import { accountRows, csmFinder } from './account-rows.ts';
import type { ShowTeamPage } from './page-request.ts';

/** The list of accounts: in the order of the board, each row as it stands now. */
export const showAccounts: ShowTeamPage = async (
  { reader: { locale }, query },
  { keptBoard, lists, company, clock, now },
) => {
  const { entries, asOf, isPartial, members, health } = await keptBoard.read();
  const today = clock.dayOf(now());
  const view: AccountsView = {
    query,
    locale,
    timeZone: company.timeZone,
    health,
    today,
    csmOf: csmFinder(teamOf(members), today),
  };
  const search = askedAccounts(query);
  const found = searchBoard(entries, search, view);
  if (isFileAskedFor(query)) return accountsFile(found, view, locale) ?? tooManyForAFile(found.length, view);
  const after = placeIn(query);
  const from = after < found.length ? after : 0;
  const shown = found.slice(from, from + MOST_ROWS).map(({ account }) => account);
  const rows = accountRows(lists, shown, today);
  const hasNext = from + MOST_ROWS < found.length;
  const draw = accountsPage(
    {
      found,
      all: entries,
      total: entries.filter((entry) => isOfThoseAskedFor(entry, search, today)).length,
      isPartial,
      ...(asOf !== undefined && { asOf }),
      ...(hasNext && { next: String(from + MOST_ROWS) }),
    },
    view,
  );
  return draw(await rows);
};
