import * as z from 'zod';
import { accountSchema, contactSchema, csmSchema } from '../../domain/account/account.ts';
import type { ImportKind } from '../../domain/import/facts.ts';
import { readTime } from '../../domain/usage/read-time.ts';

/** When the facts became so where they come from, if that was not just now. */
export const updatedAtSchema = z
  .string()
  .refine(
    (text) => !Number.isNaN(readTime(text)),
    'is not a time with its offset: write it like 2026-05-20T09:30:00+09:00',
  );

/** What the address says is not said again in the body. */
const changeable = {
  accounts: () => accountSchema.omit({ id: true }),
  contacts: () => contactSchema.omit({ id: true, account: true }),
  csms: () => csmSchema.omit({ id: true }).extend({ role: csmSchema.shape.role.unwrap().optional() }),
} satisfies Record<ImportKind, () => z.ZodObject>;

type Changed = z.ZodObject<{ updatedAt: z.ZodOptional<typeof updatedAtSchema> }>;

/** The whole record: what is not said is not known. */
export const replacementSchema = madeOnce((kind) =>
  z.strictObject({ ...changeable[kind]().shape, updatedAt: updatedAtSchema.optional() }),
);

/** Some of its facts: what is not said stays, and `null` forgets it. */
export const patchSchema = madeOnce((kind) =>
  z.strictObject({
    ...Object.fromEntries(
      Object.entries(changeable[kind]().shape).map(([name, field]) => [name, forgettable(field as z.ZodType)]),
    ),
    updatedAt: updatedAtSchema.optional(),
  }),
);

export const factNames = (kind: ImportKind) => Object.keys(changeable[kind]().shape);

/** What a record can't do without can be changed, not forgotten. */
function forgettable(field: z.ZodType): z.ZodType {
  return field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType).nullable().optional() : field.optional();
}

/** When first asked for: most requests only read. */
function madeOnce(make: (kind: ImportKind) => Changed): (kind: ImportKind) => Changed {
  const made: Partial<Record<ImportKind, Changed>> = {};
  return (kind) => {
    made[kind] ??= make(kind);
    return made[kind];
  };
}
