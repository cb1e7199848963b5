import { median } from '../statistics/median.ts';
import { addDays, type Day, daysBetween } from '../time/day.ts';
import type { UsageHistory } from '../usage/usage-history.ts';

/** Windows of the same length, one behind the other: the newest is judged by the level of those before it. */
export interface LevelWindows {
  windowInDays: number;
  /** How many windows before the current one the baseline is taken from. */
  baselineWindows: number;
}

/** A baseline needs at least so many windows. */
const FEWEST_WINDOWS = 2;

/** First and last day of window k of n days, D − n(k+1) … D − nk − 1: window 0 ends yesterday. */
export function windowBounds(asOf: Day, windowInDays: number, k: number): [from: Day, to: Day] {
  return [addDays(asOf, -windowInDays * (k + 1)), addDays(asOf, -windowInDays * k - 1)];
}

/** How often the event happened in window k. */
export function windowCount(
  usage: UsageHistory,
  { event, windowInDays }: { event: string; windowInDays: number },
  k: number,
): number {
  return usage.countAgo(event, windowInDays * (k + 1), windowInDays * k + 1);
}

/** The usual count of an event. */
export function baselineCount(usage: UsageHistory, windows: LevelWindows & { event: string }): number | null {
  return baselineOf(usage, windows, (k) => windowCount(usage, windows, k));
}

/**
 * The median of what was in the earlier windows, of those that begin on or after the account's first event; `null`
 * with too few of them.
 */
export function baselineOf(
  { asOf, firstEventDay }: Pick<UsageHistory, 'asOf' | 'firstEventDay'>,
  { windowInDays, baselineWindows }: LevelWindows,
  inWindow: (k: number) => number,
): number | null {
  if (firstEventDay === null) return null;
  const amounts: number[] = [];
  const knownForDays = daysBetween(firstEventDay, asOf);
  for (let k = 1; k <= baselineWindows; k += 1) {
    if (windowInDays * (k + 1) > knownForDays) break;
    amounts.push(inWindow(k));
  }
  return amounts.length < FEWEST_WINDOWS ? null : median(amounts);
}
