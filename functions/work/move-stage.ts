import type { Account, Stage } from '../../domain/account/account.ts';
import { ACTIVITIES_KEPT_IN_DAYS, type Activity } from '../../domain/activities/activity.ts';
import { type AuditEntry, type Doing, shortened } from '../../domain/audit/audit.ts';
import { entriesOfStageTakenBack } from '../../domain/ledger/entries-of-write.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { type StageMoved, TOLD_FOR_IN_MS } from '../../domain/sign-in/last-act.ts';
import { stageOfDay } from '../../domain/stages/progress.ts';
import { addDays } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import { usageHistory } from '../../domain/usage/usage-history.ts';
import type { ChangedAccountsQueue } from '../aws/changed-accounts-queue.ts';
import { OvertakenError, untilNotOvertaken } from '../runtime/try-again.ts';
import type { AccountSnapshot, DynamoAccounts } from '../store/accounts/accounts.ts';
import type { DynamoStages } from '../store/accounts/stages.ts';

/** What follows from a stage begins once it can't be taken back any more. */
const EVALUATED_AFTER_IN_SECONDS = TOLD_FOR_IN_MS / 1000 + 10;

export interface StageMoving {
  accounts: Pick<DynamoAccounts, 'load'>;
  stages: Pick<DynamoStages, keyof DynamoStages>;
  changedAccounts: Pick<ChangedAccountsQueue, 'send'>;
  clock: LocalClock;
  now: () => number;
}

/** Where somebody puts an account, and why. */
export interface StageAsked {
  account: string;
  stage: Stage;
  reason: string;
  /** Of the record that is kept of it: the same one twice is done once. */
  activity: string;
  /** Who of the team it is, where that is known. */
  by?: string;
  /** The stage that they saw it in, where that is known; `null`: in none. */
  seen?: Stage | null;
}

/**
 * The account was in `from` and is in `current` now, as is asked for, or once its renewal is over. `moved` is how it can be
 * taken back; without it the very same was done before.
 */
export interface StageIsSet {
  account: Account;
  from: Stage | null;
  current: Stage;
  moved?: StageMoved['moved'];
}

/** `changed`: it is in another stage than was seen; `said`: who put it there, and why, where a person did. */
export type StageRefused =
  | { refused: 'no-such-account' }
  | { refused: 'there-already' | 'no-renewal'; account: Account }
  | { refused: 'changed'; account: Account; from: Stage | null; said: Activity | undefined };

/** A person puts the account into a stage and says why. Through a page it is evaluated once the minute to take it back is over. */
export async function moveStage(
  moving: StageMoving,
  playbook: Playbook,
  asked: StageAsked,
  doing: Doing,
): Promise<StageIsSet | StageRefused> {
  const result = await untilNotOvertaken(() => tryMove(moving, playbook, asked, doing));
  if ('refused' in result) return result;
  const delay = doing.door === 'page' ? EVALUATED_AFTER_IN_SECONDS : undefined;
  await moving.changedAccounts.send([asked.account], delay);
  return result;
}

async function tryMove(
  { accounts, stages, clock, now }: StageMoving,
  playbook: Playbook,
  { account: id, stage, reason, activity: activityId, by, seen }: StageAsked,
  doing: Doing,
): Promise<StageIsSet | StageRefused> {
  const at = now();
  const day = clock.dayOf(at);
  const snapshot = await accounts.load(id, { playbook, asOf: day, today: day, isConsistent: true });
  if (snapshot === null) return { refused: 'no-such-account' };
  const { account, activities, answers, days, lifetime, stored } = snapshot;
  const previous = stored?.state.stage ?? null;
  const moved = { ...account, stage };
  // That the account's facts name the stage already doesn't matter: a person says so now.
  const toldAgain = previous && { ...previous, fact: null };
  const { firstEventDay } = usageHistory(days, lifetime, playbook, day);
  const facts = { answers, playbook, firstEventDay, asOf: day };
  const from = stageOfDay(previous, { ...facts, account })?.stage ?? null;
  const current = stageOfDay(toldAgain, { ...facts, account: moved })?.stage ?? stage;
  if (activities.some((one) => one.id === activityId)) return { account, from, current };
  if (seen !== undefined && seen !== from) return { refused: 'changed', account, from, said: lastSaid(snapshot, from) };
  if (from === stage) return { refused: 'there-already', account };
  if (stage === 'renewal' && current !== stage) return { refused: 'no-renewal', account };
  const activity: Activity = { id: activityId, day, kind: 'stage', ...(by && { by }), note: reason, stage };
  const audit: AuditEntry = {
    ...{ at: new Date(at).toISOString(), ...doing, what: 'stage-set', about: { account: id } },
    ...{ before: { stage: from }, after: { stage, reason: shortened(reason) } },
  };
  const expiresAt = clock.startOf(addDays(day, ACTIVITIES_KEPT_IN_DAYS)) / 1000;
  const isDone = await stages.move(
    { before: account, after: moved, at, activity, expiresAt, audit },
    stored && toldAgain ? { ...stored, state: { ...stored.state, stage: toldAgain } } : null,
  );
  if (isDone === false) throw new OvertakenError('the account was being changed all the time');
  const before = { ...(account.stage && { stage: account.stage }), ...isDone, progress: previous };
  return { account, from, current, moved: { stage, at, activity: { id: activityId, day }, from, before } };
}

/** The last time that a person put it where it is. */
function lastSaid({ activities }: AccountSnapshot, stage: Stage | null): Activity | undefined {
  return activities.findLast((activity) => activity.kind === 'stage' && activity.stage === stage);
}

/** As if nobody had set it; false where somebody has said something else of it since. */
export async function takeStageBack(
  { stages, changedAccounts, clock, now }: Omit<StageMoving, 'accounts'>,
  { account, moved }: Pick<StageMoved, 'account' | 'moved'>,
  doing: Doing,
  by: string,
): Promise<boolean> {
  const recordedAt = now();
  const audit: AuditEntry = {
    ...{ at: new Date(recordedAt).toISOString(), ...doing, what: 'stage-taken-back', about: { account } },
    ...{ before: { stage: moved.stage }, after: { stage: moved.from } },
  };
  const recording = { recordedAt, by: { door: 'operator', who: by } } as const;
  const today = clock.dayOf(recordedAt);
  const isTakenBack = await untilNotOvertaken(async () => {
    const result = await stages.takeBack(account, moved, audit, (stands) =>
      entriesOfStageTakenBack(stands, moved.before.progress, today, recording),
    );
    if (result === 'overtaken') throw new OvertakenError('the account was being changed all the time');
    return result === 'taken-back';
  });
  if (isTakenBack) await changedAccounts.send([account]);
  return isTakenBack;
}
