import { type Account, type Contact, hasChurned } from '../account/account.ts';
import type { Activity, DeadAddress } from '../activities/activity.ts';
import type { Answer } from '../answers/renewal-answer.ts';
import type { ClosedByChange, Transition } from '../episodes/episodes.ts';
import type { QuietMemory } from '../episodes/quiet-memory.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { type Grade, gradeOf, type HealthPart, healthIsFresh, readHealth } from '../health/health.ts';
import type { HealthRules } from '../health/health-rules.ts';
import { productHealthInputs } from '../health/product-health.ts';
import type { HealthContext } from '../indicators/indicators.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { rulesOf } from '../playbook/rules.ts';
import type { ParentFacts } from '../plays/addressee.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import type { Freshness } from '../sources/freshness.ts';
import { type StageProgress, stageOfDay } from '../stages/progress.ts';
import { movedOn } from '../stages/requirements.ts';
import type { BusinessDayCounts } from '../time/business-day-counts.ts';
import { addDays, type Day } from '../time/day.ts';
import type { UsageHistory } from '../usage/usage-history.ts';
import { keptScores } from './kept-scores.ts';
import { leaveAll, readSignals, type SignalReading } from './read-signals.ts';

/** The newest score and what it was made of; `score` and points are in tenths. */
export interface HealthState {
  score: number;
  parts: HealthPart[];
  stale: boolean;
  day: Day;
}

/** The newest score of one of an account's products, in tenths. */
export type ProductHealthState = Omit<HealthState, 'parts'> & { product: string };

/** What one evaluation leaves for the next. */
export interface AccountState {
  lastScoredDay: Day;
  /** The first day it was ever evaluated. */
  watchedSince: Day;
  stage: StageProgress | null;
  health: HealthState | null;
  /** Of an account with several products, of those whose use the playbook knows and that have a score. */
  productHealth?: ProductHealthState[];
  /** Day → score in tenths, for as long as something looks back; before that a day a week, up to a year. */
  scores: Record<Day, number>;
  episodes: LiveEpisode[];
  /** The rules that it was evaluated by; states of older releases don't say. */
  rules?: string;
  /** What a change of the playbook closed, for as long as it may be taken back. */
  closedByChange?: ClosedByChange[];
  /** Of many episodes that are over: which subjects keep quiet, and since when. */
  quiet?: QuietMemory;
}

export interface EvaluationInput {
  account: Account;
  contacts: Contact[];
  answers: Answer[];
  activities: Activity[];
  deadAddresses: DeadAddress[];
  /** Its topmost parent, where it has one that the playbook asks for; `null`: it is not known, or leads in a circle. */
  parent?: ParentFacts | null;
  usage: UsageHistory;
  businessDays: BusinessDayCounts;
  fleet?: Fleet | undefined;
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

export interface ProductHealthExplanation extends HealthExplanation {
  product: string;
}

export interface Evaluation {
  asOf: Day;
  stage: StageProgress | null;
  health: HealthExplanation | null;
  productHealth: ProductHealthExplanation[];
  signals: SignalReading[];
  transitions: Transition[];
  next: AccountState;
}

const CHANGE_OVER_DAYS = 7;
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
  const productHealth = hasLeft ? [] : explainProducts({ ...input, stage: entered });
  const scores = keptScores(previous?.scores ?? {}, health?.stale === false ? health : null, asOf);
  const stage = entered && !hasLeft ? movedOn(entered, { ...input, scores }) : entered;
  const derived = { stage, health, scores, watchedSince };
  const { signals, transitions, episodes, closedByChange, quiet } = hasLeft
    ? leaveAll(input)
    : readSignals(input, derived);
  return {
    asOf,
    stage,
    health,
    productHealth,
    signals,
    transitions,
    next: {
      lastScoredDay: asOf,
      watchedSince,
      stage,
      health: health && { score: health.score, parts: health.parts, stale: health.stale, day: health.day },
      ...(productHealth.length > 0 && {
        productHealth: productHealth.map(({ product, score, stale, day }) => ({ product, score, stale, day })),
      }),
      scores,
      episodes,
      // Of an account that has left no rule was read: what was over before is looked up when it comes back.
      ...(!hasLeft && { rules: rulesOf(playbook) }),
      ...(closedByChange.length > 0 && { closedByChange }),
      ...(Object.keys(quiet).length > 0 && { quiet }),
    },
  };
}

function explainHealth(input: EvaluationInput & Pick<HealthContext, 'stage'>): HealthExplanation | null {
  return explainedScore(input.playbook.health, input, input.previous?.health ?? null);
}

/** Of each product by itself, as of the whole; of one that nothing is known of there is no score. */
function explainProducts(input: EvaluationInput & Pick<HealthContext, 'stage'>): ProductHealthExplanation[] {
  return productHealthInputs(input).flatMap(({ product, rules, context }) => {
    const last = input.previous?.productHealth?.find((one) => one.product === product);
    const explained = explainedScore(rules, context, last === undefined ? null : { ...last, parts: [] });
    if (explained === null) return [];
    // The parts of an older score are not kept: nothing can be said of what changed in them.
    return [{ ...explained, product, ...(explained.stale && { partChanges: null }) }];
  });
}

/** @param last the newest score, which stays while the sources are silent */
function explainedScore(
  rules: HealthRules,
  context: HealthContext,
  last: HealthState | null,
): HealthExplanation | null {
  const { usage } = context;
  const isFresh = healthIsFresh(rules, context);
  const reading = isFresh ? readHealth(rules, context) : null;
  const state: HealthState | null = isFresh
    ? reading && { ...reading, stale: false, day: usage.asOf }
    : last && { ...last, stale: true };
  if (state === null) return null;

  const before = readHealth(rules, { ...context, usage: usage.backTo(addDays(state.day, -CHANGE_OVER_DAYS)) });
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
