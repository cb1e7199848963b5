import type { Csm } from '../account/account.ts';
import type { Company } from '../company/company.ts';
import { localeFor } from '../company/team.ts';
import { kpiUnit } from '../kpis/definitions.ts';
import type { Figure, KpiReport } from '../kpis/kpi-report.ts';
import type { KpiRules } from '../kpis/kpi-rules.ts';
import type { KpiSummary } from '../kpis/kpi-summary.ts';
import { type KpiTarget, targetProgress } from '../kpis/kpi-targets.ts';
import type { Lifetime, LifetimeValue } from '../kpis/lifetime-value.ts';
import { type NpsTally, netPromoterScore, scoreForTarget } from '../kpis/net-promoter-score.ts';
import { majorUnits } from '../money/money.ts';
import { NO_ACCOUNT, type OutboxMail } from '../outbox/outbox.ts';
import { monthOf } from '../time/day.ts';
import type { KpiFigure, KpiReportContent } from './mail-content.ts';

/** The currency that most customers of the opening pay in; of as many the first one by name, `''` where none is named. */
export function mostUsedCurrency({ opening }: Pick<KpiSummary, 'opening'>): string {
  const customers = new Map<string, number>();
  for (const payers of opening.paying.values()) {
    for (const currency of Object.keys(payers.mrr ?? {})) {
      customers.set(currency, (customers.get(currency) ?? 0) + payers.customers);
    }
  }
  const [most] = [...customers].sort(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1));
  return most?.[0] ?? '';
}

/** What is known of a month and of those before it. */
export interface MonthlyKpis {
  rules: KpiRules;
  /** Month by month, the oldest first, that month's last. */
  reports: readonly KpiReport[];
  /** What a customer was worth at the end of each of these months. */
  lifetimeValues: readonly LifetimeValue[];
  /** Of the answers that count at the end of the month. */
  nps: NpsTally;
  targets: readonly KpiTarget[];
}

/** What managers are told of a month; `null` where it began without a customer: then there is nothing to hold it against. */
export function kpiReportContent({
  reports,
  lifetimeValues,
  nps,
  rules,
  targets,
}: MonthlyKpis): KpiReportContent | null {
  const report = reports.at(-1);
  const lifetimeValue = lifetimeValues.at(-1);
  if (report === undefined || lifetimeValue === undefined || !hadCustomers(report)) return null;
  const { period, currency, apart, joinedAndLeft, reasons } = report;
  const first = reports.findIndex(hadCustomers);
  const begun = reports.slice(first, -1);
  const worths = lifetimeValues.slice(first, -1).map(({ value }) => value);
  const figures = [
    ...report.figures.map((figure) =>
      figureLine(
        figure,
        begun.map((earlier) => figureOf(earlier, figure.kpi)?.value ?? null),
        currency,
      ),
    ),
    figureLine(lifetimeValue, worths, currency),
    npsLine(nps),
  ];
  return {
    type: 'kpi-report',
    month: monthOf(period.last),
    currency: currency === '' ? null : currency,
    rules,
    figures,
    apart: {
      customers: apart.opening.reduce((sum, { customers }) => sum + customers, 0),
      changedAccounts: apart.accounts.length,
    },
    joinedAndLeft: joinedAndLeft.length,
    reasons: reasons.map(({ movement, reason, customers }) => ({ movement, reason, customers })),
    lifetime: lifetimeValue.value === null ? { because: lifetimeValue.because } : stayOf(lifetimeValue.lifetime),
    nps,
    targets: targetProgress(targets, (kpi) =>
      kpi === 'nps' ? scoreForTarget(nps) : (figures.find((figure) => figure.kpi === kpi)?.value ?? null),
    ),
  };
}

const hadCustomers = (report: KpiReport) => (figureOf(report, 'opening-customers')?.value ?? 0) > 0;

const figureOf = ({ figures }: KpiReport, kpi: Figure['kpi']) => figures.find((figure) => figure.kpi === kpi);

const stayOf = ({ months, churned }: Lifetime) => ({ months, churned });

/** What a report and a lifetime value have in common; with amounts in smallest units. */
type Computed = Pick<Figure, 'kpi' | 'definition' | 'value'> &
  Partial<Pick<Figure, 'part' | 'whole' | 'customers' | 'interval'>>;

/** @param before the values of the months before, the oldest first */
function figureLine(figure: Computed, before: readonly (number | null)[], currency: string): KpiFigure {
  const { kpi, definition, value, part, whole, customers, interval } = figure;
  const isOfMoney = kpiUnit(kpi) === 'money' || kpi.includes('revenue');
  const told = (amount: number) => (isOfMoney ? majorUnits(amount, currency) : amount);
  const valueTold = (of: number) => (kpiUnit(kpi) === 'money' ? told(of) : of);
  const known = before.slice(before.lastIndexOf(null) + 1).filter((one) => one !== null);
  return {
    kpi,
    definition,
    value: value === null ? null : valueTold(value),
    ...(part !== undefined && { part: told(part) }),
    ...(whole !== undefined && { whole: kpi === 'average-mrr' ? whole : told(whole) }),
    ...(customers !== undefined && { customers }),
    ...(interval && { interval: [valueTold(interval[0]), valueTold(interval[1])] }),
    before: known.map(valueTold),
  };
}

function npsLine(tally: NpsTally): KpiFigure {
  const { kpi, definition, value, interval } = netPromoterScore(tally);
  return { kpi, definition, value, ...(interval && { interval: [...interval] }), before: [] };
}

/** Once a month and reader, however often it is written. */
export function kpiReportMail(
  content: KpiReportContent,
  to: Csm,
  { company, playbookVersion, now }: { company: Company; playbookVersion: string; now: string },
): OutboxMail {
  return {
    id: `kpi-report/${content.month}/${to.id}`,
    account: NO_ACCOUNT,
    kind: 'kpi-report',
    playbook: playbookVersion,
    language: localeFor(company, to),
    from: company.systemSender,
    replyTo: company.systemSender,
    to: { name: to.name, address: to.email },
    person: to.id,
    content,
    status: 'pending',
    createdAt: now,
  };
}
