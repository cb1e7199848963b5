import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { LocalClock, LocalHour } from '../../../domain/time/time-zone.ts';
import type { Call } from '../../../domain/usage/call.ts';
import type { RawRetention } from '../../../domain/usage/raw-retention.ts';
import type { SentEvent, UsageEvent, WaitingEvent } from '../../../domain/usage/usage-event.ts';
import type { DynamoDBClient } from '../client.ts';
import { type Item, numberOf, textOf } from '../item.ts';
import {
  anonymousKey,
  callSortKey,
  callsKey,
  eventSortKey,
  eventsKey,
  groupKey,
  userKey,
  waitingKey,
  waitingSortKey,
} from '../keys.ts';
import { queryPages } from '../query.ts';
import { encodeCallBody } from './call-record.ts';
import { rawEventRecord } from './raw-event-record.ts';

/** Every zone's offset is constant within a quarter of an hour, so all events of one lie in the same local hour. */
const QUARTER_HOUR_IN_MS = 900_000;
const REMEMBERED_QUARTER_HOURS = 10_000;
const HOUR_SUFFIX = /^(.+)#(\d{4}-\d{2}-\d{2})T(\d{2})$/s;

/** Turns events into rows. Nothing depends on when they arrive: what is sent again overwrites itself unchanged. */
export class EventRows {
  private readonly hours = new Map<number, { at: LocalHour; expiresAt: AttributeValue }>();

  constructor(
    private readonly clock: LocalClock,
    private readonly retention: RawRetention,
  ) {}

  encode(arrival: UsageEvent | WaitingEvent | Call): Item {
    if ('kind' in arrival) return this.encodeCall(arrival);
    const { account, user, anonymousId, source, id }: SentEvent = arrival;
    const { at, expiresAt } = this.hourOf(arrival.time);
    const item: Item = {
      pk: { S: account === undefined ? waitingKey(ownerKeyOf(user, anonymousId)) : eventsKey(account, at) },
      sk: { S: account === undefined ? waitingSortKey(source, id) : eventSortKey(source, id) },
      e: { S: arrival.event },
      t: { N: String(arrival.time) },
      expiresAt,
      ...rawEventRecord.mark,
    };
    if (user !== undefined) item.u = { S: user };
    if (arrival.value !== undefined) item.v = { N: String(arrival.value) };
    if (arrival.subject !== undefined) item.s = { S: arrival.subject };
    if (arrival.comment !== undefined) item.c = { S: arrival.comment };
    if (arrival.currency !== undefined) item.m = { S: arrival.currency };
    if (arrival.reference !== undefined) item.n = { S: arrival.reference };
    if (arrival.extra !== undefined) item.x = { S: arrival.extra };
    return item;
  }

  private encodeCall(call: Call): Item {
    const { kind, source, id, time, retriedAt } = call;
    return {
      // Another row than before, so that the stream tells of it again.
      ...(retriedAt !== undefined && { r: { N: String(retriedAt) } }),
      pk: { S: callsKey(subjectKeyOf(call)) },
      sk: { S: callSortKey(source, id) },
      k: { S: kind },
      t: { N: String(time) },
      ...encodeCallBody(call),
      expiresAt: this.hourOf(time).expiresAt,
    };
  }

  private hourOf(timeInMs: number) {
    const quarterHour = Math.floor(timeInMs / QUARTER_HOUR_IN_MS);
    let hour = this.hours.get(quarterHour);
    if (hour === undefined) {
      const at = this.clock.hourOf(timeInMs);
      hour = { at, expiresAt: { N: String(this.retention.rawExpiresAt(at.day)) } };
      if (this.hours.size >= REMEMBERED_QUARTER_HOURS) this.hours.clear();
      this.hours.set(quarterHour, hour);
    }
    return hour;
  }
}

/** The user whom the event waits for: once linked to an account, all their events are released. */
const ownerKeyOf = (user: string | undefined, anonymousId: string | undefined) =>
  user === undefined ? anonymousKey(anonymousId as string) : userKey(user);

function subjectKeyOf({ kind, groupId, userId, anonymousId }: Call): string {
  switch (kind) {
    case 'group':
      return groupKey(groupId as string);
    case 'identify':
      return userKey(userId as string);
    case 'alias':
      return anonymousKey(anonymousId as string);
  }
}

export interface AccountHour {
  account: string;
  at: LocalHour;
}

/** `null` for a key that is no event's. */
export function parseEventsKey(pk: string): AccountHour | null {
  const match = HOUR_SUFFIX.exec(pk);
  if (match === null) return null;
  return { account: match[1] as string, at: { day: match[2] as string, hour: Number(match[3]) } };
}

/** What a roll-up needs of a raw event. */
export interface RawEvent {
  source: string;
  event: string;
  user?: string;
  time: number;
  id: string;
  value?: number;
  subject?: string;
  comment?: string;
  currency?: string;
  reference?: string;
}

export class DynamoEvents {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /**
   * The raw events of one hour, page by page, so that an hour may be larger than memory. Strongly consistent: the
   * stream may tell of a row before every replica has it, and nobody would come back to count it.
   */
  async *hour(account: string, at: LocalHour): AsyncGenerator<RawEvent[]> {
    const query = {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: eventsKey(account, at) } },
      ProjectionExpression: 'sk, e, u, t, v, s, c, m, n, rv',
      ConsistentRead: true,
    };
    for await (const items of queryPages(this.client, query)) yield items.map(decodeRawEvent);
  }
}

function decodeRawEvent(stored: Item): RawEvent {
  const item = rawEventRecord.upToDate(stored);
  const sortKey = textOf(item, 'sk');
  const endOfSource = sortKey.indexOf('#');
  return {
    source: sortKey.slice(0, endOfSource),
    id: sortKey.slice(endOfSource + 1),
    event: textOf(item, 'e'),
    user: item.u?.S,
    time: numberOf(item, 't'),
    value: item.v === undefined ? undefined : numberOf(item, 'v'),
    subject: item.s?.S,
    comment: item.c?.S,
    currency: item.m?.S,
    reference: item.n?.S,
  };
}

/** No source's name holds what separates it from the event's id. */
export const sourceOfEventKey = (sk: string) => sk.slice(0, sk.indexOf('#'));
