import { readDelivery } from '../../domain/usage/read-delivery.ts';
import { RequestError } from '../runtime/request-error.ts';
import type { OpenRequest } from './delivery.ts';
import { bytesOf, EVENTS_LIMIT, mediaTypeOf, readJson, textOf } from './read-body.ts';
import { isRecent, isSigned, readSignedHeaders, type SignedHeaders, TOLERANCE_IN_SECONDS } from './standard-webhook.ts';

export interface Secrets {
  /** The live secrets of a source; `null` when there is no such source. */
  of(source: string): Promise<Buffer[] | null>;
  /** The same, fetched anew if that may bring something new. */
  refreshed(source: string): Promise<Buffer[] | null>;
}

/** The gateway may or may not strip a trailing slash; a redirect would lose the body. */
export const WEBHOOK_PATH = /\/v1\/hooks\/([^/]+)\/*$/;

/** A delivery of Standard Webhooks: signed over exactly the bytes that were sent. */
export function openWebhook(secrets: Secrets, now: () => number): OpenRequest {
  return async (request) => {
    const source = WEBHOOK_PATH.exec(request.rawPath)?.[1] ?? '';
    const signed = readSignedHeaders(request.headers);
    if (mediaTypeOf(request) !== 'application/json') {
      throw new RequestError('unsupported-type', 'unsupported-type', 'Send content-type: application/json, in UTF-8.');
    }
    const body = bytesOf(request, EVENTS_LIMIT);
    await authenticate(source, signed, body);

    const { events, isSingleEvent } = readJson(textOf(body, EVENTS_LIMIT), readDelivery);
    const raws = isSingleEvent ? events.map((event) => withId(event as object, signed.id)) : events;
    return { dialect: 'standard-webhooks', source, raws };
  };

  async function authenticate(source: string, signed: SignedHeaders, body: Buffer): Promise<void> {
    if (!isRecent(signed, now())) {
      throw new RequestError(
        'unauthenticated',
        'stale-timestamp',
        `Send webhook-timestamp within ${TOLERANCE_IN_SECONDS} seconds of now.`,
      );
    }
    const live = await secrets.of(source);
    if (live !== null && isSigned(signed, body, live)) return;
    const refreshed = live === null ? null : await secrets.refreshed(source);
    if (refreshed !== null && refreshed !== live && isSigned(signed, body, refreshed)) return;
    // The same answer for an unknown source, so that nobody can try out names.
    throw new RequestError(
      'unauthenticated',
      'bad-signature',
      'Sign exactly the bytes you send, with the secret of this source.',
    );
  }
}

/** A delivery's id stays the same when it is sent again, so it can stand for the id of the one event in it. */
function withId(raw: object, deliveryId: string): object {
  return 'id' in raw && raw.id !== null ? raw : { ...raw, id: deliveryId };
}
