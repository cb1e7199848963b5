import { CLOCKS_DIFFER_BY_MS } from './session.ts';

/** So long somebody may take to sign in at the identity provider. */
export const PENDING_FOR_IN_MS = 15 * 60_000;

/** Somebody went from this browser to the identity provider, and has not come back. */
export interface PendingSignIn {
  /** Comes back in the answer: it is one to what this browser asked. */
  state: string;
  /** Comes back in what the provider says of the person. */
  nonce: string;
  /** What the answer is worth nothing without (PKCE). */
  verifier: string;
  /** Where they wanted to go. */
  page?: string;
  /** ms */
  begunAt: number;
}

export function isPending({ begunAt }: PendingSignIn, nowInMs: number): boolean {
  return nowInMs >= begunAt - CLOCKS_DIFFER_BY_MS && nowInMs - begunAt <= PENDING_FOR_IN_MS;
}
