import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { NextAction } from '../../../domain/health-list/health-list.ts';
import { auditPut, auditPuts } from '../audit/audit-items.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { accountIdOf, nextActionRowKey } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { transact } from '../transact.ts';
import { decodeNextAction, nextActionRecord } from './account-items.ts';

const ATTEMPTS = 5;

/** What is agreed on for an account; the next word on it replaces the last. */
export class DynamoNextActions {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async save(account: string, action: NextAction, audit?: AuditEntry): Promise<void> {
    const Item = { ...nextActionRowKey(account), ...nextActionRecord.encode(action) };
    const TableName = this.table;
    await transact(this.client, [{ Put: { TableName, Item } }, ...auditPuts(TableName, audit)], { attempts: ATTEMPTS });
  }

  /** As `save`, where nobody said anything else since it was read; false where somebody did. */
  async replace(
    account: string,
    before: NextAction | undefined,
    action: NextAction,
    audit?: AuditEntry,
  ): Promise<boolean> {
    const unmoved = nextActionRecord.ifUnchanged(before);
    const TableName = this.table;
    const Item = { ...nextActionRowKey(account), ...nextActionRecord.encode(action) };
    const parts = [{ Put: { TableName, Item, ...unmoved } }, ...auditPuts(TableName, audit)];
    return (await transact(this.client, parts, { attempts: ATTEMPTS })) === null;
  }

  /** What was agreed on is taken back, where it still stands; false where somebody said anything else. */
  async takeBack(account: string, asItStands: NextAction, audit: AuditEntry): Promise<boolean> {
    const TableName = this.table;
    const unmoved = nextActionRecord.ifUnchanged(asItStands);
    const parts = [{ Delete: { TableName, Key: nextActionRowKey(account), ...unmoved } }, auditPut(TableName, audit)];
    return (await transact(this.client, parts, { attempts: ATTEMPTS })) === null;
  }

  /** By account; those without one, or with one that can't be read, are not in it. */
  async find(accounts: string[]): Promise<Map<string, NextAction>> {
    const items = await batchGet(this.client, this.table, accounts.map(nextActionRowKey));
    return new Map(
      decodeEach(items, (item): [string, NextAction] => [accountIdOf(item.pk?.S as string), decodeNextAction(item)]),
    );
  }
}
