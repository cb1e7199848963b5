import { type Episode, liveEpisodesAsOf } from '../episodes/episodes.ts';
import { readHealth } from '../health/health.ts';
import type { HealthContext } from '../indicators/indicators.ts';
import { type StageProgress, stageAsOf } from '../stages/progress.ts';
import { addDays, type Day } from '../time/day.ts';
import type { AccountState, EvaluationInput, HealthState } from './evaluate.ts';

/** The state as it stood at the end of a past day, put together from what is on record since. */
export function stateAsOf(
  current: AccountState,
  episodes: Episode[],
  input: Omit<EvaluationInput, 'previous'>,
): AccountState {
  const { asOf } = input.usage;
  const scores = Object.fromEntries(Object.entries(current.scores).filter(([day]) => day <= asOf));
  const stage = stageAsOf(current.stage, asOf);
  const lastScored = Object.keys(scores).sort().at(-1);
  return {
    lastScoredDay: asOf,
    watchedSince: current.watchedSince,
    stage,
    health: lastScored === undefined ? null : healthOf(lastScored, { ...input, stage }),
    scores,
    episodes: liveEpisodesAsOf(episodes, asOf),
  };
}

/**
 * What was on record of a past day, on the way through the stages that the ledger tells. Where both say the same stage,
 * the record knows more of it.
 */
export function stateInStage(state: AccountState | null, stage: StageProgress | null, asOf: Day): AccountState | null {
  if (stage === null || state?.stage?.stage === stage.stage) return state;
  return { ...(state ?? neverEvaluatedBefore(asOf)), stage };
}

const neverEvaluatedBefore = (day: Day): AccountState => ({
  lastScoredDay: addDays(day, -1),
  watchedSince: day,
  stage: null,
  health: null,
  scores: {},
  episodes: [],
});

function healthOf(
  day: Day,
  input: Omit<EvaluationInput, 'previous'> & Pick<HealthContext, 'stage'>,
): HealthState | null {
  const reading = readHealth(input.playbook.health, { ...input, usage: input.usage.backTo(day) });
  return reading && { ...reading, stale: false, day };
}
