import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Activity } from '../../../domain/activities/activity.ts';
import type { LoggedWork } from '../../../domain/activities/work-log.ts';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { encodeWork, workDelete, workPuts } from '../activities/work-log.ts';
import { auditPut } from '../audit/audit-items.ts';
import type { DynamoDBClient } from '../client.ts';
import { activityRowKey } from '../keys.ts';
import { type ActInSession, encodeLastAct } from '../sign-in/sessions.ts';
import { transact } from '../transact.ts';
import { encodeActivity } from './account-items.ts';

const ATTEMPTS = 5;

/** What is written with an activity. */
interface LoggedWith {
  /** Of the activity; seconds. */
  expiresAt: number;
  work: LoggedWork | null;
  audit: AuditEntry;
  /** What the pages of whoever logs it tell of it. */
  notice?: ActInSession | undefined;
}

/** What people write down by hand of what they did. */
export class DynamoActivities {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Puts it on record, with what the log of work says of it, once: false where it stands there already. */
  log(account: string, activity: Activity, { expiresAt, work, audit, notice }: LoggedWith): Promise<boolean> {
    const Put = {
      TableName: this.table,
      Item: encodeActivity(account, activity, expiresAt),
      ConditionExpression: 'attribute_not_exists(pk)',
    };
    const notices = notice === undefined ? [] : [{ Put: { TableName: this.table, Item: encodeLastAct(notice) } }];
    return this.write([{ Put }, ...workPuts(this.table, work), ...notices], audit);
  }

  /** False where it is gone already. */
  takeBack(account: string, activity: Pick<Activity, 'id' | 'day'>, audit: AuditEntry): Promise<boolean> {
    const Delete = {
      TableName: this.table,
      Key: activityRowKey(account, activity),
      ConditionExpression: 'attribute_exists(pk)',
    };
    return this.write([{ Delete }, workDelete(this.table, account, activity)], audit);
  }

  /** Puts into the log of work what stands on record as an activity; false where it is there already, or taken back. */
  async logWork(work: LoggedWork): Promise<boolean> {
    const TableName = this.table;
    const loss = await transact(this.client, [
      {
        ConditionCheck: {
          TableName,
          Key: activityRowKey(work.account, work),
          ConditionExpression: 'attribute_exists(pk)',
        },
      },
      { Put: { TableName, Item: encodeWork(work), ConditionExpression: 'attribute_not_exists(pk)' } },
    ]);
    return loss === null;
  }

  private async write(parts: TransactWriteItem[], audit: AuditEntry): Promise<boolean> {
    const all = [...parts, auditPut(this.table, audit)];
    return (await transact(this.client, all, { attempts: ATTEMPTS })) === null;
  }
}
