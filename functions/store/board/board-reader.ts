import type { BoardEntry } from '../../../domain/board/board-entry.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { ACCOUNT_BUCKETS, boardRowKey } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { type BoardBucket, decodeBoard } from './board-items.ts';

/** All accounts there are, as they were at a moment. */
export interface Board {
  entries: BoardEntry[];
  /** Of the bucket that was looked at longest ago, in milliseconds; absent where there is none. */
  asOf?: number;
  /** The accounts of some buckets are not on it: a release that had no board ran until now. */
  isPartial: boolean;
}

/** The board, for who only reads. */
export class BoardReader {
  constructor(
    protected readonly client: DynamoDBClient,
    protected readonly table: string,
  ) {}

  /** In one batch, whose every row is a bucket's. */
  async read(): Promise<Board> {
    const keys = Array.from({ length: ACCOUNT_BUCKETS }, (_, bucket) => boardRowKey(bucket));
    const items = await batchGet(this.client, this.table, keys, { isConsistent: false });
    const buckets: BoardBucket[] = decodeEach(items, decodeBoard);
    const entries = buckets.flatMap((bucket) => bucket.entries);
    const isPartial = buckets.length < ACCOUNT_BUCKETS;
    if (buckets.length === 0) return { entries, isPartial };
    return { entries, isPartial, asOf: Math.min(...buckets.map(({ asOf }) => asOf)) };
  }
}
