import { type DynamoDBClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Item } from './account-items.ts';
import { accountKey, LISTED_INDEX } from './keys.ts';

export interface ItemPage {
  items: Item[];
  /** Where the next page begins; absent after the last one. */
  next?: string;
}

/** A page is full with so many rows, or with so many characters: an answer of Lambda holds 6 MB. */
const FULL_PAGE_IN_ROWS = 200;
const FULL_PAGE_IN_CHARACTERS = 1_000_000;

interface Cursor {
  /** Index of the list that goes on. */
  list: number;
  /** Key of the row it goes on after. */
  from?: Record<string, string>;
}

/** Reads the lists of the sparse index, and an account's own records, page by page. */
export class DynamoListings {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** One page out of the lists, one list after the other. */
  async listed(lists: string[], from?: string, fullPageInRows = FULL_PAGE_IN_ROWS): Promise<ItemPage> {
    return this.page(lists.map(inList), from, fullPageInRows);
  }

  /** One page of the account's records whose sort key begins so. */
  async ofAccount(accountId: string, sortPrefix: string, from?: string): Promise<ItemPage> {
    const query = {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: accountKey(accountId) }, ':prefix': { S: sortPrefix } },
    };
    return this.page([query], from, FULL_PAGE_IN_ROWS);
  }

  /** The row with this sort key in the list, whatever account it belongs to. */
  async find(list: string, sortKey: string): Promise<Item | undefined> {
    const query = inList(list);
    let from: Item | undefined;
    do {
      const { Items, LastEvaluatedKey } = await this.client.send(
        new QueryCommand({
          ...query,
          TableName: this.table,
          FilterExpression: 'sk = :sk',
          ExpressionAttributeValues: { ...query.ExpressionAttributeValues, ':sk': { S: sortKey } },
          ExclusiveStartKey: from,
        }),
      );
      const item = Items?.[0];
      if (item) return item;
      from = LastEvaluatedKey;
    } while (from);
    return undefined;
  }

  /** How many rows the list holds. */
  async count(list: string): Promise<number> {
    let count = 0;
    let from: Item | undefined;
    do {
      const { Count, LastEvaluatedKey } = await this.client.send(
        new QueryCommand({
          ...inList(list),
          TableName: this.table,
          Select: 'COUNT',
          ExclusiveStartKey: from,
        }),
      );
      count += Count ?? 0;
      from = LastEvaluatedKey;
    } while (from);
    return count;
  }

  private async page(
    queries: Omit<QueryCommandInput, 'TableName'>[],
    next: string | undefined,
    fullPageInRows: number,
  ): Promise<ItemPage> {
    let cursor: Cursor = next === undefined ? { list: 0 } : decodeCursor(next);
    const items: Item[] = [];
    let characters = 0;
    for (let query = queries[cursor.list]; query; query = queries[cursor.list]) {
      if (items.length >= fullPageInRows || characters >= FULL_PAGE_IN_CHARACTERS) {
        return { items, next: encodeCursor(cursor) };
      }
      const { Items = [], LastEvaluatedKey } = await this.client.send(
        new QueryCommand({
          ...query,
          TableName: this.table,
          Limit: fullPageInRows,
          ExclusiveStartKey: cursor.from && attributesOf(cursor.from),
        }),
      );
      items.push(...Items);
      for (const item of Items) characters += item.f?.S?.length ?? 0;
      cursor = LastEvaluatedKey ? { list: cursor.list, from: textsOf(LastEvaluatedKey) } : { list: cursor.list + 1 };
    }
    return { items };
  }
}

const inList = (list: string) => ({
  IndexName: LISTED_INDEX,
  KeyConditionExpression: '#list = :list',
  ExpressionAttributeNames: { '#list': 'list' },
  ExpressionAttributeValues: { ':list': { S: list } },
});

/** Keys of these rows are texts throughout, so a cursor is small and readable. */
const textsOf = (key: Item) =>
  Object.fromEntries(Object.entries(key).map(([name, value]) => [name, value.S as string]));
const attributesOf = (key: Record<string, string>) =>
  Object.fromEntries(Object.entries(key).map(([name, S]) => [name, { S }]));
const encodeCursor = (cursor: Cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url');

function decodeCursor(text: string): Cursor {
  const cursor = JSON.parse(Buffer.from(text, 'base64url').toString()) as Cursor;
  if (!Number.isSafeInteger(cursor.list)) throw new TypeError('the cursor is none that a page ended with');
  return cursor;
}
