import { type Interval, normalInterval, wilsonInterval } from '../statistics/intervals.ts';
import {
  expectedPeriods,
  fitShiftedBetaGeometric,
  type LifeTable,
  type ShiftedBetaGeometric,
} from '../statistics/shifted-beta-geometric.ts';
import type { Definition } from './definitions.ts';
import type { KpiRules } from './kpi-rules.ts';

/** Fewer of them could be fitted by anything. */
const LEAST_CHURNED = 30;

export type LifetimeValue =
  | {
      kpi: 'lifetime-value';
      definition: Definition;
      /** In the smallest unit of the currency of the average MRR; at 95 % it may be as in the interval. */
      value: number;
      interval: Interval;
      /** How long a customer is expected to stay. */
      months: number;
      /** So many have left, and from so many months of customers that is known. */
      churned: number;
      customerMonths: number;
      /** Of the fit, where there is one. */
      model?: ModelParameters;
    }
  | { kpi: 'lifetime-value'; definition: Definition; value: null; because: LifetimeRefusal };

type ModelParameters = Pick<ShiftedBetaGeometric, 'alpha' | 'beta'>;

export type LifetimeRefusal =
  | { code: 'too-few-churned'; churned: number; needed: number }
  | { code: 'no-gross-margin' }
  | { code: 'no-average-mrr' }
  /** The rate of those who leave does not fall with age, so the fit has no answer. */
  | { code: 'no-fit' };

/** @param averageMrr of the report of the same day; `null` where nobody pays */
export function lifetimeValue(
  table: LifeTable,
  averageMrr: number | null,
  {
    lifetimeValue: by,
    grossMargin,
    lifetimeInMonths,
  }: Pick<KpiRules, 'lifetimeValue' | 'grossMargin' | 'lifetimeInMonths'>,
): LifetimeValue {
  const definition: Definition = by === 'fitted' ? 'lifetime-fitted' : 'lifetime-by-churn-rate';
  const refused = (because: LifetimeRefusal): LifetimeValue => ({
    kpi: 'lifetime-value',
    definition,
    value: null,
    because,
  });
  if (grossMargin === undefined) return refused({ code: 'no-gross-margin' });
  if (averageMrr === null) return refused({ code: 'no-average-mrr' });
  const churned = sum(table.left);
  const customerMonths = sum(table.atRisk);
  const needed = by === 'fitted' ? LEAST_CHURNED : 1;
  if (churned < needed) return refused({ code: 'too-few-churned', churned, needed });
  const lifetime = by === 'fitted' ? fittedMonths(table, lifetimeInMonths) : monthsByChurnRate(churned, customerMonths);
  if (lifetime === null) return refused({ code: 'no-fit' });
  const { months, interval, model } = lifetime;
  const worth = (time: number) => Math.round(grossMargin * averageMrr * time);
  return {
    kpi: 'lifetime-value',
    definition,
    value: worth(months),
    interval: [worth(interval[0]), worth(interval[1])],
    months,
    churned,
    customerMonths,
    ...(model && { model }),
  };
}

interface Lifetime {
  months: number;
  interval: Interval;
  model?: ModelParameters;
}

function fittedMonths(table: LifeTable, lifetimeInMonths: number): Lifetime | null {
  const model = fitShiftedBetaGeometric(table);
  if (model === null) return null;
  const { expected, standardErrorOfLog } = expectedPeriods(model, lifetimeInMonths);
  const [low, high] = normalInterval(Math.log(expected), standardErrorOfLog);
  const { alpha, beta } = model;
  return {
    months: expected,
    interval: [Math.exp(low), Math.min(lifetimeInMonths, Math.exp(high))],
    model: { alpha, beta },
  };
}

function monthsByChurnRate(churned: number, customerMonths: number): Lifetime {
  const [low, high] = wilsonInterval(churned, customerMonths) as Interval;
  return { months: customerMonths / churned, interval: [1 / high, 1 / low] };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
