import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { KeptKind } from '../../../domain/personal-data/kept-data.ts';
import type { Person } from '../../../domain/personal-data/person-marks.ts';
import { monthsBetween } from '../../../domain/time/day.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import {
  accountKey,
  addressHistoryRowKey,
  addressOptOutRowKey,
  anonymousKey,
  auditKey,
  callsKey,
  FACTS_REGION,
  groupKey,
  linkRowKey,
  mailTagRowKey,
  quarantineKey,
  RECORDS_REGION,
  suppressionRowKey,
  USAGE_SORT_PREFIX,
  userKey,
  waitingKey,
} from '../keys.ts';
import { queryPage, scanPage } from '../query.ts';
import { kindOfAccountsRow, kindOfEventsRow } from './row-kinds.ts';

export type PersonalTable = 'accounts' | 'events';

/** A row in which the person may be. */
export interface LookedAtRow {
  table: PersonalTable;
  kind: KeptKind;
  item: Item;
}

export interface LookPage {
  rows: LookedAtRow[];
  /** Where the next page begins; absent after the last one. */
  next?: string | undefined;
  /** Rows of kinds that this release does not know: they are told of, and left alone. */
  unknown: number;
}

/** Nothing went on record before the first release. */
const FIRST_DAY = '2026-01-01';
/** What is made of usage is read with the numbers it refers to, in a look of its own. */
const OF_USAGE = new Set<KeptKind>(['usage-day', 'overtaken-usage', 'lifetime', 'month-values']);

interface Asked {
  person: Person;
  sources: readonly string[];
  now: number;
}

type Stop = { table: PersonalTable; query: Omit<QueryCommandInput, 'TableName'> } | { keys: Item[] };

/** Where rows about a person lie by key, one stop after the other: nothing else is read. */
function stopsOf({ person, sources, now }: Asked): Stop[] {
  const { account, id, addresses } = person;
  const under = (table: PersonalTable, pk: string): Stop => ({
    table,
    query: { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: pk } } },
  });
  const ofAccount = (from: string, to: string): Stop => ({
    table: 'accounts',
    query: {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': { S: accountKey(account) }, ':from': { S: from }, ':to': { S: to } },
    },
  });
  return [
    ofAccount(RECORDS_REGION, USAGE_SORT_PREFIX),
    ofAccount(FACTS_REGION, `${FACTS_REGION}~`),
    under('events', callsKey(userKey(id))),
    under('events', callsKey(groupKey(account))),
    under('events', waitingKey(userKey(id))),
    ...sources.map((source) => under('accounts', quarantineKey(source))),
    ...monthsBetween(FIRST_DAY, new Date(now).toISOString().slice(0, FIRST_DAY.length)).map((month) =>
      under('accounts', auditKey(month)),
    ),
    {
      keys: addresses.flatMap((address) => [
        addressOptOutRowKey(address),
        addressHistoryRowKey(address),
        suppressionRowKey(address),
      ]),
    },
    under('accounts', userKey(id)),
  ];
}

/** Reads what may be about a person, a page at a time. */
export class PersonLooks {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tables: Record<PersonalTable, string>,
    /** Under which tag a mail travels. */
    private readonly tagOf: (mail: { account: string; id: string }) => string,
  ) {}

  /** @param from as the page before said; absent for the first one */
  async page(asked: Asked, from?: string): Promise<LookPage> {
    const stops = stopsOf(asked);
    const { stop: at, key } = from === undefined ? { stop: 0, key: undefined } : (JSON.parse(from) as Cursor);
    const stop = stops[at];
    if (stop === undefined) return { rows: [], unknown: 0 };
    const nextStop = at + 1 < stops.length ? cursorOf({ stop: at + 1 }) : undefined;
    if ('keys' in stop) {
      const items = await batchGet(this.client, this.tables.accounts, stop.keys);
      return { ...this.known('accounts', items), next: nextStop };
    }
    const { items, next } = await queryPage(this.client, {
      ...stop.query,
      TableName: this.tables[stop.table],
      ConsistentRead: true,
      ExclusiveStartKey: key,
    });
    const page = this.known(stop.table, items);
    page.rows.push(...(await this.besides(page.rows, asked.person)));
    return { ...page, next: next === undefined ? nextStop : cursorOf({ stop: at, key: next }) };
  }

  /** Every row of a table, a page at a time: also those that no key of the person leads to. */
  async search(table: PersonalTable, from?: string): Promise<LookPage> {
    const query = { TableName: this.tables[table], ...(from !== undefined && { ExclusiveStartKey: JSON.parse(from) }) };
    const { items, next } = await scanPage(this.client, query);
    return { ...this.known(table, items), next: next === undefined ? undefined : JSON.stringify(next) };
  }

  private known(table: PersonalTable, items: Item[]): LookPage {
    const kindOf = table === 'accounts' ? kindOfAccountsRow : kindOfEventsRow;
    const rows: LookedAtRow[] = [];
    let unknown = 0;
    for (const item of items) {
      const kind = kindOf(item);
      if (kind === undefined) unknown += 1;
      else if (!OF_USAGE.has(kind)) rows.push({ table, kind, item });
    }
    return { rows, unknown };
  }

  /** What rows lead to that no key of the person does: the tags of their mails, and the browsers that they are. */
  private async besides(rows: LookedAtRow[], { id }: Person): Promise<LookedAtRow[]> {
    const tags = rows.flatMap(({ kind, item }) => (kind === 'mail' ? [this.tagOf(JSON.parse(item.f?.S ?? '{}'))] : []));
    const browsers = rows.flatMap(({ kind, item }) => (kind === 'call' ? browsersOf(item, id) : []));
    const keys = [...tags.map(mailTagRowKey), ...browsers.map((browser) => linkRowKey(anonymousKey(browser)))];
    if (keys.length === 0) return [];
    return this.known('accounts', await batchGet(this.client, this.tables.accounts, keys)).rows;
  }
}

interface Cursor {
  stop: number;
  key?: Item;
}

const cursorOf = (cursor: Cursor) => JSON.stringify(cursor);

function browsersOf({ x }: Item, user: string): string[] {
  const { userId, anonymousId } = JSON.parse(x?.S ?? '{}') as { userId?: string; anonymousId?: string };
  return userId === user && anonymousId !== undefined ? [anonymousId] : [];
}
