import { type CustomerCourse, courseOf } from '../../domain/kpis/customer-course.ts';
import { type AccountLink, linkOf } from '../../domain/kpis/customer-groups.ts';
import { factsAsOf } from '../../domain/ledger/facts-as-of.ts';
import type { Day } from '../../domain/time/day.ts';
import type { LedgerReader } from '../store/ledger/ledger-reader.ts';
import { readLedgers } from './read-ledgers.ts';

export interface BucketCourses {
  courses: [account: string, course: CustomerCourse][];
  /** Which accounts belong to others at the end of the day. */
  links: AccountLink[];
}

interface Asked {
  until: Day;
  /** As the ledgers were known before this instant (ms); as they are now unless said. */
  knownBefore?: number | undefined;
  product?: string | undefined;
}

/** The ways of a bucket's accounts as customers. */
export async function readCourses(
  ledger: Pick<LedgerReader, 'recordedSince'>,
  bucket: number,
  { until, knownBefore, product }: Asked,
): Promise<BucketCourses> {
  const ledgers = await readLedgers(ledger, bucket);
  return {
    courses: ledgers.map(([account, entries]) => [account, courseOf(entries, { knownBefore, product })]),
    links: ledgers.flatMap(([account, entries]) => {
      const link = linkOf(account, factsAsOf(entries, until, knownBefore));
      return link.parent === undefined && link.mergedInto === undefined ? [] : [link];
    }),
  };
}
