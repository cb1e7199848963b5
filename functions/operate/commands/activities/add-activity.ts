import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { ACTIVITIES_KEPT_IN_DAYS, type Activity, touchKinds } from '../../../../domain/activities/activity.ts';
import { MINUTES_OF_A_DAY, MOST_REPLIES } from '../../../../domain/activities/minutes.ts';
import { workOfTouch } from '../../../../domain/activities/touch-work.ts';
import { activityOutcomes, initiatives } from '../../../../domain/activities/work-kind.ts';
import { loggedWork } from '../../../../domain/activities/work-log.ts';
import { shortened } from '../../../../domain/audit/audit.ts';
import { addressOfPage, pageOfAccount } from '../../../../domain/links/team-pages.ts';
import { nearestName } from '../../../../domain/names/nearest-name.ts';
import { nameSchema } from '../../../../domain/playbook/name-schema.ts';
import { addDays, isDay } from '../../../../domain/time/day.ts';
import { stageOfDay } from '../../../work/stage-of-day.ts';
import { auditOf, change, type Tools, todayOf } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { knownAccount, presentMember } from '../accounts/known-records.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';
import { activityExpiry } from './activity-expiry.ts';
import { noteSchema } from './note-schema.ts';

const requestSchema = z.strictObject({
  /** Of what stands in another system, so that it is logged once however often it is told. */
  id: idSchema.optional(),
  account: idSchema,
  kind: z.enum(touchKinds),
  day: z.string().refine(isDay, 'is not a date that exists').optional(),
  by: idSchema.optional(),
  note: noteSchema.optional(),
  activity: nameSchema.optional(),
  minutes: z.int().min(1).max(MINUTES_OF_A_DAY).optional(),
  initiative: z.enum(initiatives).optional(),
  outcome: z.enum(activityOutcomes).optional(),
  replies: z.int().min(0).max(MOST_REPLIES).optional(),
});

/**
 * Logs that our side was in touch with the account; the account is evaluated at once. What is on record under its id already
 * stays as it is.
 */
export const addActivity = change(
  requestSchema,
  ['activity-logged'],
  async ({ account, kind, by, note, minutes, replies, ...given }, tools) => {
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
    const { stage: named } = await knownAccount(tools, account);
    if (by !== undefined) await presentMember(tools, by, day);
    const ofKind = given.activity === undefined ? undefined : await kindNamed(given.activity, tools);
    const said = workOfTouch({ activity: ofKind, initiative: given.initiative, outcome: given.outcome });
    const activity: Activity = { id: given.id ?? tools.newId(), day, kind, by, note, minutes, replies, ...said };
    const after = { kind, day, by: by ?? null, note: note === undefined ? null : shortened(note) };
    const audit = auditOf(tools, 'activity-logged', { account }, { after });
    const stage = ofKind?.kind.stage ?? (await stageOfDay(tools, account, { day, today })) ?? named;
    const work = loggedWork({ id: account, stage }, activity, new Date(tools.now()).toISOString());
    const isNew = await tools.activities.log(account, activity, { expiresAt: activityExpiry(day, tools), work, audit });
    // Also of what stands there already: whoever logged it may have ended before telling.
    await tools.changedAccounts.send([account]);
    const page = addressOfPage(tools.installation.webUrl, pageOfAccount(account));
    return {
      ...{ id: activity.id, account, day, kind, by: by ?? null, note: note ?? null, page },
      ...{ activity: said.activity ?? null, initiative: said.initiative ?? null, minutes: minutes ?? null },
      ...(!isNew && { unchanged: true }),
    };
  },
);

/** The kind of activity that the playbook calls so. */
async function kindNamed(name: string, tools: Tools) {
  const { activities } = (await runningPlaybook(tools)).playbook;
  const kind = Object.hasOwn(activities, name) ? activities[name] : undefined;
  if (kind !== undefined) return { name, kind };
  const names = Object.keys(activities);
  const nearest = nearestName(name, names);
  throw new OperatorError(
    'no-such-activity',
    'Nothing was recorded.',
    `The playbook lists no activity "${name}".`,
    nearest === undefined ? `It lists ${names.join(', ')}.` : `Did you mean "${nearest}"?`,
  );
}
