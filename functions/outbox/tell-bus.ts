import type { BusPost } from '../../domain/outbox/outbox.ts';
import type { EventBridgeBus } from '../aws/eventbridge-bus.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import type { Delivered } from './deliver-mail.ts';

export interface BusDelivery {
  outbox: Pick<DynamoOutbox, 'recordTold'>;
  bus: Pick<EventBridgeBus, 'put'>;
  now(): Date;
}

/**
 * Puts the events of all posts on the bus. No claim: the bus may be told twice, since whoever listens knows an event
 * again by its id. What it did not take stays owed.
 */
export async function tellBus({ outbox, bus, now }: BusDelivery, posts: BusPost[]): Promise<Delivered[]> {
  const left = await bus.put(posts.flatMap(({ events }) => events));
  const results: Delivered[] = [];
  for (const post of posts) {
    const isTold = !post.events.some(({ id }) => left.has(id));
    if (isTold) await outbox.recordTold(post, now().toISOString());
    results.push(isTold ? 'sent' : 'pending');
  }
  return results;
}
