import { isDeepStrictEqual } from 'node:util';
import type { TransactWriteItem, WriteRequest } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../functions/aws/aws-error.ts';
import type { AwsJsonClient } from '../../functions/aws/json-client.ts';
import { DynamoDBClient } from '../../functions/store/client.ts';
import { type Item, keyText } from '../../functions/store/item.ts';
import { ASSIGNED_INDEX, ASSIGNED_INDEX_HOLDS, LISTED_INDEX } from '../../functions/store/keys.ts';
import { holds, type Said, updated } from './dynamo-expressions.ts';
import { bytesOf } from './item-bytes.ts';

const BYTES_A_READ_UNIT = 4096;
const BYTES_A_WRITE_UNIT = 1024;
/** What one answer to a query looks at. */
const BYTES_AN_ANSWER = 1_048_576;
/** A transaction is prepared and carried out. */
const TIMES_IN_TRANSACTION = 2;

interface IndexKeys {
  partition: string;
  sort: string;
  /** Beside the keys; absent: everything. */
  holds?: readonly string[];
}

/** The keys of a table, or of one of its indexes. */
const TABLE_KEYS: IndexKeys = { partition: 'pk', sort: 'sk' };
const INDEXES: Record<string, IndexKeys> = {
  [LISTED_INDEX]: { partition: 'list', sort: 'listedAt' },
  [ASSIGNED_INDEX]: { partition: 'assignee', sort: 'dueBy', holds: ASSIGNED_INDEX_HOLDS },
};

interface Input extends Said {
  TableName: string;
  Item: Item;
  Key: Item;
  IndexName?: string;
  KeyConditionExpression?: string;
  FilterExpression?: string;
  ConditionExpression?: string;
  UpdateExpression: string;
  ReturnValues?: string;
  ReturnValuesOnConditionCheckFailure?: string;
  ConsistentRead?: boolean;
  ScanIndexForward?: boolean;
  Limit?: number;
  Select?: string;
  ExclusiveStartKey?: Item;
  RequestItems: Record<string, { Keys: Item[]; ConsistentRead?: boolean } & WriteRequest[]>;
  TransactItems: TransactWriteItem[];
}

/** Where units go: a table's or an index's partition key. */
export interface Units {
  /** `events`, `accounts`, or the index of one, as `accounts/listed`. */
  place: string;
  key: string;
  read: number;
  write: number;
}

/**
 * DynamoDB in memory: it counts what is read and written by the rules of the price list, with the very bytes of the
 * items, by partition key of the tables and of their indexes. Conditions and filters are looked at as they are there.
 */
export class MeteredDynamo {
  readUnits = 0;
  writeUnits = 0;
  /** Keys of the rows that changed, as the tables' streams tell them. */
  readonly written: { table: string; pk: string; sk: string }[] = [];
  /** Told of each read and write. */
  onUnits: ((units: Units) => void) | undefined;
  private readonly places = new Map<string, Place>();

  client(): DynamoDBClient {
    const call = async (operation: string, input: object) => this.answer(operation, input as Input);
    return new DynamoDBClient({ call: call as AwsJsonClient['call'] });
  }

  jsonClient(): Pick<AwsJsonClient, 'callOnce'> {
    const callOnce = async (operation: string, input: object) => this.answer(operation, input as Input);
    return { callOnce: callOnce as AwsJsonClient['callOnce'] };
  }

  rowOf(table: string, pk: string, sk: string): Item | undefined {
    return this.place(table, TABLE_KEYS).get({ pk: { S: pk }, sk: { S: sk } });
  }

  /** One such as the others, of which there is at least one. */
  anyRow(table: string): Item {
    return this.place(table, TABLE_KEYS).any() as Item;
  }

  /** As if it had always been there: nothing is counted, and no stream tells of it. */
  hold(table: string, rows: Iterable<Item>): void {
    for (const row of rows) this.replace(table, this.at(table, row), row);
  }

  meterFromZero(): void {
    this.readUnits = 0;
    this.writeUnits = 0;
  }

  /** @throws AwsError as DynamoDB says it */
  answer(operation: string, input: Input): object {
    switch (operation) {
      case 'GetItem': {
        const found = this.at(input.TableName, input.Key);
        this.read(input.TableName, input.Key.pk?.S, found === undefined ? [] : [found], input);
        return { Item: found };
      }
      case 'BatchGetItem': {
        const found = Object.entries(input.RequestItems).map(([table, { Keys, ...how }]) => [
          table,
          // Each is rounded up by itself, and costs something where there is none.
          Keys.map((key) => this.readOne(table, key, how)).filter((item) => item !== undefined),
        ]);
        return { Responses: Object.fromEntries(found), UnprocessedKeys: {} };
      }
      case 'Query':
        return this.query(input);
      case 'BatchWriteItem':
        for (const [table, requests] of Object.entries(input.RequestItems)) {
          for (const { PutRequest, DeleteRequest } of requests as WriteRequest[]) {
            this.write(table, PutRequest?.Item ?? (DeleteRequest?.Key as Item), () => PutRequest?.Item);
          }
        }
        return { UnprocessedItems: {} };
      case 'PutItem':
        return this.writeIf(input, input.Item, () => input.Item);
      case 'DeleteItem':
        return this.writeIf(input, input.Key, () => undefined);
      case 'UpdateItem':
        return this.writeIf(input, input.Key, (before) => ({
          ...input.Key,
          ...updated(before ?? {}, input.UpdateExpression, input),
        }));
      case 'TransactWriteItems':
        return this.transact(input.TransactItems as Record<string, Input>[]);
      default:
        throw new Error(`nobody expected ${operation}`);
    }
  }

  private writeIf(input: Input, key: Item, changed: (before: Item | undefined) => Item | undefined): object {
    const { TableName, ConditionExpression, ReturnValues = 'NONE' } = input;
    const before = this.at(TableName, key);
    if (!holds(ConditionExpression, before, input)) {
      // Looked at for nothing, and paid for.
      this.countWrite(TableName, key.pk?.S, unitsOfWrite(before === undefined ? [] : [before]));
      throw new AwsError('ConditionalCheckFailedException', 400, 'The conditional request failed', {
        ...(input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && { Item: before }),
      } as object);
    }
    const after = this.write(TableName, key, changed);
    if (ReturnValues === 'NONE') return {};
    return { Attributes: ReturnValues.endsWith('OLD') ? before : after };
  }

  private transact(parts: Record<string, Input>[]): object {
    const writes = parts.map((part) => {
      const [[verb, input]] = Object.entries(part) as [[string, Input]];
      const key = verb === 'Put' ? input.Item : input.Key;
      return { verb, input, key, before: this.at(input.TableName, key) };
    });
    const reasons = writes.map(({ input, before }) => {
      if (holds(input.ConditionExpression, before, input)) return { Code: 'None' };
      return {
        Code: 'ConditionalCheckFailed',
        ...(input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && { Item: before }),
      };
    });
    if (reasons.some(({ Code }) => Code !== 'None')) {
      for (const { input, key, before } of writes) {
        this.countWrite(input.TableName, key.pk?.S, unitsOfWrite(before === undefined ? [] : [before]));
      }
      throw new AwsError('TransactionCanceledException', 400, 'Transaction cancelled', {
        CancellationReasons: reasons,
      } as object);
    }
    for (const { verb, input, key, before } of writes) {
      if (verb === 'ConditionCheck') {
        const units = TIMES_IN_TRANSACTION * unitsOfWrite(before === undefined ? [] : [before]);
        this.countWrite(input.TableName, key.pk?.S, units);
        continue;
      }
      const changed = (row: Item | undefined) => {
        if (verb === 'Put') return input.Item;
        return verb === 'Delete' ? undefined : { ...key, ...updated(row ?? {}, input.UpdateExpression, input) };
      };
      this.write(input.TableName, key, changed, TIMES_IN_TRANSACTION);
    }
    return {};
  }

  private query(input: Input): object {
    const { TableName, IndexName, Limit = Number.POSITIVE_INFINITY, Select } = input;
    const keys = IndexName === undefined ? TABLE_KEYS : (INDEXES[IndexName] as IndexKeys);
    const place = IndexName === undefined ? TableName : `${TableName}/${IndexName}`;
    const key = this.partitionAsked(input, keys);
    const rows = this.place(place, keys).sorted(key);
    const inOrder = input.ScanIndexForward === false ? rows.toReversed() : rows;
    const start = input.ExclusiveStartKey && keyText(input.ExclusiveStartKey);
    const begins = start === undefined ? 0 : inOrder.findIndex((row) => keyText(row) === start) + 1;
    const looked: Item[] = [];
    let bytes = 0;
    let isCut = false;
    for (const row of inOrder.slice(begins)) {
      if (!holds(input.KeyConditionExpression, row, input)) continue;
      if (looked.length >= Limit || bytes >= BYTES_AN_ANSWER) {
        isCut = true;
        break;
      }
      looked.push(row);
      bytes += bytesOf(row);
    }
    this.count(place, key, { read: unitsOfRead(bytes, input), write: 0 });
    const Items = looked.filter((row) => holds(input.FilterExpression, row, input));
    const last = looked.at(-1);
    return {
      ...(Select !== 'COUNT' && { Items }),
      Count: Items.length,
      ScannedCount: looked.length,
      ...(isCut && last && { LastEvaluatedKey: keysOf(last, keys) }),
    };
  }

  private partitionAsked(input: Input, { partition }: IndexKeys): string {
    const [, name = '', value = ''] = /^\s*(\S+) = (:\w+)/.exec(input.KeyConditionExpression ?? '') ?? [];
    if ((input.ExpressionAttributeNames?.[name] ?? name) !== partition) {
      throw new Error(`nobody expected ${input.KeyConditionExpression}`);
    }
    return input.ExpressionAttributeValues?.[value]?.S as string;
  }

  private at(table: string, key: Item): Item | undefined {
    return this.place(table, TABLE_KEYS).get(key);
  }

  private readOne(table: string, key: Item, how: Pick<Input, 'ConsistentRead'>): Item | undefined {
    const item = this.at(table, key);
    this.read(table, key.pk?.S, item === undefined ? [] : [item], how);
    return item;
  }

  private read(table: string, key: string | undefined, items: Item[], how: Pick<Input, 'ConsistentRead'>): void {
    const bytes = items.reduce((sum, item) => sum + bytesOf(item), 0);
    this.count(table, key as string, { read: unitsOfRead(bytes, how), write: 0 });
  }

  private write(
    table: string,
    key: Item,
    changed: (before: Item | undefined) => Item | undefined,
    times = 1,
  ): Item | undefined {
    const before = this.at(table, key);
    const after = changed(before);
    this.countWrite(table, key.pk?.S, times * unitsOfWrite([before, after].filter((row) => row !== undefined)));
    // A row that is put as it was is written and paid for, but no stream tells of it, and no index takes it.
    if (isDeepStrictEqual(before, after)) return after;
    this.written.push({ table, pk: key.pk?.S as string, sk: key.sk?.S as string });
    this.replace(table, before, after, (place, partition, units) => this.countWrite(place, partition, units));
    return after;
  }

  /** In the table, and in whichever index the row has a place. */
  private replace(
    table: string,
    before: Item | undefined,
    after: Item | undefined,
    onIndexed: (place: string, partition: string, units: number) => void = () => {},
  ): void {
    const rows = this.place(table, TABLE_KEYS);
    if (after === undefined) rows.delete(before as Item);
    else rows.put(after);
    for (const [name, keys] of Object.entries(INDEXES)) {
      const place = `${table}/${name}`;
      const [was, is] = [projected(before, keys), projected(after, keys)];
      if (isDeepStrictEqual(was, is)) continue;
      const index = this.place(place, keys);
      const stays = was && is && index.idOf(was) === index.idOf(is);
      if (was && !stays) onIndexed(place, was[keys.partition]?.S as string, unitsOfWrite([was]));
      if (is) onIndexed(place, is[keys.partition]?.S as string, unitsOfWrite(stays ? [was, is] : [is]));
      if (was && !stays) index.delete(was);
      if (is) index.put(is);
    }
  }

  private countWrite(place: string, key: string | undefined, units: number): void {
    this.count(place, key as string, { read: 0, write: units });
  }

  private count(place: string, key: string, { read, write }: Pick<Units, 'read' | 'write'>): void {
    this.readUnits += read;
    this.writeUnits += write;
    this.onUnits?.({ place, key, read, write });
  }

  private place(name: string, keys: IndexKeys): Place {
    let place = this.places.get(name);
    if (place === undefined) {
      place = new Place(keys);
      this.places.set(name, place);
    }
    return place;
  }
}

/** The rows of a table or an index, by partition key. */
class Place {
  private readonly partitions = new Map<string, { rows: Map<string, Item>; sorted: Item[] | null }>();

  constructor(private readonly keys: IndexKeys) {}

  /** Rows of an index may be alike in both its keys. */
  idOf(row: Item): string {
    const { partition, sort } = this.keys;
    return partition === 'pk' ? `${row.sk?.S}` : `${row[partition]?.S} ${row[sort]?.S} ${keyText(row)}`;
  }

  any(): Item | undefined {
    const [partition] = this.partitions.values();
    return partition?.rows.values().next().value;
  }

  get(row: Item): Item | undefined {
    return this.partitions.get(row[this.keys.partition]?.S as string)?.rows.get(this.idOf(row));
  }

  put(row: Item): void {
    const partition = this.partitionOf(row);
    const id = this.idOf(row);
    if (partition.sorted !== null) {
      const last = partition.sorted.at(-1);
      const isNew = !partition.rows.has(id);
      // Rows come in order more often than not.
      if (isNew && (last === undefined || this.isBefore(last, row))) partition.sorted.push(row);
      else partition.sorted = null;
    }
    partition.rows.set(id, row);
  }

  delete(row: Item): void {
    const partition = this.partitionOf(row);
    if (partition.rows.delete(this.idOf(row))) partition.sorted = null;
  }

  sorted(key: string): Item[] {
    const partition = this.partitions.get(key);
    if (partition === undefined) return [];
    partition.sorted ??= [...partition.rows.values()].sort((a, b) => (this.isBefore(a, b) ? -1 : 1));
    return partition.sorted;
  }

  private isBefore(a: Item, b: Item): boolean {
    const { sort } = this.keys;
    const [of, than] = [a[sort]?.S as string, b[sort]?.S as string];
    return of === than ? keyText(a) < keyText(b) : of < than;
  }

  private partitionOf(row: Item) {
    const key = row[this.keys.partition]?.S as string;
    let partition = this.partitions.get(key);
    if (partition === undefined) {
      partition = { rows: new Map<string, Item>(), sorted: null };
      this.partitions.set(key, partition);
    }
    return partition;
  }
}

/** What an index has of a row, where it has it at all. */
function projected(row: Item | undefined, { partition, sort, holds: held }: IndexKeys): Item | undefined {
  if (row?.[partition] === undefined || row[sort] === undefined) return undefined;
  if (held === undefined) return row;
  const names = ['pk', 'sk', partition, sort, ...held].filter((name) => row[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, row[name] as Item[string]]));
}

const keysOf = (row: Item, { partition, sort }: IndexKeys): Item =>
  Object.fromEntries([...new Set(['pk', 'sk', partition, sort])].map((name) => [name, row[name] as Item[string]]));

const unitsOfRead = (bytes: number, { ConsistentRead = false }: Pick<Input, 'ConsistentRead'>) =>
  Math.max(1, Math.ceil(bytes / BYTES_A_READ_UNIT)) * (ConsistentRead ? 1 : 0.5);

/** Of what was there and what comes in its place the larger counts. */
const unitsOfWrite = (rows: Item[]) => Math.max(1, Math.ceil(Math.max(0, ...rows.map(bytesOf)) / BYTES_A_WRITE_UNIT));
