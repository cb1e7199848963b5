import pMap from 'p-map';
import { coursesOfVolumes } from '../../domain/kpis/course-days.ts';
import { type CustomerCourse, courseOf } from '../../domain/kpis/customer-course.ts';
import {
  type CustomerGroups,
  customerGroups,
  groupedAccounts,
  groupedCourses,
  summaryOfCustomers,
} from '../../domain/kpis/customer-groups.ts';
import type { KpiRules } from '../../domain/kpis/kpi-rules.ts';
import { combined, type KpiSummary, summaryOf } from '../../domain/kpis/kpi-summary.ts';
import { addLifeTables, lessLifeTable, lifeTable } from '../../domain/kpis/life-table.ts';
import type { Period } from '../../domain/kpis/period.ts';
import { addYears, type YearSummary } from '../../domain/kpis/year-summary.ts';
import type { LifeTable } from '../../domain/statistics/shifted-beta-geometric.ts';
import { addDays, addMonths, type Day, type Year } from '../../domain/time/day.ts';
import type { CourseDaysReader } from '../store/ledger/course-days-reader.ts';
import type { KpiYearsReader } from '../store/ledger/kpi-years-reader.ts';
import type { LedgerReader } from '../store/ledger/ledger-reader.ts';
import { latestBegunBy } from './account-courses.ts';

const ACCOUNTS_IN_FLIGHT = 16;
const BUCKETS_IN_FLIGHT = 16;

export interface KpiYear {
  /** From the first of twelve months on, without an end. */
  summary: KpiSummary;
  /** At the end of the twelfth month, by the company's own rules. */
  lifeTable: LifeTable;
  /** The last day of the twelfth month. */
  lastMonthsEnd: Day;
  /** Accounts that are one customer, with their ways. */
  merged: { groups: CustomerGroups; courses: Courses };
}

interface Sources {
  years: Pick<KpiYearsReader, 'readAll'>;
  ledger: Pick<LedgerReader, 'read'>;
}

/**
 * What the KPIs of the company's customers are made of, as the last night summed it up; `null` before the first night.
 *
 * @param rules the company's own
 */
export async function readKpiYear({ years, ledger }: Sources, rules: KpiRules): Promise<KpiYear | null> {
  const [first, ...others] = await years.readAll();
  if (first === undefined) return null;
  const year = addYears([first, ...others]);
  const lastMonthsEnd = addDays(addMonths(year.summary.period.first, 12), -1);
  const groups = customerGroups(year.links, 'account');
  // Accounts that were merged count as one: only theirs are read one by one.
  const grouped = await pMap(groupedAccounts(year.links, groups), (account) => readCourse(ledger, account), {
    concurrency: ACCOUNTS_IN_FLIGHT,
  });
  const merged = { groups, courses: grouped };
  if (grouped.length === 0) return { summary: year.summary, lifeTable: year.lifeTable, lastMonthsEnd, merged };
  return {
    merged,
    summary: summaryOfCustomers(year.summary, grouped, groups),
    lifeTable: tableOfCustomers(year, grouped, groupedCourses(grouped, groups)),
    lastMonthsEnd,
  };

  function tableOfCustomers({ lifeTable: ofAccounts }: YearSummary, apart: Courses, together: Courses): LifeTable {
    const tableOf = (courses: Courses) =>
      lifeTable(
        courses.map(([, course]) => course),
        lastMonthsEnd,
        rules,
      );
    return addLifeTables(lessLifeTable(ofAccounts, tableOf(apart)), tableOf(together));
  }
}

/**
 * The same of days before that year, out of what each day changed, as the last night kept it: all at once, two rounds of
 * reads however long ago they are.
 */
export async function readEarlierDays(
  courseDays: Pick<CourseDaysReader, 'beginnings' | 'volumes'>,
  days: Period,
  { merged }: Pick<KpiYear, 'merged'>,
): Promise<KpiSummary | null> {
  const beginnings = await courseDays.beginnings();
  const ofBucket = async ([bucket, years]: [number, Year[]]): Promise<KpiSummary> => {
    const since = latestBegunBy(days.first, years);
    const volumes = await courseDays.volumes(bucket, { ...(since !== undefined && { since }), until: days.last });
    const courses = coursesOfVolumes(volumes, since).values();
    return summaryOf(
      [...courses].map(({ account, course }) => [account, course]),
      days,
    );
  };
  const [first, ...others] = await pMap(beginnings, ofBucket, { concurrency: BUCKETS_IN_FLIGHT });
  return first === undefined ? null : summaryOfCustomers(combined([first, ...others]), merged.courses, merged.groups);
}

type Courses = readonly (readonly [account: string, course: CustomerCourse])[];

async function readCourse(ledger: Pick<LedgerReader, 'read'>, account: string) {
  return [account, courseOf(await ledger.read(account))] as const;
}
