import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Item } from '../item.ts';
import { LISTED_INDEX } from '../keys.ts';
import { MergedRows, type ReadRows } from './merged-rows.ts';
import { keysOfList } from './spread-lists.ts';

/** Of each key, by those who read a list to its end. */
const ROWS_AT_A_TIME = 100;

/** All rows of a list, the one listed first in front; up to the moment given, which counts too. */
export function listedRows(client: DynamoDBClient, table: string, list: string, until?: string): AsyncGenerator<Item> {
  return new MergedRows(keysOfList(list), readListed(client, table, until), ROWS_AT_A_TIME).all();
}

/** Reads the index `listed`. */
export function readListed(client: DynamoDBClient, table: string, until?: string): ReadRows {
  return async (key, after, limit) => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        ...underKey(key),
        ...(until !== undefined && {
          KeyConditionExpression: '#list = :list AND listedAt <= :until',
          ExpressionAttributeValues: { ':list': { S: key }, ':until': { S: until } },
        }),
        Limit: limit,
        ExclusiveStartKey: after,
      }),
    );
    return { items: Items, next: LastEvaluatedKey };
  };
}

/** A query of all rows under one key of the index. */
export const underKey = (key: string) => ({
  IndexName: LISTED_INDEX,
  KeyConditionExpression: '#list = :list',
  ExpressionAttributeNames: { '#list': 'list' },
  ExpressionAttributeValues: { ':list': { S: key } },
});

/** How many rows one key of the index holds. */
/** @param most where they are as many, no more are counted */
export async function countUnder(
  client: DynamoDBClient,
  table: string,
  key: string,
  most = Number.POSITIVE_INFINITY,
): Promise<number> {
  let count = 0;
  let from: Item | undefined;
  do {
    const { Count, LastEvaluatedKey } = await client.send(
      new QueryCommand({
        ...underKey(key),
        TableName: table,
        Select: 'COUNT',
        ...(Number.isFinite(most) && { Limit: most - count }),
        ExclusiveStartKey: from,
      }),
    );
    count += Count ?? 0;
    from = LastEvaluatedKey;
  } while (from && count < most);
  return count;
}
