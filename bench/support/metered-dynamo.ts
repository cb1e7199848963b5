import { isDeepStrictEqual } from 'node:util';
import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import type { AwsJsonClient } from '../../functions/aws/json-client.ts';
import { DynamoDBClient } from '../../functions/store/client.ts';
import type { Item } from '../../functions/store/item.ts';
import { bytesOf } from './item-bytes.ts';

const BYTES_A_READ_UNIT = 4096;
const BYTES_A_WRITE_UNIT = 1024;

interface Input {
  TableName: string;
  Item: Item;
  Key: Item;
  KeyConditionExpression: string;
  ExpressionAttributeValues: Item;
  ConsistentRead?: boolean;
  UpdateExpression: string;
  RequestItems: Record<string, { Keys: Item[]; ConsistentRead?: boolean }>;
}

/**
 * DynamoDB in memory, for callers who take turns: it counts what they read and write by the rules of the price list,
 * with the very bytes of the items. Conditions always hold, since nobody else writes.
 */
export class MeteredDynamo {
  readUnits = 0;
  writeUnits = 0;
  /** Keys of the rows that changed, as the tables' streams tell them. */
  readonly written: { table: string; pk: string; sk: string }[] = [];
  private readonly tables = new Map<string, Map<string, Map<string, Item>>>();

  client(): DynamoDBClient {
    const call = async (operation: string, input: object) => this.answer(operation, input as Input);
    return new DynamoDBClient({ call: call as AwsJsonClient['call'] });
  }

  jsonClient(): Pick<AwsJsonClient, 'callOnce'> {
    const callOnce = async (operation: string, input: object) => {
      if (operation !== 'BatchWriteItem') throw new Error(`nobody expected ${operation}`);
      const { RequestItems } = input as { RequestItems: Record<string, WriteRequest[]> };
      for (const [table, requests] of Object.entries(RequestItems)) {
        for (const { PutRequest } of requests) this.put(table, PutRequest?.Item as Item);
      }
      return { UnprocessedItems: {} };
    };
    return { callOnce: callOnce as AwsJsonClient['callOnce'] };
  }

  rowOf(table: string, pk: string, sk: string): Item | undefined {
    return this.partition(table, pk).get(sk);
  }

  meterFromZero(): void {
    this.readUnits = 0;
    this.writeUnits = 0;
  }

  private answer(operation: string, input: Input): object {
    const { TableName, Item, Key } = input;
    if (operation === 'PutItem') {
      this.put(TableName, Item);
      return {};
    }
    if (operation === 'UpdateItem') {
      this.put(TableName, { ...Key, ...updated(this.at(TableName, Key) ?? {}, input) });
      return {};
    }
    if (operation === 'BatchGetItem') {
      const found = Object.entries(input.RequestItems).map(([table, { Keys, ...how }]) => {
        const items = Keys.map((key) => this.at(table, key));
        // Each is rounded up by itself, and costs something where there is none.
        for (const item of items) this.read(item === undefined ? [] : [item], how);
        return [table, items.filter((item) => item !== undefined)];
      });
      return { Responses: Object.fromEntries(found), UnprocessedKeys: {} };
    }
    if (operation === 'GetItem') {
      const found = this.at(TableName, Key);
      this.read(found === undefined ? [] : [found], input);
      return { Item: found };
    }
    if (operation !== 'Query') throw new Error(`nobody expected ${operation}`);
    const { ':pk': pk, ':prefix': prefix } = input.ExpressionAttributeValues;
    const isPrefixed = input.KeyConditionExpression.includes('begins_with');
    const Items = [...this.partition(TableName, pk?.S as string)]
      .filter(([sk]) => !isPrefixed || sk.startsWith(prefix?.S as string))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, item]) => item);
    this.read(Items, input);
    return { Items };
  }

  private at(table: string, { pk, sk }: Item): Item | undefined {
    return this.partition(table, pk?.S as string).get(sk?.S as string);
  }

  private put(table: string, item: Item): void {
    const [pk, sk] = [item.pk?.S as string, item.sk?.S as string];
    const partition = this.partition(table, pk);
    const before = partition.get(sk);
    const bytes = Math.max(bytesOf(item), before === undefined ? 0 : bytesOf(before));
    this.writeUnits += Math.ceil(bytes / BYTES_A_WRITE_UNIT);
    partition.set(sk, item);
    // A row that is put as it was is written and paid for, but no stream tells of it.
    if (before === undefined || !isDeepStrictEqual(before, item)) this.written.push({ table, pk, sk });
  }

  private read(items: Item[], { ConsistentRead = false }: Pick<Input, 'ConsistentRead'>): void {
    const bytes = items.reduce((sum, item) => sum + bytesOf(item), 0);
    this.readUnits += Math.max(1, Math.ceil(bytes / BYTES_A_READ_UNIT)) * (ConsistentRead ? 1 : 0.5);
  }

  private partition(table: string, pk: string): Map<string, Item> {
    const rows = this.tables.get(table) ?? new Map<string, Map<string, Item>>();
    this.tables.set(table, rows);
    const partition = rows.get(pk) ?? new Map<string, Item>();
    rows.set(pk, partition);
    return partition;
  }
}

/** `SET` puts a value in its place, `ADD` adds to a number or a set. */
function updated(before: Item, { UpdateExpression, ExpressionAttributeValues: values }: Input): Item {
  const after = { ...before };
  for (const [, verb, parts = ''] of UpdateExpression.matchAll(/(SET|ADD) (.*?)(?= SET | ADD |$)/g)) {
    for (const part of parts.split(', ')) {
      const [name = '', place = ''] = part.split(/ = | /);
      const value = values[place];
      if (value === undefined) throw new Error(`nobody expected ${UpdateExpression}`);
      if (verb === 'SET') after[name] = value;
      else if (value.SS !== undefined) after[name] = { SS: [...new Set([...(before[name]?.SS ?? []), ...value.SS])] };
      else after[name] = { N: String(Number(before[name]?.N ?? 0) + Number(value.N)) };
    }
  }
  return after;
}
