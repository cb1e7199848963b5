import { readDelivery } from '../../domain/usage/read-delivery.ts';
import { RequestError } from '../runtime/request-error.ts';
import { hasSigned, type WebhookScheme } from './webhook-scheme.ts';

/** The three headers of Standard Webhooks, taken apart. */
export interface SignedHeaders {
  id: string;
  timestamp: string;
  /** The signatures of the one version we know, decoded. */
  signatures: Buffer[];
}

const MAX_SIGNATURES = 10;
/** 10 signatures with their versions need less than half of it. */
const MAX_SIGNATURE_HEADER_LENGTH = 2_000;
/** Printable ASCII without the dot, which separates what is signed. */
const DELIVERY_ID = /^[!-\-/-~]{1,128}$/;
const TIMESTAMP = /^\d{1,12}$/;

/** Stricter than the reference library, which reads `1700000000abc` as a time. */
export function readSignedHeaders(headers: Record<string, string | undefined>): SignedHeaders {
  const id = headers['webhook-id'];
  if (id === undefined || !DELIVERY_ID.test(id)) {
    throw new RequestError(
      'malformed',
      'bad-webhook-id',
      'Send a webhook-id of 1 to 128 printable characters, without a dot.',
    );
  }
  const timestamp = headers['webhook-timestamp'];
  if (timestamp === undefined || !TIMESTAMP.test(timestamp)) {
    throw new RequestError('malformed', 'bad-webhook-timestamp', 'Send webhook-timestamp as whole seconds since 1970.');
  }
  return { id, timestamp, signatures: readSignatures(headers['webhook-signature']) };
}

/**
 * `v1,<base64> v1,<base64> …`. The gateway joins repeated headers by a comma, which reads the same: a base64 text
 * holds neither commas nor spaces, so versions and signatures take turns either way.
 */
function readSignatures(header: string | undefined): Buffer[] {
  if (header === undefined) {
    throw new RequestError('unauthenticated', 'no-signature', 'Sign the delivery and send webhook-signature.');
  }
  const words = header.length > MAX_SIGNATURE_HEADER_LENGTH ? [] : header.split(/[ ,]+/).filter((word) => word !== '');
  if (words.length === 0 || words.length % 2 !== 0 || words.length > 2 * MAX_SIGNATURES) {
    throw new RequestError(
      'malformed',
      'bad-webhook-signature',
      `Send webhook-signature as 1 to ${MAX_SIGNATURES} times v1,<base64>, separated by spaces.`,
    );
  }
  const signatures: Buffer[] = [];
  for (let i = 0; i < words.length; i += 2) {
    if (words[i] === 'v1') signatures.push(Buffer.from(words[i + 1] as string, 'base64'));
  }
  return signatures;
}

/** Whether the secret signed exactly these bytes. */
export function isSigned({ id, timestamp, signatures }: SignedHeaders, body: Buffer, secret: Buffer): boolean {
  return hasSigned('sha256', secret, [`${id}.${timestamp}.`, body], signatures);
}

/** A delivery of Standard Webhooks: signed over exactly the bytes that were sent. */
export const standardWebhook: WebhookScheme = {
  dialect: 'standard-webhooks',
  header: 'webhook-signature',
  readSignature(headers) {
    const signed = readSignedHeaders(headers);
    return {
      signedAtInMs: Number(signed.timestamp) * 1000,
      isBy: (secret, body) => isSigned(signed, body, secret),
    };
  },
  readRaws(text, { headers }) {
    const { events, isSingleEvent } = readDelivery(text);
    const id = headers['webhook-id'] as string;
    return isSingleEvent ? events.map((event) => withId(event as object, id)) : events;
  },
};

/** A delivery's id stays the same when it is sent again, so it can stand for the id of the one event in it. */
function withId(raw: object, deliveryId: string): object {
  return 'id' in raw && raw.id !== null ? raw : { ...raw, id: deliveryId };
}
