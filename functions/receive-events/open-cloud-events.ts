import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { isJsonType } from '../../domain/usage/dialects/cloud-event.ts';
import { parseBody } from '../../domain/usage/read-delivery.ts';
import { RequestError, requestOf } from '../runtime/request-error.ts';
import type { Keys, OpenRequest } from './delivery.ts';
import { bytesOf, EVENTS_LIMIT, mediaTypeOf, readBody, readJson, textOf } from './read-body.ts';

const BEARER = /^bearer +(\S+)$/i;
const ATTRIBUTE_HEADER = /^ce-([a-z0-9]+)$/;
const QUOTED = /^"((?:[^"\\]|\\.)*)"$/s;
const ESCAPED = /\\(.)/gs;
/** What programs that send add where they were given no type: it says nothing of the data. */
const TYPES_BY_DEFAULT = new Set(['', 'application/octet-stream', 'application/x-www-form-urlencoded', 'text/plain']);

/** CloudEvents 1.0 over HTTP: structured, as a batch, or binary with the attributes in headers. */
export function openCloudEvents(keys: Keys): OpenRequest {
  return async (request) => {
    const source = await sourceOf(request);
    return requestOf(source, () => ({ dialect: 'cloudevents', source, raws: readEvents(request) }));
  };

  async function sourceOf({ headers, rawQueryString = '' }: APIGatewayProxyEventV2): Promise<string> {
    if (new URLSearchParams(rawQueryString).has('access_token')) {
      throw new RequestError(
        'unauthenticated',
        'token-in-url',
        'Send the token in the header authorization: Bearer …, and replace this one: addresses get logged.',
      );
    }
    const token = BEARER.exec(headers.authorization?.trim() ?? '')?.[1];
    if (token === undefined) {
      throw new RequestError('unauthenticated', 'no-token', "Send authorization: Bearer … with this source's token.");
    }
    const known = await keys.find(token, 'events');
    if (known === null) {
      throw new RequestError('unauthenticated', 'bad-token', 'Send a token of this source that is live, unchanged.');
    }
    return known.source;
  }
}

function readEvents(request: APIGatewayProxyEventV2): unknown[] {
  const type = mediaTypeOf(request);
  if (type === 'application/cloudevents+json') return [readBody(request, EVENTS_LIMIT)];
  if (type === 'application/cloudevents-batch+json') {
    const batch = readBody(request, EVENTS_LIMIT);
    if (Array.isArray(batch)) return batch;
    throw new RequestError('malformed', 'no-events', 'Send a batch as an array of events.');
  }
  const isBinary = Object.keys(request.headers).some((name) => name.startsWith('ce-'));
  if (type === null || type.startsWith('application/cloudevents') || !isBinary) {
    throw new RequestError(
      'unsupported-type',
      'unsupported-type',
      'Send content-type: application/cloudevents+json or application/cloudevents-batch+json in UTF-8, or the attributes as ce- headers.',
    );
  }
  return [readBinaryEvent(request, type)];
}

/** The event in its JSON form, so that it is read, and kept where it has to be, like any other. */
function readBinaryEvent(request: APIGatewayProxyEventV2, type: string): Record<string, unknown> {
  const event: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    const attribute = ATTRIBUTE_HEADER.exec(name)?.[1];
    if (attribute === 'constructor') {
      throw new RequestError('malformed', 'forbidden-key', 'Name no attribute constructor.');
    }
    if (attribute !== undefined && value !== undefined) event[attribute] = decodeHeader(name, value);
  }
  const text = textOf(bytesOf(request, EVENTS_LIMIT), EVENTS_LIMIT);
  if (text === '') return event;
  if (isJsonType(type)) event.datacontenttype = type;
  else if (!TYPES_BY_DEFAULT.has(type) || (type !== '' && !isJson(text))) {
    throw new RequestError(
      'unsupported-type',
      'unsupported-type',
      'Send the data as JSON: content-type: application/json.',
    );
  }
  event.data = readJson(text, parseBody);
  return event;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Unquoted and percent-decoded, each once. */
function decodeHeader(name: string, value: string): string {
  const text = value.trim();
  const quoted = QUOTED.exec(text)?.[1];
  try {
    return decodeURIComponent(quoted === undefined ? text : quoted.replace(ESCAPED, '$1'));
  } catch (cause) {
    throw new RequestError('malformed', 'bad-header', `Percent-encode ${name} as UTF-8, a percent sign as %25.`, {
      cause,
    });
  }
}
