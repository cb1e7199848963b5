import { type Account, type Contact, hasChurned, stages } from './account.ts';
import type { Activity, DeadAddress } from './activity.ts';
import type { Answer } from './answer.ts';
import { addDays, type Day } from './day.ts';
import { advanceEpisode, episodeId, isCoolingDown, type Transition } from './episodes.ts';
import type { Freshness } from './freshness.ts';
import { type Grade, gradeOf, type HealthPart, healthIsFresh, readHealth } from './health/health.ts';
import type { HealthContext } from './health/indicators.ts';
import type { Playbook, Signal } from './playbook/playbook.ts';
import { finishedTasksOf, isPlayDone } from './plays/play-steps.ts';
import { dependenciesOf, readCondition } from './signals/conditions.ts';
import { alreadyHeld, type LiveEpisode, type Reading, type SignalContext, unknown } from './signals/reading.ts';
import { moveOn, type StageProgress, stageOfDay } from './stages/progress.ts';
import { isGoalReached, readRequirements } from './stages/requirements.ts';
import type { UsageHistory } from './usage/usage-history.ts';

/** The newest score and what it was made of; `score` and points are in tenths. */
export interface HealthState {
  score: number;
  parts: HealthPart[];
  stale: boolean;
  day: Day;
}

/** What one evaluation leaves for the next. */
export interface AccountState {
  lastScoredDay: Day;
  /** The first day it was ever evaluated. */
  watchedSince: Day;
  stage: StageProgress | null;
  health: HealthState | null;
  /** Day → score in tenths, for as long as something looks back. */
  scores: Record<Day, number>;
  episodes: LiveEpisode[];
}

export interface EvaluationInput {
  account: Account;
  contacts: Contact[];
  answers: Answer[];
  activities: Activity[];
  deadAddresses: DeadAddress[];
  usage: UsageHistory;
  freshness: Freshness;
  playbook: Playbook;
  previous: AccountState | null;
}

export interface HealthExplanation extends HealthState {
  grade: Grade;
  /** Per indicator, in tenths, since 7 days ago; they add up to `change`. `null` when there was no score then. */
  partChanges: Map<string, number> | null;
  change: number | null;
}

export interface SignalReading extends Reading {
  signal: string;
  /** The episode's state after this evaluation. */
  state: 'open' | 'cooldown' | 'closed';
  since: Day | null;
}

export interface Evaluation {
  asOf: Day;
  stage: StageProgress | null;
  health: HealthExplanation | null;
  signals: SignalReading[];
  transitions: Transition[];
  next: AccountState;
}

const CHANGE_OVER_DAYS = 7;
const SCORES_KEPT_IN_DAYS = 120;

/**
 * Everything one day says about one account: the score and its explanation, what every rule says, which episodes
 * open and close, and the state to go on from. The nightly run, the run within seconds, readings of past days and
 * the tests all call this; it knows no clock, no store and no chance.
 */
export function evaluate(given: EvaluationInput): Evaluation {
  const { asOf } = given.usage;
  const input = { ...given, activities: given.activities.filter(({ day }) => day <= asOf) };
  const { account, answers, playbook, usage, previous } = input;
  const hasLeft = hasChurned(account, asOf);
  const watchedSince = previous?.watchedSince ?? asOf;
  const { firstEventDay } = usage;
  const entered = stageOfDay(previous?.stage ?? null, { account, answers, playbook, firstEventDay, asOf });
  const health = hasLeft ? null : explainHealth({ ...input, stage: entered });
  const scores = keptScores(previous?.scores ?? {}, health, asOf);
  const stage = entered && !hasLeft ? movedOn(entered, { ...input, scores }) : entered;
  const standing = { stage, health, scores, watchedSince };
  const { signals, transitions, episodes } = hasLeft ? leaveAll(input) : readSignals(input, standing);
  return {
    asOf,
    stage,
    health,
    signals,
    transitions,
    next: {
      lastScoredDay: asOf,
      watchedSince,
      stage,
      health: health && { score: health.score, parts: health.parts, stale: health.stale, day: health.day },
      scores,
      episodes,
    },
  };
}

/**
 * The account on its next stage when the goal of its own is reached, and past those whose goals are reached as well: a
 * second look at the same day would find nothing more to move.
 */
function movedOn(stage: StageProgress, input: EvaluationInput & Pick<SignalContext, 'scores'>): StageProgress {
  let current = stage;
  for (const _ of stages) {
    if (!isGoalReached(readRequirements({ ...input, stage: current }))) break;
    current = moveOn(current, input.playbook, input.usage.asOf);
  }
  return current;
}

/** Whoever is no customer any more is not worked for: everything open is closed. */
function leaveAll({ playbook, previous, usage }: EvaluationInput): SignalResults {
  const transitions = (previous?.episodes ?? [])
    .filter(({ recoveredOn }) => recoveredOn === undefined)
    .map((episode): Transition => {
      const closed = { ...episode, recoveredOn: usage.asOf };
      return { kind: 'closed', episode: closed, evidence: {}, reason: 'churned' };
    });
  const signals = Object.keys(playbook.signals).map(
    (signal): SignalReading => ({ signal, ...unknown(null, 'churned'), ...stateOf(undefined) }),
  );
  return { signals, transitions, episodes: [] };
}

function explainHealth(input: EvaluationInput & Pick<HealthContext, 'stage'>): HealthExplanation | null {
  const { playbook, usage, previous } = input;
  const rules = playbook.health;
  const isFresh = healthIsFresh(rules, input);
  const reading = isFresh ? readHealth(rules, input) : null;
  const state: HealthState | null = isFresh
    ? reading && { ...reading, stale: false, day: usage.asOf }
    : previous?.health
      ? { ...previous.health, stale: true }
      : null;
  if (state === null) return null;

  const before = readHealth(rules, { ...input, usage: usage.backTo(addDays(state.day, -CHANGE_OVER_DAYS)) });
  return {
    ...state,
    grade: gradeOf(rules, state.score),
    change: before && state.score - before.score,
    partChanges: before && changesOf(state.parts, before.parts),
  };
}

/** Per indicator of either day; one that only one of the days knew counts as having had no points on the other. */
function changesOf(now: HealthPart[], before: HealthPart[]): Map<string, number> {
  const changes = new Map(now.map(({ indicator, points }) => [indicator, points]));
  for (const { indicator, points } of before) changes.set(indicator, (changes.get(indicator) ?? 0) - points);
  return changes;
}

function keptScores(scores: Record<Day, number>, health: HealthState | null, asOf: Day): Record<Day, number> {
  const oldest = addDays(asOf, -SCORES_KEPT_IN_DAYS);
  const kept = Object.fromEntries(Object.entries(scores).filter(([day]) => day > oldest && day < asOf));
  if (health && !health.stale) kept[asOf] = health.score;
  return kept;
}

interface SignalResults {
  signals: SignalReading[];
  transitions: Transition[];
  episodes: LiveEpisode[];
}

/** What the day has found out about the account before its signals are read. */
type Standing = Pick<SignalContext, 'stage' | 'health' | 'scores' | 'watchedSince'>;

function readSignals({ previous, ...input }: EvaluationInput, standing: Standing): SignalResults {
  const { asOf } = input.usage;
  const { playbook } = input;
  const before = previous?.episodes ?? [];
  const signals: SignalReading[] = [];
  const transitions: Transition[] = [];
  const episodes: LiveEpisode[] = [];

  for (const [name, signal] of inReadingOrder(playbook.signals)) {
    const own = before.filter((episode) => episode.signal === name);
    const context: SignalContext = {
      ...input,
      ...standing,
      asOf,
      episodes: own,
      isWorkDone: (episode) => isWorkDone(input, signal, episode),
      isOpen: (other) => episodes.some((episode) => episode.signal === other && episode.recoveredOn === undefined),
    };
    let open = own.filter(({ recoveredOn }) => recoveredOn === undefined).length;
    const readings = readingsOf(signal, context);
    for (const reading of readings) {
      const live = own.find(({ subject }) => subject === reading.subject);
      const { episode, transition } = advanceEpisode(name, signal, live, reading, asOf);
      const isOneTooMany = transition?.kind === 'opened' && open >= (signal.atMostOpen ?? Number.POSITIVE_INFINITY);
      const stands = isOneTooMany ? undefined : episode;
      if (transition && !isOneTooMany) {
        transitions.push(transition);
        open += transition.kind === 'opened' ? 1 : -1;
      }
      if (stands) episodes.push(stands);
      signals.push({ signal: name, ...reading, ...stateOf(stands) });
    }
    const read = new Set(readings.map(({ subject }) => subject));
    episodes.push(...own.filter((episode) => !read.has(episode.subject) && isStillLive(episode, signal, asOf)));
  }
  for (const episode of before) {
    if (episode.signal in playbook.signals || episode.recoveredOn !== undefined) continue;
    transitions.push({ kind: 'closed', episode: { ...episode, recoveredOn: asOf }, evidence: {}, reason: 'retired' });
  }
  return { signals, transitions, episodes };
}

/** Every signal says something of every account: one whose subjects aren't there says that nothing is the matter. */
function readingsOf(signal: Signal, context: SignalContext): Reading[] {
  const { offer } = signal;
  const readings = readCondition(signal.when, context);
  if (readings.length === 0) return [{ subject: null, verdict: 'holds', evidence: {} }];
  if (offer === undefined || !context.account.holds?.includes(offer)) return readings;
  return readings.map(({ subject, evidence }) => alreadyHeld(subject, evidence));
}

function isWorkDone(
  { account, activities, playbook }: Pick<EvaluationInput, 'account' | 'activities' | 'playbook'>,
  signal: Signal,
  episode: LiveEpisode,
): boolean {
  const play = playbook.plays[signal.play];
  return play !== undefined && isPlayDone(play, episode, finishedTasksOf(episodeId(account.id, episode), activities));
}

function isStillLive(episode: LiveEpisode, signal: Signal, asOf: Day): boolean {
  return episode.recoveredOn === undefined || isCoolingDown(episode, signal, asOf);
}

function stateOf(episode: LiveEpisode | undefined): Pick<SignalReading, 'state' | 'since'> {
  if (episode === undefined) return { state: 'closed', since: null };
  return episode.recoveredOn === undefined
    ? { state: 'open', since: episode.openedOn }
    : { state: 'cooldown', since: episode.recoveredOn };
}

/** Signals that look at others come after them. The playbook's check has refused cycles. */
function inReadingOrder(signals: Playbook['signals']): [string, Signal][] {
  const ordered = new Map<string, Signal>();
  const visit = (name: string) => {
    const signal = signals[name];
    if (signal === undefined || ordered.has(name)) return;
    for (const dependency of dependenciesOf(signal.when)) visit(dependency);
    ordered.set(name, signal);
  };
  for (const name of Object.keys(signals)) visit(name);
  return [...ordered];
}
