import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '../client.ts';
import { SENDING_PROBLEMS_ROW_KEY } from '../keys.ts';
import { StoredRecord } from '../record.ts';

const problemsRecord = new StoredRecord<string[]>({ name: 'sending-problems' });

/** What was wrong with sending mail when it was last looked at. */
export class DynamoSendingProblems {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async known(): Promise<string[]> {
    const { Item } = await this.client.send(
      new GetItemCommand({ TableName: this.table, Key: SENDING_PROBLEMS_ROW_KEY }),
    );
    return Item ? problemsRecord.decode(Item) : [];
  }

  async save(problems: string[]): Promise<void> {
    const Item = { ...SENDING_PROBLEMS_ROW_KEY, ...problemsRecord.encode(problems) };
    await this.client.send(new PutItemCommand({ TableName: this.table, Item }));
  }
}
