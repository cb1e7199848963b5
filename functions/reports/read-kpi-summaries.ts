import pMap from 'p-map';
import { linksOn } from '../../domain/kpis/course-days.ts';
import { customerGroups, groupedCourses } from '../../domain/kpis/customer-groups.ts';
import type { KpiRules } from '../../domain/kpis/kpi-rules.ts';
import { type KpiSummary, summariesOf } from '../../domain/kpis/kpi-summary.ts';
import { lifeTable } from '../../domain/kpis/life-table.ts';
import type { Period } from '../../domain/kpis/period.ts';
import type { LifeTable } from '../../domain/statistics/shifted-beta-geometric.ts';
import { ACCOUNT_BUCKETS } from '../store/keys.ts';
import { type CourseTools, readAccountCourses } from './account-courses.ts';

const BUCKETS_IN_FLIGHT = 4;

/**
 * What the KPIs of all customers are made of, period by period, and how long customers have stayed at the end of each: as
 * the ledgers are known now.
 */
export async function readKpiSummaries(
  tools: CourseTools,
  periods: readonly Period[],
  rules: KpiRules,
): Promise<{ summaries: KpiSummary[]; lifeTables: LifeTable[] }> {
  const { last: until } = periods.at(-1) as Period;
  const buckets = Array.from({ length: ACCOUNT_BUCKETS }, (_, bucket) => bucket);
  const found = await pMap(buckets, (bucket) => readAccountCourses(tools, bucket), { concurrency: BUCKETS_IN_FLIGHT });
  const accounts = found.flat();
  const groups = customerGroups(
    accounts.flatMap((one) => linksOn(one, until)),
    'account',
  );
  const customers = groupedCourses(
    accounts.map(({ account, course }) => [account, course]),
    groups,
  );
  const ways = customers.map(([, course]) => course);
  return {
    summaries: summariesOf(customers, periods),
    lifeTables: periods.map(({ last }) => lifeTable(ways, last, rules)),
  };
}
