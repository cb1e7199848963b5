import { type Interval, wilsonInterval } from './intervals.ts';

/** Of the standard normal distribution: what 95 % lie within. */
const Z = 1.959963984540054;

/** So often, in so much time (of so many accounts). */
export interface CountOverTime {
  count: number;
  time: number;
}

/** How many times more than by chance counts of equal stretches differ; 1 where that can't be seen. */
export function overdispersion(counts: readonly CountOverTime[]): number {
  const stretches = counts.filter(({ time }) => time > 0);
  const [total, time] = stretches.reduce(([n, t], one) => [n + one.count, t + one.time], [0, 0]);
  if (stretches.length < 2 || total === 0) return 1;
  const expected = (one: CountOverTime) => (total * one.time) / time;
  const chiSquared = stretches.reduce((sum, one) => sum + (one.count - expected(one)) ** 2 / expected(one), 0);
  return Math.max(1, chiSquared / (stretches.length - 1));
}

/**
 * The 95 % interval of a rate by the score of a Poisson count, also of none; `null` of no time.
 * @param spread how many times more than by chance such counts differ
 */
export function rateInterval({ count, time }: CountOverTime, spread = 1): Interval | null {
  if (time <= 0) return null;
  const worth = count / spread;
  const reach = Z * Math.sqrt(worth + (Z * Z) / 4);
  const middle = worth + (Z * Z) / 2;
  return [(spread * Math.max(0, middle - reach)) / time, (spread * (middle + reach)) / time];
}

/**
 * How many times as high one rate is as another, with its 95 % interval: of all that happened in both, the share that fell
 * to the one is a share by Wilson (the conditional test of two Poisson rates). `null` where there is nothing to divide by.
 */
export function rateRatio(
  one: CountOverTime,
  other: CountOverTime,
  spread = 1,
): { value: number; interval: Interval } | null {
  if (one.time <= 0 || other.time <= 0 || other.count === 0) return null;
  const share = wilsonInterval(one.count / spread, (one.count + other.count) / spread) as Interval;
  const ratio = (part: number) => (part / (1 - part)) * (other.time / one.time);
  return { value: (one.count / other.count) * (other.time / one.time), interval: [ratio(share[0]), ratio(share[1])] };
}
