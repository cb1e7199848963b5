import { type DynamoDBClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Item } from './item.ts';

/**
 * All rows that a query finds, in their order, over as many answers as they take. For what is known to be few: what may
 * be many is read page by page.
 */
export async function queryAll(client: DynamoDBClient, query: QueryCommandInput): Promise<Item[]> {
  const pages: Item[][] = [];
  let from: Item | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...query, ExclusiveStartKey: from }));
    pages.push(page.Items ?? []);
    from = page.LastEvaluatedKey;
  } while (from);
  return pages.flat();
}
