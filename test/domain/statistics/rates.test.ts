import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../domain/statistics/random.ts';
import { overdispersion, rateInterval, rateRatio } from '../../../domain/statistics/rates.ts';
import { poissonOf } from '../../support/poisson.ts';

describe('a rate of so many in so much time', () => {
  it('is known as far as the score of its count goes', () => {
    const [low, high] = rateInterval({ count: 10, time: 5 }) ?? [];

    expect(low).toBeCloseTo(1.086, 3);
    expect(high).toBeCloseTo(3.682, 3);
  });

  it('of none may still be some', () => {
    expect(rateInterval({ count: 0, time: 8 })?.map((rate) => rate.toFixed(3))).toEqual(['0.000', '0.480']);
  });

  it('of no time is none', () => {
    expect(rateInterval({ count: 3, time: 0 })).toBeNull();
  });

  it('is within its interval 95 times of 100', () => {
    const random = seededRandom(1);
    const counts = Array.from({ length: 2000 }, () => poissonOf(7, random));
    const held = counts.filter((count) => {
      const [low, high] = rateInterval({ count, time: 1 }) as [number, number];
      return low <= 7 && 7 <= high;
    });

    expect(held.length / 2000).toBeGreaterThan(0.935);
    expect(held.length / 2000).toBeLessThan(0.975);
  });
});

describe('one rate against another', () => {
  it('is how many times as high it is, with what that may be', () => {
    const ratio = rateRatio({ count: 20, time: 10 }, { count: 40, time: 10 });

    expect(ratio?.value).toBe(0.5);
    expect(ratio?.interval.map((one) => one.toFixed(2))).toEqual(['0.29', '0.85']);
  });

  it('counts per time: as many in twice the time are half as many', () => {
    expect(rateRatio({ count: 20, time: 20 }, { count: 20, time: 10 })?.value).toBe(0.5);
  });

  it('is nothing that can be said where there was none', () => {
    expect(rateRatio({ count: 3, time: 10 }, { count: 0, time: 10 })).toBeNull();
  });

  it('is less sure where weeks differ more than by chance', () => {
    const width = (spread: number) => {
      const [low = 0, high = 0] = rateRatio({ count: 20, time: 10 }, { count: 40, time: 10 }, spread)?.interval ?? [];
      return high / low;
    };

    expect(width(3)).toBeGreaterThan(1.5 * width(1));
  });
});

describe('how far weeks differ', () => {
  const weeks = (...counts: number[]) => counts.map((count) => ({ count, time: 1 }));

  it('is 1 where chance alone explains it', () => {
    expect(overdispersion(weeks(4, 5, 6, 5))).toBe(1);
    expect(overdispersion(weeks(7))).toBe(1);
    expect(overdispersion(weeks(0, 0, 0))).toBe(1);
  });

  it('is more where all came at once', () => {
    expect(overdispersion(weeks(0, 0, 20, 0))).toBeCloseTo(20, 5);
  });

  it('is counted per time: twice as many of twice as many accounts are as many', () => {
    expect(
      overdispersion([
        { count: 10, time: 1 },
        { count: 20, time: 2 },
      ]),
    ).toBe(1);
  });
});
