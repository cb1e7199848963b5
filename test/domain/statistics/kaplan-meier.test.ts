import { describe, expect, it } from 'vitest';
import { reachedAfter, survivalCurve } from '../../../domain/statistics/kaplan-meier.ts';

describe('how many are left after a time', () => {
  it('is told by Kaplan and Meier: who is still waited for counts as long as they were seen', () => {
    // Remission under 6-mercaptopurine, 21 patients: Freireich and others 1963, as in any textbook of survival.
    const curve = survivalCurve({
      6: [3, 1],
      7: [1, 0],
      9: [0, 1],
      10: [1, 1],
      11: [0, 1],
      13: [1, 0],
      16: [1, 0],
      17: [0, 1],
      19: [0, 1],
      20: [0, 1],
      22: [1, 0],
      23: [1, 0],
      25: [0, 1],
      32: [0, 2],
      34: [0, 1],
      35: [0, 1],
    });
    expect(curve.map(({ days, atRisk, share }) => [days, atRisk, share.toFixed(3)])).toEqual([
      [6, 21, '0.857'],
      [7, 17, '0.807'],
      [10, 15, '0.753'],
      [13, 12, '0.690'],
      [16, 11, '0.627'],
      [22, 7, '0.538'],
      [23, 6, '0.448'],
    ]);
    expect(reachedAfter(curve, 0.5)).toBe(23);
    expect(reachedAfter(curve, 0.25)).toBe(13);
  });

  it('has no middle where more than half are left', () => {
    expect(reachedAfter(survivalCurve({ 5: [1, 0], 30: [0, 9] }), 0.5)).toBeNull();
    expect(survivalCurve({})).toEqual([]);
  });

  it('is half after the day on which half are gone', () => {
    expect(reachedAfter(survivalCurve({ 5: [1, 0], 7: [1, 0], 9: [1, 0], 30: [0, 3] }), 0.5)).toBe(9);
  });
});
