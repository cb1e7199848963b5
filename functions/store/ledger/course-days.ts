import { isDeepStrictEqual } from 'node:util';
import { beginsYear, type CourseVolume } from '../../../domain/kpis/course-days.ts';
import { yearOf } from '../../../domain/time/day.ts';
import { batchDelete, batchPut } from '../batches.ts';
import { PutItemCommand } from '../client.ts';
import { type Item, keyText } from '../item.ts';
import { accountBucket, COURSE_DAYS_SORT_PREFIX, coursesReadRowKey, toldAccountRowKey } from '../keys.ts';
import { CourseDaysReader, RULES } from './course-days-reader.ts';
import { encodeCourseVolume } from './course-volume-items.ts';

/** What KPIs look at of the ledgers of a bucket's accounts, by day: made anew of the ledgers wherever it differs. */
export class DynamoCourseDays extends CourseDaysReader {
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

  /**
   * To be said once the volumes are there, and the year that was summed up of them.
   *
   * @param year which one, and how
   */
  async readUntil(bucket: number, until: number, volumes: readonly CourseVolume[], year: string): Promise<void> {
    const years = volumes.filter(beginsYear).map(({ of }) => yearOf(of));
    const Item: Item = {
      ...coursesReadRowKey(bucket),
      readUntil: { N: String(until) },
      rules: { S: RULES },
      year: { S: year },
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
}
