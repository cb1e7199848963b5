import { insertBy, medianOfOrdered } from '../statistics/median.ts';
import type { BusinessDayCounts } from '../time/business-day-counts.ts';
import { type Day, daysBetween } from '../time/day.ts';
import type { UsageHistory } from '../usage/usage-history.ts';

/** Windows of the same length, one behind the other: the newest is judged by the level of those before it. */
export interface LevelWindows {
  windowInDays: number;
  /** How many windows before the current one the baseline is taken from. */
  baselineWindows: number;
}

/** By what windows are compared: as they are, or by how much there was on each of their business days. */
export const levelUnits = ['day', 'businessDay'] as const;

/** How much there was in a window; with the business days it had where windows are compared by them. */
export interface Amount {
  count: number;
  businessDays?: number;
}

/** Whose business days count, and by which calendar. */
export interface BusinessDaysLookedAt {
  account: { country?: string | undefined };
  businessDays: BusinessDayCounts;
}

/** A baseline needs at least so many windows. */
const FEWEST_WINDOWS = 2;

/** How often the event happened in window k of n days, D − n(k+1) … D − nk − 1: window 0 ends yesterday. */
export function windowCount(
  usage: UsageHistory,
  { event, windowInDays }: { event: string; windowInDays: number },
  k: number,
): number {
  return usage.countAgo(event, windowInDays * (k + 1), windowInDays * k + 1);
}

/** How many business days window k has. */
function windowBusinessDays(
  asOf: Day,
  { account, businessDays }: BusinessDaysLookedAt,
  windowInDays: number,
  k: number,
): number {
  return businessDays.ago(asOf, windowInDays * (k + 1), windowInDays * k + 1, account.country);
}

/** On how many days of window k the user was active. */
export function windowActiveDays(usage: UsageHistory, user: string, windowInDays: number, k: number): number {
  return usage.activeDaysAgo(user, windowInDays * (k + 1), windowInDays * k + 1);
}

const itself = (count: number) => count;
const rateOf = ({ count, businessDays }: Required<Amount>): number => count / businessDays;

type LevelUnit = (typeof levelUnits)[number];

/** The newest window and the usual one; `null` with too little history to tell what is usual. */
export interface Level {
  window: Amount;
  baseline: Amount | null;
}

export interface EventLevel extends LevelWindows {
  event: string;
  per?: LevelUnit | undefined;
}

const names = new WeakMap<EventLevel, Record<LevelUnit, string>>();

/** By which a level is known. Bounds don't matter to it: they can be tried freely. */
export function nameOfLevel(level: EventLevel, per: LevelUnit = level.per ?? 'day'): string {
  let known = names.get(level);
  if (known === undefined) {
    const windows = [level.event, level.windowInDays, level.baselineWindows].join('/');
    known = { day: `${windows}/day`, businessDay: `${windows}/businessDay` };
    names.set(level, known);
  }
  return known[per];
}

/** What it hangs on beside the usage of its windows. */
interface LevelOfDay extends Level {
  firstEventDay: Day | null;
  country: string | undefined;
}

/** How often an event happened. Signals, the score and what looks ahead ask the same of the same day. */
export function eventLevelAt(
  level: EventLevel,
  looked: BusinessDaysLookedAt & { usage: UsageHistory },
  per: LevelUnit = level.per ?? 'day',
): Level {
  const { usage } = looked;
  const { country } = looked.account;
  const { firstEventDay } = usage;
  const name = nameOfLevel(level, per);
  const known = usage.recalled<LevelOfDay>(name);
  if (known !== undefined && known.firstEventDay === firstEventDay && known.country === country) return known;
  const { windowInDays, baselineWindows } = level;
  const windows = { windowInDays, baselineWindows, per };
  const { window, baseline } = levelAt(windows, looked, (k) => windowCount(usage, level, k));
  const ofDay: LevelOfDay = { window, baseline, firstEventDay, country };
  usage.remember(name, ofDay);
  return ofDay;
}

export function levelAt(
  windows: LevelWindows & { per?: LevelUnit | undefined },
  looked: BusinessDaysLookedAt & { usage: UsageHistory },
  inWindow: (k: number) => number,
): Level {
  const { usage } = looked;
  if (windows.per !== 'businessDay') {
    const baseline = baselineOf(usage, windows, inWindow);
    return { window: { count: inWindow(0) }, baseline: baseline === null ? null : { count: baseline } };
  }
  const businessDaysIn = (k: number) => windowBusinessDays(usage.asOf, looked, windows.windowInDays, k);
  return {
    window: { count: inWindow(0), businessDays: businessDaysIn(0) },
    baseline: baselineByBusinessDays(usage, windows, inWindow, businessDaysIn),
  };
}

/** How the newest window stands to the usual one; `null` where a ratio has no meaning. */
export function changeOf(window: Amount, baseline: Amount | null): number | null {
  if (baseline === null || baseline.count === 0 || window.businessDays === 0) return null;
  // One division only: six on 19 days against ten on 19 are 0.6, as the bound says, and not a hair above it.
  return (window.count * (baseline.businessDays ?? 1)) / ((window.businessDays ?? 1) * baseline.count);
}

/** The usual count of an event. */
export function baselineCount(usage: UsageHistory, windows: LevelWindows & { event: string }): number | null {
  return baselineOf(usage, windows, (k) => windowCount(usage, windows, k));
}

/**
 * The median of what was in the earlier windows, of those that begin on or after the account's first event; `null`
 * with too few of them.
 */
export function baselineOf(usage: KnownSince, windows: LevelWindows, inWindow: (k: number) => number): number | null {
  const amounts: number[] = [];
  const last = lastWindow(usage, windows);
  for (let k = 1; k <= last; k += 1) insertBy(itself, amounts, inWindow(k));
  return amounts.length < FEWEST_WINDOWS ? null : medianOfOrdered(amounts);
}

/**
 * The same by business days: the window in the middle by its rate; of an even number the two there, halfway. A window
 * without business days says nothing.
 */
function baselineByBusinessDays(
  usage: KnownSince,
  windows: LevelWindows,
  inWindow: (k: number) => number,
  businessDaysIn: (k: number) => number,
): Amount | null {
  const amounts: Required<Amount>[] = [];
  const last = lastWindow(usage, windows);
  for (let k = 1; k <= last; k += 1) {
    const businessDays = businessDaysIn(k);
    if (businessDays > 0) insertBy(rateOf, amounts, { count: inWindow(k), businessDays });
  }
  if (amounts.length < FEWEST_WINDOWS) return null;
  const upper = amounts[Math.floor(amounts.length / 2)] as Required<Amount>;
  if (amounts.length % 2 === 1) return upper;
  const lower = amounts[amounts.length / 2 - 1] as Required<Amount>;
  const businessDays = (lower.businessDays + upper.businessDays) / 2;
  return { count: ((rateOf(lower) + rateOf(upper)) / 2) * businessDays, businessDays };
}

type KnownSince = Pick<UsageHistory, 'asOf' | 'firstEventDay'>;

/** The last window that begins on or after the account's first event, at most the last that the baseline is taken from. */
function lastWindow({ asOf, firstEventDay }: KnownSince, { windowInDays, baselineWindows }: LevelWindows): number {
  if (firstEventDay === null) return 0;
  return Math.min(baselineWindows, Math.floor(daysBetween(firstEventDay, asOf) / windowInDays) - 1);
}
