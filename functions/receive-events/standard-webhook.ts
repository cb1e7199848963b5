import { createHmac, timingSafeEqual } from 'node:crypto';
import { RequestError } from '../runtime/request-error.ts';

/** The three headers of Standard Webhooks, taken apart. */
export interface SignedHeaders {
  id: string;
  timestamp: string;
  /** The signatures of the one version we know, decoded. */
  signatures: Buffer[];
}

export const TOLERANCE_IN_SECONDS = 300;
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

export function isRecent({ timestamp }: SignedHeaders, nowInMs: number): boolean {
  return Math.abs(Math.floor(nowInMs / 1000) - Number(timestamp)) <= TOLERANCE_IN_SECONDS;
}

/** Whether the secret signed exactly these bytes. */
export function isSigned({ id, timestamp, signatures }: SignedHeaders, body: Buffer, secret: Buffer): boolean {
  const expected = createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest();
  return signatures.some((signature) => signature.length === expected.length && timingSafeEqual(signature, expected));
}
