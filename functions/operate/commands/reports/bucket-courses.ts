import * as z from 'zod';
import { type CustomerCourse, courseOf } from '../../../../domain/kpis/customer-course.ts';
import { type AccountLink, linkOf } from '../../../../domain/kpis/customer-groups.ts';
import { endOf, factsAsOf } from '../../../../domain/ledger/facts-as-of.ts';
import type { LedgerEntry } from '../../../../domain/ledger/ledger-entry.ts';
import { type Day, isDay } from '../../../../domain/time/day.ts';
import { ACCOUNT_BUCKETS } from '../../../store/keys.ts';
import type { Tools } from '../../operation.ts';

export const daySchema = z.string().refine(isDay, 'is not a date that exists');

export const bucketSchema = z
  .int()
  .min(0)
  .max(ACCOUNT_BUCKETS - 1);

interface BucketCourses {
  courses: [account: string, course: CustomerCourse][];
  /** Which accounts belong to others at the end of the day. */
  links: AccountLink[];
}

interface Asked {
  bucket: number;
  until: Day;
  /** As the ledgers were known at the end of this day; as they are now unless said. */
  knownOn?: Day;
  product?: string;
}

/** The ways of a bucket's accounts as customers. */
export async function bucketCourses(
  { bucket, until, knownOn, product }: Asked,
  { ledger, clock }: Pick<Tools, 'ledger' | 'clock'>,
): Promise<BucketCourses> {
  const ledgers = new Map<string, LedgerEntry[]>();
  for await (const page of ledger.recordedSince(bucket, 0)) {
    for (const { account, entry } of page) {
      const entries = ledgers.get(account);
      if (entries === undefined) ledgers.set(account, [entry]);
      else entries.push(entry);
    }
  }
  const knownBefore = knownOn === undefined ? undefined : endOf(knownOn, clock);
  return {
    courses: [...ledgers].map(([account, entries]) => [account, courseOf(entries, { knownBefore, product })]),
    links: [...ledgers].flatMap(([account, entries]) => {
      const link = linkOf(account, factsAsOf(entries, until, knownBefore));
      return link.parent === undefined && link.mergedInto === undefined ? [] : [link];
    }),
  };
}
