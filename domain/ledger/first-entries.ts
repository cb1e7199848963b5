import type { ReportedFacts } from '../import/facts.ts';
import type { StageState } from '../stages/stage-state.ts';
import { entriesOfStageMove, entriesOfWrite, type Recording } from './entries-of-write.ts';
import { historyKey, type LedgerEntry } from './ledger-entry.ts';

/**
 * What the ledger of an account begins with that was there before ledgers were kept: its facts as they stand, each from
 * the day that it was reported for. They are known since the ledger began and not before, as nobody wrote down then when
 * they arrived. Of facts that the ledger has entries of already it begins with those: doing it twice changes nothing.
 */
export function firstEntries(
  account: ReportedFacts<'accounts'>,
  stage: StageState | null,
  ledger: Iterable<LedgerEntry>,
  recording: Recording,
): LedgerEntry[] {
  const begun = new Set([...ledger].map(historyKey));
  const asOf = recording.clock.dayOf(recording.recordedAt);
  return [...entriesOfWrite(undefined, account, recording), ...entriesOfStageMove(null, stage, asOf, recording)].filter(
    (entry) => !begun.has(historyKey(entry)),
  );
}
