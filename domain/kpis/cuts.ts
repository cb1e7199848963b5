import { type Attribute, attributes } from './customer-course.ts';
import { figureOf, hasCustomers, type KpiReport, kpiReport, type ReportOptions, valueWithin } from './kpi-report.ts';
import type { KpiRules } from './kpi-rules.ts';
import { attributeOf, type Dimension, type KpiSummary } from './kpi-summary.ts';

/** What customers of the period can be told apart by: of whom something is known. */
export const attributesKnown = (summary: KpiSummary, rules: KpiRules): Attribute[] =>
  attributes.filter((attribute) => valuesOf(summary, attribute, rules).some((value) => value !== ''));

/** Every value that some account had within the period, customer or not. */
export function valuesSeen({ openingBy, changed }: KpiSummary, dimension: Dimension): Set<string> {
  const values = new Set(openingBy.get(dimension)?.keys());
  for (const { steps } of changed) for (const { state } of steps) values.add(attributeOf(state, dimension));
  return values;
}

/** The period's report of each value that customers had, those with the most customers first. */
export function cutReports(summary: KpiSummary, dimension: Dimension, options: ReportOptions): KpiReport[] {
  return valuesOf(summary, dimension, options.rules)
    .sort()
    .map((value) => kpiReport(summary, { ...options, cut: { dimension, value } }))
    .filter((report) => hasCustomers(report) || report.joinedAndLeft.length > 0)
    .sort((a, b) => customersIn(b) - customersIn(a));
}

const customersIn = (report: KpiReport): number => figureOf(report, 'opening-customers')?.value ?? 0;

function valuesOf({ openingBy, changed }: KpiSummary, dimension: Dimension, rules: KpiRules): string[] {
  const values = new Set(openingBy.get(dimension)?.keys());
  for (const changes of changed) {
    const value = valueWithin(changes, dimension, rules);
    if (value !== undefined) values.add(value);
  }
  return [...values];
}
