import type { BoardEntry } from '../../../domain/board/board-entry.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { type Item, keyText } from '../item.ts';
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
  /** Of each bucket as it was read last: what is written anew once a night is not unpacked again for each page. */
  private readonly decoded = new Map<
    string,
    { asOf: string | undefined; rev: string | undefined; bucket: BoardBucket }
  >();

  constructor(
    protected readonly client: DynamoDBClient,
    protected readonly table: string,
  ) {}

  private last: { buckets: readonly BoardBucket[]; board: Board } | undefined;

  /** In one batch, whose every row is a bucket's; the same one as long as nothing is written. */
  async read(): Promise<Board> {
    const keys = Array.from({ length: ACCOUNT_BUCKETS }, (_, bucket) => boardRowKey(bucket));
    const items = await batchGet(this.client, this.table, keys, { isConsistent: false });
    const buckets: BoardBucket[] = decodeEach(items, (item) => this.decodedOnce(item));
    if (this.last !== undefined && isSame(buckets, this.last.buckets)) return this.last.board;
    const board = boardOf(buckets);
    this.last = { buckets, board };
    return board;
  }

  private decodedOnce(item: Item): BoardBucket {
    const [key, asOf, rev] = [keyText(item), item.asOf?.N, item.rev?.N];
    const before = this.decoded.get(key);
    if (before !== undefined && before.asOf === asOf && before.rev === rev) return before.bucket;
    const bucket = decodeBoard(item);
    this.decoded.set(key, { asOf, rev, bucket });
    return bucket;
  }
}

function boardOf(buckets: readonly BoardBucket[]): Board {
  const entries = buckets.flatMap((bucket) => bucket.entries);
  const isPartial = buckets.length < ACCOUNT_BUCKETS;
  if (buckets.length === 0) return { entries, isPartial };
  return { entries, isPartial, asOf: Math.min(...buckets.map(({ asOf }) => asOf)) };
}

/** A batch answers in any order. */
const isSame = (some: readonly BoardBucket[], others: readonly BoardBucket[]) =>
  some.length === others.length && some.every((bucket) => others.includes(bucket));
