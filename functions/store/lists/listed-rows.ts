import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import { queryCount, queryPage } from '../query.ts';
import { MergedRows, type ReadRows } from './merged-rows.ts';
import { keysOfList, underKey } from './spread-lists.ts';

/** Of each key, by those who read a list to its end. */
const ROWS_AT_A_TIME = 100;

/** An end of a list, by what its rows are listed at; the moment itself counts. */
type End = { until?: string | undefined; from?: never } | { from?: string | undefined; until?: never };

/** All rows of a list, the one listed first in front; up to the moment given, which counts too. */
export function listedRows(client: DynamoDBClient, table: string, list: string, until?: string): AsyncGenerator<Item> {
  return new MergedRows(keysOfList(list), readListed(client, table, { until }), ROWS_AT_A_TIME).all();
}

/** Reads the index `listed`. */
export function readListed(client: DynamoDBClient, table: string, { from, until }: End = {}): ReadRows {
  const [sign, at] = from === undefined ? ['<=', until] : ['>=', from];
  return (key, after, limit) =>
    queryPage(client, {
      TableName: table,
      ...underKey(key),
      ...(at !== undefined && {
        KeyConditionExpression: `#list = :list AND listedAt ${sign} :at`,
        ExpressionAttributeValues: { ':list': { S: key }, ':at': { S: at } },
      }),
      Limit: limit,
      ExclusiveStartKey: after,
    });
}

/**
 * How many rows one key of the index holds.
 *
 * @param most where they are as many, no more are counted
 */
export const countUnder = (client: DynamoDBClient, table: string, key: string, most?: number): Promise<number> =>
  queryCount(client, { TableName: table, ...underKey(key) }, most);
