import { type Attribute, attributes } from '../../../domain/kpis/customer-course.ts';
import type { KpiRules } from '../../../domain/kpis/kpi-rules.ts';
import { type PeriodUnit, periodUnits } from '../../../domain/kpis/period.ts';
import { stableHash } from '../../../domain/names/stable-hash.ts';
import { type Day, isDay } from '../../../domain/time/day.ts';

/** The ways of counting that there are, by their names in the address. */
export const countingChoices = {
  grr: ['cohort', 'movements'],
  logo: ['end-to-end', 'events'],
  free: ['churn', 'contraction'],
  back: ['0', '30', '90', '180'],
  ltv: ['fitted', 'by-churn-rate'],
} as const;
export type ChoiceName = keyof typeof countingChoices;
export type Chosen<Name extends ChoiceName = ChoiceName> = (typeof countingChoices)[Name][number];

/** What the address asks for. */
export interface KpisAsked {
  unit: PeriodUnit;
  /** A day of the period; of none, or of one that isn't told, the last one is shown. */
  period: Day | undefined;
  rules: KpiRules;
  currency: string | undefined;
  /** By what customers are told apart. */
  attribute: Attribute | undefined;
  /** Those of them alone who have this value (`valueInAddress`). */
  value: string | undefined;
}

/** In the address, of customers of whom it is not known. */
const NOT_KNOWN = '-';
/** Whoever calls a segment by a whole sentence finds a short number for it in the address. */
const MOST_CHARACTERS = 40;

/** A value as the address says it. */
export function valueInAddress(value: string): string {
  if (value === '') return NOT_KNOWN;
  return value.length > MOST_CHARACTERS ? `#${stableHash(value)}` : value;
}

/** What can't be read is as good as not said: the company's own way of counting stays. */
export function kpisAsked(query: URLSearchParams, own: KpiRules): KpisAsked {
  const [period, currency] = [query.get('period') ?? '', query.get('currency') ?? ''];
  const back = chosen(query, 'back');
  const attribute = attributes.find((one) => one === query.get('cut'));
  return {
    unit: periodUnits.find((one) => one === query.get('by')) ?? 'month',
    period: isDay(period) ? period : undefined,
    rules: {
      ...own,
      grossRetention: chosen(query, 'grr') ?? own.grossRetention,
      customerChurn: chosen(query, 'logo') ?? own.customerChurn,
      downgradeToFree: chosen(query, 'free') ?? own.downgradeToFree,
      backWithinDays: back === undefined ? own.backWithinDays : Number(back),
      lifetimeValue: chosen(query, 'ltv') ?? own.lifetimeValue,
    },
    currency: /^[A-Z]{3}$/.test(currency) ? currency : undefined,
    attribute,
    value: attribute && (query.get('value') || undefined),
  };
}

function chosen<Name extends ChoiceName>(query: URLSearchParams, name: Name): Chosen<Name> | undefined {
  const values: readonly Chosen<Name>[] = countingChoices[name];
  return values.find((value) => value === query.get(name));
}

/** How each of them is counted by these rules. */
export const choicesIn = (rules: KpiRules): Record<ChoiceName, string> => ({
  grr: rules.grossRetention,
  logo: rules.customerChurn,
  free: rules.downgradeToFree,
  back: String(rules.backWithinDays),
  ltv: rules.lifetimeValue,
});
