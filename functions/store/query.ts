import type {
  QueryCommandInput,
  QueryCommandOutput,
  ScanCommandInput,
  ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { type DynamoDBClient, QueryCommand, ScanCommand } from './client.ts';
import type { Item } from './item.ts';

/** All rows that a query finds, in their order. For what is known to be few: what may be many is read page by page. */
export async function queryAll(client: DynamoDBClient, query: QueryCommandInput): Promise<Item[]> {
  const pages: Item[][] = [];
  for await (const items of queryPages(client, query)) pages.push(items);
  return pages.flat();
}

/** As `queryAll`, an answer of DynamoDB at a time, so that there may be more than memory holds. */
export async function* queryPages(client: DynamoDBClient, query: QueryCommandInput): AsyncGenerator<Item[]> {
  for await (const { Items = [] } of answersTo(client, query)) yield Items;
}

/** The first row that the query finds and that is such a one. */
export async function queryFirst(
  client: DynamoDBClient,
  query: QueryCommandInput,
  isSuch: (item: Item) => boolean = () => true,
): Promise<Item | undefined> {
  for await (const items of queryPages(client, query)) {
    const first = items.find(isSuch);
    if (first !== undefined) return first;
  }
  return undefined;
}

/**
 * How many rows the query finds.
 *
 * @param most where they are as many, no more are counted
 */
export async function queryCount(
  client: DynamoDBClient,
  query: QueryCommandInput,
  most = Number.POSITIVE_INFINITY,
): Promise<number> {
  const counting = { ...query, Select: 'COUNT' as const, ...(Number.isFinite(most) && { Limit: most }) };
  let count = 0;
  for await (const { Count = 0 } of answersTo(client, counting)) {
    count += Count;
    if (count >= most) return most;
  }
  return count;
}

/** Rows that one answer holds, for those who go on some other time; absent `next`: there are no more. */
export async function queryPage(
  client: DynamoDBClient,
  query: QueryCommandInput,
): Promise<{ items: Item[]; next?: Item | undefined }> {
  const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand(query));
  return { items: Items, next: LastEvaluatedKey };
}

/** All answers to a query, one after the other. */
const answersTo = (client: DynamoDBClient, query: QueryCommandInput) =>
  answersOf<QueryCommandOutput>(query.ExclusiveStartKey, (from) =>
    client.send(new QueryCommand({ ...query, ExclusiveStartKey: from })),
  );

/** As `queryPage`, of all rows of a table. */
export async function scanPage(
  client: DynamoDBClient,
  scan: ScanCommandInput,
): Promise<{ items: Item[]; next?: Item | undefined }> {
  const { Items = [], LastEvaluatedKey } = await client.send(new ScanCommand(scan));
  return { items: Items, next: LastEvaluatedKey };
}

/** All answers to a scan, one after the other, each of up to 1 MB of rows. */
export const scanAnswers = (client: DynamoDBClient, scan: ScanCommandInput) =>
  answersOf<ScanCommandOutput>(scan.ExclusiveStartKey, (from) =>
    client.send(new ScanCommand({ ...scan, ExclusiveStartKey: from })),
  );

async function* answersOf<Answer extends { LastEvaluatedKey?: Item | undefined }>(
  first: Item | undefined,
  ask: (from: Item | undefined) => Promise<Answer>,
): AsyncGenerator<Answer> {
  let from = first;
  do {
    const answer = await ask(from);
    yield answer;
    from = answer.LastEvaluatedKey;
  } while (from !== undefined);
}
