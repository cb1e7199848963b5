import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { QuarantinedEvent } from '../../domain/usage/quarantined-event.ts';
import { QUARANTINE_LIST } from './keys.ts';
import { listKey } from './spread-lists.ts';

/** Records of what was given up. */
export const DROPPED_LIST = 'quarantine#dropped';

/**
 * Written out again, a body of 256 KiB can grow beyond what an item holds (`1e20` becomes 21 digits). What is longer
 * than this is no event that anybody could mend.
 */
const MAX_RAW_CHARACTERS = 100_000;

/** The key is made of the event itself, so that one that is sent again and again lies there once. */
export function encodeQuarantined({
  source,
  dialect,
  raw,
  reason,
  detail,
  receivedAt,
}: QuarantinedEvent): Record<string, AttributeValue> {
  const key = {
    pk: { S: `quarantine#${source}` },
    sk: { S: createHash('sha256').update(raw).digest('base64url') },
  };
  const item: Record<string, AttributeValue> = {
    ...key,
    raw: { S: raw.slice(0, MAX_RAW_CHARACTERS) },
    reason: { S: reason },
    detail: { S: detail },
    receivedAt: { S: receivedAt },
    list: { S: listKey(QUARANTINE_LIST, key) },
    listedAt: { S: receivedAt },
  };
  if (dialect !== undefined) item.dialect = { S: dialect };
  return item;
}
