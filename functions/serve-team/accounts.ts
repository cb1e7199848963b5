import { isOfThoseAskedFor } from '../../domain/board/board-search.ts';
import { accountRows } from '../readings/account-rows.ts';
import { findAccounts } from '../readings/accounts.ts';
import { accountsFile } from '../team-pages/accounts/accounts-file.ts';
import { type AccountsView, accountsPage, MOST_ROWS, tooManyForAFile } from '../team-pages/accounts/accounts-page.ts';
import { isFileAskedFor } from '../team-pages/csv.ts';
import { placeIn } from '../team-pages/parts/page-address.ts';
import type { ShowTeamPage } from './page-request.ts';

/** The list of accounts: in the order of the board, each row as it stands now. */
export const showAccounts: ShowTeamPage = async ({ reader: { locale }, query }, showing) => {
  const { lists, company } = showing;
  const { entries, asOf, isPartial, search, context, found } = await findAccounts(query, showing);
  const { today } = context;
  const view: AccountsView = { ...context, query, locale, timeZone: company.timeZone };
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
