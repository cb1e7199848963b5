import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Account } from '../../../domain/account/account.ts';
import type { Activity } from '../../../domain/activities/activity.ts';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { auditPuts } from '../audit/audit-items.ts';
import { type DynamoDBClient, GetItemCommand } from '../client.ts';
import { accountRowKey } from '../keys.ts';
import { transact } from '../transact.ts';
import { encodeAccount, encodeActivity } from './account-items.ts';
import { decodeReportedFacts, ifUntouched, withReportedAt } from './reported-facts.ts';
import { encodeState, type StoredState } from './state-item.ts';

export interface StageMove {
  before: Account;
  after: Account;
  /** When it was set (ms): what was told of the stage earlier and arrives later doesn't undo it. */
  at: number;
  activity: Activity;
  /** Of the activity; seconds. */
  expiresAt: number;
  audit?: AuditEntry;
}

/** Stages that people set by hand. */
export class DynamoStages {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /**
   * Writes down the account's new facts, the reason, and what the next evaluation has to find; false when the account
   * was changed or evaluated in between.
   *
   * @param state as it was read, but for the stage; `null` when the account was never evaluated
   */
  async move(
    { before, after, at, activity, expiresAt, audit }: StageMove,
    state: StoredState | null,
  ): Promise<boolean> {
    const Key = accountRowKey(after.id);
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.table, Key, ConsistentRead: true }));
    const stored = Item && decodeReportedFacts('accounts', Item);
    if (stored === undefined || JSON.stringify(stored.facts) !== JSON.stringify(before)) return false;
    const moved = { facts: after, reportedAt: { ...stored.reportedAt, stage: at } };
    const TransactItems: TransactWriteItem[] = [
      {
        Put: {
          TableName: this.table,
          Item: withReportedAt(encodeAccount(after), moved),
          ...ifUntouched('accounts', stored),
        },
      },
      { Put: { TableName: this.table, Item: encodeActivity(after.id, activity, expiresAt) } },
      ...auditPuts(this.table, audit),
    ];
    if (state !== null) {
      TransactItems.push({
        Put: {
          TableName: this.table,
          Item: encodeState(after.id, { ...state, version: state.version + 1 }),
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': { N: String(state.version) } },
        },
      });
    }
    return (await transact(this.client, TransactItems)) === null;
  }
}
