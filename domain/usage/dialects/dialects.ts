import type { Call } from '../call.ts';
import { type EventContext, type EventRefusal, readUsageEvent } from '../read-usage-event.ts';
import type { SentEvent } from '../usage-event.ts';
import { readCloudEvent } from './cloud-event.ts';
import { readPosthogEvent } from './posthog-event.ts';
import { readSegmentCall } from './segment-call.ts';

/** The ways in which events come: each has its own form of what we read as one. */
export type Dialect = 'standard-webhooks' | 'cloudevents' | 'segment' | 'posthog';

/** What one raw event turns out to be; of some, two things. */
export type Reading = SentEvent | Call | (SentEvent | Call)[] | EventRefusal;

/** Reads one raw event: when it arrives, and again when it is taken out of quarantine. */
export const readers: Record<Dialect, (raw: unknown, context: EventContext) => Reading> = {
  'standard-webhooks': readUsageEvent,
  cloudevents: readCloudEvent,
  segment: readSegmentCall,
  posthog: readPosthogEvent,
};

export const isDialect = (name: string): name is Dialect => Object.hasOwn(readers, name);
