import type { BoardContext } from '../../../domain/board/board-search.ts';
import { gradeOf } from '../../../domain/health/health.ts';
import { addressOfPage, pageOf, pageOfAccount } from '../../../domain/links/team-pages.ts';
import { accountRows } from '../../readings/account-rows.ts';
import { findAccounts } from '../../readings/accounts.ts';
import type { AccountRow } from '../../team-pages/accounts/account-columns.ts';
import { placeIn } from '../../team-pages/parts/page-address.ts';
import { queryOf } from '../arguments.ts';
import type { AnswerTool } from '../tool.ts';

const MOST_ROWS = 20;

/** Accounts by name, CSM, stage or health, in the order that is asked for; each row as it stands now. */
export const tellAccounts: AnswerTool = async ({ words, csm, stage, health, sort, after }, { readings, webUrl }) => {
  const query = queryOf({
    q: words,
    csm: csm && (await idOfColleague(String(csm), readings)),
    stage,
    grade: health,
    sort,
    after,
  });
  const { found, context, asOf, isPartial } = await findAccounts(query, readings);
  const from = placeIn(query);
  const shown = found.slice(from, from + MOST_ROWS);
  const rows = await accountRows(
    readings.lists,
    shown.map(({ account }) => account),
    context.today,
  );
  const to = from + MOST_ROWS;
  return {
    found: found.length,
    accounts: rows.map((row) => accountLine(row, context, webUrl)),
    ...(to < found.length && { next: String(to) }),
    ...(asOf !== undefined && { orderedAsOf: new Date(asOf).toISOString() }),
    ...(isPartial && { isPartial: true }),
    page: addressOfPage(webUrl, `${pageOf('accounts')}${query.size > 0 ? `?${query}` : ''}`),
  };
};

/** An account in a line. Scores are of 100. */
export function accountLine({ entry, staleSince }: AccountRow, { health, csmOf }: BoardContext, webUrl: string) {
  const { account, name, score, change, stage, mrr, currency, renewal, openTasks, churnedOn } = entry;
  return {
    ...{ id: account, name },
    ...(score !== null && { score: score / 10, health: gradeOf(health, score) }),
    ...(change !== null && { changeInAWeek: change / 10 }),
    ...(staleSince !== undefined && { scoreIsOf: staleSince }),
    ...(stage !== undefined && { stage }),
    ...(mrr !== undefined && { mrr, currency }),
    ...(renewal !== undefined && { renewal }),
    ...(churnedOn !== undefined && { leftOn: churnedOn }),
    csm: csmOf(entry)?.name,
    openTasks,
    page: addressOfPage(webUrl, pageOfAccount(account)),
  };
}

/** Whoever is called so, or has this id; what means nobody is looked for as it is. */
async function idOfColleague(said: string, { records }: Parameters<AnswerTool>[1]['readings']): Promise<string> {
  const members = await records.members();
  const wanted = said.toLowerCase();
  const found =
    members.find(({ id }) => id === said) ?? members.find(({ name }) => name.toLowerCase().includes(wanted));
  return found?.id ?? said;
}
