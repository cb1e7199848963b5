import { type Account, isOnboarding, type Stage } from '../account/account.ts';
import { renewalDatesOf } from '../account/products.ts';
import { type Answer, answerAsOf } from '../answers/renewal-answer.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { addMonths, type Day } from '../time/day.ts';
import type { StageState } from './stage-state.ts';

/** An earlier stage; `until` when the account only passed through it and then went back to where it was: a renewal. */
interface PastStage extends StageState {
  until?: Day;
}

/** An account's way through the stages, as its evaluations remember it. */
export interface StageProgress extends StageState {
  /** The stage that the account's facts named when they were last looked at: only a change of it moves the account. */
  fact: Stage | null;
  /** Earlier stages, the latest last. */
  past: PastStage[];
}

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
 * months before the renewal date until the contract has another one, or none. `null` when nobody said.
 */
export function stageOfDay(previous: StageProgress | null, facts: Facts): StageProgress | null {
  const named = facts.account.stage ?? null;
  if (previous === null) return named === null ? null : withRenewal(begin(named, facts), facts);
  if (named === null || named === previous.fact) return withRenewal(previous, facts);
  return withRenewal({ ...movedByHand(previous, named, facts), fact: named }, facts);
}

/** The account on its next stage; unchanged when its stage leads nowhere. */
export function moveOn(progress: StageProgress, { stages }: Playbook, asOf: Day): StageProgress {
  const next = stages[progress.stage]?.next;
  return next === undefined ? progress : enter(progress, next, asOf);
}

/** The way through the stages that these moves make, the earliest first; `null` when there are none. */
export function progressOf(moves: readonly { stage: Stage; since: Day }[]): StageProgress | null {
  return moves.reduce<StageProgress | null>((progress, { stage, since }) => {
    if (progress === null) return { ...entered(stage, since), fact: stage, past: [] };
    return stage === progress.stage ? progress : { ...enter(progress, stage, since), fact: stage };
  }, null);
}

/** The stage at the end of a past day. */
export function stageAsOf(progress: StageProgress | null, asOf: Day): StageProgress | null {
  if (progress === null) return null;
  const { fact, past, ...current } = progress;
  const all: PastStage[] = [...past, current];
  const begun = all.filter(({ since }) => since <= asOf);
  const lasting = begun.filter(({ until }) => until === undefined);
  const then = begun.find(({ until }) => until !== undefined && asOf < until) ?? lasting.pop();
  return then === undefined ? null : { ...stateOf(then), fact, past: lasting };
}

function begin(stage: Stage, { account, firstEventDay, asOf }: Facts): StageProgress {
  const { contractStart } = account;
  const start = contractStart !== undefined && contractStart <= asOf ? contractStart : (firstEventDay ?? asOf);
  return { ...entered(stage, start), fact: stage, past: [] };
}

function movedByHand(previous: StageProgress, to: Stage, facts: Facts): StageProgress {
  if (to === previous.stage) return previous;
  if (previous.stage !== 'renewal' || !isRenewalTime(previous, facts)) return enter(previous, to, facts.asOf);
  // The renewal is not settled yet: once it is, the account goes to where it was put in the meantime.
  const before = previous.past.at(-1);
  if (before?.stage === to) return previous;
  return { ...previous, past: remembered([...previous.past, entered(to, facts.asOf, before?.pastOnboardingSince)]) };
}

function enter(progress: StageProgress, to: Stage, day: Day): StageProgress {
  return {
    ...entered(to, day, progress.pastOnboardingSince),
    fact: progress.fact,
    past: remembered([...progress.past, stateOf(progress)]),
  };
}

function entered(stage: Stage, since: Day, pastOnboardingSince = since): StageState {
  return isOnboarding(stage) ? { stage, since } : { stage, since, pastOnboardingSince };
}

function withRenewal(progress: StageProgress, facts: Facts): StageProgress {
  const isDue = isRenewalTime(progress, facts);
  if (isDue === (progress.stage === 'renewal')) return progress;
  if (isDue) return enter(progress, 'renewal', facts.asOf);
  return isRuledByDate(progress, facts) ? backFromRenewal(progress, facts.asOf) : progress;
}

/** Without months or without a date an account is in renewal because a person says so, and for as long as they do. */
function isRuledByDate({ fact }: StageProgress, { account, playbook }: Facts): boolean {
  if (playbook.stages.renewal?.monthsBeforeRenewal === undefined) return false;
  return renewalDatesOf(account).length > 0 || fact !== 'renewal';
}

/** One that was imported as being in renewal has nowhere to go back to: a person says what it is now. */
function backFromRenewal(progress: StageProgress, asOf: Day): StageProgress {
  const past = [...progress.past];
  const before = past.pop();
  if (before === undefined) return progress;
  if (progress.since < asOf) past.push({ ...stateOf(progress), until: asOf });
  return { ...stateOf(before), fact: progress.fact, past: remembered(past) };
}

const isRenewalTime = (progress: StageProgress, facts: Facts) =>
  renewalDatesOf(facts.account).some((date) => isTimeOf(date, progress, facts));

function isTimeOf(renewalDate: Day, progress: StageProgress, { answers, playbook, asOf }: Facts): boolean {
  const { stage } = progress;
  const months = playbook.stages.renewal?.monthsBeforeRenewal;
  if (months === undefined || asOf < addMonths(renewalDate, -months)) return false;
  if (stage !== 'renewal' && hasLeftWithAnswer(progress, renewalDate, addMonths(renewalDate, -months), answers)) {
    return false;
  }
  // A date that had passed before anybody looked is old data, not a renewal.
  return asOf <= renewalDate || stage === 'renewal';
}

function stateOf({ stage, since, pastOnboardingSince }: StageState): StageState {
  return pastOnboardingSince === undefined ? { stage, since } : { stage, since, pastOnboardingSince };
}

/** An answer once ended the stage: who left it so is not sent through its work a second time. */
function hasLeftWithAnswer({ past }: StageProgress, renewalDate: Day, from: Day, answers: Answer[]): boolean {
  const left = past.findLast(({ stage, until }) => stage === 'renewal' && until !== undefined)?.until;
  return left !== undefined && left >= from && answerAsOf(answers, renewalDate, left) !== null;
}

const remembered = (past: PastStage[]) => past.slice(-STAGES_REMEMBERED);
