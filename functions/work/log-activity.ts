import { createHash } from 'node:crypto';
import { ACTIVITIES_KEPT_IN_DAYS, type Activity, loggedKinds } from '../../domain/activities/activity.ts';
import { minutesIn } from '../../domain/activities/minutes.ts';
import { loggedWork } from '../../domain/activities/work-log.ts';
import { type AuditEntry, memberOf, shortened } from '../../domain/audit/audit.ts';
import type { ActivityLogged } from '../../domain/sign-in/last-act.ts';
import { addDays } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { ChangedAccountsQueue } from '../aws/changed-accounts-queue.ts';
import { isTooLong, oneOf, wholeTextIn } from '../pages/read-form.ts';
import type { DynamoActivities } from '../store/accounts/activities.ts';

export interface ActivityLogging {
  activities: Pick<DynamoActivities, keyof DynamoActivities>;
  changedAccounts: Pick<ChangedAccountsQueue, 'send'>;
  clock: LocalClock;
  now: () => number;
}

export type ActivityComplaint = 'no-kind' | 'empty-note' | 'bad-minutes' | 'too-long';

/**
 * Puts on record what somebody did with an account, once however often the same form is sent; the account is evaluated at
 * once. Fields: `kind`, `minutes`, `note`, and `drawn`, which tells one form from the next.
 */
export async function logActivity(
  { activities, changedAccounts, clock, now }: ActivityLogging,
  { account, person }: { account: string; person: string },
  form: URLSearchParams,
): Promise<{ logged: Activity } | { refused: ActivityComplaint }> {
  const kind = oneOf(form, 'kind', loggedKinds);
  const note = wholeTextIn(form, 'note');
  const minutes = minutesIn(form.get('minutes') ?? '');
  if (kind === null) return { refused: 'no-kind' };
  if (kind === 'note' && note === '') return { refused: 'empty-note' };
  if (isTooLong(form, 'note')) return { refused: 'too-long' };
  if (minutes === null) return { refused: 'bad-minutes' };
  const said = JSON.stringify([account, person, kind, minutes, note, form.get('drawn')]);
  const activity: Activity = {
    id: createHash('sha256').update(said).digest('base64url').slice(0, 16),
    day: clock.dayOf(now()),
    kind,
    by: person,
    ...(note !== '' && { note }),
    ...(minutes !== undefined && { minutes }),
  };
  const audit = auditOf('activity-logged', account, person, now(), { before: null, after: saidOf(activity) });
  const expiresAt = clock.startOf(addDays(activity.day, ACTIVITIES_KEPT_IN_DAYS)) / 1000;
  const work = loggedWork({ id: account }, activity, new Date(now()).toISOString());
  await activities.log(account, activity, { expiresAt, work, audit });
  await changedAccounts.send([account]);
  return { logged: activity };
}

/** As if it had not been written down; false where it is gone already. */
export async function takeActivityBack(
  { activities, changedAccounts, now }: Pick<ActivityLogging, 'activities' | 'changedAccounts' | 'now'>,
  { account, activity }: Pick<ActivityLogged, 'account' | 'activity'>,
  person: string,
): Promise<boolean> {
  const { kind, day } = activity;
  const audit = auditOf('activity-taken-back', account, person, now(), { before: { kind, day }, after: null });
  const isTakenBack = await activities.takeBack(account, activity, audit);
  if (isTakenBack) await changedAccounts.send([account]);
  return isTakenBack;
}

const saidOf = ({ kind, day, note }: Activity) => ({ kind, day, note: note === undefined ? null : shortened(note) });

function auditOf(
  what: AuditEntry['what'],
  account: string,
  person: string,
  nowInMs: number,
  said: Pick<AuditEntry, 'before' | 'after'>,
): AuditEntry {
  return {
    at: new Date(nowInMs).toISOString(),
    who: memberOf(person),
    door: 'page',
    what,
    about: { account },
    ...said,
  };
}
