import type { TeamReading } from '../../domain/company/team.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { peopleNamedBy } from '../../domain/outbox/pre-send-check.ts';
import { Expiring } from '../runtime/expiring.ts';

export type TeamForMail = (mail: OutboxMail) => Promise<TeamReading>;

const KEPT_FOR_IN_MS = 60_000;
const REFRESHED_AT_MOST_EVERY_MS = 5_000;

/**
 * The team as it was within the last minute, and as it is now for a mail that names somebody who was not in it: they may
 * have joined since. Taken for somebody who is gone, what they let go would be asked of another.
 */
export function teamForMail(read: () => Promise<TeamReading>, now: () => number): TeamForMail {
  const keeping = { forMs: KEPT_FOR_IN_MS, refreshedAtMostEveryMs: REFRESHED_AT_MOST_EVERY_MS, now };
  const team = new Expiring(read, keeping);
  return async (mail) => {
    const reading = await team.get();
    const isKnown = (id: string) => reading.unreadable.has(id) || reading.members.some((member) => member.id === id);
    return peopleNamedBy(mail).every(isKnown) ? reading : team.refreshed();
  };
}
