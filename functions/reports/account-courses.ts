import pMap from 'p-map';
import {
  type AccountCourse,
  accountCourse,
  type CourseDay,
  courseDays,
  coursesOfDays,
} from '../../domain/kpis/course-days.ts';
import type { CourseHead, DynamoCourseDays } from '../store/ledger/course-days.ts';
import type { DynamoLedger } from '../store/ledger/ledger.ts';
import { readLedgers } from './read-ledgers.ts';

export interface LedgerTools {
  ledger: Pick<DynamoLedger, 'read' | 'recordedSince'>;
  courseDays: Pick<DynamoCourseDays, 'head' | 'days' | 'replace' | 'readUntil' | 'forgetTold'>;
}

/** The index lags behind, and what is recorded at an instant is written a while later: so much is looked at again. */
const OVERLAP_IN_MS = 3_600_000;
const ACCOUNTS_IN_FLIGHT = 16;

/** The courses of a bucket's accounts as the ledgers are now; only ledgers that changed since the last night are read. */
export async function readAccountCourses(tools: LedgerTools, bucket: number): Promise<AccountCourse[]> {
  const head = await tools.courseDays.head(bucket);
  if (head.readUntil === undefined) return wholeCourses(tools, bucket);
  const [days, changed] = await Promise.all([
    tools.courseDays.days(bucket),
    changedAccounts(tools, bucket, head, head.readUntil),
  ]);
  return [...(await upToDate(tools, days, changed)).values()];
}

/** Brings the days of a bucket up to the ledgers. Where no ledger changed, nothing is written and nothing else read. */
export async function keepCourseDays(tools: LedgerTools, bucket: number, now: number): Promise<void> {
  const head = await tools.courseDays.head(bucket);
  if (head.readUntil === undefined) {
    const courses = await wholeCourses(tools, bucket);
    await tools.courseDays.replace(bucket, await tools.courseDays.days(bucket), courseDays(courses));
  } else {
    const changed = await changedAccounts(tools, bucket, head, head.readUntil);
    if (changed.length === 0) return;
    const days = await tools.courseDays.days(bucket);
    const courses = await upToDate(tools, days, changed);
    await tools.courseDays.replace(bucket, days, courseDays(courses.values()));
  }
  await tools.courseDays.readUntil(bucket, now);
  // What is being told at this moment is looked at again.
  const done = head.told.filter(({ at }) => at < now - OVERLAP_IN_MS);
  await tools.courseDays.forgetTold(
    bucket,
    done.map(({ account }) => account),
  );
}

async function wholeCourses({ ledger }: LedgerTools, bucket: number): Promise<AccountCourse[]> {
  return (await readLedgers(ledger, bucket)).map(([account, entries]) => accountCourse(account, entries));
}

async function changedAccounts(
  { ledger }: LedgerTools,
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
  { ledger }: LedgerTools,
  days: readonly CourseDay[],
  changed: readonly string[],
): Promise<Map<string, AccountCourse>> {
  const courses = coursesOfDays(days);
  const read = async (account: string) => accountCourse(account, await ledger.read(account));
  for (const course of await pMap(changed, read, { concurrency: ACCOUNTS_IN_FLIGHT })) {
    courses.set(course.account, course);
  }
  return courses;
}
