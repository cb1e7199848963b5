import type { CourseDay } from '../../../domain/kpis/course-days.ts';
import { batchDelete, batchPut } from '../batches.ts';
import { type DynamoDBClient, PutItemCommand } from '../client.ts';
import type { Item } from '../item.ts';
import {
  accountBucket,
  COURSE_DAY_SORT_PREFIX,
  COURSE_HEAD_SORT_PREFIX,
  courseDayRowKey,
  coursesKey,
  coursesReadRowKey,
  toldAccountOf,
  toldAccountRowKey,
} from '../keys.ts';
import { queryAll } from '../query.ts';
import { decodeCourseDay, encodeCourseDay } from './course-day-items.ts';

/** Days that were written by other rules than this release's are written anew. */
const RULES = '1';

export interface CourseHead {
  /** What was recorded up to this instant (ms) stands in the days; absent, the bucket has no days yet. */
  readUntil?: number;
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
    return { told, ...(read && { readUntil: Number(read.readUntil?.N) }) };
  }

  async days(bucket: number): Promise<CourseDay[]> {
    return (await this.rows(bucket, COURSE_DAY_SORT_PREFIX)).map(decodeCourseDay);
  }

  /** Of the days those that differ from what was there; what is cut off halfway is made good by the next time. */
  async replace(bucket: number, before: readonly CourseDay[], after: readonly CourseDay[]): Promise<void> {
    const texts = new Map(before.map((day) => [day.day, JSON.stringify(day)]));
    const changed = after.filter((day) => texts.get(day.day) !== JSON.stringify(day));
    for (const { day } of after) texts.delete(day);
    await batchPut(
      this.client,
      this.table,
      changed.map((day) => encodeCourseDay(bucket, day)),
    );
    await batchDelete(
      this.client,
      this.table,
      [...texts.keys()].map((day) => courseDayRowKey(bucket, day)),
    );
  }

  async readUntil(bucket: number, until: number): Promise<void> {
    const Item: Item = { ...coursesReadRowKey(bucket), readUntil: { N: String(until) }, rules: { S: RULES } };
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

  private rows(bucket: number, prefix: string): Promise<Item[]> {
    return queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: coursesKey(bucket) }, ':prefix': { S: prefix } },
      ConsistentRead: true,
    });
  }
}
