import { groupedBy } from '../collections/grouped-by.ts';
import { quietFrom } from '../episodes/episodes.ts';
import { type QuietMemory, quietCount, remember, withoutThoseBefore } from '../episodes/quiet-memory.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { newsForDaysOf } from '../signals/conditions.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import { addDays, type Day } from '../time/day.ts';

/**
 * How much one account can have under way, so that its state never outgrows its row and is always scored in time
 * (docs/decisions/0049). A signal about the account itself never waits for the many episodes of another one.
 */
export const MOST_OPEN_EPISODES = 200;
/** With those that are over and still keep their signal quiet. */
export const MOST_LIVE_EPISODES = 2_000;
/** So many each signal may have, whatever the others have. */
export const FAIR_SHARE = 10;
/** Of those that are over, each signal's latest stay as they were: a late answer to a renewal still goes on from there. */
export const KEPT_WHOLE = 10;
/** What a signal was quiet for is remembered so long after the signal was taken out of the playbook. */
const RETIRED_KEPT_IN_DAYS = 400;

const isOver = ({ recoveredOn }: LiveEpisode) => recoveredOn !== undefined;

/** Says of each signal whether one more episode may open. */
export class Room {
  private open: number;
  private live: number;
  private readonly ofSignal = new Map<string, number>();

  constructor(
    episodes: readonly LiveEpisode[],
    private readonly quiet: QuietMemory,
  ) {
    this.open = episodes.filter((episode) => !isOver(episode)).length;
    this.live = episodes.length + quietCount(quiet);
    for (const { signal } of episodes) this.ofSignal.set(signal, (this.ofSignal.get(signal) ?? 0) + 1);
  }

  isLeft(signal: string): boolean {
    if (this.open < MOST_OPEN_EPISODES && this.live < MOST_LIVE_EPISODES) return true;
    return (this.ofSignal.get(signal) ?? 0) + quietCount(this.quiet, signal) < FAIR_SHARE;
  }

  take(signal: string): void {
    this.open += 1;
    this.live += 1;
    this.ofSignal.set(signal, (this.ofSignal.get(signal) ?? 0) + 1);
  }

  /** It is over, but still remembered. */
  giveBack(): void {
    this.open -= 1;
  }
}

/**
 * What is kept of the episodes: those that can't come again leave, and of many that are over all but the latest are
 * remembered by their subject alone. One with tasks that somebody still has stays whole, and so does one that ends in
 * this very evaluation.
 *
 * @param endedBefore whether it was over before this evaluation
 */
export function withinBounds(
  episodes: LiveEpisode[],
  quiet: QuietMemory,
  { signals }: Pick<Playbook, 'signals'>,
  asOf: Day,
  endedBefore: (episode: LiveEpisode) => boolean,
): { episodes: LiveEpisode[]; quiet: QuietMemory } {
  /** What recovered before is forgotten. */
  const keptFrom = (name: string): Day => {
    const signal = signals[name];
    if (signal === undefined) return addDays(asOf, 1 - RETIRED_KEPT_IN_DAYS);
    const newsForDays = newsForDaysOf(signal.when);
    const quiet = quietFrom(signal, asOf);
    const news = newsForDays === undefined ? quiet : addDays(asOf, 1 - newsForDays);
    return news > quiet ? news : quiet;
  };
  const stays = withoutThoseBefore(quiet, keptFrom);
  const idle = episodes.filter(
    (episode) => isOver(episode) && (episode.tasks ?? []).length === 0 && endedBefore(episode),
  );
  if (idle.length === 0) return { episodes, quiet: stays };

  const leaving = new Set(idle.filter(({ signal, recoveredOn }) => (recoveredOn as Day) < keptFrom(signal)));
  const remembered = groupedBy(idle, (episode) => (leaving.has(episode) ? undefined : episode.signal));
  const packed = [...remembered.values()].flatMap((own) => latestLast(own).slice(0, -KEPT_WHOLE));
  for (const episode of packed) leaving.add(episode);
  if (leaving.size === 0) return { episodes, quiet: stays };
  return {
    episodes: episodes.filter((episode) => !leaving.has(episode)),
    quiet: remember(
      stays,
      packed.map(({ signal, subject, recoveredOn }) => ({ signal, subject, recoveredOn: recoveredOn as Day })),
    ),
  };
}

function latestLast(episodes: LiveEpisode[]): LiveEpisode[] {
  return episodes.toSorted((a, b) => ((a.recoveredOn as Day) < (b.recoveredOn as Day) ? -1 : 1));
}
