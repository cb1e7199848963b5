import { parseBody } from '../read-delivery.ts';
import {
  type EventContext,
  type EventRefusal,
  extraOf,
  type FieldNames,
  isObject,
  isRefusal,
  readEventFields,
  refuse,
} from '../read-usage-event.ts';
import type { SentEvent } from '../usage-event.ts';
import { fittingFields, isFittingField, looseId } from './loose-fields.ts';

const names: FieldNames = {
  id: '"id"',
  account: '"account" (in data, or as an extension attribute)',
  user: '"user" (in data, or as an extension attribute)',
  anonymous: '"user"',
  event: '"type"',
  time: '"time"',
};

/** A URI reference holds no space, so that source and id, joined by one, can be told apart again. */
const SOURCE = /^[!-~]{1,256}$/;

const JSON_TYPE = /^(application\/json|text\/json|[^/]+\/[^/]+\+json)$/;
const utf8 = new TextDecoder('utf-8', { fatal: true });

export const isJsonType = (type: string) => JSON_TYPE.test(type);

/**
 * One CloudEvent in its JSON form. What is read in `data` are our own words where they fit; account and user may be
 * extension attributes instead, the subject the standard's own.
 */
export function readCloudEvent(raw: unknown, context: EventContext): SentEvent | EventRefusal {
  if (!isObject(raw))
    return refuse('not-an-object', 'Write each event as an object in the JSON format of CloudEvents.');
  const { specversion, id, source, type, time } = raw;
  const data = raw.data ?? bytesOf(raw);
  if (specversion !== '1.0') return refuse('unknown-version', 'Write "specversion": "1.0".');
  if (typeof source !== 'string' || !SOURCE.test(source)) {
    return refuse('bad-source', 'Give "source": a URI reference of at most 256 ASCII characters.');
  }
  const fields = isObject(data) ? data : {};
  const { value, subject, comment } = fittingFields(fields);
  const event = readEventFields(
    {
      id,
      account: idIn(fields.account) ?? looseId(raw.account),
      user: idIn(fields.user) ?? looseId(raw.user),
      anonymousId: undefined,
      event: type,
      time,
      value,
      subject: subject ?? raw.subject,
      comment,
      currency: fields.currency,
    },
    extraIn(raw, data),
    context,
    names,
  );
  // The standard's identity: the same id from another source is another event.
  if (!isRefusal(event)) event.id = `${source} ${event.id}`;
  return event;
}

/** An object by such a name is the sender's own matter. */
const idIn = (id: unknown) => (typeof id === 'string' || typeof id === 'number' ? looseId(id) : undefined);

/**
 * What the bytes in `data_base64` say, where they are JSON: so do libraries write data that they were given as bytes.
 * `undefined` where they are something else: then they are kept as they came.
 */
function bytesOf({ data_base64: encoded, datacontenttype = 'application/json' }: Record<string, unknown>): unknown {
  if (typeof encoded !== 'string' || typeof datacontenttype !== 'string') return undefined;
  if (!isJsonType((datacontenttype.split(';', 1)[0] as string).trim().toLowerCase())) return undefined;
  try {
    return parseBody(utf8.decode(Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))));
  } catch {
    return undefined;
  }
}

/** What else `data` holds, and the extension attributes. */
function extraIn(raw: Record<string, unknown>, data: unknown): string | undefined {
  const all: Record<string, unknown> = {};
  for (const name in raw) {
    if (!isAttribute(name) && !(name === 'data_base64' && isThere(data))) all[name] = raw[name];
  }
  if (isObject(data)) {
    for (const name in data) if (!isField(name, data[name])) all[name] = data[name];
  } else if (isThere(data)) all.data = data;
  return extraOf(all, () => false);
}

const isThere = (data: unknown) => data !== undefined && data !== null;

const isField = (name: string, value: unknown) =>
  ((name === 'account' || name === 'user') && idIn(value) !== undefined) || isFittingField(name, value);

function isAttribute(name: string): boolean {
  switch (name) {
    case 'specversion':
    case 'id':
    case 'source':
    case 'type':
    case 'time':
    case 'subject':
    case 'datacontenttype':
    case 'account':
    case 'user':
    case 'data':
      return true;
    default:
      return false;
  }
}
