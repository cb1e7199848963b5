import type { NpsTally } from '../../../domain/kpis/net-promoter-score.ts';
import type { Month } from '../../../domain/time/day.ts';
import { type DynamoDBClient, PutItemCommand } from '../client.ts';
import type { Item } from '../item.ts';
import { NPS_MONTHS_KEY, npsMonthRowKey } from '../keys.ts';
import { queryAll } from '../query.ts';
import { StoredRecord } from '../record.ts';

const npsMonthRecord = new StoredRecord<NpsTally>({ name: 'nps-month' });

/** What people thought of the product at the end of months, as the monthly mail counted it. */
export class DynamoNpsMonths {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async put(month: Month, tally: NpsTally): Promise<void> {
    await this.client.send(new PutItemCommand({ TableName: this.table, Item: encodeNpsMonth(month, tally) }));
  }

  async readAll(): Promise<Map<Month, NpsTally>> {
    const items = await queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: NPS_MONTHS_KEY } },
    });
    return new Map(items.map((item) => [item.sk?.S as Month, decodeNpsMonth(item)]));
  }
}

export const encodeNpsMonth = (month: Month, tally: NpsTally): Item => ({
  ...npsMonthRowKey(month),
  ...npsMonthRecord.encode(tally),
});

export const decodeNpsMonth = (item: Item): NpsTally => npsMonthRecord.decode(item);
