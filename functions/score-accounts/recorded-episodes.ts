import type { Day } from '../../domain/day.ts';
import { isCoolingDown } from '../../domain/episodes.ts';
import type { AccountState } from '../../domain/evaluate.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { LiveEpisode } from '../../domain/signals/reading.ts';

/** The episodes on record that matter on the day: open, or in their cooldown. */
export function recordedEpisodes(state: AccountState | null, { signals }: Playbook, asOf: Day): LiveEpisode[] {
  return (state?.episodes ?? []).filter((episode) => {
    const signal = signals[episode.signal];
    return episode.recoveredOn === undefined || (signal !== undefined && isCoolingDown(episode, signal, asOf));
  });
}
