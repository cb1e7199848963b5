/** Lowest and highest. */
export type Interval = [low: number, high: number];

/** Of the standard normal distribution: what 95 % lie within. */
const Z = 1.959963984540054;

/** The 95 % interval of a share by Wilson; `null` of nothing. It keeps to 0 to 1, also of few and of none. */
export function wilsonInterval(successes: number, trials: number): Interval | null {
  if (trials === 0) return null;
  const share = successes / trials;
  const zSquared = Z * Z;
  const middle = share + zSquared / (2 * trials);
  const reach = Z * Math.sqrt((share * (1 - share)) / trials + zSquared / (4 * trials * trials));
  const all = 1 + zSquared / trials;
  return [Math.max(0, (middle - reach) / all), Math.min(1, (middle + reach) / all)];
}

/** The 95 % interval about an estimate whose error is normally distributed. */
export const normalInterval = (estimate: number, standardError: number): Interval => [
  estimate - Z * standardError,
  estimate + Z * standardError,
];

/** So many of so many. */
export interface Count {
  of: number;
  successes: number;
}

/** The 95 % interval of the difference of two shares by Newcombe (1998, method 10); `null` where either is of nothing. */
export function newcombeInterval(one: Count, other: Count): Interval | null {
  const [a, b] = [wilsonInterval(one.successes, one.of), wilsonInterval(other.successes, other.of)];
  if (a === null || b === null) return null;
  const [p, q] = [one.successes / one.of, other.successes / other.of];
  return [p - q - Math.hypot(p - a[0], b[1] - q), p - q + Math.hypot(a[1] - p, q - b[0])];
}
