import { describe, expect, it } from 'vitest';
import { yearMark } from '../../../domain/kpis/year-summary.ts';

describe('the year that a night has summed up', () => {
  it('is summed up anew in another month, and by other rules', () => {
    const rules = { backWithinDays: 90, downgradeToFree: 'churn' } as const;
    const mark = yearMark('2026-06-24', rules);
    expect(yearMark('2026-06-30', rules)).toBe(mark);
    expect(yearMark('2026-07-01', rules)).not.toBe(mark);
    expect(yearMark('2026-06-24', { ...rules, backWithinDays: 30 })).not.toBe(mark);
    expect(yearMark('2026-06-24', { ...rules, downgradeToFree: 'contraction' })).not.toBe(mark);
  });
});
