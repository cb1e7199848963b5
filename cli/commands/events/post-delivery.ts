import * as z from 'zod';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { tryAgain } from '../../../functions/runtime/try-again.ts';
import type { Surroundings } from '../../session.ts';
import { deliveryId, signDelivery } from './sign-delivery.ts';

const MOST_ATTEMPTS = 8;
const FIRST_PAUSE_IN_MS = 500;
const LONGEST_PAUSE_IN_MS = 30_000;

export interface Receiver {
  url: string;
  source: string;
  secret: string;
}

/** Events that were stored but can't be counted as they are. */
const acceptanceSchema = z.object({ quarantined: z.number() });

/** An attempt that stored nothing, as far as is known. */
class NotStoredError extends Error {
  override readonly name = 'NotStoredError';
  readonly code = 'not-stored';
  readonly mayPass: boolean;
  readonly retryAfterInMs: number | undefined;

  constructor(message: string, { mayPass, retryAfterInMs }: { mayPass: boolean; retryAfterInMs?: number | undefined }) {
    super(message);
    this.mayPass = mayPass;
    this.retryAfterInMs = retryAfterInMs;
  }
}

const mayPass = (error: unknown) => error instanceof NotStoredError && error.mayPass;
const askedForInMs = (error: unknown) => (error instanceof NotStoredError ? error.retryAfterInMs : undefined);

/** Posts a delivery until it is stored. The id stays the same over all attempts; the signature's time doesn't. */
export async function postDelivery(
  { url, source, secret }: Receiver,
  body: string,
  { fetch, now, sleep }: Pick<Surroundings, 'fetch' | 'now' | 'sleep'>,
): Promise<{ quarantined: number }> {
  const id = deliveryId(source, body);
  const pauses = { sleep, firstInMs: FIRST_PAUSE_IN_MS, longestInMs: LONGEST_PAUSE_IN_MS, askedForInMs };
  const post = () => postOnce(url, { body, headers: signDelivery(secret, id, body, now()), fetch });
  try {
    return await tryAgain(post, { most: MOST_ATTEMPTS, mayPass, pauses });
  } catch (error) {
    if (!(error instanceof NotStoredError)) throw error;
    const mend = error.mayPass
      ? 'Run the same command again: what was sent already is not counted twice.'
      : 'Check the source and its secret; then run the same command again.';
    throw new OperatorError('not-delivered', 'Not all events were sent.', error.message, mend);
  }
}

async function postOnce(
  url: string,
  { body, headers, fetch }: { body: string; headers: Record<string, string> } & Pick<Surroundings, 'fetch'>,
): Promise<{ quarantined: number }> {
  const response = await fetch(url, { method: 'POST', headers, body }).catch((error: Error) => {
    throw new NotStoredError(`${url} can't be reached: ${reasonOf(error)}.`, { mayPass: true });
  });
  if (response.ok) return acceptanceSchema.parse(await response.json());
  throw new NotStoredError(`The webhook answered ${response.status}: ${await response.text()}`, {
    mayPass: response.status === 429 || response.status >= 500,
    retryAfterInMs: retryAfterInMs(response.headers),
  });
}

function retryAfterInMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isNaN(seconds) ? undefined : seconds * 1000;
}

/** Node's fetch says "fetch failed" and keeps the reason for itself. */
const reasonOf = ({ cause, message }: Error) => (cause instanceof Error ? cause.message : message);
