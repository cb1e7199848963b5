import pMap from 'p-map';
import { groupedCourses } from '../../../domain/kpis/customer-groups.ts';
import type { ApartAccount, KpiReport } from '../../../domain/kpis/kpi-report.ts';
import type { Cut } from '../../../domain/kpis/kpi-summary.ts';
import { payersApart } from '../../../domain/kpis/payers-apart.ts';
import type { PeriodUnit } from '../../../domain/kpis/period.ts';
import type { SummaryRecord } from '../../../domain/kpis/summary-record.ts';
import type { Session } from '../../session.ts';
import { BUCKETS_IN_FLIGHT, type Grouped } from './all-buckets.ts';

interface Asked {
  unit: PeriodUnit;
  from: string;
  until: string;
  knownOn?: string | undefined;
  product?: string | undefined;
  cut?: Cut | undefined;
}

/**
 * Who is in no sum of each report, by id. Summaries hold no names of customers in whom nothing changed, so those are asked
 * for anew, where there are any.
 */
export async function apartAccounts(
  { installation }: Session,
  reports: readonly KpiReport[],
  asked: Asked,
  { answers, grouped }: { answers: readonly { summaries: SummaryRecord[] }[]; grouped: Grouped },
): Promise<ApartAccount[][]> {
  const ofReports = reports.map(({ apart }) => new Set(apart.opening.map(({ currencies }) => currencies)));
  const currencies = [...new Set(ofReports.flatMap((one) => [...one]))];
  const isHeld = ({ opening }: SummaryRecord) => opening.paying.some(([one]) => currencies.includes(one));
  const buckets = answers.flatMap(({ summaries }, bucket) => (summaries.some(isHeld) ? [bucket] : []));
  const found = await pMap(
    buckets,
    (bucket) => installation().operate('list-payers-apart', { bucket, currencies, ...asked }),
    { concurrency: BUCKETS_IN_FLIGHT },
  );
  const { courses, groups } = grouped;
  const members = new Set(courses.map(([account]) => account));
  const customers = payersApart(
    groupedCourses(courses, groups),
    reports.map(({ period }) => period),
    { currencies, cut: asked.cut },
  );
  return reports.map(({ apart }, i) => {
    const alone = found.flatMap((ofBucket) => ofBucket[i] ?? []).filter(({ account }) => !members.has(account));
    const atOpening = [...alone, ...(customers[i] ?? [])].filter((one) => ofReports[i]?.has(one.currencies));
    const byAccount = new Map([...atOpening, ...apart.accounts].map((one) => [one.account, one]));
    return [...byAccount.values()].sort((a, b) => (a.account < b.account ? -1 : 1));
  });
}
