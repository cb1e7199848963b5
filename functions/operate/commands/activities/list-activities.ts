import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { addressOfPage, pageOfAccount, pageOfTask } from '../../../../domain/links/team-pages.ts';
import { decodeActivity } from '../../../store/accounts/account-items.ts';
import { ACTIVITY_SORT_PREFIX } from '../../../store/keys.ts';
import { operation } from '../../operation.ts';
import { readableRows } from '../../readable-rows.ts';

const requestSchema = z.strictObject({ account: idSchema, from: z.string().optional() });

/** What was done for the account, the earliest first. */
export const listActivities = operation(requestSchema, async ({ account, from }, { listings, installation }) => {
  const { items, next } = await listings.ofAccount(account, ACTIVITY_SORT_PREFIX, from);
  const { rows: activities, leftOut } = readableRows(items, decodeActivity);
  const rows = activities.map(
    ({ id, day, kind, by = null, note = null, minutes = null, task: done, moved, stage, ...touch }) => {
      const task = done?.id ?? moved?.task ?? null;
      const page = task === null ? pageOfAccount(account) : pageOfTask(task);
      return {
        id,
        account,
        day,
        kind,
        by,
        note,
        minutes,
        task,
        outcome: done?.outcome ?? touch.outcome ?? null,
        activity: done?.template ?? touch.activity ?? null,
        initiative: touch.initiative ?? null,
        stage: stage ?? null,
        page: addressOfPage(installation.webUrl, page),
      };
    },
  );
  return { rows, leftOut, next };
});
