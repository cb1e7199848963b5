import type { WaitingEvent } from '../../../domain/usage/usage-event.ts';
import { batchDelete, batchPut } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { type Item, numberOf, textOf } from '../item.ts';
import { type Owner, ownerKey, parseAsideSortKey, userKey, waitingKey } from '../keys.ts';
import { queryPages } from '../query.ts';
import type { EventRows } from './events.ts';
import { rawEventRecord } from './raw-event-record.ts';

/** Together with its row, which is to be moved. */
export interface StoredWaitingEvent extends WaitingEvent {
  item: Item;
}

export class DynamoWaitingEvents {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
    private readonly rows: EventRows,
  ) {}

  /** Page by page; strongly consistent, since nobody comes back for what a replica does not have yet. */
  async *of(owner: Owner): AsyncGenerator<StoredWaitingEvent[]> {
    const query = {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: waitingKey(ownerKey(owner)) } },
      ConsistentRead: true,
    };
    for await (const items of queryPages(this.client, query)) yield items.map(decodeWaiting);
  }

  /** They count for the account from now on. A crash between the two writes leaves them in both places, to be moved again. */
  async attribute(events: StoredWaitingEvent[], account: string): Promise<void> {
    const items = events.map(({ item: _, ...event }) => this.rows.encode({ ...event, account }));
    await batchPut(this.client, this.table, items);
    await this.remove(events);
  }

  /** They wait for the user's account from now on. */
  async handOver(events: StoredWaitingEvent[], user: string): Promise<void> {
    const place = { pk: { S: waitingKey(userKey(user)) }, u: { S: user } };
    await batchPut(
      this.client,
      this.table,
      events.map(({ item }) => ({ ...item, ...place })),
    );
    await this.remove(events);
  }

  async remove(events: StoredWaitingEvent[]): Promise<void> {
    const keys = events.map(({ item }) => ({ pk: item.pk, sk: item.sk }) as Item);
    await batchDelete(this.client, this.table, keys);
  }
}

function decodeWaiting(stored: Item): StoredWaitingEvent {
  const item = rawEventRecord.upToDate(stored);
  const waiting: StoredWaitingEvent = {
    item: stored,
    ...parseAsideSortKey(textOf(item, 'sk')),
    event: textOf(item, 'e'),
    time: numberOf(item, 't'),
  };
  if (item.u?.S !== undefined) waiting.user = item.u.S;
  if (item.v !== undefined) waiting.value = numberOf(item, 'v');
  if (item.s?.S !== undefined) waiting.subject = item.s.S;
  if (item.c?.S !== undefined) waiting.comment = item.c.S;
  if (item.m?.S !== undefined) waiting.currency = item.m.S;
  if (item.n?.S !== undefined) waiting.reference = item.n.S;
  if (item.x?.S !== undefined) waiting.extra = item.x.S;
  return waiting;
}
