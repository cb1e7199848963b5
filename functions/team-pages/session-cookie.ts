import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { parseCookie, stringifySetCookie } from 'cookie';
import { MOST_IDLE_IN_MS, type Session } from '../../domain/sign-in/session.ts';
import type { KeysOfLinks } from '../links/link-keys.ts';

/** Only over TLS, only for this host, and never to be set by a neighbour of it. */
const NAME = '__Host-session';
/** The local stack has no TLS, and a browser keeps the other one from it. */
const PLAIN_NAME = 'session';
const CIPHER = 'aes-256-gcm';
/** Random, anew for each cookie. */
export const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

type Keys = Pick<KeysOfLinks, 'current' | 'all'>;

/** The cookie of a session; without one, that which ends it in the browser. */
export function sessionCookie(session: Session | null, event: Headers, sealing: { keys: Keys; nonce: Buffer }): string {
  const isPlain = cameInPlain(event);
  return stringifySetCookie({
    name: isPlain ? PLAIN_NAME : NAME,
    value: session === null ? '' : seal(JSON.stringify(session), sealing),
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: !isPlain,
    maxAge: session === null ? 0 : MOST_IDLE_IN_MS / 1000,
  });
}

/** What the browser brings, if we sealed it; whether it is still good is another question. */
export function sessionIn(event: Headers & Pick<APIGatewayProxyEventV2, 'cookies'>, keys: Keys): Session | null {
  const name = cameInPlain(event) ? PLAIN_NAME : NAME;
  // API Gateway tells cookies apart from the other headers; the local one leaves them there.
  const value = parseCookie(event.cookies?.join('; ') ?? event.headers?.cookie ?? '')[name];
  const text = value === undefined ? null : open(value, keys);
  return text === null ? null : JSON.parse(text);
}

/** Made of the session: a form that another site made up does not have it. */
export const formTokenOf = ({ id }: Session, key: Buffer) =>
  createHmac('sha256', derived(key, 'form')).update(id).digest('base64url');

export function isFormTokenOf(session: Session, token: string | null, { all }: Keys): boolean {
  const given = Buffer.from(token ?? '');
  return all.some((key) => {
    const expected = Buffer.from(formTokenOf(session, key));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
}

type Headers = Pick<APIGatewayProxyEventV2, 'headers'>;

/** API Gateway says how a request came, whatever its sender says; it takes none without TLS. */
const cameInPlain = ({ headers }: Headers) => headers?.['x-forwarded-proto'] === 'http';

function seal(text: string, { keys, nonce }: { keys: Keys; nonce: Buffer }): string {
  const cipher = createCipheriv(CIPHER, derived(keys.current, 'session'), nonce);
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

function open(token: string, { all }: Keys): string | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  for (const key of all) {
    const decipher = createDecipheriv(CIPHER, derived(key, 'session'), bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString();
    } catch {
      // Not sealed with this key, or altered.
    }
  }
  return null;
}

const derived = (key: Buffer, use: string) => Buffer.from(hkdfSync('sha256', key, '', `sakimawari ${use}`, KEY_BYTES));
