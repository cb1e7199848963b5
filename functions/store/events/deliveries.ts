import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import pMap from 'p-map';
import { putAsideWithoutErased, withoutErased } from '../../../domain/personal-data/late-arrivals.ts';
import type { QuarantinedEvent } from '../../../domain/quarantine/quarantined-event.ts';
import type { Call } from '../../../domain/usage/call.ts';
import type { UsageEvent, WaitingEvent } from '../../../domain/usage/usage-event.ts';
import { mayPass } from '../../aws/aws-error.ts';
import type { AwsJsonClient } from '../../aws/json-client.ts';
import { type Item, keyText } from '../item.ts';
import { isWaitingSortKey, parseAsideSortKey, WAITING_COUNTED_SORT_PREFIX } from '../keys.ts';
import { LeftOverError, untilNothingIsLeft } from '../left-over.ts';
import type { ErasedPeople } from '../personal-data/erased-people.ts';
import {
  type Countable,
  countableOf,
  countedSortKey,
  countInDay,
  type QuarantineLimits,
  roomFor,
} from '../quarantine/daily-counts.ts';
import { encodeQuarantined } from '../quarantine/quarantine-items.ts';
import type { EventRows } from './events.ts';

const BATCH = 25;
const BATCHES_IN_FLIGHT = 8;
const FIRST_PAUSE_IN_MS = 25;
const LONGEST_PAUSE_IN_MS = 1_000;
/** Well below the 30 s that the gateway waits, so that the sender hears "later" instead of nothing. */
const TIME_BUDGET_IN_MS = 8_000;

/** DynamoDB did not take everything in time. What it took may stay: sent again, it overwrites itself. */
export class StoreBusyError extends Error {
  override readonly name = 'StoreBusyError';
  readonly code = 'store-busy';
}

export interface DynamoDeliveriesOptions {
  client: Pick<AwsJsonClient, 'callOnce'>;
  eventsTable: string;
  accountsTable: string;
  rows: EventRows;
  /** Without them, what is put aside is neither counted nor limited. */
  quarantine?: QuarantineLimits;
  /** Without it, nobody is known to have been erased. */
  erased?: Pick<ErasedPeople, 'isErased'>;
  /** Without them, events whose user has no account yet are neither counted nor limited. */
  waiting?: QuarantineLimits;
  now: () => number;
  sleep: (ms: number) => Promise<unknown>;
  random: () => number;
}

/** Stores deliveries: all of one, or it throws. */
export class DynamoDeliveries {
  /** Kind, day and source of those that have had their share. */
  private readonly full = new Set<string>();

  constructor(private readonly options: DynamoDeliveriesOptions) {}

  /**
   * `conflicts`: events of one delivery with the same identity and different content, of which the last one stands.
   * `erased`: how many were of people who were erased, and are dropped; `erasedAside`: how many of those that can't be used. `notKept`: how many of what is put aside or waits were counted only, since the source has had its share of the day.
   */
  async store(
    arrivals: (UsageEvent | WaitingEvent | Call)[],
    quarantined: QuarantinedEvent[],
  ): Promise<{ stored: number; conflicts: number; notKept: number; erased: number; erasedAside: number }> {
    const { eventsTable, rows } = this.options;
    const isErased = (await this.options.erased?.isErased()) ?? (() => false);
    const { taken, erased } = withoutErased(arrivals, isErased);
    const { items, conflicts } = withoutRepeats(taken.map((arrival) => rows.encode(arrival)));
    const kept = await this.withinWaiting(items);
    const aside = putAsideWithoutErased(quarantined, isErased);
    const [notKept] = await Promise.all([this.putAside(aside.kept), this.writeAll(eventsTable, kept)]);
    return {
      stored: kept.length,
      conflicts,
      notKept: notKept + items.length - kept.length,
      erased,
      erasedAside: aside.erased,
    };
  }

  /** Those that may be kept: all but what waits beyond the source's share of the day. */
  private async withinWaiting(items: Item[]): Promise<Item[]> {
    const limits = this.options.waiting;
    if (limits === undefined) return items;
    const waiting = items.filter(isWaiting);
    if (waiting.length === 0) return items;
    const { source } = parseAsideSortKey(`${waiting[0]?.sk?.S}`);
    const at = new Date(this.options.now()).toISOString();
    const countable = {
      source,
      at,
      prefix: WAITING_COUNTED_SORT_PREFIX,
      count: waiting.length,
      reasons: noReasons,
    } as const;
    const room = await this.roomFor(countable, limits);
    if (room === waiting.length) return items;
    const beyond = new Set(waiting.slice(room));
    return items.filter((item) => !beyond.has(item));
  }

  private async putAside(quarantined: QuarantinedEvent[]): Promise<number> {
    if (quarantined.length === 0) return 0;
    const { accountsTable, quarantine } = this.options;
    const room =
      quarantine === undefined ? quarantined.length : await this.roomFor(countableOf(quarantined), quarantine);
    const kept = quarantined.slice(0, room);
    const held = withoutRepeats(kept.map((event) => encodeQuarantined(event, quarantine?.keptForInDays))).items;
    await this.writeAll(accountsTable, held);
    return quarantined.length - kept.length;
  }

  /** One write a delivery that has any, and none for one that has none. Where it can't be counted, the events are worth more. */
  private async roomFor(countable: Countable, limits: QuarantineLimits): Promise<number> {
    const { count, source } = countable;
    const key = `${countedSortKey(countable)} ${source}`;
    try {
      const { Attributes } = await this.options.client.callOnce<{ Attributes?: Item }>(
        'UpdateItem',
        countInDay(this.options.accountsTable, countable, limits),
      );
      const room = roomFor(count, Attributes, limits);
      if (room < count) this.full.add(key);
      return room;
    } catch (error) {
      if (!mayPass(error)) throw error;
      return this.full.has(key) ? 0 : count;
    }
  }

  /** Into one table: what may be written to the accounts table is held to quarantine keys by a condition on the request. */
  private async writeAll(table: string, items: Item[]): Promise<void> {
    const { now, sleep, random } = this.options;
    const until = { timeInMs: now() + TIME_BUDGET_IN_MS, now };
    const pauses = { sleep, random, firstInMs: FIRST_PAUSE_IN_MS, longestInMs: LONGEST_PAUSE_IN_MS, until };
    const write = (left: WriteRequest[]) => this.write(table, left);
    try {
      await pMap(batchesOf(items), (batch) => untilNothingIsLeft(batch, write, { mayPass, pauses }), {
        concurrency: BATCHES_IN_FLIGHT,
      });
    } catch (cause) {
      const isBusy = cause instanceof LeftOverError || mayPass(cause);
      throw isBusy ? new StoreBusyError('DynamoDB did not take the delivery in time', { cause }) : cause;
    }
  }

  /** What was left over. */
  private async write(table: string, requests: WriteRequest[]): Promise<WriteRequest[]> {
    const input = { RequestItems: { [table]: requests } };
    const { UnprocessedItems } = await this.options.client.callOnce<{
      UnprocessedItems?: Record<string, WriteRequest[]>;
    }>('BatchWriteItem', input);
    return UnprocessedItems?.[table] ?? [];
  }
}

const noReasons: ReadonlyMap<string, number> = new Map();

const isWaiting = ({ sk }: Item) => isWaitingSortKey(`${sk?.S}`);

function batchesOf(items: Item[]): WriteRequest[][] {
  const batches: WriteRequest[][] = [];
  for (let i = 0; i < items.length; i += BATCH) {
    batches.push(items.slice(i, i + BATCH).map((Item) => ({ PutRequest: { Item } })));
  }
  return batches;
}

/** Of rows with the same key the last one stands, as it would have if they had come one after the other. */
function withoutRepeats(items: Item[]): { items: Item[]; conflicts: number } {
  const last = new Map<string, Item>();
  let conflicts = 0;
  for (const item of items) {
    const key = keyText(item);
    const earlier = last.get(key);
    if (earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(item)) conflicts += 1;
    last.set(key, item);
  }
  return { items: [...last.values()], conflicts };
}
