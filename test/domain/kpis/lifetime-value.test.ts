import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courseOf } from '../../../domain/kpis/customer-course.ts';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import { addLifeTables, lessLifeTable, lifeTable } from '../../../domain/kpis/life-table.ts';
import { lifetimeValue } from '../../../domain/kpis/lifetime-value.ts';
import { anyEntries, is, pays } from '../ledger/ledger-samples.ts';

const rules = { ...usualKpiRules, grossMargin: 0.8 };
const asOf = '2026-06-30';
const tableOf = (...ledgers: Parameters<typeof courseOf>[0][]) =>
  lifeTable(
    ledgers.map((one) => courseOf(one)),
    asOf,
    rules,
  );

describe('How long customers have stayed', () => {
  it('is counted in whole months, and who leaves does so in the month that had begun', () => {
    expect(tableOf([pays('2026-04-01', 100)])).toEqual({ atRisk: [1, 1, 1], left: [0, 0, 0] });
    expect(tableOf([pays('2026-04-02', 100)])).toEqual({ atRisk: [1, 1], left: [0, 0] });
    expect(tableOf([pays('2026-01-31', 100), is('2026-02-28', 'churned')])).toEqual({ atRisk: [1], left: [1] });
    expect(tableOf([pays('2026-01-01', 100), is('2026-02-01', 'churned')])).toEqual({ atRisk: [1], left: [1] });
    expect(tableOf([pays('2026-01-01', 100), is('2026-02-02', 'churned')])).toEqual({ atRisk: [1, 1], left: [0, 1] });
  });

  it('goes on for who is back in time, and begins anew for who comes back later', () => {
    const gone = [pays('2025-07-01', 100), is('2025-09-15', 'churned')];
    expect(tableOf([...gone, is('2025-10-01', 'active')]).atRisk).toHaveLength(12);
    expect(tableOf([...gone, is('2026-05-01', 'active')])).toEqual({ atRisk: [2, 2, 1], left: [0, 0, 1] });
  });

  it('knows nothing of who comes or leaves after the day', () => {
    expect(tableOf([pays('2026-07-01', 100)])).toEqual({ atRisk: [], left: [] });
    expect(tableOf([pays('2026-05-01', 100), is('2026-07-01', 'churned')])).toEqual({ atRisk: [1, 1], left: [0, 0] });
  });

  it('adds up over the parts of a company', () => {
    fc.assert(
      fc.property(fc.array(anyEntries(), { maxLength: 8 }), fc.nat(8), (ledgers, at) => {
        const [a, b] = [tableOf(...ledgers.slice(0, at)), tableOf(...ledgers.slice(at))];
        expect(addLifeTables(a, b)).toEqual(tableOf(...ledgers));
        expect(lessLifeTable(tableOf(...ledgers), b)).toEqual(a);
      }),
    );
  });
});

describe('What a customer is worth', () => {
  /** Fader and Hardie's regular customers. */
  const table = { atRisk: [1000, 631, 468, 382], left: [369, 163, 86, 56] };

  it('is the margin on what it pays while it is expected to stay, with what it may be by luck', () => {
    const ltv = lifetimeValue(table, 10_000, rules);
    if (ltv.value === null) throw new Error('refused');
    expect(ltv).toMatchObject({ definition: 'lifetime-fitted', lifetime: { churned: 674, customerMonths: 2481 } });
    // The few who stay for long make more than twice of what 1 ÷ churn says, which is 3.68.
    expect(ltv.lifetime.months).toBeCloseTo(8.28, 2);
    expect(ltv.value).toBe(Math.round(0.8 * 10_000 * ltv.lifetime.months));
    expect(ltv.interval[0]).toBeLessThan(ltv.value);
    expect(ltv.interval[1]).toBeGreaterThan(ltv.value);
    expect(ltv.interval[1] / ltv.interval[0]).toBeLessThan(1.5);
  });

  it('can be told by the churn rate alone, and says so', () => {
    const ltv = lifetimeValue({ atRisk: [60, 40], left: [3, 2] }, 10_000, { ...rules, lifetimeValue: 'by-churn-rate' });
    expect(ltv).toMatchObject({
      definition: 'lifetime-by-churn-rate',
      value: 0.8 * 10_000 * 20,
      lifetime: { months: 20 },
    });
  });

  it('is refused while fewer than 30 customers have left, with how many more it takes', () => {
    const few = { atRisk: [100, 60, 50], left: [15, 9, 5] };
    expect(lifetimeValue(few, 10_000, rules)).toMatchObject({
      value: null,
      because: { code: 'too-few-churned', churned: 29, needed: 30 },
    });
    expect(lifetimeValue({ ...few, left: [16, 9, 5] }, 10_000, rules).value).not.toBeNull();
    expect(lifetimeValue({ atRisk: [9], left: [0] }, 1, { ...rules, lifetimeValue: 'by-churn-rate' })).toMatchObject({
      because: { code: 'too-few-churned', needed: 1 },
    });
  });

  it('is refused without a margin or anybody who pays, though it is known how long they stay, and where the old leave more than the young', () => {
    const lifetime = { months: expect.closeTo(8.28, 2), model: { alpha: expect.closeTo(0.764, 3) } };
    expect(lifetimeValue(table, 10_000, usualKpiRules)).toMatchObject({
      value: null,
      because: { code: 'no-gross-margin' },
      lifetime,
    });
    expect(lifetimeValue(table, null, rules)).toMatchObject({
      value: null,
      because: { code: 'no-average-mrr' },
      lifetime,
    });
    const ageing = { atRisk: [1000, 950, 800], left: [50, 150, 300] };
    expect(lifetimeValue(ageing, 10_000, rules)).toMatchObject({ value: null, because: { code: 'no-fit' } });
  });
});
