import { describe, expect, it } from 'vitest';
import { kpiTargetSchema, targetProgress } from '../../../domain/kpis/kpi-targets.ts';

describe('What a company wants of a figure', () => {
  const retention = kpiTargetSchema.parse({ kpi: 'net-revenue-retention', role: 'manager', atLeast: 1.05 });
  const churn = kpiTargetSchema.parse({ kpi: 'customer-churn', role: 'csm', atMost: 0.02 });
  const nps = kpiTargetSchema.parse({ kpi: 'nps', role: 'marketing', atLeast: 40 });

  it('is held against the figure, whether it is to be high or low', () => {
    const values: Record<string, number | null> = { 'net-revenue-retention': 1.1, 'customer-churn': 0.05, nps: null };
    const progress = targetProgress([retention, churn, nps], (kpi) => values[kpi] ?? null);
    expect(progress.map(({ isReached }) => isReached)).toEqual([true, false, null]);
    expect(progress.map(({ missing }) => missing)).toEqual([0, expect.closeTo(0.03), null]);
    expect(targetProgress([churn], () => 0.02)[0]).toMatchObject({ isReached: true, missing: 0 });
  });

  it('is one bound, of a figure that there is, for a role that there is', () => {
    const isTarget = (target: object) => kpiTargetSchema.safeParse({ kpi: 'nps', role: 'csm', ...target }).success;
    expect(isTarget({ atLeast: 1 })).toBe(true);
    expect([isTarget({}), isTarget({ atLeast: 1, atMost: 2 }), isTarget({ atLeast: 1, kpi: 'luck' })]).toEqual([
      false,
      false,
      false,
    ]);
    expect(isTarget({ atLeast: 1, role: 'boss' })).toBe(false);
  });
});
