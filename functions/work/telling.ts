import type { BusEvent } from '../../domain/bus/bus-events.ts';
import { busPost } from '../../domain/bus/work-events.ts';
import type { BusPost } from '../../domain/outbox/outbox.ts';

export interface Telling {
  /** Whether what happens is told to the bus. */
  tellsBus: boolean;
  now: () => number;
}

/** The row by which the bus is told of the event, where it is told anything. */
export function tellingOf({ tellsBus, now }: Telling, makeEvent: (at: string) => BusEvent): BusPost | undefined {
  if (!tellsBus) return undefined;
  const event = makeEvent(new Date(now()).toISOString());
  return busPost(event.account, event.id, [event]);
}
