import type { Csm } from '../account/account.ts';
import type { Company } from '../company/company.ts';
import { localeFor } from '../company/team.ts';
import { kpiUnit } from '../kpis/definitions.ts';
import type { Figure, KpiReport } from '../kpis/kpi-report.ts';
import type { KpiRules } from '../kpis/kpi-rules.ts';
import type { KpiSummary } from '../kpis/kpi-summary.ts';
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

/**
 * What managers are told of a month; `null` where it began without a customer: then there is nothing to hold it against.
 *
 * @param reports month by month, the oldest first, that month's last
 */
export function kpiReportContent(reports: readonly KpiReport[], rules: KpiRules): KpiReportContent | null {
  const report = reports.at(-1);
  if (report === undefined || !hadCustomers(report)) return null;
  const { period, currency, figures, apart, joinedAndLeft } = report;
  const begun = reports.slice(reports.findIndex(hadCustomers), -1);
  return {
    type: 'kpi-report',
    month: monthOf(period.last),
    currency: currency === '' ? null : currency,
    rules,
    figures: figures.map((figure) => figureLine(figure, begun, currency)),
    apart: {
      customers: apart.opening.reduce((sum, { customers }) => sum + customers, 0),
      changedAccounts: apart.accounts.length,
    },
    joinedAndLeft: joinedAndLeft.length,
  };
}

const hadCustomers = (report: KpiReport) => (figureOf(report, 'opening-customers')?.value ?? 0) > 0;

const figureOf = ({ figures }: KpiReport, kpi: Figure['kpi']) => figures.find((figure) => figure.kpi === kpi);

function figureLine(figure: Figure, earlier: readonly KpiReport[], currency: string): KpiFigure {
  const { kpi, definition, value, part, whole, customers, interval } = figure;
  const isOfMoney = kpiUnit(kpi) === 'money' || kpi.includes('revenue');
  const told = (amount: number) => (isOfMoney ? majorUnits(amount, currency) : amount);
  const valueTold = (of: number) => (kpiUnit(kpi) === 'money' ? told(of) : of);
  const before = earlier.map((report) => figureOf(report, kpi)?.value ?? null);
  const known = before.slice(before.lastIndexOf(null) + 1).filter((one) => one !== null);
  return {
    kpi,
    definition,
    value: value === null ? null : valueTold(value),
    ...(part !== undefined && { part: told(part) }),
    ...(whole !== undefined && { whole: kpi === 'average-mrr' ? whole : told(whole) }),
    ...(customers !== undefined && { customers }),
    ...(interval && { interval: [...interval] }),
    before: known.map(valueTold),
  };
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
