import type { Csm } from '../../domain/account/account.ts';
import type { Company } from '../../domain/company/company.ts';
import { presentOn } from '../../domain/company/team.ts';
import { kpiReport } from '../../domain/kpis/kpi-report.ts';
import type { KpiSettings } from '../../domain/kpis/kpi-settings.ts';
import type { KpiSummary } from '../../domain/kpis/kpi-summary.ts';
import { type Period, periodsOf } from '../../domain/kpis/period.ts';
import { kpiReportContent, kpiReportMail, mostUsedCurrency } from '../../domain/mail/kpi-report-mail.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { addDays, addMonths, type Day, monthOf } from '../../domain/time/day.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';

const MONTHS_DRAWN = 12;

export interface ReportSending {
  outbox: Pick<DynamoOutbox, 'add'>;
  company: Company;
  /** How the company computes its KPIs, and in which currency; without one, in that which most customers pay in. */
  kpis: Pick<KpiSettings, 'rules' | 'exchange'>;
  readMembers(): Promise<Csm[]>;
  readPlaybookVersion(): Promise<string>;
  readSummaries(months: Period[]): Promise<KpiSummary[]>;
  today: Day;
  /** ISO. */
  now: string;
}

/** On the first business day of a month every manager gets the KPIs of the one before; each once, however often this runs. */
export async function sendKpiReport(sending: ReportSending): Promise<{ sent: number }> {
  const { outbox, company, today, now, kpis } = sending;
  const { rules, exchange } = kpis;
  if (!isFirstBusinessDayOfMonth(today, company)) return { sent: 0 };
  const managers = presentOn(await sending.readMembers(), today).filter(({ role }) => role === 'manager');
  if (managers.length === 0) return { sent: 0 };

  const lastDay = addDays(`${monthOf(today)}-01`, -1);
  const months = periodsOf('month', addMonths(`${monthOf(lastDay)}-01`, 1 - MONTHS_DRAWN), lastDay);
  const summaries = await sending.readSummaries(months);
  const options = exchange ?? { currency: mostUsedCurrency(summaries.at(-1) as KpiSummary) };
  const reports = summaries.map((summary) => kpiReport(summary, { rules, ...options }));
  const content = kpiReportContent(reports, rules);
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
