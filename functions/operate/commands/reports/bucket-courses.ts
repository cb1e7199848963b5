import * as z from 'zod';
import { linksOn } from '../../../../domain/kpis/course-days.ts';
import { endOf } from '../../../../domain/ledger/facts-as-of.ts';
import { type Day, isDay } from '../../../../domain/time/day.ts';
import { readAccountCourses, type Span } from '../../../reports/account-courses.ts';
import { type BucketCourses, readCourses } from '../../../reports/read-courses.ts';
import { ACCOUNT_BUCKETS } from '../../../store/keys.ts';
import type { Tools } from '../../operation.ts';

export const daySchema = z.string().refine(isDay, 'is not a date that exists');

export const bucketSchema = z
  .int()
  .min(0)
  .max(ACCOUNT_BUCKETS - 1);

interface Asked {
  bucket: number;
  until: Day;
  /** The days of which steps are looked at; all unless said. */
  within?: Span;
  /** As the ledgers were known at the end of this day; as they are now unless said. */
  knownOn?: Day;
  product?: string;
}

/** The ways of a bucket's accounts as customers. Kept by day is what is known now, of all products together. */
export async function bucketCourses(
  { bucket, until, within, knownOn, product }: Asked,
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
