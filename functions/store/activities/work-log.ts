import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Activity } from '../../../domain/activities/activity.ts';
import { type LoggedWork, WORK_KEPT_IN_MONTHS } from '../../../domain/activities/work-log.ts';
import { addMonths, type Month } from '../../../domain/time/day.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import { WORK_LOG_BUCKETS, workLogKey, workLogRowKey } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { queryAll } from '../query.ts';
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

/** What the whole team did for its customers, month by month. */
export class WorkLogReader {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** All work of the months, in no order. */
  async ofMonths(months: Month[]): Promise<LoggedWork[]> {
    const keys = months.flatMap((month) => buckets.map((bucket) => workLogKey(month, bucket)));
    const rows = await Promise.all(keys.map((key) => this.rowsOf(key)));
    return decodeEach(rows.flat(), decodeWork);
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
