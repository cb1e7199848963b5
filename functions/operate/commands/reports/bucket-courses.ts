import * as z from 'zod';
import { linksOn } from '../../../../domain/kpis/course-days.ts';
import { dimensions } from '../../../../domain/kpis/kpi-summary.ts';
import { endOf } from '../../../../domain/ledger/facts-as-of.ts';
import { type Day, isDay } from '../../../../domain/time/day.ts';
import { readAccountCourses, type Span } from '../../../reports/account-courses.ts';
import { type BucketCourses, readCourses } from '../../../reports/read-courses.ts';
import { ACCOUNT_BUCKETS } from '../../../store/keys.ts';
import type { Tools } from '../../operation.ts';

export const daySchema = z.string().refine(isDay, 'is not a date that exists');

const bucketSchema = z
  .int()
  .min(0)
  .max(ACCOUNT_BUCKETS - 1);
export const bucketsSchema = z.array(bucketSchema).min(1);

export const cutSchema = z.strictObject({ dimension: z.enum(dimensions), value: z.string() });

interface Asked {
  until: Day;
  /** The days of which steps are looked at; all unless said. */
  within?: Span;
  /** As the ledgers were known at the end of this day; as they are now unless said. */
  knownOn?: Day;
  product?: string;
}

/** An answer of a function may have 6 MB, packed: about 40 bytes a step. */
const MOST_STEPS = 50_000;
const BUCKETS_IN_FLIGHT = 8;

/**
 * The ways of the accounts of these buckets as customers.
 *
 * @returns also the buckets that are left to another call, so that an answer holds them all
 */
export async function coursesOfBuckets(
  { buckets, ...asked }: Asked & { buckets: readonly number[] },
  tools: Pick<Tools, 'ledger' | 'courseDays' | 'clock'>,
): Promise<BucketCourses & { left: number[] }> {
  const found: BucketCourses = { courses: [], links: [] };
  let steps = 0;
  for (let at = 0; at < buckets.length; at += BUCKETS_IN_FLIGHT) {
    const some = buckets.slice(at, at + BUCKETS_IN_FLIGHT);
    const read = await Promise.all(some.map((bucket) => bucketCourses(bucket, asked, tools)));
    for (const [i, { courses, links }] of read.entries()) {
      steps += stepsOf(courses);
      if (steps > MOST_STEPS && at + i > 0) return { ...found, left: buckets.slice(at + i) };
      found.courses.push(...courses);
      found.links.push(...links);
    }
  }
  return { ...found, left: [] };
}

const stepsOf = (courses: BucketCourses['courses']) => courses.reduce((sum, [, course]) => sum + course.length, 0);

/** Kept by day is what is known now, of all products together. */
async function bucketCourses(
  bucket: number,
  { until, within, knownOn, product }: Asked,
  tools: Pick<Tools, 'ledger' | 'courseDays' | 'clock'>,
): Promise<BucketCourses> {
  if (knownOn === undefined && product === undefined) {
    const accounts = await readAccountCourses(tools, bucket, within);
    return {
      courses: accounts.map(({ account, course }) => [account, course]),
      links: accounts.flatMap((one) => linksOn(one, until)),
    };
  }
  const knownBefore = knownOn === undefined ? undefined : endOf(knownOn, tools.clock);
  return readCourses(tools.ledger, bucket, { until, knownBefore, product });
}
