import { setTimeout as pause } from 'node:timers/promises';
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { Analytics, type AnalyticsSettings } from '@segment/analytics-node';
import { CloudEvent, HTTP } from 'cloudevents';
import { PostHog, type PostHogOptions } from 'posthog-node';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import type { LocalOutputs } from '../../local/run-files.ts';

/** Something that somebody did, as a product tells its library of it. */
export interface Occurrence {
  user: string;
  event: string;
  account?: string;
  /** Unless given, the library's own clock says when. */
  at?: Date;
  properties?: Record<string, string | number>;
}

/** One client at work. All have their own defaults, but for more retries and a time limit after which they try again. */
export interface Sender {
  track(occurrence: Occurrence): void;
  /** Everything told is delivered, or given up: then it rejects. */
  close(): Promise<void>;
}

/** Of libraries that tell of people and customers too. */
export interface CallSender extends Sender {
  view(user: string, path: string, at: Date): void;
  identify(user: string, traits: Record<string, string>): void;
  group(user: string, account: string, traits: Record<string, string>): void;
}

type Open<Kind extends Sender = Sender> = (url: string, keys: LocalOutputs) => Kind;

/** Longer than the service takes on a busy machine, and short enough for tests. */
export const CLIENT_TIMEOUT_IN_MS = 4_000;
const RETRIES = 10;
const LATER_IN_MS = 60_000;

export const openSegment =
  (options: Partial<AnalyticsSettings> = {}): Open<CallSender> =>
  (host, { writeKey = '' }) => {
    const analytics = new Analytics({
      writeKey,
      host,
      maxRetries: RETRIES,
      httpRequestTimeout: CLIENT_TIMEOUT_IN_MS,
      flushInterval: LATER_IN_MS,
      ...options,
    });
    const failures: unknown[] = [];
    analytics.on('error', ({ reason }) => failures.push(reason));
    return {
      track: ({ user: userId, account: groupId, event, at: timestamp, properties }) =>
        analytics.track({ userId, event, timestamp, properties, context: { groupId } }),
      view: (userId, path, timestamp) => analytics.page({ userId, timestamp, properties: { path } }),
      identify: (userId, traits) => analytics.identify({ userId, traits }),
      group: (userId, groupId, traits) => analytics.group({ userId, groupId, traits }),
      async close() {
        await analytics.closeAndFlush();
        throwAny(failures);
      },
    };
  };

export const openRudder =
  (options: Record<string, unknown> = {}): Open<CallSender> =>
  (dataPlaneUrl, { writeKey = '' }) => {
    const rudder = new RudderAnalytics(writeKey, {
      dataPlaneUrl,
      logLevel: 'none',
      retryCount: RETRIES,
      axiosConfig: { timeout: CLIENT_TIMEOUT_IN_MS, transitional: { clarifyTimeoutError: true } },
      axiosRetryConfig: { shouldResetTimeout: true },
      flushInterval: LATER_IN_MS,
      errorHandler: () => {},
      ...options,
    });
    const told: Promise<unknown>[] = [];
    const followed = (tell: (done: (error?: unknown) => void) => void) => {
      told.push(new Promise((resolve) => tell(resolve)));
    };
    return {
      track: ({ user: userId, account: groupId, event, at: timestamp, properties }) =>
        followed((done) => rudder.track({ userId, event, timestamp, properties, context: { groupId } }, done)),
      view: (userId, path, timestamp) =>
        followed((done) => rudder.page({ userId, timestamp, properties: { path } }, done)),
      identify: (userId, traits) => followed((done) => rudder.identify({ userId, traits }, done)),
      group: (userId, groupId, traits) => followed((done) => rudder.group({ userId, groupId, traits }, done)),
      async close() {
        // One flush is one batch.
        for (const _ of told) await rudder.flush();
        throwAny((await Promise.all(told)).filter((error) => error !== undefined));
      },
    };
  };

export const openPosthog =
  (options: PostHogOptions = {}): Open<CallSender> =>
  (host, { writeKey = '' }) => {
    const posthog = new PostHog(writeKey, {
      host,
      disableCompression: true,
      fetchRetryCount: RETRIES,
      fetchRetryDelay: 200,
      requestTimeout: CLIENT_TIMEOUT_IN_MS,
      flushInterval: LATER_IN_MS,
      ...options,
    });
    const failures: unknown[] = [];
    posthog.on('error', (error) => failures.push(error));
    return {
      track: ({ user: distinctId, account, event, at: timestamp, properties }) =>
        posthog.capture({
          distinctId,
          event,
          timestamp,
          properties,
          ...(account === undefined ? {} : { groups: { company: account } }),
        }),
      view: (distinctId, path, timestamp) =>
        posthog.capture({
          distinctId,
          event: '$pageview',
          timestamp,
          properties: { $current_url: `https://app.example${path}` },
        }),
      identify: (distinctId, properties) => posthog.identify({ distinctId, properties }),
      group: (distinctId, groupKey, properties) =>
        posthog.groupIdentify({ distinctId, groupType: 'company', groupKey, properties }),
      async close() {
        await posthog.shutdown();
        throwAny(failures);
      },
    };
  };

const batchOfCloudEvents = (events: CloudEvent<unknown>[]) => [
  { headers: { 'content-type': 'application/cloudevents-batch+json' }, body: JSON.stringify(events) },
];

/** The library makes requests and leaves the sending to whoever uses it. */
const openCloudEvents =
  (requestsOf: (events: CloudEvent<unknown>[]) => { headers: object; body: unknown }[]): Open =>
  (url, { token }) => {
    const events: CloudEvent<unknown>[] = [];
    return {
      track: ({ user, account, event: type, at, properties }) => {
        const time = at?.toISOString();
        events.push(new CloudEvent({ source: '/shop', type, time, data: { ...properties, user, account } }));
      },
      async close() {
        for (const { headers, body } of requestsOf(events)) {
          await deliver(`${url}/v1/events`, () => ({
            headers: { ...(headers as Record<string, string>), authorization: `Bearer ${token}` },
            body: body as string,
          }));
        }
      },
    };
  };

const openSigned =
  (signerOf: (secret: string) => { sign(id: string, at: Date, body: string): string }): Open =>
  (url, { sources }) => {
    const signer = signerOf(sources.demo?.secret as string);
    const id = `msg_${crypto.randomUUID()}`;
    const events: object[] = [];
    return {
      track: ({ at = new Date(), ...occurrence }) =>
        events.push({ id: crypto.randomUUID(), time: at.toISOString(), ...occurrence }),
      async close() {
        const body = JSON.stringify(events);
        await deliver(`${url}/v1/hooks/demo`, () => {
          const now = new Date();
          const headers = {
            'content-type': 'application/json',
            'webhook-id': id,
            'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
            'webhook-signature': signer.sign(id, now, body),
          };
          return { headers, body };
        });
      },
    };
  };

/** Libraries that send by themselves, and by their own rules of when to try again. */
export const libraries: Record<string, Open<CallSender>> = {
  '@segment/analytics-node': openSegment(),
  '@rudderstack/rudder-sdk-node': openRudder(),
  'posthog-node': openPosthog(),
};

/** Those, and libraries that only write or sign requests, sent as the page on sending says. */
export const clients: Record<string, Open> = {
  ...libraries,
  'cloudevents, structured': openCloudEvents((events) => events.map((event) => HTTP.structured(event))),
  'cloudevents, binary': openCloudEvents((events) => events.map((event) => HTTP.binary(event))),
  'cloudevents, a batch': openCloudEvents(batchOfCloudEvents),
  standardwebhooks: openSigned((secret) => new StandardWebhook(secret)),
  // Version 1.80 signs by code of its own; later ones wrap standardwebhooks, and would show nothing.
  svix: openSigned((secret) => new SvixWebhook(secret)),
};

function throwAny(failures: unknown[]): void {
  if (failures.length > 0) throw failures[0];
}

async function deliver(url: string, requestNow: () => { headers: Record<string, string>; body: string }) {
  for (let attempt = 1; ; attempt += 1) {
    const signal = AbortSignal.timeout(CLIENT_TIMEOUT_IN_MS);
    const answer = await fetch(url, { method: 'POST', ...requestNow(), signal }).catch((error: Error) => error);
    if (!(answer instanceof Error) && answer.ok) return;
    const mayPass = answer instanceof Error || answer.status === 429 || answer.status >= 500;
    if (!mayPass || attempt > RETRIES) throw answer instanceof Error ? answer : new Error(await answer.text());
    const asked = answer instanceof Error ? 0 : Number(answer.headers.get('retry-after') ?? 0) * 1000;
    await pause(asked || 100 * attempt);
  }
}
