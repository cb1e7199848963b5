import { describe, expect, it } from 'vitest';
import { levelCourse } from '../../../domain/indicators/level-course.ts';
import type { UsageHistory } from '../../../domain/usage/usage-history.ts';

const level = { event: 'login', windowInDays: 28, baselineWindows: 3 };
const once = {
  asOf: '2026-06-01',
  countAgo: (_: string, from: number, to: number) => from - to + 1,
} as never as UsageHistory;
const looked = { usage: once, account: {}, businessDays: { ago: () => 5 } } as never as Parameters<
  typeof levelCourse
>[1];

describe('The course of a level', () => {
  it.each([
    [28, 3, 7, 16, 4],
    [14, 2, 7, 6, 2],
    [30, 3, 6, 20, 5],
    [10, 2, 5, 6, 2],
    [31, 2, 31, 3, 1],
    [3, 4, 3, 5, 1],
    [1, 2, 1, 3, 1],
  ])(
    'of %i days and %i windows before goes by steps of %i that add up to its windows',
    (windowInDays, baselineWindows, daysInStep, steps, recent) => {
      const course = levelCourse({ ...level, windowInDays, baselineWindows }, looked);
      expect(course).toEqual({ daysInStep, recent, values: Array(steps).fill(daysInStep) });
      expect(course.values.length * daysInStep).toBe(windowInDays * (baselineWindows + 1));
    },
  );

  it('is that of one working day where rules go by them, and says nothing of a step without any', () => {
    const holidays = {
      ...looked,
      businessDays: { ago: (_: string, from: number) => (from === 14 ? 0 : 4) },
    } as typeof looked;
    const { values, perBusinessDay } = levelCourse({ ...level, windowInDays: 14, per: 'businessDay' }, holidays);
    expect(perBusinessDay).toBe(true);
    expect(values.slice(-3)).toEqual([1.8, null, 1.8]);
  });
});
