import type { CourseDay, CourseVolume } from '../../../domain/kpis/course-days.ts';
import { stableHash } from '../../../domain/names/stable-hash.ts';
import type { Item } from '../item.ts';
import { ACCOUNT_BUCKETS, courseDaysRowKey } from '../keys.ts';
import { PackedRecord } from '../packed-record.ts';

const volumeRecord = new PackedRecord<CourseVolume>({ name: 'course-volume' });

/** A row may have 400 KB. On the day that the ledgers of a bucket begin all of its accounts stand in it. */
const MOST_BYTES_A_ROW = 250_000;

/** The rows that hold a volume: one, unless it is a large one. */
export function encodeCourseVolume(bucket: number, volume: CourseVolume): Item[] {
  const parts = Math.ceil(Buffer.byteLength(JSON.stringify(volume)) / MOST_BYTES_A_ROW);
  return Array.from({ length: parts }, (_, part) => {
    const own = parts === 1 ? volume : partOf(volume, part, parts);
    return { ...courseDaysRowKey(bucket, volume.of, part), ...volumeRecord.encode(own) };
  });
}

/** By account, so that what changes of one touches no row but its own. */
function partOf({ of, days }: CourseVolume, part: number, parts: number): CourseVolume {
  // What is left of the hash by the bucket is the same for all of them.
  const isOfPart = ([account]: readonly [account: string, unknown]) =>
    Math.floor(stableHash(account) / ACCOUNT_BUCKETS) % parts === part;
  const own = days.map(({ day, steps, links }): CourseDay => {
    return { day, steps: steps.filter(isOfPart), links: links.filter(isOfPart) };
  });
  return { of, days: own.filter(({ steps, links }) => steps.length + links.length > 0) };
}

/** What the row holds: a volume, or a part of one. */
export const decodeCourseVolume = (item: Item): CourseVolume => volumeRecord.decode(item);
