import { stableHash } from '../../../domain/names/stable-hash.ts';
import type { Item } from '../item.ts';
import {
  APPROVAL_MAILS_LIST,
  AUDIT_KEY_PREFIX,
  BUS_SORT_PREFIX,
  CLOSED_TASKS_LIST,
  DONE_MAILS_LIST,
  DONE_POSTS_LIST,
  FAILING_ACCOUNTS_LIST,
  HELD_MAILS_LIST,
  HELD_POSTS_LIST,
  LISTED_INDEX,
  OPEN_MAILS_LIST,
  OPEN_POSTS_LIST,
  OPEN_TASKS_LIST,
  QUARANTINE_LIST,
  SWEEP_KEY_PREFIX,
  UNKNOWN_ACCOUNTS_LIST,
  WAITING_MAILS_LIST,
} from '../keys.ts';

/** One key of an index takes 1,000 write units a second; a night writes several times that. Fixed: stored with the rows. */
export const LIST_BUCKETS = 16;

/**
 * The lists that a night, a burst of deliveries or a stopped mail service may write to with all its might, each with
 * the key that tells its rows apart. The others are written by people, a row an act.
 */
const spread = new Map<string, 'pk' | 'sk'>([
  [OPEN_TASKS_LIST, 'sk'],
  [CLOSED_TASKS_LIST, 'sk'],
  [OPEN_MAILS_LIST, 'sk'],
  [APPROVAL_MAILS_LIST, 'sk'],
  [WAITING_MAILS_LIST, 'sk'],
  [HELD_MAILS_LIST, 'sk'],
  [DONE_MAILS_LIST, 'sk'],
  [OPEN_POSTS_LIST, 'sk'],
  [HELD_POSTS_LIST, 'sk'],
  [DONE_POSTS_LIST, 'sk'],
  [QUARANTINE_LIST, 'sk'],
  // Each account has one such row, under a sort key that all share.
  [UNKNOWN_ACCOUNTS_LIST, 'pk'],
  [FAILING_ACCOUNTS_LIST, 'pk'],
]);

/** Without those of which there is one a month: what earlier releases put under their bare names stays there. */
export const spreadLists = [...spread.keys()];

/** Programs may change as much at night as an evaluation raises. */
const apartIn = (list: string) => (list.startsWith(AUDIT_KEY_PREFIX) ? 'sk' : spread.get(list));

/** What the row has under `list` while it is in this one: always the same for the same row. */
export function listKey(list: string, row: Item): string {
  const apart = apartIn(list);
  return apart === undefined ? list : bucketOf(list, bucketOfRow(apart, row));
}

/**
 * All that has to be read to see the list: its buckets, and the list's own name, under which releases before the buckets
 * put every row. `spread-old-rows.ts` moves these.
 */
export function keysOfList(list: string): string[] {
  if (apartIn(list) === undefined) return [list];
  return [list, ...Array.from({ length: LIST_BUCKETS }, (_, bucket) => bucketOf(list, bucket))];
}

/** Where a row of this sort key may be listed, whatever account it belongs to. */
export function keysOfRow(list: string, sortKey: string): string[] {
  if (apartIn(list) !== 'sk' || isSharedByAccounts(sortKey)) return keysOfList(list);
  return [list, listKey(list, { sk: { S: sortKey } })];
}

/** What a row of the outbox has as its key in the index `assigned` while sweeps look at it; of all such rows, the keys. */
export const sweepKey = (row: Item) => bucketOf(SWEEP_KEY_PREFIX, bucketOfRow('sk', row));
export const sweepKeys = Array.from({ length: LIST_BUCKETS }, (_, bucket) => bucketOf(SWEEP_KEY_PREFIX, bucket));

/** What the bus is told is named by how often its account was scored: of all that came on one day, the same. */
const isSharedByAccounts = (sortKey: string) => sortKey.startsWith(BUS_SORT_PREFIX);

function bucketOfRow(apart: 'pk' | 'sk', { pk, sk }: Item): number {
  const own = apart === 'pk' ? pk?.S : isSharedByAccounts(`${sk?.S}`) ? `${pk?.S}${sk?.S}` : sk?.S;
  return stableHash(own as string) % LIST_BUCKETS;
}

/** A query of all rows under one key of the index. */
export const underKey = (key: string) => ({
  IndexName: LISTED_INDEX,
  KeyConditionExpression: '#list = :list',
  ExpressionAttributeNames: { '#list': 'list' },
  ExpressionAttributeValues: { ':list': { S: key } },
});

function bucketOf(list: string, bucket: number): string {
  return `${list}#${String(bucket).padStart(2, '0')}`;
}
