import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import type { LoggedWork } from '../../../../domain/activities/work-log.ts';
import { addressOfPage, pageOfAccount, pageOfTask } from '../../../../domain/links/team-pages.ts';
import { isDay } from '../../../../domain/time/day.ts';
import { operation, todayOf } from '../../operation.ts';

const WORK_A_PAGE = 500;

const requestSchema = z.strictObject({
  by: idSchema.optional(),
  since: z.string().refine(isDay, 'is not a date that exists').optional(),
  from: z.string().optional(),
});

/** What the whole team did for its customers, the latest day first. */
export const listWork = operation(requestSchema, async ({ by, since, from }, tools) => {
  const { work, next } = await tools.workLog.latest({
    ...{ today: todayOf(tools), after: from, most: WORK_A_PAGE },
    ...(since !== undefined && { from: since }),
    isSought: (one) => by === undefined || one.by === by,
  });
  return {
    rows: work.map((one) => ({ ...told(one), page: addressOfPage(tools.installation.webUrl, pageOf(one)) })),
    next,
  };
});

/** What nobody said is `null`, so that every row has the same fields. */
function told({ id, account, day, by, medium, activity, minutes, initiative, scope, skill, ...more }: LoggedWork) {
  const { outcome = null, replies = null, signal = null, stage = null } = more;
  return {
    ...{ id, account, day, by, kind: medium, activity, minutes: minutes ?? null, initiative, scope, skill },
    ...{ outcome, replies, signal, stage },
  };
}

const pageOf = ({ id, account, medium }: LoggedWork) => (medium === 'task' ? pageOfTask(id) : pageOfAccount(account));
