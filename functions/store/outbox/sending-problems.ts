import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '../client.ts';
import { SENDING_PROBLEMS_ROW_KEY } from '../keys.ts';
import { StoredRecord } from '../record.ts';

const problemsRecord = new StoredRecord<string[]>({ name: 'sending-problems' });

export async function readSendingProblems(client: DynamoDBClient, table: string): Promise<string[]> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: SENDING_PROBLEMS_ROW_KEY }));
  return Item ? problemsRecord.decode(Item) : [];
}

/** What was wrong with sending mail when it was last looked at. */
export class DynamoSendingProblems {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  known(): Promise<string[]> {
    return readSendingProblems(this.client, this.table);
  }

  async save(problems: string[]): Promise<void> {
    const Item = { ...SENDING_PROBLEMS_ROW_KEY, ...problemsRecord.encode(problems) };
    await this.client.send(new PutItemCommand({ TableName: this.table, Item }));
  }
}
