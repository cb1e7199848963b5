import type { DynamoDBClient } from '../client.ts';
import { type AccountHour, parseEventsKey } from '../events/events.ts';
import type { Item } from '../item.ts';
import { scanAnswers } from '../query.ts';

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
    const scan = {
      TableName: this.table,
      ProjectionExpression: 'pk',
      ConsistentRead: true,
      ...(cursor !== undefined && { ExclusiveStartKey: keyOf(cursor) }),
    };
    let from: Item | undefined;
    let pages = 0;
    for await (const { Items = [], LastEvaluatedKey } of scanAnswers(this.client, scan)) {
      for (const { pk } of Items) keys.add(pk?.S as string);
      from = LastEvaluatedKey;
      pages += 1;
      if (pages === PAGES_A_LOOK) break;
    }
    const hours = [...keys].flatMap((key) => parseEventsKey(key) ?? []);
    return from === undefined ? { hours } : { hours, next: JSON.stringify([from.pk?.S, from.sk?.S]) };
  }
}

function keyOf(cursor: string): Item {
  const [pk, sk] = JSON.parse(cursor) as [string, string];
  return { pk: { S: pk }, sk: { S: sk } };
}
