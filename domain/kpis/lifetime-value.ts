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

/** How long a customer is expected to stay. */
export interface Lifetime {
  months: number;
  /** At 95 %. */
  interval: Interval;
  /** So many have left, and from so many months of customers that is known. */
  churned: number;
  customerMonths: number;
  /** Of the fit, where there is one. */
  model?: Pick<ShiftedBetaGeometric, 'alpha' | 'beta'>;
}

export type LifetimeValue = { kpi: 'lifetime-value'; definition: Definition } & (
  | {
      /** In the smallest unit of the currency of the average MRR; at 95 % it may be as in the interval. */
      value: number;
      interval: Interval;
      lifetime: Lifetime;
    }
  | {
      value: null;
      because: LifetimeRefusal;
      /** Where only the money is not known. */
      lifetime?: Lifetime;
    }
);

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
  const figure = { kpi: 'lifetime-value', definition } as const;
  const refused = (because: LifetimeRefusal): LifetimeValue => ({ ...figure, value: null, because });
  const churned = sum(table.left);
  const customerMonths = sum(table.atRisk);
  const needed = by === 'fitted' ? LEAST_CHURNED : 1;
  if (churned < needed) return refused({ code: 'too-few-churned', churned, needed });
  const expected = by === 'fitted' ? fittedMonths(table, lifetimeInMonths) : monthsByChurnRate(churned, customerMonths);
  if (expected === null) return refused({ code: 'no-fit' });
  const lifetime: Lifetime = { ...expected, churned, customerMonths };
  if (averageMrr === null) return { ...refused({ code: 'no-average-mrr' }), lifetime };
  if (grossMargin === undefined) return { ...refused({ code: 'no-gross-margin' }), lifetime };
  const worth = (months: number) => Math.round(grossMargin * averageMrr * months);
  const [low, high] = lifetime.interval;
  return { ...figure, value: worth(lifetime.months), interval: [worth(low), worth(high)], lifetime };
}

type ExpectedMonths = Omit<Lifetime, 'churned' | 'customerMonths'>;

function fittedMonths(table: LifeTable, lifetimeInMonths: number): ExpectedMonths | null {
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

function monthsByChurnRate(churned: number, customerMonths: number): ExpectedMonths {
  const [low, high] = wilsonInterval(churned, customerMonths) as Interval;
  return { months: customerMonths / churned, interval: [1 / high, 1 / low] };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
