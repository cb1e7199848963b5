import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  expectedPeriods,
  fitShiftedBetaGeometric,
  type LifeTable,
  type ShiftedBetaGeometric,
  survivingShare,
} from '../../../domain/statistics/shifted-beta-geometric.ts';

/** The table of customers who began together, of whom so many were left after each period. */
const cohort = (...survivors: number[]): LifeTable => ({
  atRisk: survivors.slice(0, -1),
  left: survivors.slice(1).map((n, i) => (survivors[i] as number) - n),
});

const fitted = (table: LifeTable): ShiftedBetaGeometric => {
  const model = fitShiftedBetaGeometric(table);
  if (model === null) throw new Error('no fit');
  return model;
};

const exact = (alpha: number, beta: number): ShiftedBetaGeometric => ({
  alpha,
  beta,
  covariance: { alpha: 0, beta: 0, both: 0 },
});

describe('How long customers stay', () => {
  it('is as published of the high-end customers of Fader and Hardie', () => {
    const { alpha, beta } = fitted(cohort(1000, 869, 743, 653, 593, 551, 517, 491));
    expect(alpha).toBeCloseTo(0.668, 3);
    expect(beta).toBeCloseTo(3.806, 3);
  });

  it('is as published of the regular customers: 0.230 stay seven years, where a constant churn says 0.141', () => {
    const table = cohort(1000, 631, 468, 382, 326);
    const model = fitted(table);
    expect(model.alpha).toBeCloseTo(0.764, 3);
    expect(model.beta).toBeCloseTo(1.296, 3);
    expect(survivingShare(model, 7)).toBeCloseTo(0.23, 3);
    expect(0.326 ** (7 / 4)).toBeCloseTo(0.141, 3);
  });

  it('is found again in what the model itself would bring', () => {
    const parameter = fc.double({ min: 0.3, max: 5, noNaN: true });
    fc.assert(
      fc.property(parameter, parameter, (alpha, beta) => {
        const survivors = Array.from({ length: 9 }, (_, age) => 1e6 * survivingShare({ alpha, beta }, age));
        const found = fitted(cohort(...survivors));
        expect(found.alpha / alpha).toBeCloseTo(1, 3);
        expect(found.beta / beta).toBeCloseTo(1, 3);
      }),
    );
  });

  it('takes customers who began at different times: who is young yet says nothing of old age', () => {
    const whole = cohort(1000, 631, 468, 382, 326);
    const young = cohort(1000, 631);
    const add = (a: readonly number[], b: readonly number[]) => a.map((n, i) => n + (b[i] ?? 0));
    const both = { atRisk: add(whole.atRisk, young.atRisk), left: add(whole.left, young.left) };
    expect(survivingShare(fitted(both), 1)).toBeCloseTo(0.631, 1);
    expect(survivingShare(fitted(both), 4)).toBeCloseTo(0.326, 1);
  });

  it('can not be told where nobody left, all did, one age only is known, or the old leave more than the young', () => {
    expect(fitShiftedBetaGeometric(cohort(100, 100, 100))).toBeNull();
    expect(fitShiftedBetaGeometric({ atRisk: [100], left: [100] })).toBeNull();
    expect(fitShiftedBetaGeometric(cohort(100, 60))).toBeNull();
    expect(fitShiftedBetaGeometric(cohort(1000, 950, 800, 500))).toBeNull();
    expect(fitShiftedBetaGeometric({ atRisk: [], left: [] })).toBeNull();
  });

  it('is on average the sum of the shares that are still there, up to an end', () => {
    const model = exact(0.668, 3.806);
    const shares = [0, 1, 2, 3].map((age) => survivingShare(model, age));
    expect(expectedPeriods(model, 4).expected).toBeCloseTo(shares.reduce((a, b) => a + b));
    expect(expectedPeriods(model, 1).expected).toBe(1);
  });

  it('is told with an error that the number of customers makes smaller', () => {
    const table = cohort(1000, 869, 743, 653, 593, 551, 517, 491);
    const few = { atRisk: table.atRisk.map((n) => n / 10), left: table.left.map((n) => n / 10) };
    const error = expectedPeriods(fitted(table), 60).standardErrorOfLog;
    expect(expectedPeriods(fitted(few), 60).standardErrorOfLog / error).toBeCloseTo(Math.sqrt(10), 3);
  });

  it('is told with the error that refitting to other customers of the same kind shows', () => {
    // A deterministic stand-in for luck: 400 cohorts of 500, each customer's fate from a fixed sequence.
    let seed = 7;
    const random = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 2 ** 32;
    };
    const truth = { alpha: 0.8, beta: 3 };
    const hazard = (age: number) => truth.alpha / (truth.alpha + truth.beta + age);
    const estimates = Array.from({ length: 400 }, () => {
      const survivors = [500];
      for (let age = 0; age < 8; age += 1) {
        let stay = 0;
        for (let i = 0; i < (survivors[age] as number); i += 1) if (random() >= hazard(age)) stay += 1;
        survivors.push(stay);
      }
      return expectedPeriods(fitted(cohort(...survivors)), 30);
    });
    const logs = estimates.map(({ expected }) => Math.log(expected));
    const mean = logs.reduce((a, b) => a + b) / logs.length;
    const spread = Math.sqrt(logs.reduce((total, log) => total + (log - mean) ** 2, 0) / logs.length);
    const told = estimates.reduce((total, { standardErrorOfLog }) => total + standardErrorOfLog, 0) / estimates.length;
    expect(told / spread).toBeGreaterThan(0.85);
    expect(told / spread).toBeLessThan(1.15);
  });
});
