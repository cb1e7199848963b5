import { expect, it } from 'vitest';
import { type Mean, meanDifference, meanOf } from '../../../domain/statistics/mean.ts';

it('a mean of few is as unsure as Student says', () => {
  const { mean, interval } = meanOf([4, 6, 8]) as Mean;

  expect(mean).toBe(6);
  expect(interval?.map((one) => one.toFixed(2))).toEqual(['1.03', '10.97']);
});

it('one value has a mean, and no interval', () => {
  expect(meanOf([4])).toMatchObject({ mean: 4, interval: null });
  expect(meanOf([])).toBeNull();
});

it('two means differ by as much as Welch says', () => {
  const difference = meanDifference(meanOf([30, 34, 38, 42]) as Mean, meanOf([20, 21, 22]) as Mean);

  // 15 ± 3.18 standard errors of 2.65: Welch's 3.3 degrees of freedom, rounded down to be sure.
  expect(difference?.map((one) => one.toFixed(2))).toEqual(['6.58', '23.42']);
});

it('a mean of one is compared with nothing', () => {
  expect(meanDifference(meanOf([30]) as Mean, meanOf([20, 22]) as Mean)).toBeNull();
});

it('means of values that are all alike differ by just that', () => {
  expect(meanDifference(meanOf([30, 30]) as Mean, meanOf([20, 20]) as Mean)).toEqual([10, 10]);
});
