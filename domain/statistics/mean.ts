import type { Interval } from './intervals.ts';
import { studentReach } from './student-t.ts';

export interface Mean {
  of: number;
  mean: number;
  /** Of the mean, squared; `null` of one value, which doesn't say how far they differ. */
  errorSquared: number | null;
  /** At 95 %, by Student's t. */
  interval: Interval | null;
}

/** `null` of nothing. */
export function meanOf(values: readonly number[]): Mean | null {
  const of = values.length;
  if (of === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / of;
  if (of === 1) return { of, mean, errorSquared: null, interval: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (of - 1);
  const reach = studentReach(of - 1) * Math.sqrt(variance / of);
  return { of, mean, errorSquared: variance / of, interval: [mean - reach, mean + reach] };
}

/** The 95 % interval of the difference of two means whose variances differ (Welch 1947); `null` where either is of one value. */
export function meanDifference(one: Mean, other: Mean): Interval | null {
  if (one.errorSquared === null || other.errorSquared === null) return null;
  const difference = one.mean - other.mean;
  const both = one.errorSquared + other.errorSquared;
  if (both === 0) return [difference, difference];
  const degrees = both ** 2 / (one.errorSquared ** 2 / (one.of - 1) + other.errorSquared ** 2 / (other.of - 1));
  const reach = studentReach(degrees) * Math.sqrt(both);
  return [difference - reach, difference + reach];
}
