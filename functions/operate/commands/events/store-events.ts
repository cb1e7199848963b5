import * as z from 'zod';
import { isDay } from '../../../../domain/time/day.ts';
import { attribute, noLinks } from '../../../../domain/usage/attribute.ts';
import { MalformedBodyError, readDelivery } from '../../../../domain/usage/read-delivery.ts';
import { isRefusal, readUsageEvent } from '../../../../domain/usage/read-usage-event.ts';
import {
  isAttributed,
  type SentEvent,
  type UsageEvent,
  type WaitingEvent,
} from '../../../../domain/usage/usage-event.ts';
import { StoreBusyError } from '../../../store/events/deliveries.ts';
import { type Tools, upkeep } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';

const daySchema = z.string().refine(isDay, 'is not a date that exists');

const requestSchema = z.strictObject({
  source: z.string(),
  /** A JSON array of events, read by the rules of the webhook. */
  body: z.string(),
  /** Only events dated before this day are stored, or only those from it on. */
  before: daySchema.optional(),
  from: daySchema.optional(),
});

/** Stores events as the webhook does; what it would put into quarantine is refused by its place in the list. */
export const storeEvents = upkeep(
  requestSchema,
  'a part of a load, which is on record as one',
  async ({ source, body, before, from }, tools) => {
    const { retention, clock, now } = tools;
    const sources = await tools.readSourceNames();
    if (!sources.includes(source)) {
      throw new OperatorError(
        'no-source',
        'No events were stored.',
        `There is no source "${source}".`,
        `Name one of: ${sources.join(', ')}`,
      );
    }
    const context = { source, accepted: retention.acceptedAt(now()) };
    const events: SentEvent[] = [];
    const refused: { place: number; reason: string; detail: string }[] = [];
    let leftOut = 0;
    let days: { first: string; last: string } | null = null;
    for (const [place, raw] of eventsOf(body).entries()) {
      const read = readUsageEvent(raw, context);
      if (isRefusal(read)) {
        refused.push({ place, reason: read.reason, detail: read.detail });
        continue;
      }
      const day = clock.dayOf(read.time);
      if ((before !== undefined && day >= before) || (from !== undefined && day < from)) {
        leftOut += 1;
        continue;
      }
      days = days === null ? { first: day, last: day } : widened(days, day);
      events.push(read);
    }
    const attributed = await attributeKnown(tools, events);
    if (attributed.length > 0) await tools.openToNewcomers(source);
    // Sent twice under one id, an event waits once.
    const waiting = new Set(attributed.filter((event) => !isAttributed(event)).map(({ user, id }) => `${user}\n${id}`));
    return { ...(await store(tools, attributed)), waiting: waiting.size, refused, leftOut, days };
  },
);

/** What is known of its user's account is not left to wait: the past is scored as soon as all of it is counted. */
async function attributeKnown({ links }: Tools, events: SentEvent[]): Promise<(UsageEvent | WaitingEvent)[]> {
  const users = new Set(events.flatMap((event) => (isAttributed(event) ? [] : (event.user ?? []))));
  const accounts = users.size === 0 ? new Map<string, string>() : await links.countedFor([...users]);
  return events.map((event) => attribute(event, { ...noLinks, accountOf: (user) => accounts.get(user) }));
}

function eventsOf(body: string): unknown[] {
  try {
    return readDelivery(body).events;
  } catch (error) {
    if (!(error instanceof MalformedBodyError)) throw error;
    throw new OperatorError(error.code, 'No events were stored.', error.message, 'Send a JSON array of events.');
  }
}

async function store(
  { deliveries }: Tools,
  events: (UsageEvent | WaitingEvent)[],
): Promise<{ stored: number; conflicts: number }> {
  try {
    return await deliveries.store(events, []);
  } catch (error) {
    if (!(error instanceof StoreBusyError)) throw error;
    throw new OperatorError(
      error.code,
      'Not all events were stored.',
      'DynamoDB takes no more at the moment.',
      'Store the same events again: those that are in overwrite themselves.',
      { cause: error },
    );
  }
}

const widened = ({ first, last }: { first: string; last: string }, day: string) => ({
  first: day < first ? day : first,
  last: day > last ? day : last,
});
