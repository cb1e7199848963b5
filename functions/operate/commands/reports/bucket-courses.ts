import * as z from 'zod';
import { endOf } from '../../../../domain/ledger/facts-as-of.ts';
import { type Day, isDay } from '../../../../domain/time/day.ts';
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
  /** As the ledgers were known at the end of this day; as they are now unless said. */
  knownOn?: Day;
  product?: string;
}

/** The ways of a bucket's accounts as customers. */
export function bucketCourses(
  { bucket, until, knownOn, product }: Asked,
  { ledger, clock }: Pick<Tools, 'ledger' | 'clock'>,
): Promise<BucketCourses> {
  const knownBefore = knownOn === undefined ? undefined : endOf(knownOn, clock);
  return readCourses(ledger, bucket, { until, knownBefore, product });
}
