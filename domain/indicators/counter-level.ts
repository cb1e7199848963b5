import { addDays } from '../day.ts';
import type { UsageHistory } from '../usage/usage-history.ts';

export interface LevelWindows {
  event: string;
  windowInDays: number;
  /** How many windows before the current one the baseline is taken from. */
  baselineWindows: number;
}

/** A baseline needs at least so many windows. */
const FEWEST_WINDOWS = 2;

/** Window k of n days covers D − n(k+1) … D − nk − 1: window 0 ends yesterday. */
export function windowCount(usage: UsageHistory, { event, windowInDays }: LevelWindows, k: number): number {
  return usage.count(event, addDays(usage.asOf, -windowInDays * (k + 1)), addDays(usage.asOf, -windowInDays * k - 1));
}

/** The median of the earlier windows that begin on or after the account's first event; `null` with too few of them. */
export function baselineCount(usage: UsageHistory, windows: LevelWindows): number | null {
  const { firstEventDay } = usage;
  if (firstEventDay === null) return null;
  const counts: number[] = [];
  for (let k = 1; k <= windows.baselineWindows; k += 1) {
    if (addDays(usage.asOf, -windows.windowInDays * (k + 1)) < firstEventDay) break;
    counts.push(windowCount(usage, windows, k));
  }
  return counts.length < FEWEST_WINDOWS ? null : median(counts);
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle)
    ? ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
    : (sorted[Math.floor(middle)] as number);
}
