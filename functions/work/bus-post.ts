import type { BusEvent } from '../../domain/bus/bus-events.ts';
import { busPost } from '../../domain/bus/work-events.ts';
import type { BusPost } from '../../domain/outbox/outbox.ts';

export interface BusPublishing {
  /** Whether events are published to the bus. */
  publishesToBus: boolean;
  now: () => number;
}

/** The outbox row that publishes the event, where the installation has bus events on. */
export function busPostIf(
  { publishesToBus, now }: BusPublishing,
  makeEvent: (at: string) => BusEvent,
): BusPost | undefined {
  if (!publishesToBus) return undefined;
  const event = makeEvent(new Date(now()).toISOString());
  return busPost(event.account, event.id, [event]);
}
