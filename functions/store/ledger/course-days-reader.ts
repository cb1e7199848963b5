import type { CourseVolume } from '../../../domain/kpis/course-days.ts';
import type { Day, Year } from '../../../domain/time/day.ts';
import { monthOf } from '../../../domain/time/day.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import {
  ACCOUNT_BUCKETS,
  COURSE_DAYS_SORT_PREFIX,
  COURSE_HEAD_SORT_PREFIX,
  coursesKey,
  coursesReadRowKey,
  toldAccountOf,
} from '../keys.ts';
import { decodeEach, type LeftOut } from '../left-out.ts';
import { queryAll } from '../query.ts';
import { decodeCourseVolume } from './course-volume-items.ts';

/** Days that were written by other rules than this release's are written anew. */
export const RULES = '2';
/** Behind all that begins with what stands before it. */
const END = '~';

export interface CourseHead {
  /** What was recorded up to this instant (ms) stands in the days; absent, the bucket has no days yet. */
  readUntil?: number;
  /** The years whose beginning is kept. */
  years: Year[];
  /** Which year was summed up of the days, and how. */
  year?: string;
  /** Accounts whose past was told by a file, and when (ms). */
  told: { account: string; at: number }[];
}

/** What KPIs look at of the ledgers of a bucket's accounts, by day: for who only reads. */
export class CourseDaysReader {
  constructor(
    protected readonly client: DynamoDBClient,
    protected readonly table: string,
  ) {}

  async head(bucket: number): Promise<CourseHead> {
    const items = await this.rows(bucket, COURSE_HEAD_SORT_PREFIX);
    const told = items.flatMap((item) => {
      const account = toldAccountOf(item.sk?.S as string);
      return account === undefined ? [] : [{ account, at: Number(item.at?.N) }];
    });
    const read = items.find((item) => item.readUntil !== undefined && item.rules?.S === RULES);
    const year = read?.year?.S;
    return {
      told,
      years: read?.years?.SS ?? [],
      ...(read && { readUntil: Number(read.readUntil?.N) }),
      ...(year !== undefined && { year }),
    };
  }

  /** Of each bucket whose days are kept by these rules the years whose beginning is. */
  async beginnings(): Promise<Map<number, Year[]>> {
    const buckets = Array.from({ length: ACCOUNT_BUCKETS }, (_, bucket) => bucket);
    const items = await batchGet(this.client, this.table, buckets.map(coursesReadRowKey), { isConsistent: false });
    const heads = new Map(items.filter(({ rules }) => rules?.S === RULES).map((item) => [item.pk?.S, item]));
    return new Map(
      buckets.flatMap((bucket): [number, Year[]][] => {
        const head = heads.get(coursesKey(bucket));
        return head === undefined ? [] : [[bucket, head.years?.SS ?? []]];
      }),
    );
  }

  /**
   * The volumes, or parts of them, in the order of time.
   *
   * @param since only of this year and later ones
   * @param until only of the months up to that of this day
   */
  async volumes(bucket: number, { since = '', until }: { since?: Year; until?: Day } = {}): Promise<CourseVolume[]> {
    const last = until === undefined ? END : `${monthOf(until)}#${END}`;
    const items = await this.rows(bucket, `${COURSE_DAYS_SORT_PREFIX}${since}`, `${COURSE_DAYS_SORT_PREFIX}${last}`);
    return items.map(decodeCourseVolume);
  }

  /** Notes which rows of a bucket's volumes can't be read. */
  async findUnreadable(bucket: number, leftOut: LeftOut): Promise<void> {
    decodeEach(await this.rows(bucket, COURSE_DAYS_SORT_PREFIX), decodeCourseVolume, leftOut);
  }

  /** Those whose sort key begins with a text, or all from one text to another. */
  protected rows(bucket: number, from: string, to = `${from}${END}`): Promise<Item[]> {
    return queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': { S: coursesKey(bucket) }, ':from': { S: from }, ':to': { S: to } },
      ConsistentRead: true,
    });
  }
}
