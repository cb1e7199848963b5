import type { Activity } from '../../../domain/activities/activity.ts';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { auditPut } from '../audit/audit-items.ts';
import type { DynamoDBClient } from '../client.ts';
import { activityRowKey } from '../keys.ts';
import { transact } from '../transact.ts';
import { encodeActivity } from './account-items.ts';

const ATTEMPTS = 5;

/** What people write down by hand of what they did. */
export class DynamoActivities {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /**
   * Puts it on record, once: false where it stands there already.
   *
   * @param expiresAt seconds
   */
  log(account: string, activity: Activity, expiresAt: number, audit: AuditEntry): Promise<boolean> {
    return this.write(audit, {
      Put: {
        TableName: this.table,
        Item: encodeActivity(account, activity, expiresAt),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    });
  }

  /** False where it is gone already. */
  takeBack(account: string, activity: Pick<Activity, 'id' | 'day'>, audit: AuditEntry): Promise<boolean> {
    return this.write(audit, {
      Delete: {
        TableName: this.table,
        Key: activityRowKey(account, activity),
        ConditionExpression: 'attribute_exists(pk)',
      },
    });
  }

  private async write(audit: AuditEntry, part: Parameters<typeof transact>[1][number]): Promise<boolean> {
    return (await transact(this.client, [part, auditPut(this.table, audit)], { attempts: ATTEMPTS })) === null;
  }
}
