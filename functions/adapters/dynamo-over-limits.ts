import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { SourceOverLimit } from '../../domain/usage/usage-limits.ts';
import { NAMES_SORT_KEY } from './dynamo-sources.ts';
import { sourceKey } from './source-items.ts';

/** Which of the sources brought more than they may in a day, and on which days last. */
export async function readOverLimits(
  client: DynamoDBClient,
  table: string,
  sources: string[],
): Promise<SourceOverLimit[]> {
  const found = await Promise.all(
    sources.map(async (source): Promise<SourceOverLimit[]> => {
      const { Item } = await client.send(
        new GetItemCommand({
          TableName: table,
          Key: { pk: { S: sourceKey(source) }, sk: { S: NAMES_SORT_KEY } },
          ProjectionExpression: 'fullFrom, fullOn',
        }),
      );
      const [from, to] = [Item?.fullFrom?.S, Item?.fullOn?.S];
      return from === undefined || to === undefined ? [] : [{ source, limit: 'names', from, to }];
    }),
  );
  return found.flat();
}
