import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { decodeActivity } from '../../../store/accounts/account-items.ts';
import { ACTIVITY_SORT_PREFIX } from '../../../store/keys.ts';
import { operation } from '../../operation.ts';
import { readableRows } from '../../readable-rows.ts';

const requestSchema = z.strictObject({ account: idSchema, from: z.string().optional() });

/** What was done for the account, the earliest first. */
export const listActivities = operation(requestSchema, async ({ account, from }, { listings }) => {
  const { items, next } = await listings.ofAccount(account, ACTIVITY_SORT_PREFIX, from);
  const { rows: activities, leftOut } = readableRows(items, decodeActivity);
  const rows = activities.map(({ id, day, kind, by = null, note = null, minutes = null, task, moved, stage }) => ({
    id,
    account,
    day,
    kind,
    by,
    note,
    minutes,
    task: task?.id ?? moved?.task ?? null,
    outcome: task?.outcome ?? null,
    stage: stage ?? null,
  }));
  return { rows, leftOut, next };
});
