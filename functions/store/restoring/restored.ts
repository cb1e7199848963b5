import type { Restored } from '../../../domain/restoring/restoring.ts';
import { type DynamoDBClient, GetItemCommand } from '../client.ts';
import { RESTORED_ROW_KEY } from '../keys.ts';
import { StoredRecord } from '../record.ts';

export const restoredRecord = new StoredRecord<Restored>({ name: 'restored' });

/** Whether rows were put back that say what went out; while that stands, a person lets out what is owed. */
export class RestoredReader {
  constructor(
    protected readonly client: DynamoDBClient,
    protected readonly table: string,
  ) {}

  async read(): Promise<Restored | null> {
    const { Item } = await this.client.send(
      new GetItemCommand({ TableName: this.table, Key: RESTORED_ROW_KEY, ConsistentRead: true }),
    );
    return Item === undefined ? null : restoredRecord.decode(Item);
  }
}
