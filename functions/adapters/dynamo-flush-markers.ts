import { type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { batchPut } from './dynamo-batches.ts';

/** Enough that every shard of a small table's stream most likely carries one. */
const MARKERS = 16;
const KEPT_FOR_IN_SECONDS = 86_400;
const FLUSH_SORT_KEY = 'flush';
const MARKER = /^flush#(.+)#(\d+)$/;

export interface FlushMarker {
  flush: string;
  n: string;
}

/** `null` for the key of an event. */
export function parseFlushMarker(pk: string, sk: string): FlushMarker | null {
  const match = sk === FLUSH_SORT_KEY ? MARKER.exec(pk) : null;
  return match === null ? null : { flush: match[1] as string, n: match[2] as string };
}

/** Marks in the stream of raw events: what was stored before a mark is rolled up when its answer is there. */
export class DynamoFlushMarkers {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly eventsTable: string,
    private readonly accountsTable: string,
  ) {}

  async place(flush: string, nowInMs: number): Promise<void> {
    const expiresAt = expiryOf(nowInMs);
    const markers = Array.from({ length: MARKERS }, (_, n) => ({
      pk: { S: `flush#${flush}#${n}` },
      sk: { S: FLUSH_SORT_KEY },
      expiresAt,
    }));
    await batchPut(this.client, this.eventsTable, markers);
  }

  /** Says that everything before the mark is rolled up. */
  async answer({ flush, n }: FlushMarker, nowInMs: number): Promise<void> {
    await this.client.send(
      new PutItemCommand({
        TableName: this.accountsTable,
        Item: { pk: { S: `flush#${flush}` }, sk: { S: n }, expiresAt: expiryOf(nowInMs) },
      }),
    );
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

const expiryOf = (nowInMs: number) => ({ N: String(Math.floor(nowInMs / 1000) + KEPT_FOR_IN_SECONDS) });
