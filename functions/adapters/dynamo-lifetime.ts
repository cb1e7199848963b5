import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import {
  decodeMonthValuesInto,
  emptyLifetime,
  encodeMonthValues,
  encodeSeen,
  encodeUsers,
  type Lifetime,
  lifetimeOf,
  see,
  seeUser,
  seeValue,
} from '../../domain/usage/lifetime.ts';
import { type AccountNumbers, noNumbers } from '../../domain/usage/name-numbers.ts';
import type { UsageDay } from '../../domain/usage/usage-tally.ts';
import { numberOf, textOf } from './attributes.ts';
import {
  decodeLifetimeRow,
  LIFETIME_SORT_KEY,
  lifetimeRowOf,
  lifetimeSortKey,
  MONTH_VALUES_SORT_KEY,
} from './dynamo-usage.ts';
import { accountKey } from './keys.ts';

type Item = Record<string, AttributeValue>;

/** A row is written whole for anything new in it, so it is kept small; knowledge that doesn't fit opens another. */
const FULL_ROW_IN_BYTES = 64_000;
/** The dates of an entry, and what separates it from the next. */
const ENTRY_OVERHEAD_IN_BYTES = 24;
const MOST_ATTEMPTS = 20;

interface Row {
  place: number;
  /** `null` before it was ever written. */
  revision: number | null;
  knows: Lifetime;
  bytes: number;
  isChanged: boolean;
}

/**
 * What is known of an account beyond recent days. An entry may lie in any row, or in two after a race: whoever reads
 * adds them up, so rows are written one by one and each on its own condition.
 */
export class DynamoLifetime {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /**
   * Writes only what these days tell that was not known. Gives the numbers of all names and users, those of the days
   * among them: what they stand for is stored by then, so a day may be written by them.
   */
  async learn(account: string, days: UsageDay[]): Promise<AccountNumbers> {
    const told = lifetimeOf(days);
    const numbers = await untilNotOvertaken(async () => {
      const rows = await this.load(account);
      for (const [name, { first, lastMonth }] of told.events) {
        const row = rowOf(rows, 'events', name);
        if (see(row.knows.events, name, first, lastMonth)) row.isChanged = true;
      }
      for (const [user, seen] of told.users) {
        const row = rowOf(rows, 'users', user);
        if (seeUser(row.knows.users, user, seen)) row.isChanged = true;
      }
      for (const row of rows) if (row.isChanged) await this.save(account, row);
      return numbersOf(rows);
    });
    if (told.values.size > 0) await untilNotOvertaken(() => this.learnMonthValues(account, told.values));
    return numbers;
  }

  /** In a small row of their own, since a measure's last value of the month changes with every new one. */
  private async learnMonthValues(account: string, told: Lifetime['values']): Promise<void> {
    const key = { pk: { S: accountKey(account) }, sk: { S: MONTH_VALUES_SORT_KEY } };
    const { Item } = await this.client.send(
      new GetItemCommand({ TableName: this.table, Key: key, ConsistentRead: true }),
    );
    const { values } = emptyLifetime();
    if (Item !== undefined) decodeMonthValuesInto(values, textOf(Item, 'm'));
    const news = [...told.values()]
      .flatMap((months) => [...months.values()])
      .filter((value) => seeValue(values, value));
    if (news.length === 0) return;
    await this.put({ ...key, m: { S: encodeMonthValues(values) } }, Item === undefined ? null : numberOf(Item, 'rev'));
  }

  private async load(account: string): Promise<Row[]> {
    const rows: Row[] = [];
    let from: Item | undefined;
    do {
      const page = await this.client.send(
        new QueryCommand({
          TableName: this.table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': { S: accountKey(account) }, ':prefix': { S: LIFETIME_SORT_KEY } },
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      rows.push(...(page.Items ?? []).map(decodeRow));
      from = page.LastEvaluatedKey;
    } while (from);
    return rows;
  }

  private async save(account: string, { place, revision, knows }: Row): Promise<void> {
    const { names, users } = encodeUsers(knows.users);
    const row = { e: { S: encodeSeen(knows.events) }, u: { S: users }, d: { S: names } };
    await this.put({ pk: { S: accountKey(account) }, sk: { S: lifetimeSortKey(place) }, ...row }, revision);
  }

  /** @param revision the one that has to be there still; `null` when there must be none */
  private async put(item: Item, revision: number | null): Promise<void> {
    await this.client.send(
      new PutItemCommand({
        TableName: this.table,
        Item: { ...item, rev: { N: String((revision ?? 0) + 1) } },
        ...(revision === null
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'rev = :rev', ExpressionAttributeValues: { ':rev': { N: String(revision) } } }),
      }),
    );
  }
}

function decodeRow(item: Item): Row {
  const knows = emptyLifetime();
  decodeLifetimeRow(knows, item);
  const bytes = textOf(item, 'e').length + textOf(item, 'u').length;
  const place = lifetimeRowOf(textOf(item, 'sk'));
  return { place, revision: numberOf(item, 'rev'), knows, bytes, isChanged: false };
}

function numbersOf(rows: Row[]): AccountNumbers {
  const numbers = noNumbers();
  for (const { place, knows } of rows) {
    numbers.events.addRow(place, [...knows.events.keys()]);
    numbers.users.addRow(place, [...knows.users.keys()]);
  }
  return numbers;
}

async function untilNotOvertaken<Result>(attemptOnce: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce();
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException) || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

function rowOf(rows: Row[], kind: 'events' | 'users', key: string): Row {
  return rows.find(({ knows }) => knows[kind].has(key)) ?? roomyRow(rows, key);
}

function roomyRow(rows: Row[], key: string): Row {
  const bytes = encodeURIComponent(key).length + ENTRY_OVERHEAD_IN_BYTES;
  let row = rows.at(-1);
  if (row === undefined || row.bytes + bytes > FULL_ROW_IN_BYTES) {
    row = { place: rows.length, revision: null, knows: emptyLifetime(), bytes: 0, isChanged: false };
    rows.push(row);
  }
  row.bytes += bytes;
  return row;
}
