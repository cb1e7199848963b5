import type { DynamoDBClient } from '../client.ts';
import { bucketList } from '../keys.ts';
import { underKey } from '../lists/spread-lists.ts';
import { queryAll } from '../query.ts';

/** Ids of the accounts of a bucket. */
export async function idsOfBucket(client: DynamoDBClient, table: string, bucket: number): Promise<string[]> {
  const items = await queryAll(client, {
    TableName: table,
    ...underKey(bucketList(bucket)),
    ProjectionExpression: 'listedAt',
  });
  return items.map(({ listedAt }) => listedAt?.S as string);
}
