import type { BusPost } from '../../domain/outbox/outbox.ts';
import type { EventBridgeBus } from '../aws/eventbridge-bus.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import type { SendResult } from './deliver-mail.ts';

export interface BusSending {
  outbox: Pick<DynamoOutbox, 'recordPublished'>;
  bus: Pick<EventBridgeBus, 'put'>;
  now(): Date;
}

/**
 * Puts the events of all posts on the bus. No claim: an event may be published twice, since consumers recognize it by
 * its id. Posts that the bus did not take stay pending.
 */
export async function publishToBus({ outbox, bus, now }: BusSending, posts: BusPost[]): Promise<SendResult[]> {
  const left = await bus.put(posts.flatMap(({ events }) => events));
  const results: SendResult[] = [];
  for (const post of posts) {
    const isPublished = !post.events.some(({ id }) => left.has(id));
    if (isPublished) await outbox.recordPublished(post, now().toISOString());
    results.push(isPublished ? 'sent' : 'pending');
  }
  return results;
}
