import * as z from 'zod';
import type { KpiRules } from '../kpis/kpi-rules.ts';
import { isDay } from '../time/day.ts';

/** What a signal may have warned of: movements as the KPIs count them. */
export const outcomes = ['churn', 'expansion', 'contraction'] as const;
export type Outcome = (typeof outcomes)[number];

/** Two weeks to find a day with the customer, and a quarter: as far ahead as renewals are worked on. */
export const USUAL_LEAD_IN_DAYS = 14;
export const USUAL_HORIZON_IN_DAYS = 90;
/** As long as churn rates are told for. */
export const USUAL_PERIOD_IN_DAYS = 365;

export const LEAD_BOUNDS = { least: 0, most: 90 } as const;
export const HORIZON_BOUNDS = { least: 7, most: 365 } as const;
/** In which months a CSM had customers is kept as bits. */
export const MOST_DAYS = 732;

/** Of fewer outcomes a rate says nothing: each of them is more than a tenth of it. */
export const LEAST_OUTCOMES = 10;

const daySchema = z.string().refine(isDay, 'is not a date that exists: write it as YYYY-MM-DD');

export type CustomerRules = Pick<KpiRules, 'backWithinDays' | 'downgradeToFree'>;

export const customerRulesSchema: z.ZodType<CustomerRules> = z.strictObject({
  backWithinDays: z.int().min(0),
  downgradeToFree: z.enum(['churn', 'contraction']),
});

/** What is asked of the past: would the signals have warned of this outcome, in time. */
export const backtestQuestionSchema = z.strictObject({
  outcome: z.enum(outcomes),
  /** Whoever is warned so many days ahead or fewer can't do much any more: too late. */
  leadInDays: z.int().min(LEAD_BOUNDS.least).max(LEAD_BOUNDS.most),
  /** For so many days after the lead a warning stands; of whatever comes later it did not warn. */
  horizonInDays: z.int().min(HORIZON_BOUNDS.least).max(HORIZON_BOUNDS.most),
  /** Outcomes and warnings of these days count, both included; `to` is over. */
  from: daySchema,
  to: daySchema,
  /** Who counts as a customer and as gone, as the company's KPIs have it. */
  rules: customerRulesSchema,
});
export type BacktestQuestion = z.infer<typeof backtestQuestionSchema>;
