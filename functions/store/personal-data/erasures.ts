import { randomBytes } from 'node:crypto';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { ErasedSubject, ErasureRecord, RunningErasure } from '../../../domain/personal-data/erasure.ts';
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
export const runningErasureRecord = new StoredRecord<RunningErasure<unknown>>({ name: 'running-erasure' });

/** Who was erased, by hashes of who they were; and who is being erased, by name until that is done. */
export class DynamoErasures {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** The hash under which somebody, or a whole account, is known as erased. */
  async hashOf({ account, person }: ErasedSubject): Promise<string> {
    return hashOf(await this.salt(), account, person);
  }

  async running<Subject>(hash: string): Promise<RunningErasure<Subject> | undefined> {
    const item = await this.get(runningErasureRowKey(hash));
    return item && (runningErasureRecord.decode(item) as RunningErasure<Subject>);
  }

  async finished(hash: string): Promise<ErasureRecord | undefined> {
    const item = await this.get(erasureRowKey(hash));
    return item && erasureRecord.decode(item);
  }

  /**
   * From now on nothing more of them is taken in, and this is who is meant until it is done. False where somebody else has
   * begun it in between.
   */
  async begin(
    subject: ErasedSubject,
    running: RunningErasure<unknown>,
    record: ErasureRecord,
    audit: AuditEntry,
  ): Promise<boolean> {
    const hashes = await this.hashesOf(subject);
    const loss = await transact(this.client, [
      {
        Put: {
          TableName: this.table,
          Item: { ...runningErasureRowKey(hashes[0]), ...runningErasureRecord.encode(running) },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
      ...hashes.map((one) => ({
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
  async lift(subject: ErasedSubject, at: string, audit: AuditEntry): Promise<boolean> {
    const hashes = await this.hashesOf(subject);
    const lifting = (hash: string) => ({
      Update: {
        TableName: this.table,
        Key: erasureRowKey(hash),
        UpdateExpression: 'SET liftedAt = :at',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(liftedAt)',
        ExpressionAttributeValues: { ':at': { S: at } },
      },
    });
    return (await transact(this.client, [...hashes.map(lifting), auditPut(this.table, audit)])) === null;
  }

  /** Somebody is also looked for without their account, where what comes has none. */
  private async hashesOf({ account, person }: ErasedSubject): Promise<[string, ...string[]]> {
    const salt = await this.salt();
    return [hashOf(salt, account, person), ...(person === undefined ? [] : [hashOf(salt, undefined, person)])];
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
