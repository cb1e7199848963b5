import type { Day } from '../time/day.ts';
import type { LocalClock } from '../time/time-zone.ts';
import { endOf, factHistories, intervalsOf } from './facts-as-of.ts';
import { isSameEntry, type LedgerEntry } from './ledger-entry.ts';
import { type AroundLedger, ledgerProblems, problemText } from './ledger-problems.ts';
import { mrrText } from './mrr-text.ts';

/** An entry as a ledger is shown, under the names that a file has which brings it. */
export interface LedgerLine extends Pick<LedgerEntry, 'fact' | 'door' | 'who'> {
  account: string;
  effective: Day;
  /** ISO; since when it is known. */
  toldAt: string;
  /** MRR as `120000 JPY`; `null` where it is not known. */
  value: string | number | readonly string[] | null;
  product: string | null;
  /** The last day on which it is so; `null` while it lasts, and of what counts for nothing any more. */
  until: Day | null;
  withdrawn?: true;
  reason: string | null;
  note: string | null;
  /** `corrected` by a later word on the same day; `withdrawn`: says itself that nothing changed on the day. */
  status: 'stands' | 'corrected' | 'withdrawn';
}

/** What it is shown with that no file tells: the rest says it already, or it is another one's word. */
export const shownBesides = ['until', 'door', 'who', 'status'] as const satisfies readonly (keyof LedgerLine)[];

/** An account's ledger, as it was known at the end of a day. */
export interface LedgerPage {
  account: string;
  asOf: Day;
  knownOn: Day;
  /** What was so on the day. */
  facts: LedgerLine[];
  /** All that was known by then. */
  entries: LedgerLine[];
  problems: string[];
}

export function ledgerPage(
  account: string,
  ledger: readonly LedgerEntry[],
  { asOf, knownOn, clock }: { asOf: Day; knownOn: Day; clock: LocalClock },
  around: AroundLedger = {},
): LedgerPage {
  const knownBefore = endOf(knownOn, clock);
  const known = ledger.filter(({ recordedAt }) => recordedAt < knownBefore);
  const intervals = [...factHistories(known).values()].flatMap(intervalsOf);
  const lineOf = (entry: LedgerEntry): LedgerLine => {
    const interval = intervals.find((one) => isSameEntry(one.entry, entry));
    const { fact, product = null, from, withdrawn, recordedAt, door, who, reason = null, note = null } = entry;
    return {
      account,
      effective: from,
      toldAt: new Date(recordedAt).toISOString(),
      fact,
      value: shownValue(entry),
      product,
      until: interval?.until ?? null,
      ...(withdrawn && { withdrawn }),
      door,
      who,
      reason,
      note,
      status: interval !== undefined ? 'stands' : entry.withdrawn ? 'withdrawn' : 'corrected',
    };
  };
  const inForce = intervals.filter(({ from, until }) => from <= asOf && (until === undefined || asOf <= until));
  return {
    account,
    asOf,
    knownOn,
    facts: inForce.map(({ entry }) => lineOf(entry)),
    entries: known.map(lineOf),
    problems: ledgerProblems(account, known, known, around).map(problemText),
  };
}

const shownValue = (entry: LedgerEntry): LedgerLine['value'] =>
  entry.fact === 'mrr' ? entry.value && mrrText(entry.value) : entry.value;
