import { addDays, type Day } from '../time/day.ts';
import { type KpiReport, kpiReport, type ReportOptions } from './kpi-report.ts';
import { type KpiSummary, split } from './kpi-summary.ts';
import { daysAsked, type Period, type PeriodUnit, periodsOf } from './period.ts';

/**
 * The reports of the last twelve periods that are over, from the first one on that had a customer; none where there never
 * was one.
 *
 * @param year a summary of at least twelve months and all that came since
 */
export function lastReports(year: KpiSummary, unit: PeriodUnit, options: ReportOptions, today: Day): KpiReport[] {
  const { first, last } = year.period;
  const { from, to } = daysAsked(unit, {}, today);
  const periods = periodsOf(unit, from, to).filter((period) => period.first >= first);
  const [begin, end] = [periods.at(0), periods.at(-1)];
  if (begin === undefined || end === undefined) return [];
  const before: Period[] = begin.first > first ? [{ first, last: addDays(begin.first, -1) }] : [];
  const after: Period = { first: addDays(end.last, 1), last };
  const summaries = split(year, [...before, ...periods, after]).slice(before.length, -1);
  const reports = summaries.map((summary) => kpiReport(summary, options));
  const begun = reports.findIndex(({ figures }) =>
    figures.some(({ kpi, value }) => kpi.endsWith('-customers') && (value ?? 0) > 0),
  );
  return begun === -1 ? [] : reports.slice(begun);
}
