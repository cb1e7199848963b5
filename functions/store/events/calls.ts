import type { Call } from '../../../domain/usage/call.ts';
import { batchGet, batchPut } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { type Item, numberOf, textOf } from '../item.ts';
import { CALL_SORT_PREFIX, callsKey, groupKey, groupOfCalls, parseAsideSortKey } from '../keys.ts';
import { queryPages } from '../query.ts';
import { decodeCallBody } from './call-record.ts';

export interface StoredCall extends Call {
  item: Item;
  /** Of one that was kept with an account that did not exist yet: which. */
  keptFor?: string;
}

/** What `group`, `identify` and `alias` calls told, for as long as raw events are kept. */
export class DynamoCalls {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** The calls with these sort keys, as far as they are still there; strongly consistent. */
  async find(pk: string, sortKeys: string[]): Promise<StoredCall[]> {
    const keys = [...new Set(sortKeys)].map((sk) => ({ pk: { S: pk }, sk: { S: sk } }));
    return (await batchGet(this.client, this.table, keys)).map(decodeCall);
  }

  /** All that were kept about a user, an anonymous id or a group, page by page; strongly consistent. */
  async *about(about: string): AsyncGenerator<StoredCall[]> {
    const query = {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: callsKey(about) }, ':prefix': { S: CALL_SORT_PREFIX } },
      ConsistentRead: true,
    };
    for await (const items of queryPages(this.client, query)) yield items.map(decodeCall);
  }

  /** Keeps calls about people of accounts that there are not yet also under their accounts. */
  async keepForAccounts(calls: { call: StoredCall; account: string }[]): Promise<void> {
    const items = calls.map(({ call, account }) => ({ ...call.item, pk: { S: callsKey(groupKey(account)) } }));
    await batchPut(this.client, this.table, items);
  }
}

function decodeCall(item: Item): StoredCall {
  const { groupId, userId, anonymousId, traits, limits } = decodeCallBody(item);
  return {
    item,
    keptFor: groupOfCalls(textOf(item, 'pk')),
    kind: textOf(item, 'k') as Call['kind'],
    ...parseAsideSortKey(textOf(item, 'sk')),
    time: numberOf(item, 't'),
    groupId,
    userId,
    anonymousId,
    traits,
    ...(limits !== undefined && { limits }),
    ...(item.r !== undefined && { retriedAt: numberOf(item, 'r') }),
  };
}
