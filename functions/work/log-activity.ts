import { createHash } from 'node:crypto';
import type { Stage } from '../../domain/account/account.ts';
import { ACTIVITIES_KEPT_IN_DAYS, type Activity, loggedKinds } from '../../domain/activities/activity.ts';
import { minutesIn, repliesIn } from '../../domain/activities/minutes.ts';
import { workOfTouch } from '../../domain/activities/touch-work.ts';
import { activityOutcomes, initiatives } from '../../domain/activities/work-kind.ts';
import { loggedWork } from '../../domain/activities/work-log.ts';
import { type AuditEntry, memberOf, shortened } from '../../domain/audit/audit.ts';
import { stageOn } from '../../domain/ledger/facts-as-of.ts';
import type { ActivityKind } from '../../domain/playbook/activity-kinds.ts';
import type { ActivityLogged } from '../../domain/sign-in/last-act.ts';
import { addDays, isDay } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { ChangedAccountsQueue } from '../aws/changed-accounts-queue.ts';
import { isTooLong, oneOf, wholeTextIn } from '../pages/read-form.ts';
import type { DynamoActivities } from '../store/accounts/activities.ts';
import type { LedgerReader } from '../store/ledger/ledger-reader.ts';
import type { ActInSession } from '../store/sign-in/sessions.ts';

export interface ActivityLogging {
  activities: Pick<DynamoActivities, 'log' | 'takeBack'>;
  changedAccounts: Pick<ChangedAccountsQueue, 'send'>;
  ledger: Pick<LedgerReader, 'read'>;
  clock: LocalClock;
  now: () => number;
}

export type ActivityComplaint =
  | 'no-kind'
  | 'no-activity'
  | 'empty-note'
  | 'bad-minutes'
  | 'bad-replies'
  | 'bad-day'
  | 'too-long';

/** It is asked for while the write is on its way, so that nobody waits for one after the other. */
const EVALUATED_AFTER_IN_SECONDS = 1;
const IN_TIME_IN_MS = 500;

/** For whom something was done, and by whom; with the kinds of activities that there are. */
export interface LoggedFor {
  account: string;
  /** In which the account is today. */
  stage?: Stage | undefined;
  person: string;
  kinds: Record<string, ActivityKind>;
  /** What their pages tell of it; written with it. An assistant tells of it itself. */
  noticeOf?(logged: Activity): ActInSession;
  door?: 'assistant';
}

/**
 * Puts on record what somebody did with an account, once however often the same form is sent; the account is evaluated
 * within seconds. Fields: `kind` (how), `activity` (what), `initiative` where it is another than that kind's, `minutes` or
 * `otherMinutes`, `outcome`, `replies`, `day`, `note`, and `drawn`, which tells one form from the next.
 */
export async function logActivity(
  { activities, changedAccounts, ledger, clock, now }: ActivityLogging,
  { account, stage, person, kinds, noticeOf, door }: LoggedFor,
  form: URLSearchParams,
): Promise<{ logged: Activity; isNew: boolean } | { refused: ActivityComplaint }> {
  const kind = oneOf(form, 'kind', loggedKinds);
  const note = wholeTextIn(form, 'note');
  const minutes = minutesIn(form.get('otherMinutes')?.trim() || (form.get('minutes') ?? ''));
  const replies = repliesIn(form.get('replies') ?? '');
  const name = form.get('activity') ?? '';
  const work = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  const today = clock.dayOf(now());
  const day = form.get('day') || today;
  if (kind === null) return { refused: 'no-kind' };
  if (name !== '' && work === undefined) return { refused: 'no-activity' };
  if (kind === 'note' && note === '') return { refused: 'empty-note' };
  if (isTooLong(form, 'note')) return { refused: 'too-long' };
  if (minutes === null) return { refused: 'bad-minutes' };
  if (replies === null) return { refused: 'bad-replies' };
  if (!isDay(day) || day > today || day <= addDays(today, -ACTIVITIES_KEPT_IN_DAYS)) return { refused: 'bad-day' };
  const touch =
    kind === 'note'
      ? {}
      : workOfTouch({
          activity: work && { name, kind: work },
          initiative: oneOf(form, 'initiative', initiatives),
          outcome: oneOf(form, 'outcome', activityOutcomes),
        });
  const said = JSON.stringify([account, person, day, kind, minutes, replies, touch, note, form.get('drawn')]);
  const activity: Activity = {
    id: createHash('sha256').update(said).digest('base64url').slice(0, 16),
    day,
    kind,
    by: person,
    ...(note !== '' && { note }),
    ...(minutes !== undefined && { minutes }),
    ...(replies !== undefined && { replies }),
    ...touch,
  };
  const stageThen = work?.stage ?? (day < today ? stageOn(await ledger.read(account), day) : stage);
  const beganAt = now();
  const [isNew] = await Promise.all([
    putOnRecord(
      { activities, clock, now },
      { account, stage: stageThen, person, ...(noticeOf && { notice: noticeOf(activity) }), ...(door && { door }) },
      activity,
    ),
    changedAccounts.send([account], EVALUATED_AFTER_IN_SECONDS),
  ]);
  // The evaluation may have come before the write, and not have seen it.
  if (now() - beganAt > IN_TIME_IN_MS) await changedAccounts.send([account]);
  return { logged: activity, isNew };
}

/** With what the log of work says of it; false where it stands there already. */
export function putOnRecord(
  { activities, clock, now }: Pick<ActivityLogging, 'activities' | 'clock' | 'now'>,
  {
    account,
    stage,
    person,
    notice,
    door,
  }: Pick<LoggedFor, 'account' | 'stage' | 'person' | 'door'> & {
    notice?: ActInSession;
  },
  activity: Activity,
): Promise<boolean> {
  const said = { before: null, after: saidOf(activity) };
  const audit = { ...auditOf('activity-logged', account, person, now(), said), ...(door && { door }) };
  const expiresAt = clock.startOf(addDays(activity.day, ACTIVITIES_KEPT_IN_DAYS)) / 1000;
  const work = loggedWork({ id: account, stage }, activity, new Date(now()).toISOString());
  return activities.log(account, activity, { expiresAt, work, audit, notice });
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

const saidOf = ({ kind, day, activity, note }: Activity) => ({
  kind,
  day,
  ...(activity !== undefined && { activity }),
  note: note === undefined ? null : shortened(note),
});

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
