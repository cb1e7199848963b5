import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { readDelivery } from '../../domain/usage/read-delivery.ts';
import { RequestError, requestOf } from '../runtime/request-error.ts';
import type { SigningSource } from '../store/sources/source-secrets.ts';
import type { Delivery, OpenRequest } from './delivery.ts';
import { bytesOf, EVENTS_LIMIT, mediaTypeOf, readJson, textOf } from './read-body.ts';
import { isRecent, isSigned, readSignedHeaders, type SignedHeaders, TOLERANCE_IN_SECONDS } from './standard-webhook.ts';

export interface Secrets {
  /** `null` when there is no such source. */
  of(source: string): Promise<SigningSource | null>;
  /** The live secrets of one that there is, fetched anew if that may bring something new. */
  refreshed(source: string): Promise<Buffer[]>;
  /** Whether there is such a source, as far as can be said without asking. */
  isKnown(source: string): boolean;
}

/** Where it is noted which secrets are still in use. */
export interface SecretUses {
  note(source: string, secret: Buffer): Promise<void>;
}

/** The gateway may or may not strip a trailing slash; a redirect would lose the body. */
export const WEBHOOK_PATH = /\/v1\/hooks\/([^/]+)\/*$/;

/** A delivery of Standard Webhooks: signed over exactly the bytes that were sent. */
export function openWebhook(secrets: Secrets, secretUses: SecretUses, now: () => number): OpenRequest {
  return async (request) => {
    const source = WEBHOOK_PATH.exec(request.rawPath)?.[1] ?? '';
    // Refusals are counted by source: only of one that there is, since anybody can make up names.
    return secrets.isKnown(source) ? requestOf(source, () => open(request, source)) : open(request, source);
  };

  async function open(request: APIGatewayProxyEventV2, source: string): Promise<Delivery> {
    const signed = readSignedHeaders(request.headers);
    if (mediaTypeOf(request) !== 'application/json') {
      throw new RequestError('unsupported-type', 'unsupported-type', 'Send content-type: application/json, in UTF-8.');
    }
    const body = bytesOf(request, EVENTS_LIMIT);
    await authenticate(source, signed, body);

    const { events, isSingleEvent } = readJson(textOf(body, EVENTS_LIMIT), readDelivery);
    const raws = isSingleEvent ? events.map((event) => withId(event as object, signed.id)) : events;
    return { dialect: 'standard-webhooks', source, raws };
  }

  async function authenticate(source: string, signed: SignedHeaders, body: Buffer): Promise<void> {
    if (!isRecent(signed, now())) {
      throw new RequestError(
        'unauthenticated',
        'stale-timestamp',
        `Send webhook-timestamp within ${TOLERANCE_IN_SECONDS} seconds of now.`,
      );
    }
    const found = await secrets.of(source);
    const used = found === null ? undefined : await signingSecret(source, signed, body, found.secrets);
    if (used === undefined) {
      // The same answer for an unknown source, so that nobody can try out names.
      throw new RequestError(
        'unauthenticated',
        'bad-signature',
        'Sign exactly the bytes you send, with the secret of this source.',
      );
    }
    if (found?.isDisabled) {
      throw new RequestError(
        'unauthenticated',
        'source-disabled',
        'This source is switched off. Ask the operator of this installation; what you send meanwhile is not kept.',
      );
    }
    await secretUses.note(source, used);
  }

  async function signingSecret(source: string, signed: SignedHeaders, body: Buffer, live: Buffer[]) {
    const signs = (secret: Buffer) => isSigned(signed, body, secret);
    return (
      live.find(signs) ?? (await secrets.refreshed(source)).find((secret) => !live.includes(secret) && signs(secret))
    );
  }
}

/** A delivery's id stays the same when it is sent again, so it can stand for the id of the one event in it. */
function withId(raw: object, deliveryId: string): object {
  return 'id' in raw && raw.id !== null ? raw : { ...raw, id: deliveryId };
}
