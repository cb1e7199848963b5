import pMap from 'p-map';
import * as z from 'zod';
import { addressOfPage, pageOfAccount } from '../../../../domain/links/team-pages.ts';
import { isDay } from '../../../../domain/time/day.ts';
import { ifPossible } from '../../../scoring/evaluate-account.ts';
import { explainAccount } from '../../../scoring/explain-account.ts';
import { accountLists } from '../../../store/keys.ts';
import { operation, todayOf } from '../../operation.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';
import { pageOfSignals } from './explanation-page.ts';
import { pastOf } from './past.ts';

const ACCOUNTS_A_PAGE = 50;
const ACCOUNTS_IN_FLIGHT = 8;
/** The signals beyond are asked for account by account. */
const BYTES_AN_ACCOUNT = 60_000;

const daySchema = z.string().refine(isDay, 'is not a date that exists').optional();

const requestSchema = z.strictObject({
  asOf: daySchema,
  knownOn: daySchema,
  from: z.string().optional(),
});

/** The same for every account, page by page. */
export const explainAccounts = operation(requestSchema, async ({ asOf, knownOn, from }, tools) => {
  await runningPlaybook(tools);
  const [scoring, page] = await Promise.all([
    tools.openScoring(asOf ?? todayOf(tools)),
    tools.listings.listed(accountLists, from, ACCOUNTS_A_PAGE),
  ]);
  const past = pastOf(scoring, knownOn, tools);
  const explanations = await pMap(
    page.items,
    (item) => ifPossible(() => explainAccount(scoring, item.listedAt?.S as string, past)),
    { concurrency: ACCOUNTS_IN_FLIGHT },
  );
  const pageOf = (account: string) => addressOfPage(tools.installation.webUrl, pageOfAccount(account));
  const rows = explanations.flatMap((explanation) =>
    explanation === null
      ? []
      : [{ ...pageOfSignals(explanation, 0, BYTES_AN_ACCOUNT), page: pageOf(explanation.account) }],
  );
  return { rows, next: page.next };
});
