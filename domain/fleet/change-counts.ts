import type { Day } from '../time/day.ts';
import type { FleetChange, FleetChanges } from './fleet.ts';

/** Level → step of the change → so many accounts. Of any number of them added up, and never longer than the steps. */
export type ChangeCounts = Record<string, Record<number, number>>;

/** Steps of 1 % of each other: a median is told to half a percent of itself. */
const STEP = Math.log(1.01);
/** From a twentieth to twenty times; what lies beyond counts as that. */
const LAST_STEP = 300;
/** At or below it next to nothing is left anywhere. */
export const LOWEST_CHANGE = Math.exp(-LAST_STEP * STEP);

/** Counts one more account in. */
export function countChange(counts: ChangeCounts, level: string, change: number): void {
  const step = change > 0 ? Math.round(Math.log(change) / STEP) : -LAST_STEP;
  const within = Math.max(-LAST_STEP, Math.min(LAST_STEP, step));
  add(counts, level, within, 1);
}

export function sumOfCounts(all: readonly ChangeCounts[]): ChangeCounts {
  const sum: ChangeCounts = {};
  for (const counts of all) {
    for (const [level, steps] of Object.entries(counts)) {
      for (const [step, accounts] of Object.entries(steps)) add(sum, level, Number(step), accounts);
    }
  }
  return sum;
}

function add(counts: ChangeCounts, level: string, step: number, accounts: number): void {
  const steps = counts[level] ?? {};
  counts[level] = steps;
  steps[step] = (steps[step] ?? 0) + accounts;
}

/** What a day's counts say. @param before what was kept last, for how long the fleet has moved by now */
export function changesOf(counts: ChangeCounts, day: Day, before: FleetChanges = {}): FleetChanges {
  return Object.fromEntries(
    Object.entries(counts).map(([level, steps]): [string, FleetChange] => {
      const change = medianOf(steps);
      const moved = movedBy(change.median, day, before[level]?.moved);
      return [level, moved === undefined ? change : { ...change, moved }];
    }),
  );
}

function medianOf(steps: Record<number, number>): Pick<FleetChange, 'median' | 'accounts'> {
  const sorted = Object.entries(steps)
    .map(([step, accounts]) => ({ step: Number(step), accounts }))
    .sort((a, b) => a.step - b.step);
  const accounts = sorted.reduce((sum, one) => sum + one.accounts, 0);
  const at = (place: number) => {
    let left = place;
    const found = sorted.find((one) => {
      left -= one.accounts;
      return left < 0;
    });
    return Math.exp((found?.step ?? 0) * STEP);
  };
  return { median: (at(Math.floor((accounts - 1) / 2)) + at(Math.floor(accounts / 2))) / 2, accounts };
}

/** A stretch begins where a fifth is gone, or a quarter has come; it is over with half of that, so that it is told once. */
const BEGINS = { down: 0.8, up: 1.25 };
const IS_OVER = { down: 0.9, up: 1.1 };

function movedBy(median: number, day: Day, before: FleetChange['moved']): FleetChange['moved'] {
  if (before?.way === 'down' && median < IS_OVER.down) return before;
  if (before?.way === 'up' && median > IS_OVER.up) return before;
  if (median <= BEGINS.down) return { way: 'down', since: day };
  return median >= BEGINS.up ? { way: 'up', since: day } : undefined;
}
