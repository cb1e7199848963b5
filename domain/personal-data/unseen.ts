import type { Day } from '../time/day.ts';
import { notLookedAtOfAccount } from './account-data.ts';
import { daysKept, goneOn, type KeptInDays } from './keeping.ts';
import { type KeptData, type KeptKind, keptData, notLookedAt } from './kept-data.ts';

/** What a run has not looked into. */
export interface Unseen {
  kind: KeptKind;
  /** The first day on which nothing of it is left that is there now; `null` where it stays. */
  goneOn: Day | null;
  /** Whether reading everything finds it. */
  isFoundBySearching: boolean;
}

/** Of what this stage keeps: an archive that it has none of holds nobody. */
export function unseenBy(
  { isOfAccount, isEverywhere }: { isOfAccount: boolean; isEverywhere: boolean },
  keptInDays: KeptInDays,
  today: Day,
): Unseen[] {
  const kinds = isOfAccount ? notLookedAtOfAccount : notLookedAt;
  const neverFound = new Set(kinds(true));
  return kinds(isEverywhere).flatMap((kind) => {
    const { keptFor }: KeptData = keptData[kind];
    if (daysKept(keptFor, keptInDays) === 0) return [];
    return [{ kind, goneOn: goneOn(keptFor, keptInDays, today), isFoundBySearching: !neverFound.has(kind) }];
  });
}
