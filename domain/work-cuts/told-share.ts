import { type ClusteredCounts, clusteredInterval } from '../statistics/clustered-share.ts';
import { type Interval, wilsonInterval } from '../statistics/intervals.ts';

/** Of fewer a share says nothing: each of them is more than a tenth of it. */
export const LEAST_OUTCOMES = 10;

/** A share as it may be told: of few, only the count and its interval. */
export interface ToldShare {
  successes: number;
  of: number;
  /** `null` where there are too few to tell one. */
  share: number | null;
  /** At 95 %; `null` of nothing. */
  interval: Interval | null;
  /** How many more it takes until a share is told. */
  needed: number;
}

export const toldShare = (successes: number, of: number): ToldShare =>
  told(successes, of, wilsonInterval(successes, of));

/** Of accounts that count several times each. */
export const toldClusteredShare = (counts: ClusteredCounts): ToldShare =>
  told(counts.successes, counts.trials, clusteredInterval(counts));

export const outcomesNeeded = (of: number) => Math.max(0, LEAST_OUTCOMES - of);

const told = (successes: number, of: number, interval: Interval | null): ToldShare => ({
  ...{ successes, of, interval },
  share: of < LEAST_OUTCOMES ? null : successes / of,
  needed: outcomesNeeded(of),
});
