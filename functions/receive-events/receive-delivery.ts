import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { QuarantinedEvent } from '../../domain/quarantine/quarantined-event.ts';
import { attribute, type Links } from '../../domain/usage/attribute.ts';
import type { Call } from '../../domain/usage/call.ts';
import { readers } from '../../domain/usage/dialects/dialects.ts';
import type { RawRetention } from '../../domain/usage/raw-retention.ts';
import { type EventRefusal, isRefusal } from '../../domain/usage/read-usage-event.ts';
import { isAttributed, type SentEvent, type UsageEvent, type WaitingEvent } from '../../domain/usage/usage-event.ts';
import { AwsError, mayPass } from '../aws/aws-error.ts';
import { jsonResponse } from '../runtime/http-errors.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { RequestError, requestOf } from '../runtime/request-error.ts';
import { StoreBusyError } from '../store/events/deliveries.ts';
import type { Delivery, Keys, OpenRequest } from './delivery.ts';
import { FLAGS_PATH, openPosthogBatch, openSegmentBatch, POSTHOG_PATH, SEGMENT_PATH } from './open-batch.ts';
import { openCloudEvents } from './open-cloud-events.ts';
import { openWebhook, type Secrets, type SecretUses, WEBHOOK_PATH } from './open-webhook.ts';
import { readLimited } from './read-limited.ts';

type Arrival = UsageEvent | WaitingEvent | Call;

export interface ReceiveDeliveryDependencies {
  secrets: Secrets;
  secretUses: SecretUses;
  keys: Keys;
  links: { of(events: SentEvent[]): Promise<Links> };
  deliveries: {
    store(
      arrivals: Arrival[],
      quarantined: QuarantinedEvent[],
    ): Promise<{ stored: number; conflicts: number; notKept?: number; erased?: number; erasedAside?: number }>;
  };
  retention: RawRetention;
  now: () => number;
}

/** What was put aside, by its place in the delivery. */
type PutAside = EventRefusal & { index: number };

/** A delivery may hold a hundred thousand numbers, and an answer only so much. */
const MOST_PUT_ASIDE_LISTED = 100;

const CLOUD_EVENTS_PATH = /\/v1\/events\/*$/;

/** One request of any dialect: its sender known, its events read and stored, and only then answered. */
export function receiveDelivery(dependencies: ReceiveDeliveryDependencies) {
  const { secretUses, links, deliveries, retention, now } = dependencies;
  const secrets: Secrets = {
    of: (source) => orBusy(() => dependencies.secrets.of(source)),
    refreshed: (source) => orBusy(() => dependencies.secrets.refreshed(source)),
    isKnown: (source) => dependencies.secrets.isKnown(source),
  };
  const keys: Keys = { find: (...asked) => orBusy(() => dependencies.keys.find(...asked)) };
  // Each with the answer that its clients take for "stored".
  const routes: { path: RegExp; open: OpenRequest; answer: typeof answerCounts }[] = [
    { path: WEBHOOK_PATH, open: openWebhook(secrets, secretUses, now), answer: answerCounts },
    { path: CLOUD_EVENTS_PATH, open: openCloudEvents(keys), answer: answerCounts },
    { path: SEGMENT_PATH, open: openSegmentBatch(keys), answer: answerSuccess },
    { path: POSTHOG_PATH, open: openPosthogBatch(keys), answer: answerSuccess },
  ];

  return async (request: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    // The same for every name, so that nobody learns which sources there are.
    if (request.requestContext.http.method === 'HEAD' && WEBHOOK_PATH.test(request.rawPath)) return { statusCode: 200 };
    const route = routes.find(({ path }) => path.test(request.rawPath));
    if (route === undefined) {
      if (FLAGS_PATH.test(request.rawPath)) {
        throw new RequestError(
          'not-found',
          'no-flags',
          'Feature flags are not served here: set advanced_disable_flags (posthog-js), or ask for none.',
        );
      }
      throw new RequestError(
        'not-found',
        'no-such-path',
        'Post to /v1/hooks/<source>, /v1/events, /v1/batch or /batch/.',
      );
    }
    const delivery = await route.open(request);
    await requestOf(delivery.source, () => checkCount(delivery));
    const receivedAt = now();
    const {
      waiting,
      quarantined,
      putAside,
      stored,
      conflicts,
      notKept = 0,
      erased = 0,
      erasedAside = 0,
    } = await requestOf(delivery.source, () => orBusy(() => keep(delivery, receivedAt)));
    logMetrics(
      'received',
      {
        AcceptedEvents: stored,
        QuarantinedEvents: quarantined.length,
        ConflictingEvents: conflicts,
        ...(erased + erasedAside > 0 && { ErasedEvents: erased + erasedAside }),
      },
      {
        now: receivedAt,
        dimensions: { source: delivery.source },
        fields: {
          dialect: delivery.dialect,
          requestId: request.requestContext.requestId,
          waiting,
          reasons: countReasons(quarantined),
          ...(notKept > 0 && { notKept }),
        },
      },
    );
    // What is dropped is no fault of the sender's, and nothing that they could send otherwise.
    return route.answer(stored + erased, quarantined.length, putAside, notKept);
  };

  async function keep(delivery: Delivery, receivedAt: number) {
    const { arrivals, ...rest } = await read(delivery, receivedAt);
    return { ...rest, ...(await deliveries.store(arrivals, rest.quarantined)) };
  }

  async function read(delivery: Delivery, receivedAt: number) {
    const { dialect, source, raws, limitedKey } = delivery;
    const readRaw = readers[dialect];
    const context = { source, accepted: retention.acceptedAt(receivedAt) };
    const arrivals: Arrival[] = [];
    const homeless: SentEvent[] = [];
    const quarantined: QuarantinedEvent[] = [];
    const putAside: PutAside[] = [];
    const sort = (part: SentEvent | Call) => {
      if ('kind' in part || isAttributed(part)) arrivals.push(part);
      else homeless.push(part);
    };
    const limited = limitedKey === undefined ? undefined : await readLimited(delivery, context, secrets);
    for (const [index, sent] of raws.entries()) {
      const { raw, reading } = limited?.[index] ?? { raw: sent, reading: readRaw(sent, context) };
      if (Array.isArray(reading)) reading.forEach(sort);
      else if (!isRefusal(reading)) sort(reading);
      else {
        const event: QuarantinedEvent = {
          ...reading,
          source,
          raw: JSON.stringify(raw),
          receivedAt: new Date(receivedAt).toISOString(),
          ...(limitedKey !== undefined && { limitedKey }),
        };
        if (putAside.length < MOST_PUT_ASIDE_LISTED) putAside.push({ index, ...reading });
        quarantined.push(dialect === 'standard-webhooks' ? event : { ...event, dialect });
      }
    }
    let waiting = 0;
    if (homeless.length > 0) {
      const known = await links.of(homeless);
      for (const event of homeless) {
        const attributed = attribute(event, known);
        if (!isAttributed(attributed)) waiting += 1;
        arrivals.push(attributed);
      }
    }
    return { arrivals, waiting, quarantined, putAside };
  }
}

/** A body of 256 KiB holds a hundred thousand numbers: each would be a row in quarantine. */
const MOST_EVENTS_A_DELIVERY = 2_500;

function checkCount({ raws }: Delivery): void {
  if (raws.length <= MOST_EVENTS_A_DELIVERY) return;
  throw new RequestError(
    'too-large',
    'too-many-events',
    `Send at most ${MOST_EVENTS_A_DELIVERY} events at once: split the delivery.`,
  );
}

const answerCounts = (accepted: number, quarantined: number, quarantinedEvents: PutAside[], notKept: number) =>
  jsonResponse(202, {
    accepted,
    quarantined,
    ...(quarantined > 0 && { quarantinedEvents }),
    // Quarantined or of users without an account, and counted only: once that is mended, they have to be sent again.
    ...(notKept > 0 && { notKept }),
  });
/** The Segment API's own; what was put aside is for the operator, since no client could do anything about it. */
const answerSuccess = () => jsonResponse(200, { success: true });

/** What DynamoDB may well do a moment later is no failure of ours, and nothing that the sender has to mend. */
async function orBusy<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreBusyError || (error instanceof AwsError && mayPass(error))) {
      throw new RequestError('busy', 'store-busy', 'Nothing is lost: send the same again.', { cause: error });
    }
    throw error;
  }
}

function countReasons(quarantined: QuarantinedEvent[]): Record<string, number> {
  const reasons: Record<string, number> = {};
  for (const { reason } of quarantined) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return reasons;
}
