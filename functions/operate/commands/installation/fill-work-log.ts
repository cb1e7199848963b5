import pMap from 'p-map';
import * as z from 'zod';
import { loggedWork } from '../../../../domain/activities/work-log.ts';
import { stageOn } from '../../../../domain/ledger/facts-as-of.ts';
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

async function logWorkOf(account: string, { listings, activities, ledger }: Tools): Promise<number> {
  let logged = 0;
  let from: string | undefined;
  do {
    const page = await listings.ofAccount(account, ACTIVITY_SORT_PREFIX, from);
    const done = decodeEach(page.items, decodeActivity).filter(
      (activity) => loggedWork({ id: account }, activity) !== null,
    );
    const entries = done.length === 0 ? [] : await ledger.read(account);
    for (const activity of done) {
      const work = loggedWork({ id: account, stage: stageOn(entries, activity.day) }, activity);
      if (work !== null && (await activities.logWork(work))) logged += 1;
    }
    from = page.next;
  } while (from !== undefined);
  return logged;
}
