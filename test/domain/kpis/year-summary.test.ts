import { describe, expect, it } from 'vitest';
import { accountCourse } from '../../../domain/kpis/course-days.ts';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import { addYears, yearMark, yearParts } from '../../../domain/kpis/year-summary.ts';
import { pays } from '../ledger/ledger-samples.ts';

describe('the year that a night has summed up', () => {
  it('is summed up anew in another month, and by other rules', () => {
    const rules = { backWithinDays: 90, downgradeToFree: 'churn' } as const;
    const mark = yearMark('2026-06-24', rules);
    expect(yearMark('2026-06-30', rules)).toBe(mark);
    expect(yearMark('2026-07-01', rules)).not.toBe(mark);
    expect(yearMark('2026-06-24', { ...rules, backWithinDays: 30 })).not.toBe(mark);
    expect(yearMark('2026-06-24', { ...rules, downgradeToFree: 'contraction' })).not.toBe(mark);
  });

  const coursesOf = (count: number) =>
    Array.from({ length: count }, (_, n) => accountCourse(`a${n}`, [pays('2025-01-01', 10)]));

  it('is kept in parts that a row holds, each account in one of them', () => {
    const parts = yearParts(coursesOf(2_001), '2026-06-24', usualKpiRules);
    expect(parts.map(({ lifeTable }) => lifeTable.atRisk[0])).toEqual([1_000, 1_000, 1]);
    const [first, ...others] = parts;
    if (first !== undefined) expect(addYears([first, ...others]).lifeTable.atRisk[0]).toBe(2_001);
  });

  it('begins with that of the part summed up last, where a night was cut off', () => {
    const [before] = yearParts(coursesOf(1), '2026-06-24', usualKpiRules);
    const [after] = yearParts(coursesOf(1), '2026-07-24', usualKpiRules);
    if (before === undefined || after === undefined) throw new Error('there is always a part');
    expect(addYears([before, after]).summary.period.first).toBe('2025-07-01');
  });
});
