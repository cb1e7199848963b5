import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { batchPut } from './dynamo-batches.ts';

/** Enough that every shard of a small table's stream most likely carries one. */
const MARKERS = 16;
const KEPT_FOR_IN_SECONDS = 86_400;

/** Marks in the stream of raw events: what was stored before a mark is rolled up when its answer is there. */
export class DynamoFlushMarkers {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly eventsTable: string,
    private readonly accountsTable: string,
  ) {}

  async place(flush: string, nowInMs: number): Promise<void> {
    const expiresAt = { N: String(Math.floor(nowInMs / 1000) + KEPT_FOR_IN_SECONDS) };
    const markers = Array.from({ length: MARKERS }, (_, n) => ({
      pk: { S: `flush#${flush}#${n}` },
      sk: { S: 'flush' },
      expiresAt,
    }));
    await batchPut(this.client, this.eventsTable, markers);
  }

  async countUnanswered(flush: string): Promise<number> {
    const { Count = 0 } = await this.client.send(
      new QueryCommand({
        TableName: this.accountsTable,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: `flush#${flush}` } },
        Select: 'COUNT',
        ConsistentRead: true,
      }),
    );
    return MARKERS - Count;
  }
}
