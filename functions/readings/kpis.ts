import { isDeepStrictEqual } from 'node:util';
import { attributesKnown, cutReports } from '../../domain/kpis/cuts.ts';
import { type KpiName, kpiUnit } from '../../domain/kpis/definitions.ts';
import { averageMrrOf, figureOf, type KpiReport } from '../../domain/kpis/kpi-report.ts';
import type { KpiSettings } from '../../domain/kpis/kpi-settings.ts';
import { type KpiSummary, split } from '../../domain/kpis/kpi-summary.ts';
import { type TargetProgress, targetProgress } from '../../domain/kpis/kpi-targets.ts';
import { lastReports } from '../../domain/kpis/last-reports.ts';
import { lifetimeValue } from '../../domain/kpis/lifetime-value.ts';
import { type NpsTally, scoreForTarget } from '../../domain/kpis/net-promoter-score.ts';
import { npsOnDay } from '../../domain/kpis/nps-days.ts';
import type { PeriodUnit } from '../../domain/kpis/period.ts';
import type { Locale } from '../../domain/locale/locale.ts';
import { mostUsedCurrency } from '../../domain/mail/kpi-report-mail.ts';
import { majorUnits } from '../../domain/money/money.ts';
import { addDays, type Day, monthOf } from '../../domain/time/day.ts';
import { readKpiYear } from '../reports/read-kpi-year.ts';
import { type KpisAsked, kpisAsked } from '../team-pages/kpis/asked.ts';
import { nameIn } from '../team-pages/kpis/cut-names.ts';
import type { KpiFacts } from '../team-pages/kpis/kpis-page.ts';
import { reportsShown } from './kpi-reports.ts';
import type { Readings } from './readings.ts';

/** The KPIs of these periods, and the one in view. */
export interface KpisRead {
  facts: KpiFacts;
  report: KpiReport;
}

/** How many customers stay and what they pay, as the last night summed it up; `null` where no night has. */
export async function readKpis(query: URLSearchParams, locale: Locale, readings: Readings): Promise<KpisRead | null> {
  const { kpis, kpiYears, ledger, records, clock, now } = readings;
  const request = kpisAsked(query, kpis.rules);
  const [year, npsAt, playbook, members] = await Promise.all([
    readKpiYear({ years: kpiYears, ledger }, kpis.rules),
    readNpsAt(request.unit, readings),
    records.playbook(undefined),
    request.attribute === 'csm' ? records.members() : [],
  ]);
  if (year === null) return null;
  const today = clock.dayOf(now());
  const money = moneyFor(year.summary, kpis, request, today);
  const options = { rules: request.rules, ...money.told };
  const shown = await reportsShown(year, { asked: request, options, today }, readings);
  if (shown === null) return null;
  const { asked, summary, ...inView } = shown;
  const report = shown.reports[shown.at] as KpiReport;

  const ownMonth = lastReports(
    year.summary,
    'month',
    { ...options, rules: kpis.rules },
    addDays(year.lastMonthsEnd, 1),
  );
  const closed = ownMonth.at(-1);
  const lifetime = lifetimeValue(year.lifeTable, closed === undefined ? null : averageMrrOf(closed), {
    ...kpis.rules,
    lifetimeValue: asked.rules.lifetimeValue,
  });
  const { currency } = money.told;
  const facts: KpiFacts = {
    ...{ query, asked, currency, playbook, ...inView },
    currencies: money.currencies,
    attributes: attributesKnown(year.summary, asked.rules),
    valueName: nameIn(locale, members),
    ...(asked.attribute === undefined
      ? {
          ofCompany: {
            lifetime: { value: lifetime, month: monthOf(year.lastMonthsEnd) },
            nps: npsAt(report.period.last),
            targets: isOfTargets() ? progressOf(report, kpis, ofNoReport(report)) : [],
          },
        }
      : {}),
    ...(asked.attribute !== undefined &&
      asked.value === undefined && { cuts: cutReports(summary, asked.attribute, options) }),
  };
  return { facts, report };

  /** They are of months, by the company's own definitions and in its own currency. */
  function isOfTargets(): boolean {
    return asked.unit === 'month' && money.isOwn && isDeepStrictEqual(asked.rules, kpis.rules);
  }

  /** What a company may have a target for, and is in no report; lifetimes are known at the end of the last month alone. */
  function ofNoReport({ period: { last } }: KpiReport): ReadonlyMap<KpiName, number | null> {
    return new Map([
      ['nps', scoreForTarget(npsAt(last))] as const,
      ...(last === year?.lastMonthsEnd ? [['lifetime-value', lifetime.value] as const] : []),
    ]);
  }
}

/** What people thought of the product at the end of a period: of a month as its mail told it, else as the nights counted it. */
async function readNpsAt(
  unit: PeriodUnit,
  { npsMonths, npsDays }: Pick<Readings, 'npsMonths' | 'npsDays'>,
): Promise<(day: Day) => NpsTally | null> {
  if (unit === 'month') {
    const months = await npsMonths.readAll();
    return (day) => months.get(monthOf(day)) ?? null;
  }
  const buckets = await npsDays.readAll();
  return (day) => npsOnDay(buckets, day);
}

interface MoneyTold {
  told: { currency: string; rates?: NonNullable<KpiSettings['exchange']>['rates'] };
  currencies: string[];
  /** The one that nobody has to ask for. */
  isOwn: boolean;
}

/** The currency that is asked for; the company's own, or the one that most customers pay in. */
function moneyFor(year: KpiSummary, { exchange }: KpiSettings, { currency }: KpisAsked, today: Day): MoneyTold {
  const { first, last } = year.period;
  const [, now] = split(year, [
    { first, last: today },
    { first: addDays(today, 1), last },
  ]) as [KpiSummary, KpiSummary];
  const paid = [...now.opening.paying.values()].flatMap(({ mrr }) => Object.keys(mrr ?? {}));
  const own = exchange?.currency ?? mostUsedCurrency(now);
  const currencies = [...new Set([own, ...paid])].filter((one) => one !== '').sort();
  const chosen = currency !== undefined && currencies.includes(currency) ? currency : own;
  const rates = chosen === exchange?.currency ? exchange.rates : undefined;
  return { told: { currency: chosen, ...(rates && { rates }) }, currencies, isOwn: chosen === own };
}

function progressOf(
  report: KpiReport,
  { targets }: KpiSettings,
  others: ReadonlyMap<KpiName, number | null>,
): TargetProgress[] {
  const known = targets.filter(({ kpi }) => others.has(kpi) || figureOf(report, kpi) !== undefined);
  return targetProgress(known, (kpi: KpiName) => {
    const value = others.get(kpi) ?? figureOf(report, kpi)?.value ?? null;
    return value !== null && kpiUnit(kpi) === 'money' ? majorUnits(value, report.currency) : value;
  });
}
