import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { addDays } from '../../../domain/time/day.ts';
import { auditPuts } from '../audit/audit-items.ts';
import type { DynamoDBClient } from '../client.ts';
import { pauseRowKey, suppressionRowKey } from '../keys.ts';
import { transact } from '../transact.ts';

const ATTEMPTS = 5;

/** What only a person decides about addresses. */
export class DynamoAddressDecisions {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** False when the address was not suppressed. */
  async unsuppress(address: string, audit?: AuditEntry): Promise<boolean> {
    const Delete = {
      TableName: this.table,
      Key: suppressionRowKey(address),
      ConditionExpression: 'attribute_exists(pk)',
    };
    return this.together({ Delete }, audit);
  }

  /** From now on the sender is judged anew; false when they did not pause. */
  async resume(sender: string, at: string, audit?: AuditEntry): Promise<boolean> {
    const Update = {
      TableName: this.table,
      Key: pauseRowKey(sender),
      // Not the day itself: what came back on it has been looked at.
      UpdateExpression: 'SET resumedOn = :day REMOVE #list, listedAt',
      ConditionExpression: 'attribute_exists(#list)',
      ExpressionAttributeNames: { '#list': 'list' },
      ExpressionAttributeValues: { ':day': { S: addDays(at.slice(0, 10), 1) } },
    };
    return this.together({ Update }, audit);
  }

  private async together(part: TransactWriteItem, audit: AuditEntry | undefined): Promise<boolean> {
    const parts = [part, ...auditPuts(this.table, audit)];
    return (await transact(this.client, parts, { attempts: ATTEMPTS })) === null;
  }
}
