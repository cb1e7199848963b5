import { figureOf } from '../../domain/kpis/kpi-report.ts';
import { type KpisRead, readKpis } from '../readings/kpis.ts';
import { accountsBehindPage } from '../team-pages/kpis/accounts-behind-page.ts';
import { kpisFile } from '../team-pages/kpis/kpis-file.ts';
import { kpisPage, noKpisPage } from '../team-pages/kpis/kpis-page.ts';
import { notFoundPage } from '../team-pages/notices.ts';
import { placeIn } from '../team-pages/parts/page-address.ts';
import type { PageRequest, Showing, ShowTeamPage } from './page-request.ts';

const ACCOUNTS_A_PAGE = 50;

/** How many customers stay and what they pay, as the last night summed it up; behind a number, the accounts. */
export const showKpis: ShowTeamPage = async (request, showing) => {
  const { reader, id, query } = request;
  const { locale } = reader;
  const read = await readKpis(query, locale, showing);
  if (read === null) return noKpisPage(locale);
  if (id !== '') return showBehind(id, read, request, showing);
  return query.get('format') === 'csv' ? kpisFile(read.facts, locale) : kpisPage(read.facts, locale);
};

async function showBehind(
  kpi: string,
  { facts, report }: KpisRead,
  { reader, query }: PageRequest,
  { lists }: Pick<Showing, 'lists'>,
) {
  const { asked, currency, playbook, valueName } = facts;
  const figure = figureOf(report, kpi);
  if (figure === undefined) return notFoundPage(reader);
  const from = placeIn(query);
  const until = from + ACCOUNTS_A_PAGE;
  const largestFirst = [...figure.accounts].sort((a, b) => Math.abs(b.amount ?? 0) - Math.abs(a.amount ?? 0));
  const shown = largestFirst.slice(from, until);
  const accounts = await lists.accounts(new Set(shown.map(({ account }) => account)));
  return accountsBehindPage(
    {
      ...{ query, asked, report, figure, shown, currency, playbook, valueName },
      next: figure.accounts.length > until ? String(until) : undefined,
      nameOf: (account) => accounts.get(account)?.name ?? account,
    },
    reader.locale,
  );
}
