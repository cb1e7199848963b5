import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { CourseDay } from '../../../domain/kpis/course-days.ts';
import type { Item } from '../item.ts';
import { courseDayRowKey } from '../keys.ts';
import { StoredRecord } from '../record.ts';

const courseDayRecord = new StoredRecord<CourseDay>({ name: 'course-day' });

/** Beyond this a day is packed: on the day that the ledgers of a bucket begin all of its accounts stand in it. */
const MOST_BYTES_UNPACKED = 10_000;

export function encodeCourseDay(bucket: number, day: CourseDay): Item {
  const key = courseDayRowKey(bucket, day.day);
  const text = JSON.stringify(day);
  if (Buffer.byteLength(text) <= MOST_BYTES_UNPACKED) return { ...key, ...courseDayRecord.encode(day) };
  return { ...key, z: { B: deflateRawSync(text) }, ...courseDayRecord.mark };
}

export function decodeCourseDay(item: Item): CourseDay {
  const packed = item.z?.B;
  return packed === undefined
    ? courseDayRecord.decode(item)
    : courseDayRecord.read(item, inflateRawSync(packed).toString());
}
