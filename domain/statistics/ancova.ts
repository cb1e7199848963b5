import type { Interval } from './intervals.ts';
import { studentReach } from './student-t.ts';

/** What came of one, and two things known of it before. */
export interface Observation {
  before: readonly [number, number];
  outcome: number;
}

/** All that a comparison needs of a group, however large it is: sums and sums of products. They add up. */
export interface Moments {
  n: number;
  /** Of both things known before, then of the outcome. */
  sums: readonly [number, number, number];
  /** Of each with each: 1·1, 1·2, 2·2, 1·outcome, 2·outcome, outcome·outcome. */
  products: readonly [number, number, number, number, number, number];
}

export const noMoments: Moments = { n: 0, sums: [0, 0, 0], products: [0, 0, 0, 0, 0, 0] };

export function momentsOf({ before: [a, b], outcome: y }: Observation): Moments {
  return { n: 1, sums: [a, b, y], products: [a * a, a * b, b * b, a * y, b * y, y * y] };
}

export function addMoments(one: Moments, other: Moments): Moments {
  return {
    n: one.n + other.n,
    sums: one.sums.map((sum, i) => sum + (other.sums[i] as number)) as unknown as Moments['sums'],
    products: one.products.map((sum, i) => sum + (other.products[i] as number)) as unknown as Moments['products'],
  };
}

export interface AdjustedDifference {
  value: number;
  /** At 95 %. */
  interval: Interval;
}

/** As many parameters as a group takes part in: its own mean, and two slopes for both groups together. */
const PARAMETERS = 3;

/**
 * How much better the one group did than the other, had both begun alike (analysis of covariance): the slopes of what
 * was known before are those within the groups, and each group keeps a variance of its own, since a small one that was
 * held out need not vary as the large one does (Welch). `null` where a group is too small, or all of it began alike.
 * Two slopes are solved in a line each: a library for matrices would be more than what it does here.
 */
export function adjustedDifference(one: Moments, other: Moments): AdjustedDifference | null {
  if (one.n <= PARAMETERS || other.n <= PARAMETERS) return null;
  const [a, b] = [within(one), within(other)];
  const [xx, xz, zz] = [a.xx + b.xx, a.xz + b.xz, a.zz + b.zz];
  const slopes = solved(xx, xz, zz, a.xy + b.xy, a.zy + b.zy);
  const apart: Pair = [a.means[0] - b.means[0], a.means[1] - b.means[1]];
  const value = a.means[2] - b.means[2] - slopes[0] * apart[0] - slopes[1] * apart[1];
  const weights = solved(xx, xz, zz, ...apart);
  const parts = [a, b].map((group) => {
    const residuals = Math.max(0, group.yy - 2 * dot(slopes, [group.xy, group.zy]) + quadratic(group, slopes));
    const freedom = group.n - PARAMETERS;
    return { variance: (residuals / freedom) * (1 / group.n + quadratic(group, weights)), freedom };
  });
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  if (variance === 0) return { value, interval: [value, value] };
  const freedom = variance ** 2 / parts.reduce((sum, part) => sum + part.variance ** 2 / part.freedom, 0);
  const reach = studentReach(freedom) * Math.sqrt(variance);
  return { value, interval: [value - reach, value + reach] };
}

type Pair = readonly [number, number];

interface Within {
  n: number;
  means: readonly [number, number, number];
  xx: number;
  xz: number;
  zz: number;
  xy: number;
  zy: number;
  yy: number;
}

/** About the group's own means. */
function within({ n, sums: [x, z, y], products: [xx, xz, zz, xy, zy, yy] }: Moments): Within {
  return {
    n,
    means: [x / n, z / n, y / n],
    xx: xx - (x * x) / n,
    xz: xz - (x * z) / n,
    zz: zz - (z * z) / n,
    xy: xy - (x * y) / n,
    zy: zy - (z * y) / n,
    yy: yy - (y * y) / n,
  };
}

/** Sums of squares of integers below a thousand, a million times over, are exact to less than this share. */
const NOTHING = 1e-9;

/** Two equations; what does not vary, or only with the other, explains nothing. */
function solved(xx: number, xz: number, zz: number, x: number, z: number): Pair {
  const determinant = xx * zz - xz * xz;
  if (determinant > NOTHING * xx * zz) return [(zz * x - xz * z) / determinant, (xx * z - xz * x) / determinant];
  if (xx > NOTHING) return [x / xx, 0];
  return zz > NOTHING ? [0, z / zz] : [0, 0];
}

const dot = (one: Pair, other: Pair) => one[0] * other[0] + one[1] * other[1];
const quadratic = ({ xx, xz, zz }: Within, [a, b]: Pair) => a * a * xx + 2 * a * b * xz + b * b * zz;
