import type { Day } from '../time/day.ts';
import type { FactValues } from './fact-schemas.ts';

export type LedgerFact = keyof FactValues;
export type FactValue<Fact extends LedgerFact> = FactValues[Fact];
export type CustomerStatus = FactValue<'status'>;
export type Mrr = FactValue<'mrr'>;

/** The facts that an account can have once for each product. */
export const productFacts = ['mrr', 'plan', 'licenses', 'recordLimit', 'renewalDate'] as const;
export type ProductFact = (typeof productFacts)[number];

/** By what way an entry came. */
export const doors = ['import', 'api', 'call', 'stage', 'answer', 'task', 'operator', 'page', 'migration'] as const;
export type Door = (typeof doors)[number];

/** Who wrote an entry: by what way it came, and as a record of what was changed names them: `import by aya`. */
export interface Recorder {
  door: Door;
  who: string;
}

interface EntryOf<Fact extends LedgerFact> extends Recorder {
  fact: Fact;
  /** Of a company with several products: which one. Absent, the account as a whole is meant. */
  product?: string;
  /** From this day on it is so. */
  from: Day;
  /** `null`: from then on it is not known. */
  value: FactValue<Fact> | null;
  /** Nothing changed on that day after all: what was so before goes on. */
  withdrawn?: true;
  /** Since when it is known, in milliseconds since 1970. */
  recordedAt: number;
  /** Why, as the playbook's list of reasons has it. */
  reason?: string;
  note?: string;
}

/**
 * A dated change of one of an account's facts. Entries are only ever added: what turns out to be wrong is corrected by an
 * entry for the same fact and day that was recorded later, and where the day itself was wrong, by one that withdraws it.
 */
export type LedgerEntry = { [Fact in LedgerFact]: EntryOf<Fact> }[LedgerFact];

/** What an entry says, apart from who said it: reported a second time, it is the same entry. */
const contentOf = ({ value, withdrawn, reason, note }: LedgerEntry) => JSON.stringify([value, withdrawn, reason, note]);

/** Entries of the same history are about the same fact of the same product. */
export const historyKey = ({ fact, product }: Pick<LedgerEntry, 'fact' | 'product'>) =>
  product === undefined ? fact : `${fact} ${product}`;

/** Where it stands among an account's entries: by fact, product, day and moment. */
export function compareEntries(a: LedgerEntry, b: LedgerEntry): number {
  return (
    compare(historyKey(a), historyKey(b)) ||
    compare(a.from, b.from) ||
    a.recordedAt - b.recordedAt ||
    // Recorded at once, what is known stands over what is not; else it only matters that the same one does every time.
    Number(a.value !== null) - Number(b.value !== null) ||
    compare(contentOf(a), contentOf(b)) ||
    compare(`${a.door} ${a.who}`, `${b.door} ${b.who}`)
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** Whether both say the same of the same fact and day, and were recorded at once: who reports it second adds nothing. */
export const isSameEntry = (a: LedgerEntry, b: LedgerEntry) =>
  historyKey(a) === historyKey(b) &&
  a.from === b.from &&
  a.recordedAt === b.recordedAt &&
  contentOf(a) === contentOf(b);

/** Each entry once, in the order of a ledger: the same whatever order they came in, and however often. */
export function ledgerOf(entries: Iterable<LedgerEntry>): LedgerEntry[] {
  const sorted = [...entries].sort(compareEntries);
  return sorted.filter((entry, i) => i === 0 || !isSameEntry(entry, sorted[i - 1] as LedgerEntry));
}
