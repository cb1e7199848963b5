import * as z from 'zod';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
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

/** Posts a delivery until it is stored. The id stays the same over all attempts; the signature's time doesn't. */
export async function postDelivery(
  { url, source, secret }: Receiver,
  body: string,
  { fetch, now, sleep }: Pick<Surroundings, 'fetch' | 'now' | 'sleep'>,
): Promise<{ quarantined: number }> {
  const id = deliveryId(source, body);
  for (let attempt = 1; ; attempt += 1) {
    const headers = signDelivery(secret, id, body, now());
    const response = await fetch(url, { method: 'POST', headers, body }).catch((error: Error) => error);
    if (!(response instanceof Error) && response.ok) {
      return acceptanceSchema.parse(await response.json());
    }
    const why =
      response instanceof Error
        ? `${url} can't be reached: ${reasonOf(response)}.`
        : `The webhook answered ${response.status}: ${await response.text()}`;
    const mayPass = response instanceof Error || response.status === 429 || response.status >= 500;
    if (!mayPass || attempt === MOST_ATTEMPTS) {
      const mend = mayPass
        ? 'Run the same command again: what was sent already is not counted twice.'
        : 'Check the source and its secret; then run the same command again.';
      throw new OperatorError('not-delivered', 'Not all events were sent.', why, mend);
    }
    await sleep(pauseAfter(attempt, response));
  }
}

/** What the receiver asks for, else twice as long each time. */
function pauseAfter(attempt: number, response: Response | Error): number {
  const asked = response instanceof Error ? Number.NaN : Number(response.headers.get('retry-after') ?? Number.NaN);
  return Math.min(Number.isNaN(asked) ? FIRST_PAUSE_IN_MS * 2 ** (attempt - 1) : asked * 1000, LONGEST_PAUSE_IN_MS);
}

/** Node's fetch says "fetch failed" and keeps the reason for itself. */
const reasonOf = ({ cause, message }: Error) => (cause instanceof Error ? cause.message : message);
