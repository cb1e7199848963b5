import { groupedCourses } from '../../../domain/kpis/customer-groups.ts';
import type { ApartAccount, KpiReport } from '../../../domain/kpis/kpi-report.ts';
import type { Cut } from '../../../domain/kpis/kpi-summary.ts';
import { payersApart } from '../../../domain/kpis/payers-apart.ts';
import type { PeriodUnit } from '../../../domain/kpis/period.ts';
import type { Session } from '../../session.ts';
import { type Grouped, ofAllBuckets } from './all-buckets.ts';

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
  { screen, installation }: Session,
  reports: readonly KpiReport[],
  asked: Asked,
  { courses, groups }: Grouped,
): Promise<ApartAccount[][]> {
  const ofReports = reports.map(({ apart }) => new Set(apart.opening.map(({ currencies }) => currencies)));
  const currencies = [...new Set(ofReports.flatMap((one) => [...one]))];
  const answers =
    currencies.length === 0
      ? []
      : await ofAllBuckets(screen, (buckets) =>
          installation().operate('list-payers-apart', { buckets, currencies, ...asked }),
        );
  const members = new Set(courses.map(([account]) => account));
  const customers = payersApart(
    groupedCourses(courses, groups),
    reports.map(({ period }) => period),
    { currencies, cut: asked.cut },
  );
  return reports.map(({ apart }, i) => {
    const alone = answers
      .flatMap(({ apart: ofBuckets }) => ofBuckets[i] ?? [])
      .filter(({ account }) => !members.has(account));
    const atOpening = [...alone, ...(customers[i] ?? [])].filter((one) => ofReports[i]?.has(one.currencies));
    const byAccount = new Map([...atOpening, ...apart.accounts].map((one) => [one.account, one]));
    return [...byAccount.values()].sort((a, b) => (a.account < b.account ? -1 : 1));
  });
}
