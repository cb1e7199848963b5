import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../domain/statistics/intervals.ts';

const inPercent = (successes: number, trials: number) =>
  wilsonInterval(successes, trials)?.map((bound) => Math.round(bound * 100));

describe('How sure a share is', () => {
  it('is told by Wilson’s interval: 3 of 4 is 30 to 95 %, none of 20 is 0 to 16 %', () => {
    expect(inPercent(3, 4)).toEqual([30, 95]);
    expect(inPercent(0, 20)).toEqual([0, 16]);
    expect(inPercent(20, 20)).toEqual([84, 100]);
  });

  it('is not told of nothing', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});
