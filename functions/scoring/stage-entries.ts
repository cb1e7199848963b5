import type { AccountState } from '../../domain/evaluation/evaluate.ts';
import { entriesOfStageMove } from '../../domain/ledger/entries-of-write.ts';
import type { LedgerEntry } from '../../domain/ledger/ledger-entry.ts';

/** What stands in the account's ledger of an evaluation that moved it to another stage. */
export function stageEntries(previous: AccountState | null, next: AccountState, now: Date): LedgerEntry[] {
  const by = { door: 'stage', who: 'an evaluation' } as const;
  const recording = { recordedAt: now.getTime(), by };
  return entriesOfStageMove(previous?.stage ?? null, next.stage, next.lastScoredDay, recording);
}
