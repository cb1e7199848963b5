import * as z from 'zod';
import { accountSchema, contactSchema, csmSchema, daySchema, idSchema, productShape } from '../account/account.ts';
import { nearestName } from '../names/nearest-name.ts';
import { patternWhenAsked } from '../names/pattern-when-asked.ts';
import { quoted } from '../names/quoted.ts';
import type { Day } from '../time/day.ts';
import { readDay } from './read-date.ts';
import { BY_DEFAULT, type ReportedAt, type ReportOrder, replaces } from './reported-at.ts';
import { isReporterKept, type ReportedBy } from './reporter.ts';

const memberSchema = csmSchema.refine(({ awayFrom, awayUntil }) => !awayFrom || !awayUntil || awayFrom <= awayUntil, {
  path: ['awayUntil'],
  message: 'lies before awayFrom',
});

const ownedSchema = accountSchema.refine(({ id, parent }) => parent !== id, {
  path: ['parent'],
  message: 'is the account itself',
});

/** One of an account's products, told by itself. */
const productRowSchema = z.strictObject({
  account: idSchema,
  ...productShape,
  /** The account has it no more. */
  ended: z.boolean().optional(),
});

/** What can be imported: its schema, and which columns tell one record from another. */
const kinds = {
  csms: { schema: memberSchema, identity: ['id'] },
  accounts: { schema: ownedSchema, identity: ['id'] },
  contacts: { schema: contactSchema, identity: ['account', 'id'] },
  products: { schema: productRowSchema, identity: ['account', 'name'] },
} as const;

/** The kinds of records that are kept. */
export const importKinds = ['csms', 'accounts', 'contacts'] as const;
export type ImportKind = (typeof importKinds)[number];

/** What a file can hold: records, or parts of them. */
export const fileKinds = [...importKinds, 'products'] as const;
export type FileKind = (typeof fileKinds)[number];

/** The facts of one row. `null`: the row says that the fact is not known. */
export type RowFacts = Record<string, unknown>;

/** One record of a file; `line` is the line it begins on. */
export interface ImportRow {
  line: number;
  facts: RowFacts;
  /** When it was so (ms), where the file says. */
  updatedAt?: number;
  /** The accounts that a contact's row names, where it names several. */
  accounts?: string[];
}

export interface RefusedRow {
  line: number;
  reason: string;
}

/** A cell that could not be used, or not as it stands; the rest of its row was. */
export interface CellWarning extends RefusedRow {
  column: string;
}

export type Facts<Kind extends ImportKind> = z.output<(typeof kinds)[Kind]['schema']>;

/** A record's facts, and when each was reported. */
export interface ReportedFacts<Kind extends ImportKind> {
  facts: Facts<Kind>;
  reportedAt: ReportedAt;
  /** Of facts that decide who is written to, as far as calls reported them. */
  reportedBy?: ReportedBy;
}

/** Why a value can't be the fact. */
export interface FactProblem {
  column: string;
  reason: string;
}

export interface Unmergeable {
  problems: FactProblem[];
  /** All of them in one line. */
  reason: string;
}

export type MergedFacts<Kind extends ImportKind> = ReportedFacts<Kind> | Unmergeable;

export function columnsOf(kind: FileKind): string[] {
  return Object.keys(kinds[kind].schema.shape);
}

/** The columns that tell which record a row is about. */
export const identityOf = (kind: FileKind): readonly string[] => kinds[kind].identity;

/** The columns without which there can be no record. */
export function requiredColumnsOf(kind: FileKind): string[] {
  const shape = kinds[kind].schema.shape as Record<string, z.ZodType>;
  return Object.keys(shape).filter((column) => !shape[column]?.safeParse(undefined).success);
}

/** The column that a header means, however it is written: `Renewal Date`, `renewal_date`. */
export function columnNamed(kind: FileKind, header: string): string | undefined {
  const columns = columnsOf(kind);
  return columns.includes(header) ? header : columns.find((column) => plainName(column) === plainName(header));
}

const punctuation = patternWhenAsked(String.raw`[^\p{L}\p{N}]`, 'gu');

export const plainName = (name: string) => name.normalize('NFKC').toLowerCase().replace(punctuation(), '');

/** Says that there is no such column, and which one was probably meant; undefined when there is. */
export function unknownColumn(kind: FileKind, column: string): string | undefined {
  const columns = columnsOf(kind);
  if (columns.includes(column)) return undefined;
  const nearest = nearestName(column, columns);
  return `"${column}" is no column of ${kind}${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`;
}

/** Two rows with the same key are about the same record; without a whole key a row is about none. */
export function keyOf(kind: FileKind, facts: RowFacts): string | undefined {
  const parts = kinds[kind].identity.map((column) => facts[column] ?? null);
  return parts.includes(null) ? undefined : JSON.stringify(parts);
}

/**
 * The value that a text stands for in its column: a number, yes or no, a list; an empty text is "not known".
 * A text that doesn't fit stays as it is, for `mergeFacts` to refuse it with the column's own reason.
 */
export function factOfText(kind: FileKind, column: string, text: string): unknown {
  const value = text.replace(/\s*\n\s*/g, ' ').trim();
  if (value === '') return null;
  const field = typeOf(kind, column);
  if (field instanceof z.ZodNumber) return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  if (field instanceof z.ZodBoolean) {
    const word = value.toLowerCase();
    return word === 'true' || (word === 'false' ? false : value);
  }
  if (field instanceof z.ZodArray && field.element instanceof z.ZodObject) return jsonOr(value);
  if (field instanceof z.ZodArray) {
    return value
      .split(';')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
  }
  return value;
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A value that somebody reported for a date may be any point in time: of it the company's own day counts. */
export function dayOfReported(
  kind: FileKind,
  column: string,
  value: unknown,
  dayOf: (timeInMs: number) => Day,
): unknown {
  if (typeOf(kind, column)?._zod !== daySchema._zod) return value;
  const text = typeof value === 'number' ? String(Math.trunc(value)) : value;
  return typeof text === 'string' ? (readDay(text, [], { dayOf }) ?? value) : value;
}

/** Why a single value can't be the fact; undefined when it can, as `null` can wherever the fact may be unknown. */
export function refuseFact(kind: FileKind, column: string, value: unknown): string | undefined {
  const parsed = (kinds[kind].schema.shape as Record<string, z.ZodType>)[column]?.safeParse(value ?? undefined);
  return parsed?.error?.issues.map((issue) => reasonOf({ ...issue, path: [column] }, { [column]: value })).join('; ');
}

/** What a record can do without, so that a bad value costs only itself. */
export const isOptional = (kind: FileKind, column: string) => !requiredColumnsOf(kind).includes(column);

/**
 * The record after a row that was reported at a time (ms): of each fact the value reported last wins; facts the row
 * doesn't mention stay. Of a row that a call reported, `source` is the call's source. A row that would not make a record with what is stored is refused, whether it is the last one or
 * not.
 */
export function mergeFacts<Kind extends ImportKind>(
  kind: Kind,
  stored: ReportedFacts<Kind> | undefined,
  row: RowFacts,
  at: number,
  order: ReportOrder = 'in-order',
  source?: string,
): MergedFacts<Kind> {
  const parsed = parseFacts(kind, { ...stored?.facts, ...row });
  if ('problems' in parsed)
    return unmergeable(stored === undefined ? parsed.problems.map(asNew(kind, row)) : parsed.problems);
  const facts: RowFacts = { ...stored?.facts };
  const reportedAt: Record<string, number> = { ...stored?.reportedAt };
  const reportedBy: Record<string, string> = { ...stored?.reportedBy };
  for (const name of columnsOf(kind)) {
    if (!Object.hasOwn(row, name)) continue;
    const value = parsed.facts[name] ?? null;
    const current = facts[name] ?? null;
    // What an import says too stands on its word from then on.
    if (source === undefined && JSON.stringify(value) === JSON.stringify(current)) delete reportedBy[name];
    if (!replaces(value, at, { value: current, at: reportedAt[name] }, order)) continue;
    facts[name] = value;
    reportedAt[name] = at;
    if (!isReporterKept(kind, name)) continue;
    if (source === undefined) delete reportedBy[name];
    // A call that says what an import said too takes nothing from its word.
    else if (reportedBy[name] !== undefined || JSON.stringify(value) !== JSON.stringify(current))
      reportedBy[name] = source;
  }
  const merged = parseFacts(kind, facts);
  if ('problems' in merged) return unmergeable(merged.problems);
  for (const name of Object.keys(merged.facts)) reportedAt[name] ??= BY_DEFAULT;
  const known: ReportedFacts<Kind> = { facts: merged.facts as Facts<Kind>, reportedAt };
  const reporters = Object.entries(reportedBy).sort(([a], [b]) => (a < b ? -1 : 1));
  return reporters.length === 0 ? known : { ...known, reportedBy: Object.fromEntries(reporters) };
}

/** Of a row that `mergeFacts` takes: the facts that are older than what stands, which it passes over. */
export function olderFacts<Kind extends ImportKind>(
  kind: Kind,
  stored: ReportedFacts<Kind> | undefined,
  row: RowFacts,
  at: number,
): RowFacts {
  const isOlder = (name: string) => at < (stored?.reportedAt[name] ?? at);
  const names = columnsOf(kind).filter((name) => Object.hasOwn(row, name) && isOlder(name));
  if (names.length === 0) return {};
  const parsed = parseFacts(kind, { ...stored?.facts, ...row });
  const facts = 'problems' in parsed ? {} : parsed.facts;
  return Object.fromEntries(names.map((name) => [name, facts[name] ?? null]));
}

const unmergeable = (problems: FactProblem[]): Unmergeable => ({
  problems,
  reason: problems.map(({ reason }) => reason).join('; '),
});

/** Who changes one fact of a record that isn't there learns what a new one needs besides. */
function asNew(kind: ImportKind, row: RowFacts): (problem: FactProblem) => FactProblem {
  return ({ column, reason }) => {
    const isLeftOut = !Object.hasOwn(row, column) && column !== 'id';
    return { column, reason: isLeftOut ? `${reason}: ${NEW_RECORD[kind]} needs one` : reason };
  };
}

const NEW_RECORD: Record<ImportKind, string> = {
  csms: 'a colleague who is new',
  accounts: 'an account that is new',
  contacts: 'a contact who is new',
};

function parseFacts(kind: ImportKind, facts: RowFacts): { facts: RowFacts } | { problems: FactProblem[] } {
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
  const parsed = kinds[kind].schema.safeParse(known);
  if (parsed.success) return { facts: parsed.data };
  const problems = parsed.error.issues.map((issue) => ({
    column: String(issue.path[0]),
    reason: reasonOf(issue, known),
  }));
  return { problems };
}

function reasonOf(issue: z.core.$ZodIssue, merged: RowFacts): string {
  const column = String(issue.path[0]);
  const value = merged[column];
  if (value === undefined || value === null) return `${column} is missing`;
  return `${column} ${quoted(value)} ${complaintOf(issue)}`;
}

function complaintOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `is none of ${issue.values.join(', ')}`;
  if (issue.code !== 'invalid_type') return issue.message;
  switch (issue.expected) {
    case 'number':
      return 'is not a number: write digits only, like 120000';
    case 'int':
      return 'is not a whole number';
    case 'boolean':
      return 'is not a yes or no: write true or false';
    case 'array':
      return 'is not a list';
    default:
      return 'is not a text';
  }
}

function typeOf(kind: FileKind, column: string): z.ZodType | undefined {
  const field = (kinds[kind].schema.shape as Record<string, z.ZodType>)[column];
  return field instanceof z.ZodOptional || field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : field;
}
