import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { joinPairs, splitPairs } from '../../domain/usage/encoded-pairs.ts';
import { decodeSeenInto, emptyLifetime, type Lifetime } from '../../domain/usage/lifetime.ts';
import { decodeTally, encodeTally, type UsageDay, type UsageTally } from '../../domain/usage/usage-tally.ts';

type Item = Record<string, AttributeValue>;

export const USAGE_SORT_PREFIX = '2#usage#';
export const LIFETIME_SORT_KEY = '3#lifetime';

/** DynamoDB takes items up to 400 KB; keys and the other attributes need far less than what is left. */
const MAX_TEXT_BYTES = 340_000;

/** The rows of a tally were read while it was being written: whoever meets this reads again. */
export class TornUsageError extends Error {
  override readonly name = 'TornUsageError';
  readonly code = 'usage-torn';

  constructor(sortKey: string) {
    super(`the rows of ${sortKey} belong to different writes: read them again`);
  }
}

/** A tally as rows: the first under `sortKey`; users who don't fit into it under `sortKey#01`, `#02`, … */
export function encodeTallyRows(pk: string, sortKey: string, tally: UsageTally): [Item, ...Item[]] {
  const { total, events, users } = encodeTally(tally);
  const parts = events.length + users.length <= MAX_TEXT_BYTES ? [] : splitPairs(users, MAX_TEXT_BYTES);
  const n = { N: String(total) };
  const head: Item = {
    pk: { S: pk },
    sk: { S: sortKey },
    n,
    e: { S: events },
    u: { S: parts.length > 0 ? '' : users },
  };
  if (parts.length > 0) head.parts = { N: String(parts.length) };
  return [head, ...parts.map((u, i) => ({ pk: { S: pk }, sk: { S: partSortKey(sortKey, i + 1) }, n, u: { S: u } }))];
}

/** The usage days among rows read in the order of their keys; other rows are passed over. */
export function decodeUsageDays(items: Iterable<Item>): UsageDay[] {
  const days: UsageDay[] = [];
  for (const [sortKey, tally] of decodeTallyRows(items, USAGE_SORT_PREFIX)) {
    days.push({ day: sortKey.slice(USAGE_SORT_PREFIX.length), ...tally });
  }
  return days;
}

/** Tallies by sort key, from rows in the order of their keys. */
export function* decodeTallyRows(items: Iterable<Item>, prefix = ''): Generator<[sortKey: string, tally: UsageTally]> {
  let open: { sortKey: string; head: Item; users: string[]; parts: number } | null = null;
  for (const item of items) {
    const sortKey = item.sk?.S as string;
    if (!sortKey.startsWith(prefix)) continue;
    if (item.e !== undefined) {
      if (open !== null) yield closeTally(open);
      open = { sortKey, head: item, users: [], parts: Number(item.parts?.N ?? 0) };
    } else if (open !== null && open.users.length < open.parts) {
      // A part beyond the head's number is left over from a larger write of the same tally.
      if (item.n?.N !== open.head.n?.N) throw new TornUsageError(open.sortKey);
      open.users.push(item.u?.S as string);
    }
  }
  if (open !== null) yield closeTally(open);
}

function closeTally(open: { sortKey: string; head: Item; users: string[]; parts: number }): [string, UsageTally] {
  if (open.users.length < open.parts) throw new TornUsageError(open.sortKey);
  const users = open.parts > 0 ? joinPairs(open.users) : (open.head.u?.S as string);
  return [open.sortKey, decodeTally({ total: Number(open.head.n?.N), events: open.head.e?.S as string, users })];
}

/** Lifetime rows each hold some of what is known; together, in any order, they hold all of it. */
export function decodeLifetime(items: Iterable<Item>): Lifetime {
  const lifetime = emptyLifetime();
  for (const item of items) if (item.sk?.S?.startsWith(LIFETIME_SORT_KEY)) decodeLifetimeRow(lifetime, item);
  return lifetime;
}

export function decodeLifetimeRow(lifetime: Lifetime, item: Item): void {
  decodeSeenInto(lifetime.events, item.e?.S as string);
  decodeSeenInto(lifetime.users, item.u?.S as string);
}

const partSortKey = (sortKey: string, part: number) => `${sortKey}#${String(part).padStart(2, '0')}`;
