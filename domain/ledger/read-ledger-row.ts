import type * as z from 'zod';
import { daySchema, idSchema } from '../account/account.ts';
import type { CellWarning } from '../import/facts.ts';
import { nearestName } from '../names/nearest-name.ts';
import { quoted } from '../names/quoted.ts';
import { isDay } from '../time/day.ts';
import type { LocalClock } from '../time/time-zone.ts';
import { readTime } from '../usage/read-time.ts';
import { ledgerFacts } from './fact-schemas.ts';
import type { LedgerEntry, Recorder } from './ledger-entry.ts';
import { readMrrText } from './mrr-text.ts';
import { readLedgerEntry, remarkSchemas } from './read-ledger-entry.ts';

/** The columns of a file that tells the past. */
export const ledgerColumns = [
  'account',
  'effective',
  'fact',
  'value',
  'toldAt',
  'product',
  'withdrawn',
  'reason',
  'note',
] as const;

/** Without these a row says nothing. */
export const requiredLedgerColumns = ['account', 'effective', 'fact'] as const;

/** No customer is older; a year such as 0000 stands for one that somebody did not know, or wrote short. */
const EARLIEST = Date.UTC(1800, 0, 1);

interface Reading {
  by: Recorder;
  /** ms */
  now: number;
  clock: Pick<LocalClock, 'startOf'>;
}

export interface ReadLedgerRow {
  account: string;
  entry: LedgerEntry;
  /** What was left out of it. */
  warnings: Omit<CellWarning, 'line'>[];
}

/**
 * What a row of a file tells of an account's past. A row that doesn't say since when it is known counts as known since it
 * was so: so the same file makes the same entries every time.
 */
export function readLedgerRow(
  row: Readonly<Record<string, unknown>>,
  { by, now, clock }: Reading,
): ReadLedgerRow | { refused: string } {
  const cells = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '' && value != null));
  const { effective, toldAt, value } = cells;
  const withdrawn = readYesOrNo(cells.withdrawn ?? false);
  if (withdrawn === undefined) return { refused: `withdrawn ${quoted(cells.withdrawn)} is neither true nor false` };
  const { remarks, warnings } = readRemarks(cells);
  const account = idSchema.safeParse(cells.account);
  if (!account.success) return { refused: `account ${quoted(cells.account ?? '')} is no id of an account` };
  const isKnownFact = (ledgerFacts as readonly unknown[]).includes(cells.fact);
  if (!isKnownFact) return { refused: noSuchFact(String(cells.fact ?? '')) };
  const day = daySchema.safeParse(effective);
  if (!day.success) return { refused: `effective ${quoted(effective ?? '')} ${messageOf(day.error)}` };
  const isNoMrr = cells.fact === 'mrr' && typeof value === 'string' && readMrrText(value) === null;
  if (isNoMrr) return { refused: `mrr ${quoted(value)} is no amount: write it with its currency, like 120000 JPY` };
  const entry = readLedgerEntry({
    fact: cells.fact,
    ...(cells.product !== undefined && { product: cells.product }),
    from: day.data,
    value: valueOfCell(cells.fact, value),
    ...(withdrawn && { withdrawn }),
    // Until it is known whether the row has a day.
    recordedAt: 0,
    ...by,
    ...remarks,
  });
  if ('refused' in entry) return entry;
  const recordedAt = toldAt === undefined ? clock.startOf(entry.from) : instantOf(toldAt, clock);
  if (recordedAt === undefined || Number.isNaN(recordedAt)) {
    return {
      refused: `toldAt ${quoted(toldAt)} is no day and no moment: write 2026-04-01 or 2026-04-01T09:00:00+09:00`,
    };
  }
  if (recordedAt < EARLIEST) {
    const [column, said] = toldAt === undefined ? ['effective', entry.from] : ['toldAt', toldAt];
    return { refused: `${column} ${quoted(said)} lies before 1800: write the year with four digits, like 2026` };
  }
  if (recordedAt > now) {
    return toldAt === undefined
      ? { refused: `effective ${quoted(entry.from)} is yet to come: say in toldAt since when that is known` }
      : { refused: `toldAt ${quoted(toldAt)} is yet to come` };
  }
  return { account: account.data, entry: { ...entry, recordedAt }, warnings };
}

const messageOf = ({ issues }: z.ZodError) => issues.map(({ message }) => message).join('; ');

function noSuchFact(fact: string): string {
  const nearest = nearestName(fact, ledgerFacts);
  const mend = nearest === undefined ? `write one of ${ledgerFacts.join(', ')}` : `did you mean "${nearest}"?`;
  return `fact ${quoted(fact)} is none of the ledger; ${mend}`;
}

const NUMBERS: ReadonlySet<unknown> = new Set(['licenses', 'recordLimit', 'goalStart', 'goalTarget']);

function valueOfCell(fact: unknown, value: unknown): unknown {
  if (fact === 'mrr') return mrrOf(value);
  if (NUMBERS.has(fact)) return numberOf(value);
  if (fact !== 'holds' || typeof value !== 'string') return value;
  return value
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function mrrOf(value: unknown): unknown {
  if (typeof value === 'number') return { amount: value };
  return typeof value === 'string' ? readMrrText(value) : value;
}

const numberOf = (value: unknown) =>
  typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;

function readYesOrNo(value: unknown): boolean | undefined {
  const text = String(value).trim().toLowerCase();
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

/** A remark that can't be never costs the row. */
function readRemarks(cells: Readonly<Record<string, unknown>>) {
  const remarks: Record<string, string> = {};
  const warnings: ReadLedgerRow['warnings'] = [];
  for (const [column, schema] of Object.entries(remarkSchemas)) {
    const remark = schema.optional().safeParse(cells[column]);
    if (!remark.success) warnings.push({ column, reason: `${column} ${messageOf(remark.error)}, and is left out` });
    else if (remark.data !== undefined) remarks[column] = remark.data;
  }
  return { remarks, warnings };
}

function instantOf(text: unknown, clock: Pick<LocalClock, 'startOf'>): number | undefined {
  if (typeof text !== 'string') return undefined;
  return isDay(text) ? clock.startOf(text) : readTime(text);
}
