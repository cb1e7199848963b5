import { type Episode, liveEpisodesAsOf } from '../episodes/episodes.ts';
import { readHealth } from '../health/health.ts';
import type { HealthContext } from '../indicators/indicators.ts';
import { stageAsOf } from '../stages/progress.ts';
import type { Day } from '../time/day.ts';
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

function healthOf(
  day: Day,
  input: Omit<EvaluationInput, 'previous'> & Pick<HealthContext, 'stage'>,
): HealthState | null {
  const reading = readHealth(input.playbook.health, { ...input, usage: input.usage.backTo(day) });
  return reading && { ...reading, stale: false, day };
}
