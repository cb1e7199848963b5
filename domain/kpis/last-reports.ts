import { addDays, type Day } from '../time/day.ts';
import { hasCustomers, type KpiReport, kpiReport, type ReportOptions } from './kpi-report.ts';
import { type KpiSummary, split } from './kpi-summary.ts';
import { daysAsked, type Period, type PeriodUnit, periodsOf } from './period.ts';

/**
 * The summaries of periods one after the other, out of one of all their days and of others.
 *
 * @param periods those that begin before the whole are left out
 */
export function summariesWithin(whole: KpiSummary, periods: readonly Period[]): KpiSummary[] {
  const { first, last } = whole.period;
  const within = periods.filter((period) => period.first >= first);
  const [begin, end] = [within.at(0), within.at(-1)];
  if (begin === undefined || end === undefined) return [];
  const before: Period[] = begin.first > first ? [{ first, last: addDays(begin.first, -1) }] : [];
  const after: Period[] = end.last < last ? [{ first: addDays(end.last, 1), last }] : [];
  return split(whole, [...before, ...within, ...after]).slice(before.length, before.length + within.length);
}

/** Without those before the first one that had a customer; none where there never was one. */
export function sinceFirstCustomer<Told extends { report: KpiReport }>(told: readonly Told[]): Told[] {
  const begun = told.findIndex(({ report }) => hasCustomers(report));
  return begun === -1 ? [] : told.slice(begun);
}

/**
 * The reports of the last twelve periods that are over, from the first one on that had a customer; none where there never
 * was one.
 *
 * @param year a summary of at least twelve months and all that came since
 */
export function lastReports(year: KpiSummary, unit: PeriodUnit, options: ReportOptions, today: Day): KpiReport[] {
  const { from, to } = daysAsked(unit, {}, today);
  const told = summariesWithin(year, periodsOf(unit, from, to)).map((summary) => ({
    report: kpiReport(summary, options),
  }));
  return sinceFirstCustomer(told).map(({ report }) => report);
}
