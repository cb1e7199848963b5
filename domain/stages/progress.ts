import { type Account, isOnboarding, type Stage } from '../account.ts';
import type { Answer } from '../answer.ts';
import { addMonths, type Day } from '../day.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { StageState } from '../signals/reading.ts';

/** An account's way through the stages, as its evaluations remember it. */
export interface StageProgress extends StageState {
  /** The stage that the account's facts named when they were last looked at: only a change of it moves the account. */
  fact: Stage | null;
  /** Earlier stages, the latest last. */
  past: StageState[];
}

/** Why an account changed its stage. */
export type StageCause = 'goal-reached' | 'by-hand' | 'renewal-near' | 'renewal-over';

const STAGES_REMEMBERED = 12;

interface Facts {
  account: Account;
  answers: Answer[];
  playbook: Playbook;
  firstEventDay: Day | null;
  asOf: Day;
}

/**
 * The stage of the day: where the account's facts put it at first, where a person moved it since, and renewal from some
 * months before the renewal date until the answer. `null` when nobody said.
 */
export function stageOfDay(previous: StageProgress | null, facts: Facts): StageProgress | null {
  const { account, asOf } = facts;
  const named = account.stage ?? null;
  if (previous === null) return named === null ? null : withRenewal(begin(named, facts), facts);
  const isMoved = named !== null && named !== previous.fact;
  const current = isMoved && named !== previous.stage ? enter(previous, named, asOf) : previous;
  return withRenewal({ ...current, fact: named ?? previous.fact }, facts);
}

/** The account on its next stage; unchanged when its stage leads nowhere. */
export function moveOn(progress: StageProgress, { stages }: Playbook, asOf: Day): StageProgress {
  const next = stages[progress.stage]?.next;
  return next === undefined ? progress : enter(progress, next, asOf);
}

/** The stage at the end of a past day. */
export function stageAsOf(progress: StageProgress | null, asOf: Day): StageProgress | null {
  if (progress === null || progress.since <= asOf) return progress;
  const known = progress.past.filter(({ since }) => since <= asOf);
  const then = known.at(-1);
  return then === undefined ? null : { ...then, fact: progress.fact, past: known.slice(0, -1) };
}

function begin(stage: Stage, { account, firstEventDay, asOf }: Facts): StageProgress {
  const { contractStart } = account;
  const start = contractStart !== undefined && contractStart <= asOf ? contractStart : (firstEventDay ?? asOf);
  return { stage, since: start, ...(!isOnboarding(stage) && { pastOnboardingSince: start }), fact: stage, past: [] };
}

function enter({ stage, since, pastOnboardingSince, fact, past }: StageProgress, to: Stage, day: Day): StageProgress {
  const left: StageState = { stage, since, ...(pastOnboardingSince && { pastOnboardingSince }) };
  return {
    stage: to,
    since: day,
    ...(!isOnboarding(to) && { pastOnboardingSince: pastOnboardingSince ?? day }),
    fact,
    past: [...past, left].slice(-STAGES_REMEMBERED),
  };
}

function withRenewal(progress: StageProgress, facts: Facts): StageProgress {
  const isDue = isRenewalTime(progress, facts);
  if (isDue === (progress.stage === 'renewal')) return progress;
  if (isDue) return enter(progress, 'renewal', facts.asOf);
  const before = progress.past.at(-1);
  // One that was imported as being in renewal has nowhere to go back to: a person says what it is now.
  if (before === undefined) return progress;
  return { ...before, fact: progress.fact, past: progress.past.slice(0, -1) };
}

function isRenewalTime(
  { stage }: StageProgress,
  { account: { renewalDate }, answers, playbook, asOf }: Facts,
): boolean {
  const months = playbook.stages.renewal?.monthsBeforeRenewal;
  if (months === undefined || renewalDate === undefined || asOf < addMonths(renewalDate, -months)) return false;
  if (answers.some((answer) => answer.renewalDate === renewalDate && answer.day <= asOf)) return false;
  // A date that had passed before anybody looked is old data, not a renewal.
  return asOf <= renewalDate || stage === 'renewal';
}
