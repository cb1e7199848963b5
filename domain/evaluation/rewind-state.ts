import type { Episode } from '../episodes/episodes.ts';
import type { PlannedWork } from '../plays/plan-work.ts';
import { stageAsOf } from '../stages/progress.ts';
import type { Day } from '../time/day.ts';
import type { AccountState } from './evaluate.ts';

/**
 * The state of an account that was scored for a day to come, put back to today: what ended on days to come ends today, so
 * that its quiet time counts from now, and what began on them never did.
 */
export function rewindState(state: AccountState, today: Day): AccountState {
  const { health, closedByChange = [] } = state;
  const closures = closedByChange.filter(({ closedOn }) => closedOn <= today);
  const productHealth = state.productHealth?.filter(({ day }) => day <= today) ?? [];
  const { closedByChange: _, productHealth: __, ...rest } = state;
  return {
    ...rest,
    lastScoredDay: today,
    watchedSince: state.watchedSince < today ? state.watchedSince : today,
    stage: stageAsOf(state.stage, today) ?? (state.stage && { ...state.stage, since: today }),
    health: health !== null && health.day > today ? null : health,
    ...(productHealth.length > 0 && { productHealth }),
    scores: Object.fromEntries(Object.entries(state.scores).filter(([day]) => day <= today)),
    episodes: state.episodes
      .filter(({ openedOn }) => openedOn <= today)
      .map((episode) =>
        episode.recoveredOn !== undefined && episode.recoveredOn > today ? { ...episode, recoveredOn: today } : episode,
      ),
    ...(closures.length > 0 && { closedByChange: closures }),
  };
}

/** How the records of episodes that began or ended on days to come are to end. */
export function endingsToRewind(episodes: readonly Episode[], today: Day): PlannedWork['closed'] {
  return episodes.flatMap(({ id, signal, subject, openedOn, recoveredOn }): PlannedWork['closed'] => {
    if (openedOn > today) return [{ id, signal, subject, recoveredOn: today, closedAs: 'retired' }];
    if (recoveredOn === null || recoveredOn <= today) return [];
    return [{ id, signal, subject, recoveredOn: today, closedAs: 'recovered' }];
  });
}
