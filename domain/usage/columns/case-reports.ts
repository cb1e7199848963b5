import { groupedBy } from '../../collections/grouped-by.ts';
import type { Day } from '../../time/day.ts';
import type { Meanings } from '../meanings.ts';
import type { CaseReport, UsageDay } from '../tally/usage-tally.ts';

/** What was reported of an invoice, a subscription or a ticket, and the day of it. */
export interface DatedReport {
  day: Day;
  report: CaseReport;
}

/** By the names used in the playbook, in the order of the days. */
export function reportsByEvent(days: readonly UsageDay[], meanings: Meanings): Map<string, DatedReport[]> {
  const dated = days.flatMap(({ day, cases = [] }) => cases.map((report): DatedReport => ({ day, report })));
  return groupedBy(dated, ({ report }) => meanings.of(report.name).event);
}
