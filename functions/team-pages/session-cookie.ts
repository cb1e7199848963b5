import { createHmac, timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { MOST_IDLE_IN_MS, type Session } from '../../domain/sign-in/session.ts';
import {
  type Headers,
  heldIn,
  keyFor,
  type SealedCookie,
  type Sealing,
  type SealingKeys,
  sealedCookie,
} from './sealed-cookie.ts';

const COOKIE: SealedCookie = { name: 'session', keptForInMs: MOST_IDLE_IN_MS };

/** The cookie of a session; without one, that which ends it in the browser. */
export const sessionCookie = (session: Session | null, event: Headers, sealing: Sealing) =>
  sealedCookie(COOKIE, session, event, sealing);

/** What the browser brings, if we sealed it; whether it is still good is another question. */
export const sessionIn = (event: Headers & Pick<APIGatewayProxyEventV2, 'cookies'>, keys: SealingKeys) =>
  heldIn<Session>(COOKIE, event, keys);

/** Made of the session: a form that another site made up does not have it. */
export const formTokenOf = ({ id }: Session, key: Buffer) =>
  createHmac('sha256', keyFor('form', key)).update(id).digest('base64url');

export function isFormTokenOf(session: Session, token: string | null, { all }: SealingKeys): boolean {
  const given = Buffer.from(token ?? '');
  return all.some((key) => {
    const expected = Buffer.from(formTokenOf(session, key));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
}
