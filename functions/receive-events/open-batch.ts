import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { parseBody } from '../../domain/usage/read-delivery.ts';
import { isObject } from '../../domain/usage/read-usage-event.ts';
import { RequestError, requestOf } from '../runtime/request-error.ts';
import type { Keys, OpenRequest } from './delivery.ts';
import { withDerivedIds } from './derived-ids.ts';
import { BATCH_LIMIT, bytesOf, readBody, readJson, textOf } from './read-body.ts';
import { readForm } from './read-form.ts';

const BASIC = /^basic +([A-Za-z0-9+/_-]+={0,2})$/i;

/** In full as the API names them, in short as the library for pages does; `import` as the library for Java. */
export const SEGMENT_PATH = /\/v1\/(batch|b|import|track|t|identify|i|group|g|page|p|screen|s|alias|a)\/*$/;
const TYPE_IN_SHORT: Record<string, string> = {
  b: 'batch',
  import: 'batch',
  t: 'track',
  i: 'identify',
  g: 'group',
  p: 'page',
  s: 'screen',
  a: 'alias',
};
/** The second to the last are where the library for pages sends to, by its age. */
export const POSTHOG_PATH = /\/(batch|e|i\/v0\/e|capture)\/*$/;
/** Where PostHog's libraries ask which flags are on. */
export const FLAGS_PATH = /\/(flags|decide)\/*$/;

/** Calls of the Segment API, many or one, as its libraries and RudderStack's send them. */
export function openSegmentBatch(keys: Keys): OpenRequest {
  return async (request) => {
    const { writeKey, sentAt: _, ...body } = requireObject(readBody(request, BATCH_LIMIT));
    const { source, limitedKey } = await senderOf(keys, basicUserOf(request) ?? writeKey, request);
    const word = SEGMENT_PATH.exec(request.rawPath)?.[1] as string;
    const type = TYPE_IN_SHORT[word] ?? word;
    return requestOf(source, () => {
      const calls = type === 'batch' ? requireBatch(body.batch) : [{ ...body, type }];
      return {
        dialect: 'segment',
        source,
        limitedKey,
        raws: sharing(body.context, withDerivedIds(calls, 'messageId')),
      };
    });
  };
}

/** Events of a PostHog library: a batch, or what its library for pages makes of one. */
export function openPosthogBatch(keys: Keys): OpenRequest {
  return async (request) => {
    const { body, key } = readPosthogBody(request);
    const { source, limitedKey } = await senderOf(keys, key, request);
    return requestOf(source, () => {
      const raws = requireBatch(isObject(body) && 'event' in body ? [body] : isObject(body) ? body.batch : body);
      return { dialect: 'posthog', source, limitedKey, raws: withDerivedIds(withoutKey(raws, key), 'uuid') };
    });
  };
}

function readPosthogBody(request: APIGatewayProxyEventV2): { body: unknown; key: unknown } {
  const text = textOf(bytesOf(request, BATCH_LIMIT), BATCH_LIMIT);
  const form = readForm(text, BATCH_LIMIT);
  const body = form === undefined ? readJson(text, parseBody) : form.data;
  const keyed = Array.isArray(body) ? body[0] : body;
  if (!isObject(keyed)) throw new RequestError('malformed', 'no-events', 'Send a JSON object.');
  const properties = isObject(keyed.properties) ? keyed.properties : {};
  return { body, key: form?.key ?? keyed.api_key ?? keyed.token ?? properties.token };
}

/** The library for pages writes the key into each event. A `token` that is none is the product's own. */
function withoutKey(raws: unknown[], key: unknown): unknown[] {
  return raws.map((raw) => {
    if (!isObject(raw)) return raw;
    const { api_key, token, properties } = raw;
    const isKeyed = api_key !== undefined || token === key || (isObject(properties) && properties.token === key);
    if (!isKeyed) return raw;
    const { api_key: _, ...rest } = dropped(raw, key);
    return isObject(properties) ? { ...rest, properties: dropped(properties, key) } : rest;
  });
}

function dropped(fields: Record<string, unknown>, key: unknown): Record<string, unknown> {
  const { token, ...rest } = fields;
  return token === key ? rest : fields;
}

async function senderOf(keys: Keys, key: unknown, { headers }: APIGatewayProxyEventV2) {
  if (typeof key !== 'string' || key === '') {
    throw new RequestError(
      'unauthenticated',
      'no-key',
      'Send the write key of this source: as the user of Basic authorization, or in the body as writeKey (PostHog: api_key).',
    );
  }
  // Browsers say of each such request which page it comes from, and programs don't.
  const known = await keys.find(key, 'write', { isFromPage: headers.origin !== undefined });
  if (known === null) {
    throw new RequestError('unauthenticated', 'bad-key', 'Send a write key of this source that is live, unchanged.');
  }
  return known;
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
  return batch;
}

function requireObject(body: unknown): Record<string, unknown> {
  if (isObject(body)) return body;
  throw new RequestError('malformed', 'no-events', 'Send a JSON object.');
}
