import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { QuarantinedEvent } from '../../domain/usage/quarantined-event.ts';
import type { RawRetention } from '../../domain/usage/raw-retention.ts';
import { type Delivery, MalformedBodyError, readDelivery } from '../../domain/usage/read-delivery.ts';
import { isRefusal, readUsageEvent } from '../../domain/usage/read-usage-event.ts';
import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import { StoreBusyError } from '../adapters/dynamo-deliveries.ts';
import type { SigningSource } from '../adapters/source-secrets.ts';
import { jsonResponse } from '../runtime/http-errors.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { RequestError } from '../runtime/request-error.ts';
import { rawBodyOf, textOf } from './read-body.ts';
import { isRecent, isSigned, readSignedHeaders, type SignedHeaders, TOLERANCE_IN_SECONDS } from './standard-webhook.ts';

export interface ReceiveDeliveryDependencies {
  secrets: {
    /** `null` when there is no such source. */
    of(source: string): Promise<SigningSource | null>;
    /** The live secrets of one that there is, fetched anew if that may bring something new. */
    refreshed(source: string): Promise<Buffer[]>;
    /** Whether there is such a source, as far as can be said without asking. */
    isKnown(source: string): boolean;
  };
  secretUses: { note(source: string, secret: Buffer): Promise<void> };
  deliveries: {
    store(events: UsageEvent[], quarantined: QuarantinedEvent[]): Promise<{ stored: number; conflicts: number }>;
  };
  retention: RawRetention;
  now: () => number;
}

/** The gateway may or may not strip a trailing slash; a redirect would lose the body. */
const PATH = /\/v1\/hooks\/([^/]+)\/*$/;

/** One delivery of Standard Webhooks: verified, checked, stored, and only then answered. */
export function receiveDelivery({ secrets, secretUses, deliveries, retention, now }: ReceiveDeliveryDependencies) {
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const source = PATH.exec(event.rawPath)?.[1] ?? '';
    try {
      return await receive(event, source);
    } catch (error) {
      // Only of a source that there is, so that nobody can make up names to be counted by.
      if (error instanceof RequestError && secrets.isKnown(source)) error.source = source;
      throw error;
    }
  };

  async function receive(event: APIGatewayProxyEventV2, source: string): Promise<APIGatewayProxyStructuredResultV2> {
    const signed = readSignedHeaders(event.headers);
    const body = rawBodyOf(event);
    await authenticate(source, signed, body);

    const receivedAt = now();
    const { events, quarantined } = sort(readBody(textOf(body)), source, signed.id, receivedAt);
    const { stored, conflicts } = await store(events, quarantined);
    logMetrics(
      'received',
      { AcceptedEvents: stored, QuarantinedEvents: quarantined.length, ConflictingEvents: conflicts },
      {
        now: receivedAt,
        dimensions: { source },
        fields: { requestId: event.requestContext.requestId, reasons: countReasons(quarantined) },
      },
    );
    return jsonResponse(202, { accepted: stored, quarantined: quarantined.length });
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

  function sort({ events: raws, isSingleEvent }: Delivery, source: string, deliveryId: string, receivedAt: number) {
    const context = { source, accepted: retention.acceptedAt(receivedAt) };
    const events: UsageEvent[] = [];
    const quarantined: QuarantinedEvent[] = [];
    for (const original of raws) {
      const raw = isSingleEvent ? withId(original as object, deliveryId) : original;
      const read = readUsageEvent(raw, context);
      if (!isRefusal(read)) events.push(read);
      else {
        quarantined.push({ ...read, source, raw: JSON.stringify(raw), receivedAt: new Date(receivedAt).toISOString() });
      }
    }
    return { events, quarantined };
  }

  async function store(events: UsageEvent[], quarantined: QuarantinedEvent[]) {
    try {
      return await deliveries.store(events, quarantined);
    } catch (error) {
      if (!(error instanceof StoreBusyError)) throw error;
      throw new RequestError('busy', error.code, 'Nothing is lost: send the same delivery again.', { cause: error });
    }
  }
}

function readBody(text: string): Delivery {
  try {
    return readDelivery(text);
  } catch (error) {
    if (!(error instanceof MalformedBodyError)) throw error;
    throw new RequestError('malformed', error.code, error.message, { cause: error });
  }
}

/** A delivery's id stays the same when it is sent again, so it can stand for the id of the one event in it. */
function withId(raw: object, deliveryId: string): object {
  return 'id' in raw && raw.id !== null ? raw : { ...raw, id: deliveryId };
}

function countReasons(quarantined: QuarantinedEvent[]): Record<string, number> {
  const reasons: Record<string, number> = {};
  for (const { reason } of quarantined) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return reasons;
}
