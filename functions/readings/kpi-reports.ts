import { valuesSeen } from '../../domain/kpis/cuts.ts';
import { figureOf, type KpiReport, kpiReport, type ReportOptions } from '../../domain/kpis/kpi-report.ts';
import type { Cut, KpiSummary } from '../../domain/kpis/kpi-summary.ts';
import { sinceFirstCustomer, summariesWithin } from '../../domain/kpis/last-reports.ts';
import { type PeriodPage, periodPage } from '../../domain/kpis/period-pages.ts';
import type { Day } from '../../domain/time/day.ts';
import { type KpiYear, readEarlierDays } from '../reports/read-kpi-year.ts';
import { type KpisAsked, valueInAddress } from '../team-pages/kpis/asked.ts';
import type { ReportsShown } from '../team-pages/kpis/kpis-page.ts';
import type { Readings } from './readings.ts';

interface Asked {
  asked: KpisAsked;
  options: ReportOptions;
  today: Day;
}

interface Shown extends ReportsShown {
  /** What they are, where that is not all that was asked for. */
  asked: KpisAsked;
  /** What the report in view is made of. */
  summary: KpiSummary;
}

/**
 * The reports that are asked for. What there are none of is as good as not asked for: the last periods are shown, of all
 * customers.
 */
export async function reportsShown(year: KpiYear, request: Asked, readings: Readings): Promise<Shown | null> {
  const { asked } = request;
  const instead: KpisAsked[] = [asked];
  if (asked.period !== undefined) instead.push({ ...asked, period: undefined });
  if (asked.value !== undefined) instead.push({ ...asked, period: undefined, value: undefined });
  for (const one of instead) {
    const shown = await reportsOf(year, { ...request, asked: one }, readings);
    if (shown !== null) return shown;
  }
  return null;
}

async function reportsOf(
  year: KpiYear,
  { asked, options, today }: Asked,
  { courseDays }: Pick<Readings, 'courseDays'>,
): Promise<Shown | null> {
  const page = periodPage(asked.unit, asked.period, today);
  const whole = await summaryOfPage(year, page, courseDays);
  if (whole === null) return null;
  const cut = cutAsked(asked, whole);
  if (cut === null) return null;
  const told = sinceFirstCustomer(
    summariesWithin(whole, [page.before, ...page.periods]).map((summary) => {
      return { summary, report: kpiReport(summary, { ...options, ...(cut && { cut }) }) };
    }),
  );
  const hasBefore = told[0]?.report.period.first === page.before.first;
  const before = hasBefore ? told.shift()?.report : undefined;
  const at = placeOf(asked.period, told);
  const [first, inView] = [told[0], told[at]];
  if (first === undefined || inView === undefined) return null;
  const isBegun = (figureOf(first.report, 'opening-customers')?.value ?? 0) > 0;
  return {
    asked,
    summary: inView.summary,
    reports: told.map(({ report }) => report) as unknown as Shown['reports'],
    at,
    ...(before && { before }),
    ...(isBegun && { earlier: page.before }),
    ...(page.after && { later: page.after }),
  };
}

/** `undefined` where all customers are meant, `null` where nobody has the value. */
function cutAsked({ attribute: dimension, value: asked }: KpisAsked, whole: KpiSummary): Cut | undefined | null {
  if (dimension === undefined || asked === undefined) return undefined;
  const value = [...valuesSeen(whole, dimension)].find((one) => valueInAddress(one) === asked);
  return value === undefined ? null : { dimension, value };
}

/** A year is kept in one piece; days before it have to be looked for. */
function summaryOfPage(
  year: KpiYear,
  { periods, before }: PeriodPage,
  courseDays: Readings['courseDays'],
): Promise<KpiSummary | null> | KpiSummary {
  const [begin, end] = [periods.at(0), periods.at(-1)] as [KpiReport['period'], KpiReport['period']];
  if (begin.first >= year.summary.period.first) return year.summary;
  return readEarlierDays(courseDays, { first: before.first, last: end.last }, year);
}

/** Of the period that the day lies in; of the last one, where it lies in none. */
function placeOf(day: Day | undefined, told: readonly { report: KpiReport }[]): number {
  const found = told.findIndex(
    ({ report: { period } }) => day !== undefined && period.first <= day && day <= period.last,
  );
  return found === -1 ? told.length - 1 : found;
}
