import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { lastStretch, type SourceOverLimit } from '../../../domain/sources/usage-limits.ts';
import { type DynamoDBClient, GetItemCommand } from '../client.ts';
import {
  COUNTED_SORT_PREFIX,
  newcomersOverRowKey,
  quarantineKey,
  sourceNamesRowKey,
  WAITING_COUNTED_SORT_PREFIX,
} from '../keys.ts';
import { readCounted } from '../quarantine/daily-counts.ts';
import { queryAll } from '../query.ts';

/** Which of the sources brought more than they may in a day, and on which days last. */
export async function readOverLimits(
  client: DynamoDBClient,
  table: string,
  sources: string[],
): Promise<SourceOverLimit[]> {
  const found = await Promise.all(
    sources.flatMap((source) => [
      stretchIn(source, 'names', sourceNamesRowKey(source)),
      stretchIn(source, 'users', newcomersOverRowKey(source, 'users')),
      stretchIn(source, 'accounts', newcomersOverRowKey(source, 'accounts')),
      countedOver(source, 'quarantine', COUNTED_SORT_PREFIX),
      countedOver(source, 'waiting', WAITING_COUNTED_SORT_PREFIX),
    ]),
  );
  return found.flat();

  async function stretchIn(
    source: string,
    limit: 'names' | 'users' | 'accounts',
    Key: Record<string, AttributeValue>,
  ): Promise<SourceOverLimit[]> {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key, ProjectionExpression: 'fullFrom, fullOn' }),
    );
    const [from, to] = [Item?.fullFrom?.S, Item?.fullOn?.S];
    return from === undefined || to === undefined ? [] : [{ source, limit, from, to }];
  }

  /** Rows of days lie there as long as what was put aside. */
  async function countedOver(
    source: string,
    limit: 'quarantine' | 'waiting',
    prefix: string,
  ): Promise<SourceOverLimit[]> {
    const rows = await queryAll(client, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: quarantineKey(source) }, ':prefix': { S: prefix } },
    });
    const days = rows.map(readCounted).filter(({ beyond }) => beyond > 0);
    const stretch = lastStretch(days.map(({ day }) => day));
    if (stretch === null) return [];
    const within = days.filter(({ day }) => day >= stretch.from);
    const reasons: Record<string, number> = {};
    for (const { reasons: ofDay } of within) {
      for (const [reason, count] of ofDay) reasons[reason] = (reasons[reason] ?? 0) + count;
    }
    const notKept = within.reduce((sum, { beyond }) => sum + beyond, 0);
    return [{ source, limit, ...stretch, notKept, ...(Object.keys(reasons).length > 0 && { reasons }) }];
  }
}
