import {
  CLAIM_EXPIRES_AFTER_IN_MINUTES,
  EXPIRED_CLAIM_REASON,
  EXPIRED_POST_REASON,
  type OutboxRow,
} from '../../domain/outbox/outbox.ts';
import { deliverOutbox, type OutboxSending, type SendCounts } from '../outbox/deliver-outbox.ts';
import type { LeftOut } from '../store/left-out.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';

/** Younger ones are on their way through the stream. */
const PENDING_BELONGS_TO_SWEEPER_AFTER_IN_MS = 60_000;
const CLAIM_EXPIRES_AFTER_IN_MS = CLAIM_EXPIRES_AFTER_IN_MINUTES * 60_000;
const ROWS_AT_A_TIME = 100;

export interface Sweeping extends OutboxSending {
  outbox: OutboxSending['outbox'] & Pick<DynamoOutbox, 'openRows' | 'dueMails' | 'takeUp' | 'holdExpired'>;
}

/** What a sweep looks at: the lists of the outbox, or what was found at one look. */
export type OwedRows = Pick<DynamoOutbox, 'openRows' | 'dueMails'>;

export interface Swept extends SendCounts {
  expiredClaims: number;
  /** Age of the oldest row that is still owed after the sweep; 0 when there is none. */
  oldestPendingInSeconds: number;
}

/**
 * Sends what the stream missed, what the services put off and what has waited for its time, and hands claims of dead
 * runs to a person. What can't be read stays as it is, for the release that wrote it: to hold it would leave each to a
 * person once that is back.
 */
export async function sweepOutbox(
  sweeping: Sweeping,
  hasTime: () => boolean,
  leftOut?: LeftOut,
  owed: OwedRows = sweeping.outbox,
): Promise<Swept> {
  const swept: Swept = {
    sent: 0,
    waiting: 0,
    asked: 0,
    held: 0,
    dropped: 0,
    unknown: 0,
    pending: 0,
    taken: 0,
    left: 0,
    expiredClaims: 0,
    oldestPendingInSeconds: 0,
  };
  let batch: { row: OutboxRow; ageInMs: number }[] = [];
  const startedAt = sweeping.now().toISOString();
  for await (const mail of owed.dueMails(startedAt, leftOut)) {
    if (!hasTime()) break;
    if (await sweeping.outbox.takeUp(mail, sweeping.now().toISOString())) await add({ ...mail, status: 'pending' }, 0);
  }
  await deliverBatch();
  for await (const { row, listedAt } of owed.openRows(leftOut)) {
    const now = sweeping.now();
    const ageInMs = apart(now, listedAt);
    if (row.status === 'claimed') {
      if (apart(now, row.claimedAt as string) >= CLAIM_EXPIRES_AFTER_IN_MS) await takeClaim(row, now);
    } else if (ageInMs < PENDING_BELONGS_TO_SWEEPER_AFTER_IN_MS) {
      leave('left', ageInMs);
    } else {
      await add(row, ageInMs);
    }
  }
  await deliverBatch();
  return swept;

  async function add(row: OutboxRow, ageInMs: number): Promise<void> {
    batch.push({ row, ageInMs });
    if (batch.length === ROWS_AT_A_TIME) await deliverBatch();
  }

  async function takeClaim(row: OutboxRow, now: Date): Promise<void> {
    const reason = row.channel === 'chat' ? EXPIRED_POST_REASON : EXPIRED_CLAIM_REASON;
    const claimedAt = row.claimedAt as string;
    if (await sweeping.outbox.holdExpired(row, claimedAt, reason, now.toISOString())) swept.expiredClaims += 1;
  }

  async function deliverBatch(): Promise<void> {
    const ages = new Map(batch.map(({ row, ageInMs }) => [row, ageInMs]));
    batch = [];
    const { results } = await deliverOutbox(sweeping, [...ages.keys()], hasTime);
    for (const { row, result } of results) {
      if (result === 'pending' || result === 'left') leave(result, ages.get(row) as number);
      else swept[result] += 1;
    }
  }

  function leave(result: 'pending' | 'left', ageInMs: number): void {
    swept[result] += 1;
    swept.oldestPendingInSeconds = Math.max(swept.oldestPendingInSeconds, Math.round(ageInMs / 1000));
  }
}

/** Either way: where a clock was wrong, a row may come from the future, and must not wait for it. */
const apart = (now: Date, at: string) => Math.abs(now.getTime() - Date.parse(at));
