import pMap from 'p-map';
import * as z from 'zod';
import { loggedWork } from '../../../../domain/activities/work-log.ts';
import { decodeActivity } from '../../../store/accounts/account-items.ts';
import { ACTIVITY_SORT_PREFIX, accountLists } from '../../../store/keys.ts';
import { decodeEach } from '../../../store/left-out.ts';
import { type Tools, upkeep } from '../../operation.ts';
import { PART_OF_MIGRATE } from './move-old-rows.ts';

const ACCOUNTS_A_CALL = 100;
const ACCOUNTS_IN_FLIGHT = 8;

const requestSchema = z.strictObject({ from: z.string().optional() });

/** One step of putting into the log of work what was done before there was one; what stands there stays as it is. */
export const fillWorkLog = upkeep(requestSchema, PART_OF_MIGRATE, async ({ from }, tools) => {
  const page = await tools.listings.listed(accountLists, from, ACCOUNTS_A_CALL);
  const ids = page.items.map((item) => item.listedAt?.S as string);
  const logged = await pMap(ids, (id) => logWorkOf(id, tools), { concurrency: ACCOUNTS_IN_FLIGHT });
  return { logged: logged.reduce((sum, count) => sum + count, 0), next: page.next };
});

async function logWorkOf(account: string, { listings, activities }: Tools): Promise<number> {
  let logged = 0;
  let from: string | undefined;
  do {
    const page = await listings.ofAccount(account, ACTIVITY_SORT_PREFIX, from);
    for (const activity of decodeEach(page.items, decodeActivity)) {
      // In which stage the account was then is not known any more.
      const work = loggedWork({ id: account }, activity);
      if (work !== null && (await activities.logWork(work))) logged += 1;
    }
    from = page.next;
  } while (from !== undefined);
  return logged;
}
