import pMap from 'p-map';
import { assigned, decodeTask } from '../accounts/account-items.ts';
import type { DynamoDBClient } from '../client.ts';
import { updateIf } from '../conditional-write.ts';
import type { Item } from '../item.ts';
import { OPEN_TASKS_LIST } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import type { DynamoListings } from '../lists/listings.ts';

const ROWS_IN_FLIGHT = 8;

/** Open tasks that an earlier release wrote, which the index `assigned` does not have. */
export class UnindexedTasks {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
    private readonly listings: Pick<DynamoListings, 'listed'>,
  ) {}

  /** Puts those of one page into the index and says where to go on; a task that is changed meanwhile is in it by that. */
  async index(from?: string): Promise<{ indexed: number; next?: string | undefined }> {
    const page = await this.listings.listed([OPEN_TASKS_LIST], from);
    const rows = page.items.filter(({ dueBy }) => dueBy === undefined);
    const done = await pMap(rows, (row) => this.indexRow(row), { concurrency: ROWS_IN_FLIGHT });
    return { indexed: done.filter(Boolean).length, next: page.next };
  }

  private async indexRow(row: Item): Promise<boolean> {
    const [task] = decodeEach([row], decodeTask);
    if (task === undefined) return false;
    const attributes = Object.entries(assigned(task));
    return updateIf(this.client, {
      TableName: this.table,
      Key: { pk: row.pk, sk: row.sk } as Item,
      UpdateExpression: `SET ${attributes.map(([name]) => `${name} = :${name}`).join(', ')}`,
      ConditionExpression: 'f = :f AND attribute_not_exists(dueBy)',
      ExpressionAttributeValues: {
        ...Object.fromEntries(attributes.map(([name, value]) => [`:${name}`, value])),
        ':f': row.f,
      } as Item,
    });
  }
}
