import { GetItemCommand } from '../client.ts';
import { putIf } from '../conditional-write.ts';
import { numberOf } from '../item.ts';
import { boardRowKey } from '../keys.ts';
import { type BoardBucket, decodeBoard, encodeBoard } from './board-items.ts';
import { BoardReader } from './board-reader.ts';

/** A bucket together with what the next write has to find. */
export interface StoredBucket extends BoardBucket {
  rev: number;
}

/** The board of accounts, a row a bucket: what a list of all of them is sorted, filtered and searched by. */
export class DynamoBoard extends BoardReader {
  async bucket(bucket: number): Promise<StoredBucket | undefined> {
    const Key = boardRowKey(bucket);
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.table, Key, ConsistentRead: true }));
    return Item && { ...decodeBoard(Item), rev: numberOf(Item, 'rev') };
  }

  /** False where somebody else was faster. */
  async replace(bucket: number, before: StoredBucket | undefined, after: BoardBucket): Promise<boolean> {
    return putIf(this.client, {
      TableName: this.table,
      Item: encodeBoard(bucket, after, (before?.rev ?? 0) + 1),
      ...(before === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'rev = :rev',
            ExpressionAttributeValues: { ':rev': { N: String(before.rev) } },
          }),
    });
  }
}
