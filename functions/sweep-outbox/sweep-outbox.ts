import { CLAIM_EXPIRES_AFTER_IN_MINUTES, EXPIRED_CLAIM_REASON } from '../../domain/outbox.ts';
import type { DynamoOutbox } from '../adapters/dynamo-outbox.ts';
import type { Delivery } from '../deliver-outbox/deliver-mail.ts';
import { type DeliveryCounts, tryDelivery } from '../deliver-outbox/deliver-outbox.ts';

/** Younger ones are on their way through the stream. */
const PENDING_BELONGS_TO_SWEEPER_AFTER_IN_MS = 60_000;
const CLAIM_EXPIRES_AFTER_IN_MS = CLAIM_EXPIRES_AFTER_IN_MINUTES * 60_000;
const PAUSE_AFTER_DEFERRAL_IN_MS = 1_000;

export interface Sweeping extends Delivery {
  outbox: Delivery['outbox'] & Pick<DynamoOutbox, 'openMails'>;
  sleep(milliseconds: number): Promise<unknown>;
}

export interface Swept extends DeliveryCounts {
  expiredClaims: number;
  /** Age of the oldest mail that is still owed after the sweep; 0 when there is none. */
  oldestPendingInSeconds: number;
}

/** Sends what the stream missed or SES put off, and hands claims of dead runs to a person. */
export async function sweepOutbox(sweeping: Sweeping, hasTime: () => boolean): Promise<Swept> {
  const counts = { sent: 0, held: 0, pending: 0, dropped: 0, taken: 0, left: 0 };
  const swept: Swept = { ...counts, expiredClaims: 0, oldestPendingInSeconds: 0 };
  for await (const { mail, listedAt } of sweeping.outbox.openMails()) {
    const now = sweeping.now();
    if (mail.status === 'claimed') {
      const claimedAt = mail.claimedAt as string;
      if (now.getTime() - Date.parse(claimedAt) < CLAIM_EXPIRES_AFTER_IN_MS) continue;
      const reason = EXPIRED_CLAIM_REASON;
      const held = await sweeping.outbox.settleMail(mail, claimedAt, { status: 'held', reason }, now.toISOString());
      if (held) swept.expiredClaims += 1;
      continue;
    }
    const ageInMs = now.getTime() - Date.parse(listedAt);
    const isOurs = ageInMs >= PENDING_BELONGS_TO_SWEEPER_AFTER_IN_MS;
    const result = isOurs && hasTime() ? await tryDelivery(sweeping, mail) : 'left';
    swept[result] += 1;
    if (result === 'pending' || result === 'left') {
      swept.oldestPendingInSeconds = Math.max(swept.oldestPendingInSeconds, Math.round(ageInMs / 1000));
    }
    // Most often the limit of sends a second: the next one has a better chance a moment later.
    if (result === 'pending') await sweeping.sleep(PAUSE_AFTER_DEFERRAL_IN_MS);
  }
  return swept;
}
