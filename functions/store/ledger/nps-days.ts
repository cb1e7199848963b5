import { goneOnWith, type NpsDays } from '../../../domain/kpis/nps-days.ts';
import type { Day } from '../../../domain/time/day.ts';
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '../client.ts';
import type { Item } from '../item.ts';
import { ACCOUNT_BUCKETS, NPS_DAYS_KEY, npsDaysRowKey } from '../keys.ts';
import { PackedRecord } from '../packed-record.ts';
import { queryAll } from '../query.ts';

const npsDaysRecord = new PackedRecord<NpsDays>({ name: 'nps-days' });

/** What people thought of the product at the end of days, by bucket of accounts, as the nights counted it. */
export class DynamoNpsDays {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async keep(bucket: number, counted: NpsDays, today: Day): Promise<void> {
    const Key = npsDaysRowKey(bucket);
    const { Item: before } = await this.client.send(new GetItemCommand({ TableName: this.table, Key }));
    const Item = encodeNpsDays(bucket, goneOnWith(before === undefined ? {} : decodeNpsDays(before), counted, today));
    await this.client.send(new PutItemCommand({ TableName: this.table, Item }));
  }

  /** Of every bucket; none before all of them were counted once. */
  async readAll(): Promise<NpsDays[]> {
    const items = await queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: NPS_DAYS_KEY } },
    });
    return items.length < ACCOUNT_BUCKETS ? [] : items.map(decodeNpsDays);
  }
}

export const encodeNpsDays = (bucket: number, days: NpsDays): Item => ({
  ...npsDaysRowKey(bucket),
  ...npsDaysRecord.encode(days),
});

export const decodeNpsDays = (item: Item): NpsDays => npsDaysRecord.decode(item);
