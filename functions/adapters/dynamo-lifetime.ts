import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { emptyLifetime, encodeSeen, type Lifetime, learnDay, type Seen, see } from '../../domain/usage/lifetime.ts';
import type { UsageDay } from '../../domain/usage/usage-tally.ts';
import { numberOf, textOf } from './attributes.ts';
import { decodeLifetimeRow, LIFETIME_SORT_KEY } from './dynamo-usage.ts';
import { accountKey } from './keys.ts';

type Item = Record<string, AttributeValue>;

/** A row is written whole for anything new in it, so it is kept small; knowledge that doesn't fit opens another. */
const FULL_ROW_IN_BYTES = 64_000;
/** The dates of an entry, and what separates it from the next. */
const ENTRY_OVERHEAD_IN_BYTES = 20;
const MOST_ATTEMPTS = 20;

interface Row {
  sortKey: string;
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

  /** Writes only what these days tell that was not known. */
  async learn(account: string, days: UsageDay[]): Promise<void> {
    const told = emptyLifetime();
    for (const day of days) learnDay(told, day);
    for (let attempt = 1; ; attempt += 1) {
      const rows = await this.load(account);
      for (const [name, seen] of told.events) learn(rows, 'events', name, seen);
      for (const [user, seen] of told.users) learn(rows, 'users', user, seen);
      try {
        for (const row of rows) if (row.isChanged) await this.save(account, row);
        return;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || attempt === MOST_ATTEMPTS) throw error;
      }
    }
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

  private async save(account: string, { sortKey, revision, knows }: Row): Promise<void> {
    await this.client.send(
      new PutItemCommand({
        TableName: this.table,
        Item: {
          pk: { S: accountKey(account) },
          sk: { S: sortKey },
          rev: { N: String((revision ?? 0) + 1) },
          e: { S: encodeSeen(knows.events) },
          u: { S: encodeSeen(knows.users) },
        },
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
  return { sortKey: textOf(item, 'sk'), revision: numberOf(item, 'rev'), knows, bytes, isChanged: false };
}

function learn(rows: Row[], kind: keyof Lifetime, key: string, { first, lastMonth }: Seen): void {
  const row = rows.find(({ knows }) => knows[kind].has(key)) ?? roomyRow(rows, key);
  if (see(row.knows[kind], key, first, lastMonth)) row.isChanged = true;
}

function roomyRow(rows: Row[], key: string): Row {
  const bytes = encodeURIComponent(key).length + ENTRY_OVERHEAD_IN_BYTES;
  let row = rows.at(-1);
  if (row === undefined || row.bytes + bytes > FULL_ROW_IN_BYTES) {
    row = { sortKey: sortKeyOf(rows.length), revision: null, knows: emptyLifetime(), bytes: 0, isChanged: false };
    rows.push(row);
  }
  row.bytes += bytes;
  return row;
}

const sortKeyOf = (n: number) => (n === 0 ? LIFETIME_SORT_KEY : `${LIFETIME_SORT_KEY}#${String(n).padStart(3, '0')}`);
