import { createHash } from 'node:crypto';
import type { QuarantinedEvent } from '../../../domain/quarantine/quarantined-event.ts';
import { isDialect } from '../../../domain/usage/dialects/dialect.ts';
import type { Item } from '../item.ts';
import { QUARANTINE_LIST, quarantinedRowKey, sourceOfQuarantine } from '../keys.ts';
import { listKey } from '../lists/spread-lists.ts';
import { StoredRecord } from '../record.ts';

/** The event as it came, and why it is of no use, stand in attributes. */
const quarantinedRecord = new StoredRecord<Item>({ name: 'quarantined' });

/**
 * Written out again, a body of 256 KiB can grow beyond what an item holds (`1e20` becomes 21 digits). What is longer
 * than this is no event that anybody could mend.
 */
const MAX_RAW_CHARACTERS = 100_000;

/** So long it is kept unless the configuration says otherwise. */
const KEPT_FOR_IN_DAYS = 90;
const DAY_IN_SECONDS = 86_400;

/** A quarantined event as the operator sees it; `id` is `<source>/<hash of the event>`. */
export interface IdentifiedQuarantinedEvent extends QuarantinedEvent {
  id: string;
}

/** The key is made of the event itself, so that one that is sent again and again lies there once. */
export function encodeQuarantined(
  { source, dialect, raw, reason, detail, receivedAt, limitedKey }: QuarantinedEvent,
  keptForInDays = KEPT_FOR_IN_DAYS,
): Item {
  const key = quarantinedRowKey(source, createHash('sha256').update(raw).digest('base64url'));
  const item: Item = {
    ...key,
    raw: { S: raw.slice(0, MAX_RAW_CHARACTERS) },
    reason: { S: reason },
    detail: { S: detail },
    receivedAt: { S: receivedAt },
    list: { S: listKey(QUARANTINE_LIST, key) },
    listedAt: { S: receivedAt },
    expiresAt: { N: String(expiryOf(receivedAt, keptForInDays)) },
    ...quarantinedRecord.mark,
  };
  if (dialect !== undefined) item.dialect = { S: dialect };
  if (limitedKey !== undefined) item.limitedKey = { S: limitedKey };
  return item;
}

/** In seconds since 1970, as DynamoDB's TTL counts. */
export const expiryOf = (at: string, days: number) => Math.floor(Date.parse(at) / 1000) + days * DAY_IN_SECONDS;

export function decodeQuarantined(stored: Item): IdentifiedQuarantinedEvent {
  const item = quarantinedRecord.upToDate(stored);
  const source = sourceOfQuarantine(`${item.pk?.S}`);
  const dialect = item.dialect?.S;
  return {
    id: `${source}/${item.sk?.S}`,
    source,
    ...(dialect !== undefined && isDialect(dialect) ? { dialect } : {}),
    raw: item.raw?.S as string,
    reason: item.reason?.S as QuarantinedEvent['reason'],
    detail: item.detail?.S as string,
    receivedAt: item.receivedAt?.S as string,
    ...(item.limitedKey?.S !== undefined && { limitedKey: item.limitedKey.S }),
  };
}

/** When a row that an earlier release stored without an end has to go. */
export const quarantineExpiryOf = (item: Item, keptForInDays = KEPT_FOR_IN_DAYS) =>
  expiryOf(`${item.receivedAt?.S}`, keptForInDays);
