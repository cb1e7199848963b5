import type { Csm } from '../../domain/account/account.ts';
import type { Company } from '../../domain/company/company.ts';
import { presentOn } from '../../domain/company/team.ts';
import { averageMrrOf, kpiReport } from '../../domain/kpis/kpi-report.ts';
import type { KpiSettings } from '../../domain/kpis/kpi-settings.ts';
import type { KpiSummary } from '../../domain/kpis/kpi-summary.ts';
import { lifetimeValue } from '../../domain/kpis/lifetime-value.ts';
import type { NpsTally } from '../../domain/kpis/net-promoter-score.ts';
import { type Period, periodsOf } from '../../domain/kpis/period.ts';
import { kpiReportContent, kpiReportMail, mostUsedCurrency } from '../../domain/mail/kpi-report-mail.ts';
import type { LifeTable } from '../../domain/statistics/shifted-beta-geometric.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { addDays, addMonths, type Day, type Month, monthOf } from '../../domain/time/day.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';

const MONTHS_DRAWN = 12;

export interface ReportSending {
  outbox: Pick<DynamoOutbox, 'add'>;
  company: Company;
  /** How the company computes its KPIs, and in which currency; without one, in that which most customers pay in. */
  kpis: KpiSettings;
  readMembers(): Promise<Csm[]>;
  readPlaybookVersion(): Promise<string>;
  readSummaries(months: Period[]): Promise<{ summaries: KpiSummary[]; lifeTables: LifeTable[] }>;
  /** At the end of a day. */
  readNps(day: Day): Promise<NpsTally>;
  /** For pages: what is counted over all accounts is counted once. */
  keepNps(month: Month, tally: NpsTally): Promise<void>;
  today: Day;
  /** ISO. */
  now: string;
}

/** On the first business day of a month every manager gets the KPIs of the one before; each once, however often this runs. */
export async function sendKpiReport(sending: ReportSending): Promise<{ sent: number }> {
  const { outbox, company, today, now, kpis } = sending;
  const { rules, exchange, targets } = kpis;
  if (!isFirstBusinessDayOfMonth(today, company)) return { sent: 0 };
  const managers = presentOn(await sending.readMembers(), today).filter(({ role }) => role === 'manager');
  if (managers.length === 0) return { sent: 0 };

  const lastDay = addDays(`${monthOf(today)}-01`, -1);
  const months = periodsOf('month', addMonths(`${monthOf(lastDay)}-01`, 1 - MONTHS_DRAWN), lastDay);
  const { summaries, lifeTables } = await sending.readSummaries(months);
  const options = exchange ?? { currency: mostUsedCurrency(summaries.at(-1) as KpiSummary) };
  const reports = summaries.map((summary) => kpiReport(summary, { rules, ...options }));
  const lifetimeValues = reports.map((report, i) =>
    lifetimeValue(lifeTables[i] as LifeTable, averageMrrOf(report), rules),
  );
  const nps = await sending.readNps(lastDay);
  await sending.keepNps(monthOf(lastDay), nps);
  const content = kpiReportContent({ reports, lifetimeValues, nps, rules, targets });
  if (content === null) return { sent: 0 };
  const playbookVersion = await sending.readPlaybookVersion();
  let sent = 0;
  for (const manager of managers) {
    if (await outbox.add(kpiReportMail(content, manager, { company, playbookVersion, now }))) sent += 1;
  }
  return { sent };
}

function isFirstBusinessDayOfMonth(day: Day, { country, holidays }: Company): boolean {
  return businessCalendar(holidays).addBusinessDays(`${monthOf(day)}-01`, 0, { country }) === day;
}
