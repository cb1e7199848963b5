import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { RequestError, requestOf } from '../runtime/request-error.ts';
import type { SigningSource } from '../store/sources/source-secrets.ts';
import type { Delivery, OpenRequest } from './delivery.ts';
import { intercomWebhook } from './intercom-webhook.ts';
import { bytesOf, EVENTS_LIMIT, mediaTypeOf, readJson, textOf } from './read-body.ts';
import { standardWebhook } from './standard-webhook.ts';
import { stripeWebhook } from './stripe-webhook.ts';
import type { Signature, WebhookScheme } from './webhook-scheme.ts';
import { zendeskWebhook } from './zendesk-webhook.ts';

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

/** By the header that each is known by; what has none of them is to be one of the standard. */
const schemes: readonly WebhookScheme[] = [stripeWebhook, zendeskWebhook, intercomWebhook];

export const TOLERANCE_IN_SECONDS = 300;
const isRecent = (signedAtInMs: number, nowInMs: number) =>
  Math.abs(Math.floor(nowInMs / 1000) - signedAtInMs / 1000) <= TOLERANCE_IN_SECONDS;

/** A signed delivery: of the product, by the standard, or of another company's system in that one's own way. */
export function openWebhook(secrets: Secrets, secretUses: SecretUses, now: () => number): OpenRequest {
  return async (request) => {
    const source = WEBHOOK_PATH.exec(request.rawPath)?.[1] ?? '';
    // Refusals are counted by source: only of one that there is, since anybody can make up names.
    return secrets.isKnown(source) ? requestOf(source, () => open(request, source)) : open(request, source);
  };

  async function open(request: APIGatewayProxyEventV2, source: string): Promise<Delivery> {
    const { headers } = request;
    const scheme = schemes.find(({ header }) => headers[header] !== undefined) ?? standardWebhook;
    const signature = scheme.readSignature(headers);
    if (mediaTypeOf(request) !== 'application/json') {
      throw new RequestError('unsupported-type', 'unsupported-type', 'Send content-type: application/json, in UTF-8.');
    }
    const body = bytesOf(request, EVENTS_LIMIT);
    const { sender } = await authenticate(source, scheme, signature, body);
    const raws = readJson(textOf(body, EVENTS_LIMIT), (text) => scheme.readRaws(text, { sender, headers }));
    return { dialect: scheme.dialect, source, raws };
  }

  async function authenticate(
    source: string,
    { vendor }: WebhookScheme,
    signature: Signature,
    body: Buffer,
  ): Promise<SigningSource> {
    if (signature.signedAtInMs !== undefined && !isRecent(signature.signedAtInMs, now())) {
      throw new RequestError(
        'unauthenticated',
        'stale-timestamp',
        `Sign each attempt anew, within ${TOLERANCE_IN_SECONDS} seconds of now.`,
      );
    }
    const found = await secrets.of(source);
    // Who signs in another way than the source's own is not that sender.
    const isTheirs = found !== null && found.sender?.vendor === vendor;
    const used = isTheirs ? await signingSecret(source, signature, body, found.secrets) : undefined;
    if (found === null || used === undefined) {
      // The same answer for an unknown source, so that nobody can try out names.
      throw new RequestError(
        'unauthenticated',
        'bad-signature',
        'Sign exactly the bytes you send, with the secret of this source.',
      );
    }
    if (found.isDisabled) {
      throw new RequestError(
        'unauthenticated',
        'source-disabled',
        'This source is switched off. Ask the operator of this installation; what you send meanwhile is not kept.',
      );
    }
    await secretUses.note(source, used);
    return found;
  }

  async function signingSecret(source: string, signature: Signature, body: Buffer, live: Buffer[]) {
    const signs = (secret: Buffer) => signature.isBy(secret, body);
    return (
      live.find(signs) ?? (await secrets.refreshed(source)).find((secret) => !live.includes(secret) && signs(secret))
    );
  }
}
