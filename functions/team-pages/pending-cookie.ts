import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { PENDING_FOR_IN_MS, type PendingSignIn } from '../../domain/sign-in/pending-sign-in.ts';
import {
  type Headers,
  heldIn,
  type SealedCookie,
  type Sealing,
  type SealingKeys,
  sealedCookie,
} from './sealed-cookie.ts';

const COOKIE: SealedCookie = { name: 'sign-in', keptForInMs: PENDING_FOR_IN_MS };

/** Remembers in the browser what it went to the identity provider with; without that, forgets it. */
export const pendingCookie = (pending: PendingSignIn | null, event: Headers, sealing: Sealing) =>
  sealedCookie(COOKIE, pending, event, sealing);

export const pendingIn = (event: Headers & Pick<APIGatewayProxyEventV2, 'cookies'>, keys: SealingKeys) =>
  heldIn<PendingSignIn>(COOKIE, event, keys);
