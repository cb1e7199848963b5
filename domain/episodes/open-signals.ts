import type { LiveEpisode } from '../signals/reading.ts';

/** The signals of which an episode is open, each once, by name. */
export function openSignalsOf({ episodes }: { episodes: readonly LiveEpisode[] }): string[] {
  const open = episodes.filter(({ recoveredOn }) => recoveredOn === undefined);
  return [...new Set(open.map(({ signal }) => signal))].sort();
}
