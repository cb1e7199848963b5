import { createHmac, randomBytes } from 'node:crypto';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { ErasureRecord, RunningErasure } from '../../../domain/personal-data/erasure.ts';
import { auditPut } from '../audit/audit-items.ts';
import { DeleteItemCommand, type DynamoDBClient, GetItemCommand, PutItemCommand } from '../client.ts';
import { putIf } from '../conditional-write.ts';
import type { Item } from '../item.ts';
import { ERASURE_SALT_ROW_KEY, erasureRowKey, runningErasureRowKey } from '../keys.ts';
import { StoredRecord } from '../record.ts';
import { transact } from '../transact.ts';

const SALT_BYTES = 32;

export const erasureRecord = new StoredRecord<ErasureRecord>({ name: 'erasure' });
export const runningErasureRecord = new StoredRecord<RunningErasure>({ name: 'running-erasure' });

/** Who was erased, by hashes of who they were; and who is being erased, by name until that is done. */
export class DynamoErasures {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** The hash under which somebody is known as erased. */
  async hashOf(account: string, person: string): Promise<string> {
    return hashOf(await this.salt(), account, person);
  }

  async running(hash: string): Promise<RunningErasure | undefined> {
    const item = await this.get(runningErasureRowKey(hash));
    return item && runningErasureRecord.decode(item);
  }

  async finished(hash: string): Promise<ErasureRecord | undefined> {
    const item = await this.get(erasureRowKey(hash));
    return item && erasureRecord.decode(item);
  }

  /**
   * From now on nothing more of them is taken in, and this is who is meant until it is done. False where somebody else has
   * begun it in between.
   */
  async begin(hash: string, running: RunningErasure, record: ErasureRecord, audit: AuditEntry): Promise<boolean> {
    const loss = await transact(this.client, [
      {
        Put: {
          TableName: this.table,
          Item: { ...runningErasureRowKey(hash), ...runningErasureRecord.encode(running) },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
      { Put: { TableName: this.table, Item: { ...erasureRowKey(hash), ...erasureRecord.encode(record) } } },
      auditPut(this.table, audit),
    ]);
    return loss === null;
  }

  async note(hash: string, record: ErasureRecord): Promise<void> {
    await this.client.send(
      new PutItemCommand({ TableName: this.table, Item: { ...erasureRowKey(hash), ...erasureRecord.encode(record) } }),
    );
  }

  /** Nothing says any more who it was. */
  async finish(hash: string, record: ErasureRecord): Promise<void> {
    await this.note(hash, record);
    await this.client.send(new DeleteItemCommand({ TableName: this.table, Key: runningErasureRowKey(hash) }));
  }

  private async salt(): Promise<Uint8Array> {
    const found = await this.get(ERASURE_SALT_ROW_KEY);
    if (found?.salt?.B !== undefined) return found.salt.B;
    const Item = { ...ERASURE_SALT_ROW_KEY, salt: { B: randomBytes(SALT_BYTES) } };
    await putIf(this.client, { TableName: this.table, Item, ConditionExpression: 'attribute_not_exists(pk)' });
    return this.salt();
  }

  private async get(Key: Item): Promise<Item | undefined> {
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.table, Key, ConsistentRead: true }));
    return Item;
  }
}

export const hashOf = (salt: Uint8Array, account: string, person: string) =>
  createHmac('sha256', salt)
    .update(JSON.stringify([account, person]))
    .digest('base64url');
