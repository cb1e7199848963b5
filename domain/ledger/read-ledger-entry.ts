import * as z from 'zod';
import { daySchema, nameSchema } from '../account/account.ts';
import { quoted } from '../names/quoted.ts';
import { factSchemas, ledgerFacts } from './fact-schemas.ts';
import { doors, type LedgerEntry, type LedgerFact, productFacts } from './ledger-entry.ts';

const NOTE_LENGTH = 2000;

/** What may stand beside what an entry says. */
export const remarkSchemas = {
  reason: nameSchema,
  note: z.string().trim().min(1, 'is empty').max(NOTE_LENGTH, `is longer than ${NOTE_LENGTH} characters`),
};

const commonSchema = z.strictObject({
  fact: z.enum(ledgerFacts),
  product: nameSchema.optional(),
  from: daySchema,
  value: z.unknown(),
  withdrawn: z.literal(true).optional(),
  recordedAt: z.int().nonnegative(),
  door: z.enum(doors),
  who: z.string().min(1),
  reason: remarkSchemas.reason.optional(),
  note: remarkSchemas.note.optional(),
});

const isOfProducts = (fact: LedgerFact) => (productFacts as readonly LedgerFact[]).includes(fact);

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
      return `${[...(of === undefined ? [] : [of]), ...path].join('.')} ${quoted(at)} ${message}`;
    })
    .join('; ');
}
