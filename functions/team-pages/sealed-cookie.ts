import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { KeysOfLinks } from '../links/link-keys.ts';
import { bytesOfToken } from '../links/token-bytes.ts';

/** Only over TLS, only for this host, and never to be set by a neighbour of it. */
const PREFIX = '__Host-';
const CIPHER = 'aes-256-gcm';
/** Random, anew for each cookie. */
export const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

export type SealingKeys = Pick<KeysOfLinks, 'current' | 'all'>;
export type Headers = Pick<APIGatewayProxyEventV2, 'headers'>;

export interface Sealing {
  keys: SealingKeys;
  nonce: Buffer;
}

/** A cookie that only we can write and read; what it is sealed for is in its name. */
export interface SealedCookie {
  /** The local stack has no TLS: there it is called by this alone, which a browser keeps from the other one. */
  name: 'session' | 'sign-in';
  keptForInMs: number;
}

/** Without something to hold, the cookie that ends it in the browser. */
export function sealedCookie(cookie: SealedCookie, held: object | null, event: Headers, sealing: Sealing): string {
  const isPlain = cameInPlain(event);
  return stringifySetCookie({
    name: isPlain ? cookie.name : PREFIX + cookie.name,
    value: held === null ? '' : seal(JSON.stringify(held), cookie, sealing),
    path: '/',
    httpOnly: true,
    // From another site it comes along with opening a page, and with nothing that is sent.
    sameSite: 'lax',
    secure: !isPlain,
    maxAge: held === null ? 0 : cookie.keptForInMs / 1000,
  });
}

/** What the browser brings, if we sealed it; whether it is still good is another question. */
export function heldIn<Held>(
  cookie: SealedCookie,
  event: Headers & Pick<APIGatewayProxyEventV2, 'cookies'>,
  keys: SealingKeys,
): Held | null {
  const name = cameInPlain(event) ? cookie.name : PREFIX + cookie.name;
  // API Gateway tells cookies apart from the other headers; the local one leaves them there.
  const value = parseCookie(event.cookies?.join('; ') ?? event.headers?.cookie ?? '')[name];
  const text = value === undefined ? null : open(value, cookie, keys);
  return text === null ? null : JSON.parse(text);
}

/** API Gateway says how a request came, whatever its sender says; it takes none without TLS. */
const cameInPlain = ({ headers }: Headers) => headers?.['x-forwarded-proto'] === 'http';

function seal(text: string, { name }: SealedCookie, { keys, nonce }: Sealing): string {
  const cipher = createCipheriv(CIPHER, keyFor(name, keys.current), nonce);
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

function open(token: string, { name }: SealedCookie, { all }: SealingKeys): string | null {
  const bytes = bytesOfToken(token);
  if (bytes === null || bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  for (const key of all) {
    const decipher = createDecipheriv(CIPHER, keyFor(name, key), bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString();
    } catch {
      // Not sealed with this key, or altered.
    }
  }
  return null;
}

const derived = new WeakMap<Buffer, Map<string, Buffer>>();

/** What is sealed for one use is nothing for another. */
export function keyFor(use: string, key: Buffer): Buffer {
  const byUse = derived.get(key) ?? new Map<string, Buffer>();
  derived.set(key, byUse);
  const made = byUse.get(use) ?? Buffer.from(hkdfSync('sha256', key, '', `sakimawari ${use}`, KEY_BYTES));
  byUse.set(use, made);
  return made;
}
