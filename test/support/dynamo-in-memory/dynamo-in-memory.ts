import { isDeepStrictEqual } from 'node:util';
import { compareText, conditionOf, type Names, projected, type Row, updateOf } from './expressions.ts';

interface Key extends Row {
  pk: { S: string };
  sk: { S: string };
}

interface Write extends Names {
  TableName: string;
  Item?: Row;
  Key?: Key;
  ConditionExpression?: string;
  UpdateExpression?: string;
  ReturnValues?: string;
  ReturnValuesOnConditionCheckFailure?: string;
}

interface Read extends Names {
  TableName: string;
  Key: Key;
  IndexName?: string;
  KeyConditionExpression: string;
  FilterExpression?: string;
  ProjectionExpression?: string;
  ExclusiveStartKey?: Row;
  Limit?: number;
  ScanIndexForward?: boolean;
  Select?: string;
  Segment?: number;
  TotalSegments?: number;
}

interface BatchWrite {
  RequestItems: Record<string, { PutRequest?: { Item: Row }; DeleteRequest?: { Key: Key } }[]>;
}

interface BatchGet {
  RequestItems: Record<string, Names & { Keys: Key[]; ProjectionExpression?: string }>;
}

interface Transaction {
  ClientRequestToken?: string;
  TransactItems: { Put?: Write; Update?: Write; Delete?: Write; ConditionCheck?: Write }[];
}

/** What the tables' streams tell. */
export interface RowChange {
  table: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  pk: string;
  sk: string;
  before: Row | undefined;
  after: Row | undefined;
}

/** DynamoDB's refusal, as it travels. */
export class Refusal extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly more: object = {},
  ) {
    super(message);
  }
}

/** Keys of the indexes, whichever table they are of: those that rows have no such attribute of stay empty. */
const INDEXES: Record<string, { hash: string; range: string }> = {
  listed: { hash: 'list', range: 'listedAt' },
  assigned: { hash: 'assignee', range: 'dueBy' },
};
const MOST_PARTS_OF_A_TRANSACTION = 100;
const MOST_ROWS_OF_A_BATCH_WRITE = 25;
const MOST_ROWS_OF_A_BATCH_GET = 100;
const MOST_BYTES_OF_A_PAGE = 1024 * 1024;

type Partition = Map<string, Row>;

/**
 * DynamoDB in memory, by its requests as they travel, for whatever of it Sakimawari asks: conditions, updates, queries of
 * tables and indexes in pages, batches, transactions and their tokens, and what the streams tell. What it can't do it
 * refuses. Nothing holds it to the real one's answers: what is true of those, the adapters' tests show on the local AWS.
 */
export class DynamoInMemory {
  private readonly tables = new Map<string, Map<string, Partition>>();
  private readonly indexes = new Map<string, Map<string, Partition>>();
  private readonly tokens = new Set<string>();
  /** A page may end anywhere; tests make it end early. */
  pageEndsAfter: () => number = () => Number.POSITIVE_INFINITY;
  onChange: (change: RowChange) => void = () => {};

  /** @throws Refusal as DynamoDB would answer */
  answer(operation: string, input: object): object {
    switch (operation) {
      case 'GetItem': {
        const { TableName, Key, ProjectionExpression, ...given } = input as Read;
        const row = this.rowOf(TableName, Key);
        return row === undefined ? {} : { Item: projected(row, ProjectionExpression, given) };
      }
      case 'PutItem':
      case 'UpdateItem':
      case 'DeleteItem':
        return this.write(input as Write, operation === 'DeleteItem');
      case 'Query':
        return this.query(input as Read);
      case 'Scan':
        return this.scan(input as Read);
      case 'BatchGetItem':
        return this.batchGet(input as BatchGet);
      case 'BatchWriteItem':
        return this.batchWrite(input as BatchWrite);
      case 'TransactWriteItems':
        return this.transact(input as Transaction);
      default:
        throw new TypeError(`nothing here answers ${operation}`);
    }
  }

  *rows(table: string): Generator<Row> {
    for (const partition of this.tables.get(table)?.values() ?? []) yield* partition.values();
  }

  rowOf(table: string, { pk, sk }: Key): Row | undefined {
    return this.tables.get(table)?.get(pk.S)?.get(sk.S);
  }

  /** Takes over all rows of another one. */
  become(other: DynamoInMemory): void {
    for (const [table, partitions] of other.tables) {
      for (const partition of partitions.values()) for (const row of partition.values()) this.place(table, row);
    }
  }

  private write(write: Write, deletes: boolean): object {
    const { before } = this.check(write);
    const after = deletes ? undefined : this.outcomeOf(write, before);
    this.store(write.TableName, keyOf(write), before, after);
    if (write.ReturnValues === 'ALL_OLD') return before === undefined ? {} : { Attributes: before };
    if (write.ReturnValues === 'ALL_NEW') return { Attributes: after };
    if (write.ReturnValues === 'UPDATED_NEW') {
      const changed = Object.entries(after ?? {}).filter(([name, value]) => before?.[name] !== value);
      return { Attributes: Object.fromEntries(changed) };
    }
    if (write.ReturnValues !== undefined && write.ReturnValues !== 'NONE') {
      throw new TypeError(`nothing here returns ${write.ReturnValues}`);
    }
    return {};
  }

  private check(write: Write): { before: Row | undefined } {
    const before = this.rowOf(write.TableName, keyOf(write));
    const { ConditionExpression } = write;
    if (ConditionExpression === undefined || conditionOf(ConditionExpression)(before ?? {}, write)) return { before };
    const shown = write.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && before !== undefined;
    throw new Refusal(
      'ConditionalCheckFailedException',
      'The conditional request failed',
      shown ? { Item: before } : {},
    );
  }

  private outcomeOf({ Item, Key, UpdateExpression, ...given }: Write, before: Row | undefined): Row {
    if (Item !== undefined) return Item;
    if (UpdateExpression === undefined) return before ?? (Key as Row);
    return updateOf(UpdateExpression)(before ?? { ...(Key as Row) }, given);
  }

  private transact({ ClientRequestToken, TransactItems }: Transaction): object {
    if (ClientRequestToken !== undefined && this.tokens.has(ClientRequestToken)) return {};
    if (TransactItems.length > MOST_PARTS_OF_A_TRANSACTION) {
      throw new Refusal('ValidationException', 'Member must have length less than or equal to 100');
    }
    const parts = TransactItems.map(({ Put, Update, Delete, ConditionCheck }) => {
      const write = (Put ?? Update ?? Delete ?? ConditionCheck) as Write;
      return { write, deletes: Delete !== undefined, only: ConditionCheck !== undefined, key: keyOf(write) };
    });
    const places = parts.map(({ write, key }) => `${write.TableName} ${key.pk.S} ${key.sk.S}`);
    if (new Set(places).size < places.length) {
      throw new Refusal('ValidationException', 'Transaction request cannot include multiple operations on one item');
    }
    const CancellationReasons = parts.map(({ write }) => {
      try {
        this.check(write);
        return { Code: 'None' };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { Code: 'ConditionalCheckFailed', Message: error.message, ...error.more };
      }
    });
    if (CancellationReasons.some(({ Code }) => Code !== 'None')) {
      throw new Refusal('TransactionCanceledException', 'Transaction cancelled', { CancellationReasons });
    }
    for (const { write, deletes, only, key } of parts) {
      if (only) continue;
      const before = this.rowOf(write.TableName, key);
      this.store(write.TableName, key, before, deletes ? undefined : this.outcomeOf(write, before));
    }
    if (ClientRequestToken !== undefined) this.tokens.add(ClientRequestToken);
    return {};
  }

  private batchWrite({ RequestItems }: BatchWrite): object {
    const all = Object.entries(RequestItems).flatMap(([table, requests]) =>
      requests.map(({ PutRequest, DeleteRequest }) => ({
        table,
        after: PutRequest?.Item,
        key: (PutRequest?.Item ?? DeleteRequest?.Key) as Key,
      })),
    );
    const places = new Set(all.map(({ table, key }) => `${table} ${key.pk.S} ${key.sk.S}`));
    if (places.size < all.length) {
      throw new Refusal('ValidationException', 'Provided list of item keys contains duplicates');
    }
    if (all.length > MOST_ROWS_OF_A_BATCH_WRITE) throw new Refusal('ValidationException', 'Too many items requested');
    for (const { table, key, after } of all) this.store(table, key, this.rowOf(table, key), after);
    return { UnprocessedItems: {} };
  }

  private batchGet({ RequestItems }: BatchGet): object {
    const asked = Object.values(RequestItems).reduce((sum, { Keys }) => sum + Keys.length, 0);
    if (asked > MOST_ROWS_OF_A_BATCH_GET) throw new Refusal('ValidationException', 'Too many items requested');
    const found = Object.entries(RequestItems).map(([table, { Keys, ProjectionExpression, ...given }]) => [
      table,
      Keys.map((key) => this.rowOf(table, key))
        .filter((row) => row !== undefined)
        .map((row) => projected(row, ProjectionExpression, given)),
    ]);
    return { Responses: Object.fromEntries(found), UnprocessedKeys: {} };
  }

  private query(read: Read): object {
    const { TableName, IndexName, KeyConditionExpression, ScanIndexForward = true, ...given } = read;
    const index = IndexName === undefined ? { hash: 'pk', range: 'sk' } : INDEXES[IndexName];
    if (index === undefined) throw new TypeError(`there is no index ${IndexName} here`);
    const hash = hashOf(KeyConditionExpression, index.hash, given);
    const partition =
      IndexName === undefined
        ? this.tables.get(TableName)?.get(hash)
        : this.indexes.get(`${TableName} ${IndexName}`)?.get(hash);
    const isMeant = conditionOf(KeyConditionExpression);
    const rangeOf = (row: Row) => row[index.range]?.S as string;
    const order = (a: Row, b: Row) => compareText(rangeOf(a), rangeOf(b)) || compareText(placeOf(a), placeOf(b));
    const rows = [...(partition?.values() ?? [])].filter((row) => isMeant(row, given)).sort(order);
    if (!ScanIndexForward) rows.reverse();
    return this.page(rows, read, (row, start) => (ScanIndexForward ? order(row, start) > 0 : order(row, start) < 0), [
      'pk',
      'sk',
      ...(IndexName === undefined ? [] : [index.hash, index.range]),
    ]);
  }

  private scan(read: Read): object {
    const { TableName, IndexName, Segment = 0, TotalSegments = 1 } = read;
    const partitions =
      IndexName === undefined ? this.tables.get(TableName) : this.indexes.get(`${TableName} ${IndexName}`);
    const rows = [...(partitions ?? [])]
      .filter(([hash]) => segmentOf(hash, TotalSegments) === Segment)
      .flatMap(([, partition]) => [...partition.values()])
      .sort((a, b) => compareText(placeOf(a), placeOf(b)));
    return this.page(rows, read, (row, start) => compareText(placeOf(row), placeOf(start)) > 0, ['pk', 'sk']);
  }

  private page(rows: Row[], read: Read, isBehind: (row: Row, start: Row) => boolean, keys: string[]): object {
    const { ExclusiveStartKey: start, FilterExpression, ProjectionExpression, Limit, Select, ...given } = read;
    const left = start === undefined ? rows : rows.filter((row) => isBehind(row, start));
    const most = Math.min(Limit ?? Number.POSITIVE_INFINITY, Math.max(1, this.pageEndsAfter()));
    const page: Row[] = [];
    let bytes = 0;
    for (const row of left) {
      if (page.length >= most || bytes >= MOST_BYTES_OF_A_PAGE) break;
      page.push(row);
      bytes += JSON.stringify(row).length;
    }
    const last = page.at(-1);
    const shown =
      FilterExpression === undefined ? page : page.filter((row) => conditionOf(FilterExpression)(row, given));
    const LastEvaluatedKey =
      last !== undefined && page.length < left.length
        ? Object.fromEntries(keys.map((key) => [key, last[key]]))
        : undefined;
    const Items = shown.map((row) => projected(row, ProjectionExpression, given));
    return {
      ...(Select === 'COUNT' ? {} : { Items }),
      Count: shown.length,
      ScannedCount: page.length,
      ...(LastEvaluatedKey !== undefined && { LastEvaluatedKey }),
    };
  }

  private store(table: string, key: Key, before: Row | undefined, after: Row | undefined): void {
    if (before === undefined && after === undefined) return;
    if (before !== undefined) this.forget(table, before);
    if (after !== undefined) this.place(table, after);
    if (isDeepStrictEqual(before, after)) return;
    const eventName = after === undefined ? 'REMOVE' : before === undefined ? 'INSERT' : 'MODIFY';
    this.onChange({ table, eventName, pk: key.pk.S, sk: key.sk.S, before, after });
  }

  private place(table: string, row: Row): void {
    const { pk, sk } = row as Key;
    partitionOf(of(this.tables, table), pk.S).set(sk.S, row);
    for (const [name, { hash, range }] of Object.entries(INDEXES)) {
      const key = row[hash]?.S;
      if (typeof key !== 'string' || row[range]?.S === undefined) continue;
      partitionOf(of(this.indexes, `${table} ${name}`), key).set(placeOf(row), row);
    }
  }

  private forget(table: string, row: Row): void {
    const { pk, sk } = row as Key;
    const partitions = of(this.tables, table);
    const partition = partitionOf(partitions, pk.S);
    partition.delete(sk.S);
    if (partition.size === 0) partitions.delete(pk.S);
    for (const [name, { hash }] of Object.entries(INDEXES)) {
      const key = row[hash]?.S;
      if (typeof key === 'string') this.indexes.get(`${table} ${name}`)?.get(key)?.delete(placeOf(row));
    }
  }
}

const keyOf = ({ Key, Item }: Write): Key => (Key ?? Item) as Key;
const placeOf = (row: Row): string => `${row.pk?.S} ${row.sk?.S}`;

/** The value that the key condition holds the partition key to. */
function hashOf(condition: string, hash: string, given: Names): string {
  for (const [, name = '', value = ''] of condition.matchAll(/([#\w]+) = (:\w+)/g)) {
    const plain = name.startsWith('#') ? given.ExpressionAttributeNames?.[name] : name;
    if (plain === hash) return given.ExpressionAttributeValues?.[value]?.S as string;
  }
  throw new TypeError(`nothing here is queried by ${condition}`);
}

function segmentOf(hash: string, segments: number): number {
  let sum = 0;
  for (let i = 0; i < hash.length; i += 1) sum = (sum * 31 + hash.charCodeAt(i)) % 1_000_003;
  return sum % segments;
}

function of<Kept>(all: Map<string, Map<string, Kept>>, name: string): Map<string, Kept> {
  const found = all.get(name) ?? new Map<string, Kept>();
  all.set(name, found);
  return found;
}

function partitionOf(all: Map<string, Partition>, hash: string): Partition {
  const found = all.get(hash) ?? new Map<string, Row>();
  all.set(hash, found);
  return found;
}
