import { isDeepStrictEqual } from 'node:util';
import { beginsYear, type CourseVolume } from '../../../domain/kpis/course-days.ts';
import type { Day, Year } from '../../../domain/time/day.ts';
import { monthOf, yearOf } from '../../../domain/time/day.ts';
import { batchDelete, batchPut } from '../batches.ts';
import { type DynamoDBClient, PutItemCommand } from '../client.ts';
import { type Item, keyText } from '../item.ts';
import {
  accountBucket,
  COURSE_DAYS_SORT_PREFIX,
  COURSE_HEAD_SORT_PREFIX,
  coursesKey,
  coursesReadRowKey,
  toldAccountOf,
  toldAccountRowKey,
} from '../keys.ts';
import { decodeEach, type LeftOut } from '../left-out.ts';
import { queryAll } from '../query.ts';
import { decodeCourseVolume, encodeCourseVolume } from './course-volume-items.ts';

/** Days that were written by other rules than this release's are written anew. */
const RULES = '2';
/** Behind all that begins with what stands before it. */
const END = '~';

export interface CourseHead {
  /** What was recorded up to this instant (ms) stands in the days; absent, the bucket has no days yet. */
  readUntil?: number;
  /** The years whose beginning is kept. */
  years: Year[];
  /** Accounts whose past was told by a file, and when (ms). */
  told: { account: string; at: number }[];
}

/** What KPIs look at of the ledgers of a bucket's accounts, by day: made anew of the ledgers wherever it differs. */
export class DynamoCourseDays {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async head(bucket: number): Promise<CourseHead> {
    const items = await this.rows(bucket, COURSE_HEAD_SORT_PREFIX);
    const told = items.flatMap((item) => {
      const account = toldAccountOf(item.sk?.S as string);
      return account === undefined ? [] : [{ account, at: Number(item.at?.N) }];
    });
    const read = items.find((item) => item.readUntil !== undefined && item.rules?.S === RULES);
    return { told, years: read?.years?.SS ?? [], ...(read && { readUntil: Number(read.readUntil?.N) }) };
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

  /** Of the volumes those rows that differ from what is there; what is cut off halfway is made good by the next time. */
  async replace(bucket: number, volumes: readonly CourseVolume[]): Promise<void> {
    const before = new Map((await this.rows(bucket, COURSE_DAYS_SORT_PREFIX)).map((item) => [keyText(item), item]));
    const after = volumes.flatMap((volume) => encodeCourseVolume(bucket, volume));
    const changed = after.filter((item) => !isDeepStrictEqual(before.get(keyText(item)), item));
    for (const item of after) before.delete(keyText(item));
    await batchPut(this.client, this.table, changed);
    const keys = [...before.values()].map(({ pk, sk }): Item => ({ pk, sk }) as Item);
    await batchDelete(this.client, this.table, keys);
  }

  /** To be said once the volumes are there. */
  async readUntil(bucket: number, until: number, volumes: readonly CourseVolume[]): Promise<void> {
    const years = volumes.filter(beginsYear).map(({ of }) => yearOf(of));
    const Item: Item = {
      ...coursesReadRowKey(bucket),
      readUntil: { N: String(until) },
      rules: { S: RULES },
      ...(years.length > 0 && { years: { SS: years } }),
    };
    await this.client.send(new PutItemCommand({ TableName: this.table, Item }));
  }

  /** To be said before the account's past is added to: its entries are as old as what they tell, and listed so. */
  async tell(account: string, at: number): Promise<void> {
    const Item: Item = { ...toldAccountRowKey(accountBucket(account), account), at: { N: String(at) } };
    await this.client.send(new PutItemCommand({ TableName: this.table, Item }));
  }

  async forgetTold(bucket: number, accounts: readonly string[]): Promise<void> {
    await batchDelete(
      this.client,
      this.table,
      accounts.map((account) => toldAccountRowKey(bucket, account)),
    );
  }

  /** Those whose sort key begins with a text, or all from one text to another. */
  private rows(bucket: number, from: string, to = `${from}${END}`): Promise<Item[]> {
    return queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': { S: coursesKey(bucket) }, ':from': { S: from }, ':to': { S: to } },
      ConsistentRead: true,
    });
  }
}
