import * as z from 'zod';
import { accountSchema, daySchema, idSchema, nameSchema, stageSchema } from '../account/account.ts';
import type { Day } from '../time/day.ts';

/** `reactivated` is an active customer again; `free` uses the product and pays nothing; `paused` pays nothing for a while. */
export const customerStatuses = ['active', 'reactivated', 'paused', 'free', 'churned'] as const;
export type CustomerStatus = (typeof customerStatuses)[number];

const { mrr, currency, licenses, recordLimit, holds } = accountSchema.shape;

/** The facts whose past is kept, and what each can be. */
const factSchemas = {
  status: z.enum(customerStatuses),
  /** One fact, since an amount without its currency says nothing. In major units, as it is reported. */
  mrr: z.strictObject({ amount: mrr.unwrap(), currency }),
  plan: nameSchema,
  licenses: licenses.unwrap(),
  recordLimit: recordLimit.unwrap(),
  stage: stageSchema,
  csm: idSchema,
  segment: nameSchema,
  renewalDate: daySchema,
  holds: holds.unwrap(),
  /** The account that this one belongs to: a group's head office, say. */
  parent: idSchema,
  /** The account that this one turned out to be the same as. */
  mergedInto: idSchema,
} as const;

export type LedgerFact = keyof typeof factSchemas;
export const ledgerFacts = Object.keys(factSchemas) as [LedgerFact, ...LedgerFact[]];
export type FactValue<Fact extends LedgerFact> = z.output<(typeof factSchemas)[Fact]>;
export type Mrr = FactValue<'mrr'>;

/** The facts that an account can have once for each product. */
export const productFacts = ['mrr', 'plan', 'licenses', 'recordLimit', 'renewalDate'] as const;
export type ProductFact = (typeof productFacts)[number];
const isOfProducts = (fact: LedgerFact) => (productFacts as readonly LedgerFact[]).includes(fact);

/** By what way an entry came. */
export const doors = ['import', 'api', 'call', 'stage', 'answer', 'operator', 'migration'] as const;
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

const NOTE_LENGTH = 2000;

const commonSchema = z.strictObject({
  fact: z.enum(ledgerFacts),
  product: nameSchema.optional(),
  from: daySchema,
  value: z.unknown(),
  withdrawn: z.literal(true).optional(),
  recordedAt: z.int().nonnegative(),
  door: z.enum(doors),
  who: z.string().min(1),
  reason: nameSchema.optional(),
  note: z.string().trim().min(1, 'is empty').max(NOTE_LENGTH, `is longer than ${NOTE_LENGTH} characters`).optional(),
});

/** What an entry says, apart from who said it: reported a second time, it is the same entry. */
const contentOf = ({ value, withdrawn, reason, note }: LedgerEntry) => JSON.stringify([value, withdrawn, reason, note]);

/** Entries of the same history are about the same fact of the same product. */
export const historyKey = ({ fact, product }: Pick<LedgerEntry, 'fact' | 'product'>) =>
  product === undefined ? fact : `${fact} ${product}`;

/** Whether the entry can be one, as somebody outside wrote it; if not, why. */
export function readLedgerEntry(written: Readonly<Record<string, unknown>>): LedgerEntry | { refused: string } {
  const parsed = commonSchema.safeParse(written);
  if (!parsed.success) return { refused: complaintOf(parsed.error, written) };
  const { fact, product, withdrawn } = parsed.data;
  if (product !== undefined && !isOfProducts(fact)) return { refused: `${fact} is no fact of a product` };
  if (withdrawn || parsed.data.value == null) return { ...parsed.data, value: null } as LedgerEntry;
  const value = factSchemas[fact].safeParse(parsed.data.value);
  if (!value.success) return { refused: complaintOf(value.error, parsed.data.value, fact) };
  return { ...parsed.data, value: value.data } as LedgerEntry;
}

function complaintOf({ issues }: z.ZodError, written: unknown, of?: LedgerFact): string {
  return issues
    .map(({ path, message }) => {
      const at = path.reduce<unknown>(
        (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
        written,
      );
      return `${[...(of === undefined ? [] : [of]), ...path].join('.')} ${JSON.stringify(at)} ${message}`;
    })
    .join('; ');
}

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
