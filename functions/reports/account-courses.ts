import pMap from 'p-map';
import { type AccountCourse, accountCourse, coursesOfVolumes, courseVolumes } from '../../domain/kpis/course-days.ts';
import type { KpiRules } from '../../domain/kpis/kpi-rules.ts';
import { yearMark, yearParts } from '../../domain/kpis/year-summary.ts';
import { type Day, type Year, yearOf } from '../../domain/time/day.ts';
import type { DynamoCourseDays } from '../store/ledger/course-days.ts';
import type { CourseDaysReader, CourseHead } from '../store/ledger/course-days-reader.ts';
import type { DynamoKpiYears } from '../store/ledger/kpi-years.ts';
import type { LedgerReader } from '../store/ledger/ledger-reader.ts';
import { readLedgers } from './read-ledgers.ts';

export interface CourseTools {
  ledger: Pick<LedgerReader, 'read' | 'recordedSince'>;
  courseDays: Pick<CourseDaysReader, 'head' | 'volumes'>;
}

export interface KeepingTools extends CourseTools {
  courseDays: Pick<DynamoCourseDays, 'head' | 'volumes' | 'replace' | 'readUntil' | 'forgetTold'>;
  years: Pick<DynamoKpiYears, 'replace'>;
}

/** What a night goes by. */
export interface Night {
  today: Day;
  /** In milliseconds. */
  now: number;
  rules: KpiRules;
}

/** The index lags behind, and what is recorded at an instant is written a while later: so much is looked at again. */
const OVERLAP_IN_MS = 3_600_000;
const ACCOUNTS_IN_FLIGHT = 16;

/** The days that are looked at. */
export interface Span {
  /** Courses begin with the last step before it, or earlier; with their first step unless said. */
  from?: Day;
  /** Later steps may be missing. */
  until?: Day;
}

/** The courses of a bucket's accounts as the ledgers are now; only ledgers that changed since the last night are read. */
export async function readAccountCourses(
  tools: CourseTools,
  bucket: number,
  { from, until }: Span = {},
): Promise<AccountCourse[]> {
  const head = await tools.courseDays.head(bucket);
  if (head.readUntil === undefined) return wholeCourses(tools, bucket);
  const since = from === undefined ? undefined : latestBegunBy(from, head.years);
  const [volumes, changed] = await Promise.all([
    tools.courseDays.volumes(bucket, { ...(since !== undefined && { since }), ...(until !== undefined && { until }) }),
    changedAccounts(tools, bucket, head, head.readUntil),
  ]);
  // A night that was cut off may have done away with it.
  if (since !== undefined && volumes[0]?.of !== since) return readAccountCourses(tools, bucket);
  return [...(await upToDate(tools, coursesOfVolumes(volumes, since), changed)).values()];
}

/** Whoever asks for days from this one on needs nothing of the years before. */
export const latestBegunBy = (day: Day, years: readonly Year[]): Year | undefined =>
  years
    .filter((year) => year <= yearOf(day))
    .sort()
    .at(-1);

/**
 * Brings the days of a bucket up to the ledgers, and the year that is summed up of them. Where no ledger changed, and the
 * month is the same, nothing is written and nothing else read.
 */
export async function keepCourseDays(tools: KeepingTools, bucket: number, { today, now, rules }: Night): Promise<void> {
  const head = await tools.courseDays.head(bucket);
  const year = yearMark(today, rules);
  const accounts = await coursesToKeep(tools, bucket, head, head.year === year);
  if (accounts === null) return;
  const volumes = courseVolumes(accounts);
  await Promise.all([
    tools.courseDays.replace(bucket, volumes),
    tools.years.replace(bucket, yearParts(accounts, today, rules)),
  ]);
  await tools.courseDays.readUntil(bucket, now, volumes, year);
  // What is being told at this moment is looked at again.
  const done = head.told.filter(({ at }) => at < now - OVERLAP_IN_MS);
  await tools.courseDays.forgetTold(
    bucket,
    done.map(({ account }) => account),
  );
}

/** `null` where all is kept as it is. */
async function coursesToKeep(
  tools: CourseTools,
  bucket: number,
  head: CourseHead,
  isOfYear: boolean,
): Promise<AccountCourse[] | null> {
  if (head.readUntil === undefined) return wholeCourses(tools, bucket);
  const changed = await changedAccounts(tools, bucket, head, head.readUntil);
  if (changed.length === 0 && isOfYear) return null;
  const kept = coursesOfVolumes(await tools.courseDays.volumes(bucket));
  return [...(await upToDate(tools, kept, changed)).values()];
}

async function wholeCourses({ ledger }: CourseTools, bucket: number): Promise<AccountCourse[]> {
  return (await readLedgers(ledger, bucket)).map(([account, entries]) => accountCourse(account, entries));
}

async function changedAccounts(
  { ledger }: CourseTools,
  bucket: number,
  { told }: CourseHead,
  readUntil: number,
): Promise<string[]> {
  const changed = new Set(told.map(({ account }) => account));
  for await (const page of ledger.recordedSince(bucket, readUntil - OVERLAP_IN_MS)) {
    for (const { account } of page) changed.add(account);
  }
  return [...changed];
}

async function upToDate(
  { ledger }: CourseTools,
  courses: Map<string, AccountCourse>,
  changed: readonly string[],
): Promise<Map<string, AccountCourse>> {
  const read = async (account: string) => accountCourse(account, await ledger.read(account));
  for (const course of await pMap(changed, read, { concurrency: ACCOUNTS_IN_FLIGHT })) {
    courses.set(course.account, course);
  }
  return courses;
}
