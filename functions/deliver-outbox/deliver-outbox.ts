import type { OutboxMail } from '../../domain/outbox.ts';
import { errorFields, log } from '../runtime/log.ts';
import { type Delivered, type Delivery, deliverMail } from './deliver-mail.ts';

export type DeliveryCounts = Record<Delivered | 'left', number>;

/**
 * Sends new mails one after the other: SES counts sends a second, and a mail that fails concerns no other. What fails
 * for a passing reason is left to the sweeper, so that no mail ever blocks the stream.
 */
export async function deliverOutbox(
  delivery: Delivery,
  mails: OutboxMail[],
  hasTime: () => boolean,
): Promise<DeliveryCounts> {
  const counts: DeliveryCounts = { sent: 0, held: 0, pending: 0, dropped: 0, taken: 0, left: 0 };
  for (const mail of mails) counts[hasTime() ? await tryDelivery(delivery, mail) : 'left'] += 1;
  return counts;
}

/** `left`: nothing is known of it but that it is still owed, or that its claim will expire. */
export async function tryDelivery(delivery: Delivery, mail: OutboxMail): Promise<Delivered | 'left'> {
  try {
    return await deliverMail(delivery, mail);
  } catch (error) {
    log('error', 'mail not delivered', { kind: mail.kind, ...errorFields(error) });
    return 'left';
  }
}
