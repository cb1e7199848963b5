import type { Csm } from '../../domain/account.ts';
import { type Clearance, clearAddresses, withoutLeavers } from '../../domain/clearance.ts';
import type { OutboxMail } from '../../domain/outbox.ts';
import type { LocalClock } from '../../domain/time-zone.ts';
import type { DynamoAddresses } from '../adapters/dynamo-addresses.ts';

export type ClearMail = (mail: OutboxMail, now: Date) => Promise<Clearance>;

export interface Records {
  /** Everybody in the team; may be a minute old. */
  team: () => Promise<Csm[]>;
  addresses: Pick<DynamoAddresses, 'recordsOf'>;
  clock: LocalClock;
}

/** Looks at what is on record now: the row may have waited since somebody left or an address came to its end. */
export function clearBy({ team, addresses, clock }: Records): ClearMail {
  return async (mail, now) => {
    const present = withoutLeavers(mail, await team(), clock.dayOf(now.getTime()));
    if (present.may !== 'go') return present;
    const { from, to } = present.mail;
    return clearAddresses(present.mail, await addresses.recordsOf(from.address, to.address));
  };
}

const TEAM_KEPT_FOR_IN_MS = 60_000;

/** What a read gave, for a minute. */
export function keptForAMinute<Value>(read: () => Promise<Value>, monotonic: () => number): () => Promise<Value> {
  let kept: { value: Promise<Value>; readAt: number } | undefined;
  return () => {
    if (kept === undefined || monotonic() - kept.readAt > TEAM_KEPT_FOR_IN_MS) {
      const value = read();
      kept = { value, readAt: monotonic() };
      // What failed is read again by the next who asks.
      value.catch(() => {
        kept = undefined;
      });
    }
    return kept.value;
  };
}
