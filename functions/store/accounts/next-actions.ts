import type { NextAction } from '../../../domain/health-list/health-list.ts';
import { batchGet } from '../batches.ts';
import { type DynamoDBClient, PutItemCommand } from '../client.ts';
import { putIf } from '../conditional-write.ts';
import { accountIdOf, nextActionRowKey } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { decodeNextAction, nextActionRecord } from './account-items.ts';

/** What is agreed on for an account; the next word on it replaces the last. */
export class DynamoNextActions {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async save(account: string, action: NextAction): Promise<void> {
    const Item = { ...nextActionRowKey(account), ...nextActionRecord.encode(action) };
    await this.client.send(new PutItemCommand({ TableName: this.table, Item }));
  }

  /** As `save`, where nobody said anything else since it was read; false where somebody did. */
  async replace(account: string, before: NextAction | undefined, action: NextAction): Promise<boolean> {
    const unmoved = nextActionRecord.ifUnchanged(before);
    const Item = { ...nextActionRowKey(account), ...nextActionRecord.encode(action) };
    return putIf(this.client, { TableName: this.table, Item, ...unmoved });
  }

  /** By account; those without one, or with one that can't be read, are not in it. */
  async find(accounts: string[]): Promise<Map<string, NextAction>> {
    const items = await batchGet(this.client, this.table, accounts.map(nextActionRowKey));
    return new Map(
      decodeEach(items, (item): [string, NextAction] => [accountIdOf(item.pk?.S as string), decodeNextAction(item)]),
    );
  }
}
