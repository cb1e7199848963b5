import { factsAsOf } from '../../../../domain/ledger/facts-as-of.ts';
import type { LedgerEntry } from '../../../../domain/ledger/ledger-entry.ts';
import type { Day } from '../../../../domain/time/day.ts';

/** Nobody has more head offices above one another; what leads on for longer is no circle that can be told. */
const MOST_STEPS = 50;

/** What an account was merged into, and else its parent. */
type BelongsTo = (account: string) => Promise<string | null | undefined>;

interface Asked {
  asOf: Day;
  /** ms */
  knownBefore?: number;
}

/** As the accounts' ledgers say it. */
export const belongsByLedger =
  (ledgerOf: (account: string) => Promise<readonly LedgerEntry[]>, { asOf, knownBefore }: Asked): BelongsTo =>
  async (account) => {
    const { mergedInto, parent } = factsAsOf(await ledgerOf(account), asOf, knownBefore).facts;
    return mergedInto ?? parent;
  };

/** The accounts that one leads to, where they lead in a circle: the last one leads back to one before it. */
export async function belongingCircle(account: string, belongsTo: BelongsTo): Promise<string[] | undefined> {
  const passed = [account];
  while (passed.length <= MOST_STEPS) {
    const last = passed.at(-1) as string;
    const next = await belongsTo(last);
    // An account that names itself is told as such.
    if (next == null || next === last) return undefined;
    if (passed.includes(next)) return passed;
    passed.push(next);
  }
  return undefined;
}
