import { factsAsOf } from '../../../../domain/ledger/facts-as-of.ts';
import type { LedgerEntry } from '../../../../domain/ledger/ledger-entry.ts';
import type { Day } from '../../../../domain/time/day.ts';

/** Nobody has more head offices above one another; what leads on for longer is no circle that can be told. */
const MOST_STEPS = 50;

interface Asked {
  asOf: Day;
  /** ms */
  knownBefore?: number;
}

/**
 * The accounts that one leads to, by what it was merged into and else by its parent, where they lead in a circle: the last
 * one leads back to one before it.
 */
export async function belongingCircle(
  account: string,
  ledgerOf: (account: string) => Promise<readonly LedgerEntry[]>,
  { asOf, knownBefore }: Asked,
): Promise<string[] | undefined> {
  const passed = [account];
  while (passed.length <= MOST_STEPS) {
    const last = passed.at(-1) as string;
    const { mergedInto, parent } = factsAsOf(await ledgerOf(last), asOf, knownBefore).facts;
    const next = mergedInto ?? parent;
    // An account that names itself is told as such.
    if (next == null || next === last) return undefined;
    if (passed.includes(next)) return passed;
    passed.push(next);
  }
  return undefined;
}
