import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { isObject } from '../../domain/usage/read-usage-event.ts';
import { RequestError } from '../runtime/request-error.ts';
import type { Keys, OpenRequest } from './delivery.ts';
import { BATCH_LIMIT, readBody } from './read-body.ts';

const MAX_EVENTS = 2_500;
const BASIC = /^basic +([A-Za-z0-9+/_-]+={0,2})$/i;

export const SEGMENT_PATH = /\/v1\/(batch|track|identify|group|page|screen|alias)\/*$/;
export const POSTHOG_PATH = /\/batch\/*$/;

/** Calls of the Segment API, many or one, as its libraries and RudderStack's send them. */
export function openSegmentBatch(keys: Keys): OpenRequest {
  return async (request) => {
    const { writeKey, sentAt: _, ...body } = requireObject(readBody(request, BATCH_LIMIT));
    const source = await sourceOf(keys, basicUserOf(request) ?? writeKey);
    const type = SEGMENT_PATH.exec(request.rawPath)?.[1];
    const raws = type === 'batch' ? sharing(body.context, requireBatch(body.batch)) : [{ ...body, type }];
    return { dialect: 'segment', source, raws };
  };
}

/** Events of a PostHog library. */
export function openPosthogBatch(keys: Keys): OpenRequest {
  return async (request) => {
    const body = requireObject(readBody(request, BATCH_LIMIT));
    const source = await sourceOf(keys, body.api_key);
    return { dialect: 'posthog', source, raws: requireBatch(body.batch) };
  };
}

async function sourceOf(keys: Keys, key: unknown): Promise<string> {
  if (typeof key !== 'string' || key === '') {
    throw new RequestError(
      'unauthenticated',
      'no-key',
      'Send the write key of this source: as the user of Basic authorization, or in the body as writeKey (PostHog: api_key).',
    );
  }
  const known = await keys.find(key, 'write');
  if (known === null) {
    throw new RequestError('unauthenticated', 'bad-key', 'Send a write key of this source that is live, unchanged.');
  }
  return known.source;
}

/** Libraries send `base64(writeKey:)`. */
function basicUserOf({ headers }: APIGatewayProxyEventV2): string | undefined {
  const encoded = BASIC.exec(headers.authorization?.trim() ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString().split(':', 1)[0];
}

/** What the batch says of all its calls, unless one says it for itself. */
function sharing(context: unknown, calls: unknown[]): unknown[] {
  if (!isObject(context)) return calls;
  return calls.map((call) =>
    isObject(call) ? { ...call, context: { ...context, ...(isObject(call.context) ? call.context : {}) } } : call,
  );
}

function requireBatch(batch: unknown): unknown[] {
  if (!Array.isArray(batch)) {
    throw new RequestError('malformed', 'no-events', 'Send the events as an array named batch.');
  }
  if (batch.length > MAX_EVENTS) {
    throw new RequestError(
      'too-large',
      'too-many-events',
      `Send at most ${MAX_EVENTS} events at once: split the batch.`,
    );
  }
  return batch;
}

function requireObject(body: unknown): Record<string, unknown> {
  if (isObject(body)) return body;
  throw new RequestError('malformed', 'no-events', 'Send a JSON object.');
}
