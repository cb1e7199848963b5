import { DeleteItemCommand, type DynamoDBClient, GetItemCommand, PutItemCommand } from '../client.ts';
import { backfillRowKey } from '../keys.ts';
import { StoredRecord } from '../record.ts';

const checkpointRecord = new StoredRecord<unknown>({ name: 'backfill-checkpoint' });

const KEPT_FOR_IN_SECONDS = 90 * 86_400;

/** How far loads of files have come: here, so that a resumed load continues from what this store holds. */
export class DynamoBackfills {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async find(id: string): Promise<unknown> {
    const { Item } = await this.client.send(
      new GetItemCommand({ TableName: this.table, Key: backfillRowKey(id), ConsistentRead: true }),
    );
    return Item === undefined ? null : checkpointRecord.decode(Item);
  }

  async keep(id: string, checkpoint: object, nowInMs: number): Promise<void> {
    const expiresAt = { N: String(Math.floor(nowInMs / 1000) + KEPT_FOR_IN_SECONDS) };
    const Item = { ...backfillRowKey(id), ...checkpointRecord.encode(checkpoint), expiresAt };
    await this.client.send(new PutItemCommand({ TableName: this.table, Item }));
  }

  async drop(id: string): Promise<void> {
    await this.client.send(new DeleteItemCommand({ TableName: this.table, Key: backfillRowKey(id) }));
  }
}
