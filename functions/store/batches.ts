import { setTimeout as sleep } from 'node:timers/promises';
import pMap from 'p-map';
import { BatchGetItemCommand, BatchWriteItemCommand, type DynamoDBClient } from './client.ts';
import type { Item } from './item.ts';
import { keyText } from './item.ts';
import { untilNothingIsLeft } from './left-over.ts';

const READ_BATCH = 100;
const WRITE_BATCH = 25;
const BATCHES_IN_FLIGHT = 8;
const MOST_ATTEMPTS = 8;
const FIRST_PAUSE_IN_MS = 100;

/**
 * Reads items by key, strongly consistent unless said, in no order; what DynamoDB leaves over under load is asked for again. A key
 * that is named twice is read once: DynamoDB refuses the whole batch for it.
 */
export async function batchGet(
  client: DynamoDBClient,
  table: string,
  keys: Item[],
  { isConsistent = true }: { isConsistent?: boolean } = {},
): Promise<Item[]> {
  const found: Item[] = [];
  const distinct = new Map(keys.map((key) => [keyText(key), key]));
  await eachBatch([...distinct.values()], READ_BATCH, async (batch) => {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: batch, ConsistentRead: isConsistent } } }),
    );
    found.push(...(Responses?.[table] ?? []));
    return UnprocessedKeys?.[table]?.Keys ?? [];
  });
  return found;
}

/** Writes items whole; what DynamoDB leaves over under load is written again. */
export async function batchPut(client: DynamoDBClient, table: string, items: Item[]): Promise<void> {
  await eachBatch(items, WRITE_BATCH, async (batch) => {
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: batch.map((Item) => ({ PutRequest: { Item } })) } }),
    );
    return (UnprocessedItems?.[table] ?? []).flatMap(({ PutRequest }) => (PutRequest?.Item ? [PutRequest.Item] : []));
  });
}

export async function batchDelete(client: DynamoDBClient, table: string, keys: Item[]): Promise<void> {
  await eachBatch(keys, WRITE_BATCH, async (batch) => {
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: batch.map((Key) => ({ DeleteRequest: { Key } })) } }),
    );
    return (UnprocessedItems?.[table] ?? []).flatMap(({ DeleteRequest }) =>
      DeleteRequest?.Key ? [DeleteRequest.Key] : [],
    );
  });
}

async function eachBatch(items: Item[], size: number, send: (batch: Item[]) => Promise<Item[]>): Promise<void> {
  const batches: Item[][] = [];
  for (let i = 0; i < items.length; i += size) batches.push(items.slice(i, i + size));
  const trying = { most: MOST_ATTEMPTS, pauses: { sleep, firstInMs: FIRST_PAUSE_IN_MS } };
  await pMap(batches, (batch) => untilNothingIsLeft(batch, send, trying), { concurrency: BATCHES_IN_FLIGHT });
}
