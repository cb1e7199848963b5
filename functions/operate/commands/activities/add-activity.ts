import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { ACTIVITIES_KEPT_IN_DAYS, type Activity, touchKinds } from '../../../../domain/activities/activity.ts';
import { loggedWork } from '../../../../domain/activities/work-log.ts';
import { shortened } from '../../../../domain/audit/audit.ts';
import { addressOfPage, pageOfAccount } from '../../../../domain/links/team-pages.ts';
import { addDays, isDay } from '../../../../domain/time/day.ts';
import { auditOf, change, todayOf } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { knownAccount, presentMember } from '../accounts/known-records.ts';
import { activityExpiry } from './activity-expiry.ts';
import { noteSchema } from './note-schema.ts';

const requestSchema = z.strictObject({
  account: idSchema,
  kind: z.enum(touchKinds),
  day: z.string().refine(isDay, 'is not a date that exists').optional(),
  by: idSchema.optional(),
  note: noteSchema.optional(),
});

/** Logs that our side was in touch with the account; the account is evaluated at once. */
export const addActivity = change(
  requestSchema,
  ['activity-logged'],
  async ({ account, kind, by, note, ...given }, tools) => {
    const today = todayOf(tools);
    const { day = today } = given;
    if (day > today) {
      throw new OperatorError(
        'not-yet-done',
        'Nothing was recorded.',
        `${day} is still to come.`,
        'Record it once it has been done.',
      );
    }
    if (day <= addDays(today, -ACTIVITIES_KEPT_IN_DAYS)) {
      throw new OperatorError(
        'too-long-ago',
        'Nothing was recorded.',
        `Activities are kept for ${ACTIVITIES_KEPT_IN_DAYS} days, and ${day} is longer ago.`,
        'Record what was done since.',
      );
    }
    await knownAccount(tools, account);
    if (by !== undefined) await presentMember(tools, by, day);
    const activity: Activity = { id: tools.newId(), day, kind, by, note };
    const after = { kind, day, by: by ?? null, note: note === undefined ? null : shortened(note) };
    const audit = auditOf(tools, 'activity-logged', { account }, { after });
    const work = loggedWork({ id: account }, activity, new Date(tools.now()).toISOString());
    await tools.activities.log(account, activity, { expiresAt: activityExpiry(day, tools), work, audit });
    await tools.changedAccounts.send([account]);
    const page = addressOfPage(tools.installation.webUrl, pageOfAccount(account));
    return { id: activity.id, account, day, kind, by: by ?? null, note: note ?? null, page };
  },
);
