import * as z from 'zod';
import { isTimeZone } from '../time/time-zone.ts';
import { columnsOf, type ImportKind, requiredColumnsOf } from './facts.ts';
import { isDatePattern } from './read-date.ts';
import { numberNotations } from './read-number.ts';

const textSchema = z.string().min(1, 'is empty');
const columnSchema = z.union([textSchema, z.array(textSchema).min(1, 'is empty')]);
const constantSchema = z.union([z.string(), z.number(), z.boolean()]);
const datePatternSchema = z
  .string()
  .refine(isDatePattern, 'is no way to write a date: put it together of YYYY, MM or M, DD or D, HH or H, mm, ss and A');
const datePatternsSchema = z.union([datePatternSchema, z.array(datePatternSchema).min(1, 'is empty')]);

/** What is made of a cell; at most one of `values`, `number`, `date` and `as`. */
const cellSchema = z
  .strictObject({
    /** The column, or several names of which the first counts that the file has. */
    column: columnSchema,
    /** What a cell says → what it means here; `null` for "not known". */
    values: z.record(z.string(), constantSchema.nullable()).optional(),
    /** What a cell means that `values` doesn't have; without it, the row is refused. */
    otherwise: constantSchema.nullable().optional(),
    number: z.enum(numberNotations).optional(),
    divideBy: z.number().positive('must be above 0').optional(),
    date: datePatternsSchema.optional(),
    as: z.enum(['country', 'currency', 'salesforce-id']).optional(),
  })
  .superRefine(({ values, otherwise, number, divideBy, date, as }, context) => {
    const complain = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const readings = Object.entries({ values, number, date, as }).filter(([, given]) => given !== undefined);
    const second = readings[1];
    if (second !== undefined) complain(second[0], `can't stand beside \`${readings[0]?.[0]}\`: keep one of them`);
    if (otherwise !== undefined && values === undefined) complain('otherwise', 'needs `values` beside it');
    if (divideBy !== undefined && number === undefined) complain('divideBy', 'needs `number` beside it');
  });
/** A person's two names, in the order of their script: 山田 太郎, Taro Yamada. */
const personSchema = z.strictObject({ given: columnSchema, family: columnSchema });
/** The cells of several columns with a space between them, in this order. */
const joinSchema = z.strictObject({ join: z.array(textSchema).min(2, 'needs two columns at least') });
/** The same in every row. */
const fixedSchema = z.strictObject({ constant: constantSchema });

/** A column's name alone is short for `{ column: … }`. It stands last: who wrote a group of fields meant one. */
const fieldSchema = z.union([cellSchema, personSchema, joinSchema, fixedSchema, textSchema]);
export type FieldMapping = z.output<typeof fieldSchema>;
export type CellReading = Omit<z.output<typeof cellSchema>, 'column'>;

function kindSchema(kind: ImportKind) {
  const required = requiredColumnsOf(kind);
  const fields = columnsOf(kind).map((field) => {
    return [field, required.includes(field) ? fieldSchema : fieldSchema.optional()] as const;
  });
  return z.strictObject({
    /** When the row last changed where it comes from. */
    updatedAt: z.strictObject({ column: columnSchema, date: datePatternsSchema }).optional(),
    fields: z.strictObject(Object.fromEntries(fields) as Record<string, z.ZodOptional<typeof fieldSchema>>),
  });
}

/** How the files of another system are read: which of its columns say what. */
export const mappingSchema = z.strictObject({
  /** Of times that are written without an offset; the company's own unless said. */
  timeZone: z.string().refine(isTimeZone, 'is not a time zone: write it like Asia/Tokyo').optional(),
  csms: kindSchema('csms').optional(),
  accounts: kindSchema('accounts').optional(),
  contacts: kindSchema('contacts').optional(),
});
export type Mapping = z.output<typeof mappingSchema>;
export type KindMapping = NonNullable<Mapping[ImportKind]>;
