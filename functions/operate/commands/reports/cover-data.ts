import pMap from 'p-map';
import * as z from 'zod';
import { cover, emptyCoverage } from '../../../../domain/data-map/coverage.ts';
import { accountLists } from '../../../store/keys.ts';
import { operation, todayOf } from '../../operation.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';

const ACCOUNTS_A_PAGE = 200;
const ACCOUNTS_IN_FLIGHT = 16;

/** What of all that signals could live on has arrived, over a page of accounts; pages add up. */
export const coverData = operation(z.strictObject({ from: z.string().optional() }), async ({ from }, tools) => {
  const { playbook } = await runningPlaybook(tools);
  const [{ accounts }, page] = await Promise.all([
    tools.openScoring(todayOf(tools)),
    tools.listings.listed(accountLists, from, ACCOUNTS_A_PAGE),
  ]);
  const coverage = emptyCoverage();
  await pMap(
    page.items,
    async (item) => {
      const data = await accounts.data(item.listedAt?.S as string);
      if (data !== null) cover(coverage, data, playbook);
    },
    { concurrency: ACCOUNTS_IN_FLIGHT },
  );
  return { coverage, next: page.next };
});
