import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { NextAction } from '../../domain/health-list/health-list.ts';
import { decodeRecord } from './account-items.ts';
import { batchGet } from './dynamo-batches.ts';
import { accountIdOf, accountKey } from './keys.ts';

const NEXT_ACTION_SORT_KEY = '1#next-action';

/** What is agreed on for an account; the next word on it replaces the last. */
export class DynamoNextActions {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async save(account: string, action: NextAction): Promise<void> {
    const Item = { ...keyOf(account), f: { S: JSON.stringify(action) } };
    await this.client.send(new PutItemCommand({ TableName: this.table, Item }));
  }

  /** By account; those without one are not in it. */
  async find(accounts: string[]): Promise<Map<string, NextAction>> {
    const items = await batchGet(this.client, this.table, accounts.map(keyOf));
    return new Map(items.map((item) => [accountIdOf(item.pk?.S as string), decodeRecord<NextAction>(item)]));
  }
}

const keyOf = (account: string) => ({ pk: { S: accountKey(account) }, sk: { S: NEXT_ACTION_SORT_KEY } });
