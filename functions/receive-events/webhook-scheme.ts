import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Sender, Vendor } from '../../domain/sources/sender.ts';
import type { Dialect } from '../../domain/usage/dialects/dialect.ts';

/** A signature as it came, whose secret is still to be found. */
export interface Signature {
  /** When it was signed, where the scheme says so: a delivery that somebody kept is no delivery of now. */
  signedAtInMs?: number;
  isBy(secret: Buffer, body: Buffer): boolean;
}

/** How a delivery to `/v1/hooks/<source>` is signed, and what is in it. */
export interface WebhookScheme {
  dialect: Dialect;
  /** Whose it is; absent of the standard's. */
  vendor?: Vendor;
  /** The header by which it is known. */
  header: string;
  /** @throws RequestError where it can be none */
  readSignature(headers: Record<string, string | undefined>): Signature;
  /** The events in the body, each in the form of the dialect. */
  readRaws(
    text: string,
    delivery: { sender: Sender | undefined; headers: Record<string, string | undefined> },
  ): unknown[];
}

/** Whether one of the signatures is the secret's over exactly these parts. */
export function hasSigned(
  algorithm: 'sha1' | 'sha256',
  secret: Buffer,
  parts: (string | Buffer)[],
  given: Buffer[],
): boolean {
  const hmac = createHmac(algorithm, secret);
  for (const part of parts) hmac.update(part);
  const expected = hmac.digest();
  return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
}
