import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { KeptKind } from '../../../domain/personal-data/kept-data.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import { queryPage, scanPage } from '../query.ts';
import { kindOfAccountsRow, kindOfEventsRow } from './row-kinds.ts';

export type PersonalTable = 'accounts' | 'events';

/** A row in which somebody who is looked for may be. */
export interface LookedAtRow {
  table: PersonalTable;
  kind: KeptKind;
  item: Item;
}

export interface LookPage<Row = LookedAtRow> {
  rows: Row[];
  /** Where the next page begins; absent after the last one. */
  next?: string | undefined;
  /** Rows of kinds that this release does not know: they are told of, and left alone. */
  unknown: number;
}

/** Where rows lie by key. */
export type Stop = { table: PersonalTable; query: Omit<QueryCommandInput, 'TableName'> } | { keys: Item[] };

/** All under a partition key. */
export const under = (table: PersonalTable, pk: string): Stop => ({
  table,
  query: { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: pk } } },
});

/** Of the table of accounts what lies under a partition key between two sort keys, or begins with one. */
export const within = (pk: string, from: string, to = `${from}~`): Stop => ({
  table: 'accounts',
  query: {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':pk': { S: pk }, ':from': { S: from }, ':to': { S: to } },
  },
});

interface Cursor {
  stop: number;
  key?: Item;
}

const cursorOf = (cursor: Cursor) => JSON.stringify(cursor);

/** Reads rows and what kind of data they hold, a page at a time. */
export class RowPages {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tables: Record<PersonalTable, string>,
  ) {}

  /**
   * One stop after the other.
   *
   * @param from as the page before said; absent for the first one
   */
  async page(stops: readonly Stop[], from?: string): Promise<LookPage> {
    const { stop: at, key } = from === undefined ? { stop: 0, key: undefined } : (JSON.parse(from) as Cursor);
    const stop = stops[at];
    if (stop === undefined) return { rows: [], unknown: 0 };
    const nextStop = at + 1 < stops.length ? cursorOf({ stop: at + 1 }) : undefined;
    if ('keys' in stop) return { ...(await this.byKeys(stop.keys)), next: nextStop };
    const { items, next } = await queryPage(this.client, {
      ...stop.query,
      TableName: this.tables[stop.table],
      ConsistentRead: true,
      ExclusiveStartKey: key,
    });
    return { ...known(stop.table, items), next: next === undefined ? nextStop : cursorOf({ stop: at, key: next }) };
  }

  /** Of the table of accounts. */
  async byKeys(keys: Item[]): Promise<LookPage> {
    return known('accounts', keys.length === 0 ? [] : await batchGet(this.client, this.tables.accounts, keys));
  }

  /** Every row of a table, a page at a time: also those that no key leads to. */
  async search(table: PersonalTable, from?: string): Promise<LookPage> {
    const query = { TableName: this.tables[table], ...(from !== undefined && { ExclusiveStartKey: JSON.parse(from) }) };
    const { items, next } = await scanPage(this.client, query);
    return { ...known(table, items), next: next === undefined ? undefined : JSON.stringify(next) };
  }
}

function known(table: PersonalTable, items: Item[]): LookPage {
  const kindOf = table === 'accounts' ? kindOfAccountsRow : kindOfEventsRow;
  const rows: LookedAtRow[] = [];
  let unknown = 0;
  for (const item of items) {
    const kind = kindOf(item);
    if (kind === undefined) unknown += 1;
    else rows.push({ table, kind, item });
  }
  return { rows, unknown };
}
