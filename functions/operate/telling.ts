import type { BusEvent } from '../../domain/bus-events.ts';
import type { BusPost } from '../../domain/outbox.ts';
import { busPost } from '../../domain/work-events.ts';
import type { Tools } from './operation.ts';

/** The row by which the bus is told of the event, where it is told anything. */
export function tellingOf({ installation, now }: Tools, makeEvent: (at: string) => BusEvent): BusPost | undefined {
  if (!installation.tellsBus) return undefined;
  const event = makeEvent(new Date(now()).toISOString());
  return busPost(event.account, event.id, [event]);
}
