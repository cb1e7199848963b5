import { randomBytes } from 'node:crypto';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { ErasureRecord, RunningErasure } from '../../../domain/personal-data/erasure.ts';
import { auditPut } from '../audit/audit-items.ts';
import { DeleteItemCommand, type DynamoDBClient, GetItemCommand, PutItemCommand } from '../client.ts';
import { putIf } from '../conditional-write.ts';
import type { Item } from '../item.ts';
import { ERASURE_SALT_ROW_KEY, erasureRowKey, runningErasureRowKey } from '../keys.ts';
import { StoredRecord } from '../record.ts';
import { transact } from '../transact.ts';
import { hashOf } from './erased-people.ts';

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
      ...[hash, hashOf(await this.salt(), undefined, running.person.id)].map((one) => ({
        Put: { TableName: this.table, Item: { ...erasureRowKey(one), ...erasureRecord.encode(record) } },
      })),
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

  /** What comes of them is taken in again; false where they were not erased, or are admitted again already. */
  async lift(account: string, person: string, at: string, audit: AuditEntry): Promise<boolean> {
    const salt = await this.salt();
    const [own, anywhere] = [hashOf(salt, account, person), hashOf(salt, undefined, person)];
    const lifting = (hash: string) => ({
      Update: {
        TableName: this.table,
        Key: erasureRowKey(hash),
        UpdateExpression: 'SET liftedAt = :at',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(liftedAt)',
        ExpressionAttributeValues: { ':at': { S: at } },
      },
    });
    return (await transact(this.client, [lifting(own), lifting(anywhere), auditPut(this.table, audit)])) === null;
  }

  private async salt(): Promise<string> {
    const found = await this.get(ERASURE_SALT_ROW_KEY);
    if (found?.salt?.S !== undefined) return found.salt.S;
    const Item = { ...ERASURE_SALT_ROW_KEY, salt: { S: randomBytes(SALT_BYTES).toString('base64url') } };
    await putIf(this.client, { TableName: this.table, Item, ConditionExpression: 'attribute_not_exists(pk)' });
    return this.salt();
  }

  private async get(Key: Item): Promise<Item | undefined> {
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.table, Key, ConsistentRead: true }));
    return Item;
  }
}
