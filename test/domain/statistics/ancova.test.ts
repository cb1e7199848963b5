import { describe, expect, it } from 'vitest';
import {
  addMoments,
  adjustedDifference,
  momentsOf,
  noMoments,
  type Observation,
} from '../../../domain/statistics/ancova.ts';
import { newcombeInterval } from '../../../domain/statistics/intervals.ts';
import { neededInEachGroup } from '../../../domain/statistics/sample-size.ts';
import { studentReach } from '../../../domain/statistics/student-t.ts';

/** What was known of each before, and what came of it. */
type Row = [a: number, b: number, outcome: number];

const group = (rows: Row[]) =>
  rows
    .map(([a, b, outcome]): Observation => ({ before: [a, b], outcome }))
    .map(momentsOf)
    .reduce(addMoments, noMoments);

describe('How far two shares differ', () => {
  it('is told by Newcombe’s interval: 56 of 70 against 48 of 80 is 0.052 to 0.334', () => {
    const [low, high] = newcombeInterval({ successes: 56, of: 70 }, { successes: 48, of: 80 }) as [number, number];
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });

  it('is not told where one of them is of nothing', () => {
    expect(newcombeInterval({ successes: 0, of: 0 }, { successes: 1, of: 2 })).toBeNull();
  });

  it('needs about 200 accounts a group to see a churn of 20 % halved, and more where it is rarer', () => {
    expect(neededInEachGroup(0.2, 0.1)).toBe(199);
    expect(neededInEachGroup(0.03, 0.015)).toBeGreaterThan(1_400);
  });
});

describe('How far two groups differ that did not begin alike', () => {
  it('is what is left once what was known before is accounted for', () => {
    const came = (a: number, b: number, effect: number): Row => [a, b, 10 + 0.7 * a - 2 * b + effect];
    const low = group([came(10, 1, 5), came(20, -1, 5), came(30, 2, 5), came(25, 0, 5)]);
    const high = group([came(60, 0, 0), came(70, 1, 0), came(80, -2, 0), came(65, 3, 0)]);
    expect(adjustedDifference(low, high)?.value).toBeCloseTo(5, 9);
  });

  it('is the difference of the means, with Welch’s interval, where all began alike', () => {
    const even = group([12, 15, 18, 21, 24].map((outcome) => [40, 0, outcome]));
    const other = group([10, 11, 12, 13, 14].map((outcome) => [40, 0, outcome]));
    const found = adjustedDifference(even, other);
    expect(found?.value).toBeCloseTo(6, 9);
    // Two degrees each go to slopes that there are none of: 2.8 of them are left, rounded down to two.
    const error = Math.sqrt((90 / 2 + 10 / 2) / 5);
    expect(found?.interval[1]).toBeCloseTo(6 + 4.3027 * error, 3);
  });

  it('takes a variable that says what another one says already for one', () => {
    const twice =
      (effect: number) =>
      (a: number): Row => [a, 2 * a, a + effect];
    const found = adjustedDifference(group([1, 2, 3, 4].map(twice(3))), group([5, 6, 7, 8].map(twice(0))));
    expect(found?.value).toBeCloseTo(3, 9);
  });

  it('is not told of groups that are too small for it', () => {
    const few = group([
      [1, 1, 1],
      [2, 0, 2],
      [3, 4, 3],
    ]);
    expect(adjustedDifference(few, few)).toBeNull();
  });

  it('is told with the reach of Student’s distribution, as its tables have it', () => {
    for (const [freedom, reach] of [
      [1, 12.706],
      [4, 2.776],
      [5, 2.571],
      [7, 2.365],
      [10, 2.228],
      [30, 2.042],
      [1e6, 1.96],
    ]) {
      expect(studentReach(freedom as number)).toBeCloseTo(reach as number, 2);
    }
  });
});
