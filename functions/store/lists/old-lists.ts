import pMap from 'p-map';
import type { DynamoDBClient } from '../client.ts';
import { updateIf } from '../conditional-write.ts';
import type { Item } from '../item.ts';
import { QUARANTINE_LIST } from '../keys.ts';
import { quarantineExpiryOf } from '../quarantine/quarantine-items.ts';
import { countUnder, readListed } from './listed-rows.ts';
import { listKey, spreadLists } from './spread-lists.ts';

/** Leaves most of what one key of the index takes in a second to those who change such rows meanwhile. */
const MOVES_IN_FLIGHT = 4;

interface Cursor {
  /** Index of the list that goes on. */
  list: number;
  /** The row of it that was read last. */
  after?: Item | undefined;
}

/** Rows that lie where releases before the buckets put them: under the name of their list alone. */
export class DynamoOldLists {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
    private readonly quarantineKeptInDays?: number,
  ) {}

  async count(): Promise<number> {
    const counts = await Promise.all(spreadLists.map((list) => countUnder(this.client, this.table, list)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /**
   * Moves so many rows into their buckets and says where to go on. A write to a row meanwhile moves it as well; the
   * index may then show it under both keys for a moment, which the condition catches.
   */
  async move(limit: number, from?: string): Promise<{ moved: number; next?: string }> {
    const cursor: Cursor = from === undefined ? { list: 0 } : JSON.parse(from);
    const list = spreadLists[cursor.list];
    if (list === undefined) return { moved: 0 };
    const { items, next } = await readListed(this.client, this.table)(list, cursor.after, limit);
    const moves = await pMap(items, (item) => this.moveRow(list, item), { concurrency: MOVES_IN_FLIGHT });
    const goesOn: Cursor = next === undefined ? { list: cursor.list + 1 } : { list: cursor.list, after: next };
    const moved = moves.filter((isMoved) => isMoved).length;
    return goesOn.list < spreadLists.length ? { moved, next: JSON.stringify(goesOn) } : { moved };
  }

  private async moveRow(list: string, item: Item): Promise<boolean> {
    // Releases before the buckets kept what was put aside for ever.
    const isToEnd = list === QUARANTINE_LIST;
    return updateIf(this.client, {
      TableName: this.table,
      Key: { pk: item.pk, sk: item.sk } as Item,
      UpdateExpression: `SET #list = :bucket${isToEnd ? ', expiresAt = if_not_exists(expiresAt, :end)' : ''}`,
      ConditionExpression: '#list = :list',
      ExpressionAttributeNames: { '#list': 'list' },
      ExpressionAttributeValues: {
        ':list': { S: list },
        ':bucket': { S: listKey(list, item) },
        ...(isToEnd && { ':end': { N: String(quarantineExpiryOf(item, this.quarantineKeptInDays)) } }),
      },
    });
  }
}
