import type { DynamoDBRecord } from 'aws-lambda';
import pMap from 'p-map';
import { errorFields, log } from '../../runtime/log.ts';
import { batchPut } from '../batches.ts';
import { type DynamoDBClient, PutItemCommand } from '../client.ts';
import { FLUSH_ASIDE_SORT_KEY, FLUSH_SORT_KEY, flushKey, flushMarkerKey, parseFlushMarkerKey } from '../keys.ts';
import { queryCount } from '../query.ts';

/** Enough that every shard of a small table's stream most likely carries one. */
const MARKERS = 16;
const MARKERS_IN_FLIGHT = 8;
const KEPT_FOR_IN_SECONDS = 86_400;

export interface FlushMarker {
  flush: string;
  n: string;
}

/** What a mark can travel behind: calls and waiting events, the links and accounts that calls make known, events that count. */
export const flushWays = ['calls', 'links', 'usage'] as const;
export type FlushWay = (typeof flushWays)[number];

/** Markers among the records of a batch, with their places. */
export function flushMarkersIn(records: DynamoDBRecord[]): { marker: FlushMarker; record: number }[] {
  return records.flatMap(({ dynamodb }, record) => {
    const marker = parseFlushMarker(dynamodb?.Keys?.pk?.S ?? '', dynamodb?.Keys?.sk?.S ?? '');
    return marker === null ? [] : [{ marker, record }];
  });
}

/**
 * Answers the markers of a batch after everything else in it, and only those whose whole past is dealt with: an answer
 * says so. Gives the place of the first record that is not dealt with then.
 */
export async function answerMarkers(
  markers: readonly { marker: FlushMarker; record: number }[],
  firstFailedSoFar: number,
  answer: (marker: FlushMarker) => Promise<void>,
): Promise<number> {
  let firstFailed = firstFailedSoFar;
  await pMap(
    markers,
    async ({ marker, record }) => {
      if (record > firstFailed) return;
      try {
        await answer(marker);
      } catch (error) {
        log('error', 'flush marker not answered', errorFields(error));
        firstFailed = Math.min(firstFailed, record);
      }
    },
    { concurrency: MARKERS_IN_FLIGHT },
  );
  return firstFailed;
}

/** `null` for the key of anything else. */
export function parseFlushMarker(pk: string, sk: string): FlushMarker | null {
  return sk === FLUSH_SORT_KEY || sk === FLUSH_ASIDE_SORT_KEY ? parseFlushMarkerKey(pk) : null;
}

/** Marks in a table's stream: what was stored before a mark is dealt with when its answer is there. */
export class DynamoFlushMarkers {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly eventsTable: string,
    private readonly accountsTable: string,
  ) {}

  async place(flush: string, way: FlushWay, nowInMs: number): Promise<void> {
    const expiresAt = expiryOf(nowInMs);
    const markers = Array.from({ length: MARKERS }, (_, n) => ({
      pk: { S: flushMarkerKey(flush, n) },
      sk: { S: way === 'calls' ? FLUSH_ASIDE_SORT_KEY : FLUSH_SORT_KEY },
      expiresAt,
    }));
    await batchPut(this.client, way === 'links' ? this.accountsTable : this.eventsTable, markers);
  }

  /** Says that everything before the mark is dealt with. */
  async answer({ flush, n }: FlushMarker, nowInMs: number): Promise<void> {
    await this.client.send(
      new PutItemCommand({
        TableName: this.accountsTable,
        Item: { pk: { S: flushKey(flush) }, sk: { S: n }, expiresAt: expiryOf(nowInMs) },
      }),
    );
  }

  async countUnanswered(flush: string): Promise<number> {
    const answered = await queryCount(this.client, {
      TableName: this.accountsTable,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: flushKey(flush) } },
      ConsistentRead: true,
    });
    return MARKERS - answered;
  }
}

const expiryOf = (nowInMs: number) => ({ N: String(Math.floor(nowInMs / 1000) + KEPT_FOR_IN_SECONDS) });
