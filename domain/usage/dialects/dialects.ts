import type { Call } from '../call.ts';
import { type EventContext, type EventRefusal, readUsageEvent } from '../read-usage-event.ts';
import type { SentEvent } from '../usage-event.ts';
import { readCloudEvent } from './cloud-event.ts';
import type { Dialect } from './dialect.ts';
import { readIntercomEvent } from './intercom-event.ts';
import { readPosthogEvent } from './posthog-event.ts';
import { readSegmentCall } from './segment-call.ts';
import { readStripeEvent } from './stripe-event.ts';
import { readZendeskEvent } from './zendesk-event.ts';

/** What one raw event turns out to be; of some, two things. */
export type Reading = SentEvent | Call | (SentEvent | Call)[] | EventRefusal;

/** Reads one raw event: when it arrives, and again when it is taken out of quarantine. */
export const readers: Record<Dialect, (raw: unknown, context: EventContext) => Reading> = {
  'standard-webhooks': readUsageEvent,
  cloudevents: readCloudEvent,
  segment: readSegmentCall,
  posthog: readPosthogEvent,
  stripe: readStripeEvent,
  zendesk: readZendeskEvent,
  intercom: readIntercomEvent,
};
