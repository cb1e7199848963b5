import { type Interval, wilsonInterval } from './intervals.ts';

/**
 * What a share over many accounts is made of, where one account counts several times: sums over the accounts of how often
 * each counted, and how often it did so as a success. Sums of different accounts add up.
 */
export interface ClusteredCounts {
  /** Accounts that counted at all. */
  clusters: number;
  trials: number;
  successes: number;
  trialsSquared: number;
  successesSquared: number;
  trialsTimesSuccesses: number;
}

export const NO_COUNTS: ClusteredCounts = {
  clusters: 0,
  trials: 0,
  successes: 0,
  trialsSquared: 0,
  successesSquared: 0,
  trialsTimesSuccesses: 0,
};

/** Of one account. */
export function countsOfCluster(successes: number, trials: number): ClusteredCounts {
  if (trials === 0) return NO_COUNTS;
  return {
    clusters: 1,
    trials,
    successes,
    trialsSquared: trials * trials,
    successesSquared: successes * successes,
    trialsTimesSuccesses: trials * successes,
  };
}

export function addCounts(a: ClusteredCounts, b: ClusteredCounts): ClusteredCounts {
  return {
    clusters: a.clusters + b.clusters,
    trials: a.trials + b.trials,
    successes: a.successes + b.successes,
    trialsSquared: a.trialsSquared + b.trialsSquared,
    successesSquared: a.successesSquared + b.successesSquared,
    trialsTimesSuccesses: a.trialsTimesSuccesses + b.trialsTimesSuccesses,
  };
}

/**
 * Wilson's interval of as many independent trials as these are worth: ten alarms about one account say little more than
 * one. What they are worth comes of how far the accounts differ (the design effect of sample surveys; Kish 1965, Kott and
 * Carr 1997). Where each account counts once it is Wilson's interval itself.
 */
export function clusteredInterval(counts: ClusteredCounts): Interval | null {
  const { successes, trials } = counts;
  if (trials === 0) return null;
  const worth = independentTrials(counts);
  return wilsonInterval((successes / trials) * worth, worth);
}

function independentTrials(counts: ClusteredCounts): number {
  const { clusters, trials, successes, trialsSquared, successesSquared, trialsTimesSuccesses } = counts;
  const share = successes / trials;
  // All alike: how far accounts differ can't be seen, so each is worth one.
  if (successes === 0 || successes === trials) return clusters;
  const spread = successesSquared - 2 * share * trialsTimesSuccesses + share * share * trialsSquared;
  const worth = (share * (1 - share) * trials * trials) / spread;
  return Math.min(trials, Math.max(1, worth));
}

/**
 * How many times higher one share is than another, with its 95 % interval by the square-and-add rule (Newcombe 1998, for
 * ratios Zou and Donner 2008): the two intervals are put together on the scale of logarithms. Shares that hang together
 * upwards, as a share of the same accounts does, differ by less than that, never by more.
 */
export function liftOf(share: ClusteredCounts, base: ClusteredCounts): { value: number; interval: Interval } | null {
  const [ofShare, ofBase] = [clusteredInterval(share), clusteredInterval(base)];
  if (ofShare === null || ofBase === null || base.successes === 0) return null;
  const [p, b] = [share.successes / share.trials, base.successes / base.trials];
  const [[pLow, pHigh], [bLow, bHigh]] = [ofShare, ofBase];
  const value = p / b;
  // Where nothing was found there is no logarithm: the rule for ratios as they are (Donner and Zou 2012).
  if (p === 0) return { value, interval: [0, pHigh / Math.sqrt(bLow * (2 * b - bLow))] };
  const down = Math.hypot(Math.log(p / pLow), Math.log(bHigh / b));
  const up = Math.hypot(Math.log(pHigh / p), Math.log(b / bLow));
  return { value, interval: [value * Math.exp(-down), value * Math.exp(up)] };
}
