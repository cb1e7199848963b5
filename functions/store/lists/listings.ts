import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import { accountKey } from '../keys.ts';
import { queryFirst, queryPage } from '../query.ts';
import { countUnder, listedRows, readListed } from './listed-rows.ts';
import { MergedRows, type Place } from './merged-rows.ts';
import { keysOfList, keysOfRow, underKey } from './spread-lists.ts';

export interface ItemPage {
  items: Item[];
  /** Where the next page begins; absent after the last one. */
  next?: string;
}

/** A page is full with so many rows, or with so many characters: an answer of Lambda holds 6 MB. */
const FULL_PAGE_IN_ROWS = 200;
const FULL_PAGE_IN_CHARACTERS = 1_000_000;
/** Of each bucket beyond its share of a page: what a page has no room for is read again by the next. */
const SPARE_ROWS = 8;

interface Cursor {
  /** Index of the list that goes on. */
  list: number;
  /** Where each of its keys stands. */
  at?: StoredPlace[];
}

/** Small and readable: the texts of a row's key in the index. */
type StoredPlace = Record<string, string> | 'begin' | 'end';

/** Reads the lists of the sparse index, and an account's own records, page by page. */
export class DynamoListings {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /**
   * One page out of the lists, one list after the other, each in its own order.
   *
   * @param since without what is listed before
   */
  async listed(lists: string[], from?: string, fullPageInRows = FULL_PAGE_IN_ROWS, since?: string): Promise<ItemPage> {
    let cursor: Cursor = from === undefined ? { list: 0 } : decodeCursor(from);
    const items: Item[] = [];
    let characters = 0;
    for (let list = lists[cursor.list]; list !== undefined; list = lists[cursor.list]) {
      const rows = this.rowsOf(list, fullPageInRows, cursor.at, since);
      while (items.length < fullPageInRows && characters < FULL_PAGE_IN_CHARACTERS) {
        const item = await rows.take();
        if (item === undefined) break;
        items.push(item);
        characters += (item.f ?? item.raw)?.S?.length ?? 0;
      }
      const places = rows.places();
      cursor = places ? { list: cursor.list, at: places.map(storedPlace) } : { list: cursor.list + 1 };
      const isFull = items.length >= fullPageInRows || characters >= FULL_PAGE_IN_CHARACTERS;
      if (isFull && cursor.list < lists.length) return { items, next: encodeCursor(cursor) };
    }
    return { items };
  }

  /** All rows of the list in its order, for those who need them all. */
  all(list: string): AsyncGenerator<Item> {
    return listedRows(this.client, this.table, list);
  }

  /** One page of the account's records whose sort key begins so. */
  async ofAccount(accountId: string, sortPrefix: string, from?: string): Promise<ItemPage> {
    const pk = { S: accountKey(accountId) };
    const { items, next } = await queryPage(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': { S: sortPrefix } },
      Limit: FULL_PAGE_IN_ROWS,
      ExclusiveStartKey: from === undefined ? undefined : { pk, sk: { S: decodeText(from) } },
    });
    const last = next?.sk?.S;
    return last === undefined ? { items } : { items, next: encodeText(last) };
  }

  /** The row with this sort key in the list, whatever account it belongs to. */
  async find(list: string, sortKey: string): Promise<Item | undefined> {
    const found = await Promise.all(keysOfRow(list, sortKey).map((key) => this.findUnder(key, sortKey)));
    return found.find((item) => item !== undefined);
  }

  /** How many rows the list holds. */
  async count(list: string): Promise<number> {
    const counts = await Promise.all(keysOfList(list).map((key) => countUnder(this.client, this.table, key)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** As `count`, but stops looking once they are more than so many, and says one more than that then. */
  async countUpTo(list: string, most: number): Promise<number> {
    const countKey = (key: string) => countUnder(this.client, this.table, key, most + 1);
    const counts = await Promise.all(keysOfList(list).map(countKey));
    return Math.min(
      counts.reduce((sum, count) => sum + count, 0),
      most + 1,
    );
  }

  private rowsOf(list: string, fullPageInRows: number, at: StoredPlace[] | undefined, since?: string): MergedRows {
    const keys = keysOfList(list);
    const rows = keys.length === 1 ? fullPageInRows : Math.ceil(fullPageInRows / keys.length) + SPARE_ROWS;
    return new MergedRows(keys, readListed(this.client, this.table, { from: since }), rows, at?.map(placeOf));
  }

  private findUnder(key: string, sortKey: string): Promise<Item | undefined> {
    const query = underKey(key);
    return queryFirst(this.client, {
      ...query,
      TableName: this.table,
      FilterExpression: 'sk = :sk',
      ExpressionAttributeValues: { ...query.ExpressionAttributeValues, ':sk': { S: sortKey } },
    });
  }
}

const storedPlace = (place: Place): StoredPlace =>
  typeof place === 'string'
    ? place
    : Object.fromEntries(Object.entries(place).map(([name, value]) => [name, value.S as string]));
const placeOf = (place: StoredPlace): Place =>
  typeof place === 'string' ? place : Object.fromEntries(Object.entries(place).map(([name, S]) => [name, { S }]));

const encodeText = (text: string) => Buffer.from(text).toString('base64url');
const decodeText = (text: string) => Buffer.from(text, 'base64url').toString();
const encodeCursor = (cursor: Cursor) => encodeText(JSON.stringify(cursor));

function decodeCursor(text: string): Cursor {
  const cursor = JSON.parse(decodeText(text)) as Cursor;
  if (!Number.isSafeInteger(cursor.list)) throw new TypeError('the cursor is none that a page ended with');
  return cursor;
}
