import type { LedgerEntry } from '../../domain/ledger/ledger-entry.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { LedgerReader } from '../store/ledger/ledger-reader.ts';

interface GivenWithTask {
  account: string;
  /** Who did the task, by id. */
  person: string;
  reason: string;
  note?: string | undefined;
}

/** How the account's ledger has the reason that was given with a task; nothing where it says so already. */
export async function churnReasonEntry(
  { ledger, clock }: { ledger: Pick<LedgerReader, 'read'>; clock: LocalClock },
  { account, person, reason, note }: GivenWithTask,
  recordedAt: number,
): Promise<LedgerEntry | undefined> {
  const [entries, { giveReason }] = await Promise.all([
    ledger.read(account),
    import('../../domain/kpis/give-reason.ts'),
  ]);
  const entry = giveReason(
    entries,
    { movement: 'churn', reason, ...(note !== undefined && { note }) },
    { today: clock.dayOf(recordedAt), recordedAt, by: { door: 'task', who: `a task done by ${person}` } },
  );
  return entry === null || 'refused' in entry ? undefined : entry;
}
