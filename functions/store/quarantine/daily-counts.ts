import type { QuarantinedEvent } from '../../../domain/quarantine/quarantined-event.ts';
import type { Item } from '../item.ts';
import { COUNTED_SORT_PREFIX, quarantinedRowKey, type WAITING_COUNTED_SORT_PREFIX } from '../keys.ts';
import { expiryOf } from './quarantine-items.ts';

/** Of one source: how many of a day are kept, and for how long. */
export interface QuarantineLimits {
  mostPerSourceAndDay: number;
  keptForInDays: number;
}

const REASON_PREFIX = 'of-';

/** What one source brought that has a limit by day. */
export interface Countable {
  source: string;
  at: string;
  prefix: typeof COUNTED_SORT_PREFIX | typeof WAITING_COUNTED_SORT_PREFIX;
  count: number;
  reasons: ReadonlyMap<string, number>;
}

export const countedSortKey = ({ prefix, at }: Pick<Countable, 'prefix' | 'at'>) => `${prefix}${at.slice(0, 10)}`;

/** Events of one source that were put aside. */
export function countableOf(events: QuarantinedEvent[]): Countable {
  const { source, receivedAt: at } = events[0] as QuarantinedEvent;
  const reasons = new Map<string, number>();
  for (const { reason } of events) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return { source, at, prefix: COUNTED_SORT_PREFIX, count: events.length, reasons };
}

/** Counts in one row a day. Its answer, which `roomFor` reads, is how many they are with those before. */
export function countInDay(table: string, countable: Countable, limits: QuarantineLimits) {
  const { mostPerSourceAndDay, keptForInDays } = limits;
  const { source, at, count } = countable;
  const all = [...countable.reasons];
  return {
    TableName: table,
    // Both kinds under one key: the only one that the webhook's permissions let it count under.
    Key: quarantinedRowKey(source, countedSortKey(countable)),
    UpdateExpression: `SET expiresAt = :end, lim = :lim ADD n :n${all.map((_, i) => `, #r${i} :r${i}`).join('')}`,
    ...(all.length > 0 && {
      ExpressionAttributeNames: Object.fromEntries(all.map(([reason], i) => [`#r${i}`, `${REASON_PREFIX}${reason}`])),
    }),
    ExpressionAttributeValues: {
      ':end': { N: String(expiryOf(at, keptForInDays)) },
      // What is over the limit of its day is told by the row alone.
      ':lim': { N: String(mostPerSourceAndDay) },
      ':n': { N: String(count) },
      ...Object.fromEntries(all.map(([, ofReason], i) => [`:r${i}`, { N: String(ofReason) }])),
    },
    ReturnValues: 'UPDATED_NEW' as const,
  };
}

/** Of so many events just counted, those that may be kept. */
export function roomFor(count: number, counted: Item | undefined, { mostPerSourceAndDay }: QuarantineLimits): number {
  const before = Number(counted?.n?.N ?? count) - count;
  return Math.min(count, Math.max(0, mostPerSourceAndDay - before));
}

/** What a row that counts says: of which day, how many beyond the limit, and how many by reason. */
export function readCounted(item: Item) {
  const reasons = Object.entries(item).filter(([name]) => name.startsWith(REASON_PREFIX));
  return {
    day: `${item.sk?.S}`.replace(/^.*#/, ''),
    beyond: Math.max(0, Number(item.n?.N ?? 0) - Number(item.lim?.N ?? 0)),
    reasons: new Map(reasons.map(([name, value]) => [name.slice(REASON_PREFIX.length), Number(value.N)])),
  };
}
