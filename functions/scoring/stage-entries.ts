import type { Activity } from '../../domain/activities/activity.ts';
import type { AccountState } from '../../domain/evaluation/evaluate.ts';
import { entriesOfStageMove } from '../../domain/ledger/entries-of-write.ts';
import type { LedgerEntry } from '../../domain/ledger/ledger-entry.ts';

/** What stands in the account's ledger of an evaluation that moved it to another stage: by itself, or as a person said. */
export function stageEntries(
  previous: AccountState | null,
  next: AccountState,
  activities: readonly Activity[],
  now: Date,
): LedgerEntry[] {
  const { stage, lastScoredDay: asOf } = next;
  const setByHand = activities.findLast(
    (activity) =>
      activity.stage === stage?.stage && activity.day <= asOf && activity.day >= (previous?.lastScoredDay ?? asOf),
  );
  const by =
    setByHand === undefined
      ? ({ door: 'stage', who: 'an evaluation' } as const)
      : ({ door: 'operator', who: 'an operator' } as const);
  const entries = entriesOfStageMove(previous?.stage ?? null, stage, asOf, { recordedAt: now.getTime(), by });
  const note = setByHand?.note;
  return note === undefined ? entries : entries.map((entry) => ({ ...entry, note }));
}
