import { groupedBy } from '../collections/grouped-by.ts';
import { isCoolingDown } from '../episodes/episodes.ts';
import { firstBySubject, isOpen, none, readingsOf, type SignalResults } from '../evaluation/read-signals.ts';
import { KEPT_WHOLE } from '../evaluation/state-bounds.ts';
import type { Signal } from '../playbook/playbook.ts';
import { dependenciesOf, newsForDaysOf, standsUntil } from '../signals/conditions.ts';
import type { LiveEpisode, Reading, ReadingReason, SignalContext } from '../signals/reading.ts';
import { addDays, type Day, LAST_DAY } from '../time/day.ts';
import type { UsageAhead } from '../usage/usage-course.ts';

/** One signal of an account, and until when nothing can come of it while nothing but time and usage goes on. */
interface Watch {
  name: string;
  signal: Signal;
  episodes: readonly LiveEpisode[];
  open: SignalContext['open'];
  /** From this day on it may read otherwise. */
  readOn: Day;
  /** From this day on something becomes of its episodes whatever it reads. */
  actOn: Day;
  /** It looks at these. */
  looksAt: readonly string[];
}

/** What has to be looked at of an account's signals, day by day. */
export class Watches {
  private readonly watches: Watch[];
  /** When next its play has something to do, of each episode as it was last planned. */
  private readonly workOn = new WeakMap<LiveEpisode, Day>();
  /** Signals that can tell of none of their subjects, and why. */
  unknown: ReadonlyMap<string, ReadingReason> = new Map();

  constructor(signals: readonly (readonly [string, Signal])[]) {
    this.watches = signals.map(([name, signal]) => {
      const looksAt = dependenciesOf(signal.when);
      return { name, signal, episodes: none, open: firstBySubject(none), readOn: '', actOn: '', looksAt };
    });
  }

  /** Those that may say something new today, with all that look at them; `null` when none does. */
  due(day: Day, contextOf: () => SignalContext, ahead: () => UsageAhead): ReadonlySet<string> | null {
    let due: Set<string> | null = null;
    for (const watch of this.watches) {
      const mustBeRead =
        watch.actOn <= day || (due !== null && watch.looksAt.length > 0 && isAmong(due, watch.looksAt));
      if (!mustBeRead && (watch.readOn > day || !this.mayMove(watch, contextOf(), ahead))) continue;
      due ??= new Set();
      due.add(watch.name);
    }
    return due;
  }

  /** After a day on which they were read: when each of them is due again. */
  restUntil(
    read: ReadonlySet<string> | null,
    results: Pick<SignalResults, 'signals' | 'episodes' | 'transitions'>,
    nextWorkDay: (episode: LiveEpisode) => Day,
    context: SignalContext,
    ahead: UsageAhead,
  ): void {
    const readings = groupedBy(results.signals, ({ signal }) => signal);
    const tomorrow = addDays(context.asOf, 1);
    // What was read went by the episodes of before.
    const moved = new Set(results.transitions.map(({ episode }) => episode.signal));
    for (const watch of this.watches) {
      if (read !== null && !read.has(watch.name)) continue;
      watch.episodes = results.episodes.filter(({ signal }) => signal === watch.name);
      watch.open = firstBySubject(watch.episodes.filter(isOpen));
      const own = readings.get(watch.name) ?? [];
      this.note(watch.name, own);
      const isCrowdedOut = own.some(({ reason }) => reason === 'too-many-open');
      const isAskedTomorrow = isCrowdedOut || moved.has(watch.name);
      watch.readOn = isAskedTomorrow ? tomorrow : standsUntil(watch.signal.when, contextFor(watch, context), ahead);
      for (const episode of watch.episodes) this.workOn.set(episode, nextWorkDay(episode));
      watch.actOn = actOn(watch, this.workDayOf, tomorrow);
    }
  }

  /** While nothing but time and usage goes on, its play has nothing to do for an episode until this day. */
  readonly workDayOf = (episode: LiveEpisode): Day => this.workOn.get(episode) ?? '';

  /** Whether one episode opens or ends by what the signal reads today. */
  private mayMove(watch: Watch, common: SignalContext, ahead: () => UsageAhead): boolean {
    const context = contextFor(watch, common);
    const readings = readingsOf(watch.signal, context);
    const mayOpen = watch.open.size < (watch.signal.atMostOpen ?? Number.POSITIVE_INFINITY);
    const moves = readings.some(({ subject, verdict }) => {
      if (watch.open.has(subject)) return verdict === 'recovers';
      return mayOpen && verdict === 'trips' && !watch.episodes.some((episode) => episode.subject === subject);
    });
    if (moves || isReordered(watch.episodes, readings)) return true;
    this.note(watch.name, readings);
    watch.readOn = standsUntil(watch.signal.when, context, ahead());
    return false;
  }

  private note(name: string, readings: readonly Reading[]): void {
    const isUnknown = readings.length > 0 && readings.every(({ verdict }) => verdict === 'unknown');
    const reason = isUnknown ? readings[0]?.reason : undefined;
    if (this.unknown.get(name) === reason) return;
    // Days that were told hold the one of theirs.
    const unknown = new Map(this.unknown);
    if (reason === undefined) unknown.delete(name);
    else unknown.set(name, reason);
    this.unknown = unknown;
  }
}

const isAmong = (due: ReadonlySet<string>, names: readonly string[]) => names.some((name) => due.has(name));

/** Episodes stand in the order in which their subjects are read, those of whom nothing is read behind them. */
function isReordered(episodes: readonly LiveEpisode[], readings: readonly Reading[]): boolean {
  if (episodes.length < 2) return false;
  const read = readings.filter(({ subject }) => episodes.some((episode) => episode.subject === subject));
  return read.some(({ subject }, place) => episodes[place]?.subject !== subject);
}

/** Read by the conditions at once; none keeps it. */
function contextFor({ episodes, open }: Watch, common: SignalContext): SignalContext {
  common.episodes = episodes;
  common.open = open;
  return common;
}

/** The first day on which an episode of the signal ends its quiet days, is an old one, or has something fall due. */
function actOn({ episodes, signal }: Watch, workDayOf: (episode: LiveEpisode) => Day, tomorrow: Day): Day {
  let first = LAST_DAY;
  const at = (day: Day) => {
    const coming = day < tomorrow ? tomorrow : day;
    if (coming < first) first = coming;
  };
  const newsForDays = newsForDaysOf(signal.when);
  let over = 0;
  for (const episode of episodes) {
    const { openedOn, recoveredOn } = episode;
    at(workDayOf(episode));
    if (recoveredOn === undefined) {
      if (signal.newLevelAfterInDays !== undefined) at(addDays(openedOn, signal.newLevelAfterInDays));
      continue;
    }
    over += 1;
    if (!isCoolingDown(episode, signal, tomorrow)) at(tomorrow);
    if (signal.cooldownInDays !== 'once') at(addDays(recoveredOn, Math.max(1, signal.cooldownInDays)));
    if (newsForDays !== undefined) at(addDays(recoveredOn, newsForDays));
  }
  if (over > KEPT_WHOLE) at(tomorrow);
  return first;
}
