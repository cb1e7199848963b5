import { isDeepStrictEqual } from 'node:util';
import { type BoardEntry, boardEntry } from '../../domain/board/board-entry.ts';
import { groupedBy } from '../../domain/collections/grouped-by.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import { OvertakenError, untilNotOvertaken } from '../runtime/try-again.ts';
import { decodeAccount } from '../store/accounts/account-items.ts';
import { DynamoDirectory } from '../store/accounts/directory.ts';
import { DynamoBoard, type StoredBucket } from '../store/board/board.ts';
import type { DynamoDBClient } from '../store/client.ts';
import { accountBucket, bucketList } from '../store/keys.ts';
import { decodeEach } from '../store/left-out.ts';
import { DynamoListings } from '../store/lists/listings.ts';

export interface BoardTools {
  board: Pick<DynamoBoard, 'bucket' | 'replace'>;
  directory: Pick<DynamoDirectory, 'existing' | 'findFacts' | 'listStates'>;
  listings: Pick<DynamoListings, 'listed'>;
  clock: LocalClock;
  now: () => number;
}

/** In a whole night few others write the same bucket; while accounts are imported many may. */
const MOST_LOSSES = 20;

export function boardTools(
  client: DynamoDBClient,
  table: string,
  { clock, now }: Pick<BoardTools, 'clock' | 'now'>,
): BoardTools {
  return {
    board: new DynamoBoard(client, table),
    directory: new DynamoDirectory(client, table),
    listings: new DynamoListings(client, table),
    clock,
    now,
  };
}

/**
 * Brings a bucket of the board up to what a run over all of its accounts found. Whom the run did not score stays as
 * they were, unless they are there no more. It is written where it differs, and once a day, so that it says how old it is.
 */
export function keepBoard(tools: BoardTools, bucket: number, scored: readonly BoardEntry[]): Promise<void> {
  return change(tools, bucket, async (kept) => {
    const found = new Set(scored.map(({ account }) => account));
    const others = kept.entries.filter(({ account }) => !found.has(account));
    const existing = await tools.directory.existing(
      'accounts',
      others.map(({ account }) => account),
    );
    const entries = [...others.filter(({ account }) => existing.has(account)), ...scored];
    return { asOf: tools.now(), entries };
  });
}

/** Puts those on the board who have just been scored; all others stay as the last night left them. */
export async function putOnBoard(tools: BoardTools, scored: readonly BoardEntry[]): Promise<void> {
  await eachBucket(tools, scored, (kept, own) => {
    const found = new Set(own.map(({ account }) => account));
    return [...kept.filter(({ account }) => !found.has(account)), ...own];
  });
}

/** Puts those on the board who have just become known, as far as they aren't on it: who is scored may be faster. */
export async function addToBoard(tools: BoardTools, accounts: readonly string[]): Promise<void> {
  const ids = accounts.map((id) => ({ id }));
  const [facts, states] = await Promise.all([
    tools.directory.findFacts('accounts', ids),
    tools.directory.listStates([...accounts]),
  ]);
  const today = tools.clock.dayOf(tools.now());
  const entries = facts.flatMap((account, i) =>
    account === undefined ? [] : boardEntry(account, states[i] ?? null, today),
  );
  await eachBucket(tools, entries, (kept, own) => {
    const known = new Set(kept.map(({ account }) => account));
    return [...kept, ...own.filter(({ account }) => !known.has(account))];
  });
}

async function eachBucket(
  tools: BoardTools,
  entries: readonly BoardEntry[],
  merge: (kept: BoardEntry[], own: BoardEntry[]) => BoardEntry[],
): Promise<void> {
  for (const [bucket, own] of groupedBy(entries, ({ account }) => accountBucket(account))) {
    await change(tools, bucket, async ({ asOf, entries }) => ({ asOf, entries: merge(entries, own) }));
  }
}

/**
 * Puts a bucket on the board where no release with a board has run yet.
 *
 * @returns how many accounts were put there; none where it is on it already
 */
export async function buildBoard(tools: BoardTools, bucket: number): Promise<number> {
  if ((await tools.board.bucket(bucket)) !== undefined) return 0;
  let built = 0;
  await change(tools, bucket, async (listed) => {
    built = listed.entries.length;
    return listed;
  });
  return built;
}

type Bucket = Pick<StoredBucket, 'asOf' | 'entries'>;

async function change(tools: BoardTools, bucket: number, decide: (kept: Bucket) => Promise<Bucket>): Promise<void> {
  const { board, clock } = tools;
  await untilNotOvertaken(
    async () => {
      const before = await board.bucket(bucket);
      const { asOf, entries } = await decide(before ?? (await listedBucket(tools, bucket)));
      const after = { asOf, entries: [...entries].sort((a, b) => (a.account < b.account ? -1 : 1)) };
      const isSame = before !== undefined && isDeepStrictEqual(after.entries, before.entries);
      if (isSame && clock.dayOf(after.asOf) === clock.dayOf(before.asOf)) return;
      if (!(await board.replace(bucket, before, after))) throw new OvertakenError('the board is written all the time');
    },
    { most: MOST_LOSSES },
  );
}

/** As the lists and the last evaluations have them, where no release with a board has run yet. */
async function listedBucket({ directory, listings, clock, now }: BoardTools, bucket: number): Promise<Bucket> {
  const entries: BoardEntry[] = [];
  const asOf = now();
  let from: string | undefined;
  do {
    const page = await listings.listed([bucketList(bucket)], from);
    const accounts = decodeEach(page.items, decodeAccount);
    const states = await directory.listStates(accounts.map(({ id }) => id));
    entries.push(...accounts.map((account, i) => boardEntry(account, states[i] ?? null, clock.dayOf(asOf))));
    from = page.next;
  } while (from !== undefined);
  return { asOf, entries };
}
