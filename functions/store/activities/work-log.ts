import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import pMap from 'p-map';
import type { Activity } from '../../../domain/activities/activity.ts';
import { type LoggedWork, WORK_KEPT_IN_MONTHS } from '../../../domain/activities/work-log.ts';
import { addMonths, type Day, type Month, monthOf, monthsBetween } from '../../../domain/time/day.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import { WORK_LOG_BUCKETS, workLogKey, workLogRowKey } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { MergedRows, type ReadRows } from '../lists/merged-rows.ts';
import { queryAll, queryPage } from '../query.ts';
import { StoredRecord } from '../record.ts';

const workRecord = new StoredRecord<LoggedWork>({ name: 'logged-work' });

export const encodeWork = (work: LoggedWork): Item => ({
  ...workLogRowKey(work.account, work),
  ...workRecord.encode(work),
  expiresAt: { N: String(Date.parse(addMonths(work.day, WORK_KEPT_IN_MONTHS)) / 1000) },
});

export const decodeWork = (item: Item): LoggedWork => workRecord.decode(item);

/** Writes it down together with the activity that it is; nothing where that is no work. */
export const workPuts = (TableName: string, work: LoggedWork | null | undefined): TransactWriteItem[] =>
  work ? [{ Put: { TableName, Item: encodeWork(work) } }] : [];

/** Takes it away together with its activity, whether or not it is there. */
export const workDelete = (TableName: string, account: string, activity: Pick<Activity, 'id' | 'day'>) => ({
  Delete: { TableName, Key: workLogRowKey(account, activity) },
});

/** What is looked for of the work that was done lately. */
export interface WorkSearch {
  today: Day;
  /** Nothing earlier. */
  from?: Day;
  after?: string | undefined;
  most: number;
  isSought: (work: LoggedWork) => boolean;
}

/** Some of what was found, and where the rest begins. */
export interface WorkPage {
  work: LoggedWork[];
  next?: string | undefined;
  /** What is earlier was not looked at. */
  lookedUntil?: Day;
}

const ROWS_AT_A_TIME = 25;
const MONTHS_AT_ONCE = 3;
const QUERIES_IN_FLIGHT = 8;
/** A day and a hash: after such a row. */
const PLACE = /^\d{4}-\d\d-\d\d#[\w-]{22}$/;
/** From the end of such a month. */
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** What the whole team did for its customers, month by month. */
export class WorkLogReader {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** All work of the months, in no order. */
  async ofMonths(months: Month[]): Promise<LoggedWork[]> {
    const keys = months.flatMap((month) => buckets.map((bucket) => workLogKey(month, bucket)));
    const rows = await pMap(keys, (key) => this.rowsOf(key), { concurrency: QUERIES_IN_FLIGHT });
    return decodeEach(rows.flat(), decodeWork);
  }

  /**
   * Some of the work up to today, the latest days first, from after a place that an earlier answer named. It looks through
   * a few months at once, and no further.
   */
  async latest({ today, from, after = '', most, isSought }: WorkSearch): Promise<WorkPage> {
    const oldest = from ?? addMonths(today, -WORK_KEPT_IN_MONTHS);
    const before = PLACE.test(after) ? after : undefined;
    const last = before ?? (MONTH.test(after) ? `${after}-01` : today);
    const months = monthsBetween(addMonths(last, 1 - MONTHS_AT_ONCE), last);
    const rows = this.latestOf(months, before);
    const found: LoggedWork[] = [];
    let place = '';
    for (let row = await rows.take(); row !== undefined; row = await rows.take()) {
      const [work] = decodeEach([row], decodeWork);
      if (row.sk?.S === undefined || row.sk.S < oldest) break;
      if (work === undefined || !isSought(work)) continue;
      if (found.length === most) return { work: found, next: place };
      found.push(work);
      place = row.sk.S;
    }
    const earlier = monthOf(addMonths(`${months[0]}-01`, -1));
    return earlier < monthOf(oldest) ? { work: found } : { work: found, next: earlier, lookedUntil: `${months[0]}-01` };
  }

  /** The rows of all buckets of the months as if they were one, the last first. */
  private latestOf(months: Month[], before: string | undefined): MergedRows {
    const read: ReadRows = async (key, after, Limit) => {
      const { items, next } = await queryPage(this.client, {
        TableName: this.table,
        KeyConditionExpression: before === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :before',
        ExpressionAttributeValues: { ':pk': { S: key }, ...(before !== undefined && { ':before': { S: before } }) },
        ScanIndexForward: false,
        Limit,
        ExclusiveStartKey: after && { pk: after.pk as AttributeValue, sk: after.sk as AttributeValue },
      });
      return { items: items.map((item) => ({ ...item, listedAt: item.sk as AttributeValue })), next };
    };
    const keys = months.flatMap((month) => buckets.map((bucket) => workLogKey(month, bucket)));
    return new MergedRows(keys, read, ROWS_AT_A_TIME, [], 'last');
  }

  private rowsOf(key: string): Promise<Item[]> {
    return queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: key } },
    });
  }
}

const buckets = Array.from({ length: WORK_LOG_BUCKETS }, (_, bucket) => bucket);
