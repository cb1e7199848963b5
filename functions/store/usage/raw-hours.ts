import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { type AccountHour, parseEventsKey } from '../events/events.ts';
import type { Item } from '../item.ts';

/** Each reads up to 1 MB of raw events and names an hour once. */
const PAGES_A_LOOK = 8;

/** Which hours of which accounts have raw events; by reading all of them, since nobody else would know of a lost one. */
export class DynamoRawHours {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async find(cursor?: string): Promise<{ hours: AccountHour[]; next?: string }> {
    const keys = new Set<string>();
    let from: Item | undefined = cursor === undefined ? undefined : keyOf(cursor);
    for (let page = 0; page < PAGES_A_LOOK; page += 1) {
      const { Items = [], LastEvaluatedKey } = await this.client.send(
        new ScanCommand({
          TableName: this.table,
          ProjectionExpression: 'pk',
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      for (const { pk } of Items) keys.add(pk?.S as string);
      from = LastEvaluatedKey;
      if (from === undefined) break;
    }
    const hours = [...keys].flatMap((key) => parseEventsKey(key) ?? []);
    return from === undefined ? { hours } : { hours, next: JSON.stringify([from.pk?.S, from.sk?.S]) };
  }
}

function keyOf(cursor: string): Item {
  const [pk, sk] = JSON.parse(cursor) as [string, string];
  return { pk: { S: pk }, sk: { S: sk } };
}
