import { describe, expect, it } from 'vitest';
import { bestOfMany } from '../../../domain/statistics/best-of-many.ts';
import {
  addCounts,
  clusteredInterval,
  countsOfCluster,
  liftOf,
  NO_COUNTS,
} from '../../../domain/statistics/clustered-share.ts';
import { quartilesOf } from '../../../domain/statistics/counted-values.ts';
import { falseDiscoveryRates } from '../../../domain/statistics/false-discovery.ts';
import { wilsonInterval } from '../../../domain/statistics/intervals.ts';
import { seededRandom } from '../../../domain/statistics/random.ts';

const countsOf = (...accounts: [successes: number, trials: number][]) =>
  accounts.map(([successes, trials]) => countsOfCluster(successes, trials)).reduce(addCounts, NO_COUNTS);
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);
const rounded = (interval: readonly number[] | null) => interval?.map((bound) => Math.round(bound * 1000) / 1000);

describe('a share over accounts', () => {
  it('has Wilson’s interval where each account counts once', () => {
    expect(rounded(clusteredInterval(countsOf([1, 1], [1, 1], [1, 1], [0, 1])))).toEqual(rounded(wilsonInterval(3, 4)));
    expect(rounded(clusteredInterval(countsOf(...times(20, [0, 1] as [number, number]))))).toEqual(
      rounded(wilsonInterval(0, 20)),
    );
  });

  it('is no surer where each account counts ten times and always the same', () => {
    const ofTen = countsOf(...times(3, [10, 10] as [number, number]), [0, 10]);
    expect(rounded(clusteredInterval(ofTen))).toEqual(rounded(wilsonInterval(3, 4)));
    const none = countsOf(...times(20, [0, 10] as [number, number]));
    expect(rounded(clusteredInterval(none))).toEqual(rounded(wilsonInterval(0, 20)));
  });

  it('is never surer than all of it were independent, and of nothing it is not told', () => {
    const even = countsOf(...times(10, [5, 10] as [number, number]));
    expect(rounded(clusteredInterval(even))).toEqual(rounded(wilsonInterval(50, 100)));
    expect(clusteredInterval(NO_COUNTS)).toBeNull();
  });
});

describe('the lift of one share over another', () => {
  const base = countsOf(...times(30, [1, 1] as [number, number]), ...times(270, [0, 1] as [number, number]));

  it('is their ratio, and its interval holds what both leave open', () => {
    const share = countsOf(...times(15, [1, 1] as [number, number]), ...times(35, [0, 1] as [number, number]));
    expect(liftOf(share, base)?.value).toBeCloseTo(3);
    expect(rounded(liftOf(share, base)?.interval ?? null)).toEqual([1.715, 4.996]);
  });

  it('can be none, which leaves open how much it may be', () => {
    expect(liftOf(countsOf(...times(20, [0, 1] as [number, number])), base)).toMatchObject({
      value: 0,
      interval: [0, expect.closeTo(1.684, 2)],
    });
  });

  it('is not told where nothing ever happened, or there was no alarm', () => {
    expect(liftOf(countsOf([0, 1]), countsOf([0, 5]))).toBeNull();
    expect(liftOf(NO_COUNTS, base)).toBeNull();
  });
});

describe('the rates of false discoveries', () => {
  it('are those of Benjamini and Hochberg’s example of 1995, in the order given', () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    const q = falseDiscoveryRates([...p].reverse()).reverse();
    expect(q.filter((rate) => rate <= 0.05)).toHaveLength(4);
    expect(q[3]).toBeCloseTo(0.0356, 3);
    expect(q).toEqual([...q].sort((a, b) => a - b));
    expect(falseDiscoveryRates([])).toEqual([]);
  });
});

describe('the best of many', () => {
  const random = seededRandom(1);
  const coin = () => Float64Array.from({ length: 12 }, () => Number(random() < 0.5) + Number(random() < 0.5));

  it('is luck as often as the best of a deal looks as good', () => {
    const { p, pOfEach, best } = bestOfMany([...times(11, 1), 2], coin, 999);
    expect(best).toBe(11);
    expect(pOfEach[11]).toBeCloseTo(0.25, 1);
    expect(p).toBeGreaterThan(0.5);
  });

  it('is none of those of which every deal finds the same', () => {
    expect(bestOfMany([1, 0], () => [Math.floor(random() * 3), 0], 99).pOfEach).toEqual([expect.any(Number), null]);
  });

  it('is the same whenever it is dealt from the same seed', () => {
    const asked = () => {
      const drawn = seededRandom(7);
      return bestOfMany([3, 1], () => [Math.floor(drawn() * 5), Math.floor(drawn() * 5)], 50);
    };
    expect(asked()).toEqual(asked());
  });
});

describe('the quartiles of counted numbers', () => {
  it('are those of the numbers written out', () => {
    expect(quartilesOf({ 10: 1, 20: 2, 40: 1 })).toEqual({ lower: 17.5, median: 20, upper: 25 });
    expect(quartilesOf({ 30: 1 })).toEqual({ lower: 30, median: 30, upper: 30 });
    expect(quartilesOf({})).toBeNull();
  });
});
