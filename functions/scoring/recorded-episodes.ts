import { isCoolingDown } from '../../domain/episodes/episodes.ts';
import type { AccountState } from '../../domain/evaluation/evaluate.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { LiveEpisode } from '../../domain/signals/reading.ts';
import type { Day } from '../../domain/time/day.ts';

/** The episodes on record that matter on the day: open, or in their cooldown. */
export function recordedEpisodes(state: AccountState | null, { signals }: Playbook, asOf: Day): LiveEpisode[] {
  return (state?.episodes ?? []).filter((episode) => {
    const signal = signals[episode.signal];
    return episode.recoveredOn === undefined || (signal !== undefined && isCoolingDown(episode, signal, asOf));
  });
}
