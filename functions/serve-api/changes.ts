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
  accounts: accountSchema.omit({ id: true }),
  contacts: contactSchema.omit({ id: true, account: true }),
  csms: csmSchema.omit({ id: true }).extend({ role: csmSchema.shape.role.unwrap().optional() }),
} satisfies Record<ImportKind, z.ZodObject>;

const replacementOf = <Shape extends z.ZodRawShape>({ shape }: z.ZodObject<Shape>) =>
  z.strictObject({ ...shape, updatedAt: updatedAtSchema.optional() });

/** Each may be left out, and `null` forgets it. */
const patchOf = ({ shape }: z.ZodObject) =>
  z.strictObject({
    ...Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, forgettable(field as z.ZodType)])),
    updatedAt: updatedAtSchema.optional(),
  });

/** What a record can't do without can be changed, not forgotten. */
function forgettable(field: z.ZodType): z.ZodType {
  return field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType).nullable().optional() : field.optional();
}

/** The whole record: what is not said is not known. */
export const replacementSchemas = {
  accounts: replacementOf(changeable.accounts),
  contacts: replacementOf(changeable.contacts),
  csms: replacementOf(changeable.csms),
} satisfies Record<ImportKind, z.ZodObject>;

/** Some of its facts: what is not said stays. */
export const patchSchemas = {
  accounts: patchOf(changeable.accounts),
  contacts: patchOf(changeable.contacts),
  csms: patchOf(changeable.csms),
} satisfies Record<ImportKind, z.ZodObject>;

export const factNames = (kind: ImportKind) => Object.keys(changeable[kind].shape);
