import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Day } from '../../domain/day.ts';
import {
  emptyLifetime,
  encodeMonthValues,
  encodeSeen,
  encodeUsers,
  type Lifetime,
  type SeenUser,
} from '../../domain/usage/lifetime.ts';
import { encodeTally, type UsageDay, type UsageTally } from '../../domain/usage/usage-tally.ts';
import { numberOf, textOf } from './attributes.ts';
import {
  decodeLifetime,
  decodeLifetimeRow,
  decodeUsageDays,
  encodeTallyRows,
  LIFETIME_SORT_KEY,
  MONTH_VALUES_SORT_KEY,
  USAGE_SORT_PREFIX,
} from './dynamo-usage.ts';
import { accountKey, hourName, hoursKey, usageKey } from './keys.ts';

type Item = Record<string, AttributeValue>;

/** The rows of one tally as they are stored: the head and the parts that belong to it. */
export type StoredTally = Item[];

/** Somebody else wrote the rows since they were read. */
export class RowsMovedError extends Error {
  override readonly name = 'RowsMovedError';
  readonly code = 'rows-moved';
}

/** A lifetime as it is stored, row by row with the revisions it was read at. */
export interface StoredLifetime {
  rows: { sortKey: string; revision: number; knows: Lifetime }[];
  monthValues: { revision: number } | null;
  all: Lifetime;
}

const ROOMY_ROW_IN_BYTES = 48_000;

/** The rows of usage themselves, to be compared with what the raw events say and replaced where they differ. */
export class DynamoUsageRows {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Hour name → rows. */
  async hours(account: string, day: Day): Promise<Map<string, StoredTally>> {
    return talliesOf(await this.query('pk = :pk', { ':pk': { S: hoursKey(account, day) } }), '');
  }

  /** Day → rows, of the days from `from` to `to`, both included. */
  async days(account: string, from: Day, to: Day): Promise<Map<Day, StoredTally>> {
    const values = {
      ':pk': { S: accountKey(account) },
      ':from': { S: usageKey(from) },
      // Rows that a large day is split into sort after its own key.
      ':to': { S: `${usageKey(to)}$` },
    };
    return talliesOf(await this.query('pk = :pk AND sk BETWEEN :from AND :to', values), USAGE_SORT_PREFIX);
  }

  hourRows(account: string, day: Day, hour: number, tally: UsageTally, expiresAt: number): Item[] {
    const rows = encodeTallyRows(hoursKey(account, day), hourName(hour), encodeTally(tally));
    return rows.map((row) => ({ ...row, expiresAt: { N: String(expiresAt) } }));
  }

  dayRows(account: string, day: Day, tally: UsageTally): Item[] {
    return encodeTallyRows(accountKey(account), usageKey(day), encodeTally(tally));
  }

  /** @throws RowsMovedError when what is stored is no longer what was read */
  async replace(stored: StoredTally | undefined, rows: Item[]): Promise<void> {
    const total = stored?.[0]?.n;
    const isAsRead =
      total === undefined
        ? { ConditionExpression: 'attribute_not_exists(n)' }
        : { ConditionExpression: 'n = :n', ExpressionAttributeValues: { ':n': total } };
    const [head, ...parts] = rows.map((row) => ({ TableName: this.table, Item: row }));
    const put = { ...(head as { TableName: string; Item: Item }), ...isAsRead };
    await unlessMoved(async () => {
      if (parts.length === 0) await this.client.send(new PutItemCommand(put));
      else {
        const TransactItems = [put, ...parts].map((one) => ({ Put: one }));
        await this.client.send(new TransactWriteItemsCommand({ TransactItems }));
      }
    });
  }

  /** What is known of the account beyond recent days; read before the days that it is compared with. */
  async lifetime(account: string): Promise<StoredLifetime> {
    const values = {
      ':pk': { S: accountKey(account) },
      ':from': { S: LIFETIME_SORT_KEY },
      ':to': { S: MONTH_VALUES_SORT_KEY },
    };
    const items = await this.query('pk = :pk AND sk BETWEEN :from AND :to', values);
    const monthValues = items.find(({ sk }) => sk?.S === MONTH_VALUES_SORT_KEY);
    return {
      rows: items
        .filter(({ sk }) => sk?.S?.startsWith(LIFETIME_SORT_KEY))
        .map((item) => {
          const knows = emptyLifetime();
          decodeLifetimeRow(knows, item);
          return { sortKey: textOf(item, 'sk'), revision: numberOf(item, 'rev'), knows };
        }),
      monthValues: monthValues === undefined ? null : { revision: numberOf(monthValues, 'rev') },
      all: decodeLifetime(items),
    };
  }

  /** Every day of usage that the account has. */
  async allDays(account: string): Promise<UsageDay[]> {
    const values = { ':pk': { S: accountKey(account) }, ':prefix': { S: USAGE_SORT_PREFIX } };
    return decodeUsageDays(await this.query('pk = :pk AND begins_with(sk, :prefix)', values));
  }

  /** Each entry stays in the row it lies in; what no day tells of goes, what was not known comes last. */
  async replaceLifetime(account: string, stored: StoredLifetime, expected: Lifetime): Promise<void> {
    const missing = { events: new Map(expected.events), users: new Map(expected.users) };
    const rows = stored.rows.map((row) => {
      const events = keepExpected(row.knows.events, missing.events);
      const users = keepExpected(row.knows.users, missing.users);
      return { ...row, knows: { events, users, values: new Map() } satisfies Lifetime };
    });
    for (const [kind, entries] of Object.entries(missing) as ['events' | 'users', Map<string, SeenUser>][]) {
      for (const [key, seen] of entries) {
        let row = rows.at(-1);
        if (row === undefined || sizeOf(row.knows) > ROOMY_ROW_IN_BYTES) {
          const sortKey =
            rows.length === 0 ? LIFETIME_SORT_KEY : `${LIFETIME_SORT_KEY}#${String(rows.length).padStart(3, '0')}`;
          row = { sortKey, revision: 0, knows: { events: new Map(), users: new Map(), values: new Map() } };
          rows.push(row);
        }
        row.knows[kind].set(key, seen);
      }
    }
    for (const { sortKey, revision, knows } of rows) {
      const { names, users } = encodeUsers(knows.users);
      const row = { e: { S: encodeSeen(knows.events) }, u: { S: users }, d: { S: names } };
      await this.putRevision({ pk: { S: accountKey(account) }, sk: { S: sortKey }, ...row }, revision);
    }
    if (stored.monthValues !== null || expected.values.size > 0) {
      const row = { sk: { S: MONTH_VALUES_SORT_KEY }, m: { S: encodeMonthValues(expected.values) } };
      await this.putRevision({ pk: { S: accountKey(account) }, ...row }, stored.monthValues?.revision ?? 0);
    }
  }

  private async putRevision(item: Item, revision: number): Promise<void> {
    await unlessMoved(() =>
      this.client.send(
        new PutItemCommand({
          TableName: this.table,
          Item: { ...item, rev: { N: String(revision + 1) } },
          ...(revision === 0
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : { ConditionExpression: 'rev = :rev', ExpressionAttributeValues: { ':rev': { N: String(revision) } } }),
        }),
      ),
    );
  }

  private async query(KeyConditionExpression: string, ExpressionAttributeValues: Item): Promise<Item[]> {
    const items: Item[] = [];
    let from: Item | undefined;
    do {
      const page = await this.client.send(
        new QueryCommand({
          TableName: this.table,
          KeyConditionExpression,
          ExpressionAttributeValues,
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from);
    return items;
  }
}

/** Of rows in the order of their keys; parts beyond the head's number are left over from a larger write. */
function talliesOf(items: Item[], prefix: string): Map<string, StoredTally> {
  const tallies = new Map<string, StoredTally>();
  let open: StoredTally | undefined;
  for (const item of items) {
    if (item.e !== undefined) {
      open = [item];
      tallies.set(textOf(item, 'sk').slice(prefix.length), open);
    } else if (open !== undefined && open.length <= Number(open[0]?.parts?.N ?? 0)) {
      open.push(item);
    }
  }
  return tallies;
}

function keepExpected<Seen>(known: ReadonlyMap<string, unknown>, missing: Map<string, Seen>): Map<string, Seen> {
  const kept = new Map<string, Seen>();
  for (const key of known.keys()) {
    const seen = missing.get(key);
    if (seen === undefined) continue;
    kept.set(key, seen);
    missing.delete(key);
  }
  return kept;
}

const sizeOf = ({ events, users }: Lifetime) => encodeSeen(events).length + encodeUsers(users).users.length;

async function unlessMoved(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const isMoved = error instanceof ConditionalCheckFailedException || error instanceof TransactionCanceledException;
    if (!isMoved) throw error;
    throw new RowsMovedError('the rows were written by somebody else in between', { cause: error });
  }
}
