import type * as z from 'zod';
import { daySchema, idSchema } from '../account/account.ts';
import { nearestName } from '../names/nearest-name.ts';
import { isDay } from '../time/day.ts';
import type { LocalClock } from '../time/time-zone.ts';
import { readTime } from '../usage/read-time.ts';
import { ledgerFacts } from './fact-schemas.ts';
import type { LedgerEntry, Recorder } from './ledger-entry.ts';
import { readMrrText } from './mrr-text.ts';
import { readLedgerEntry } from './read-ledger-entry.ts';

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

interface Reading {
  by: Recorder;
  /** ms */
  now: number;
  clock: Pick<LocalClock, 'startOf'>;
}

/**
 * What a row of a file tells of an account's past. A row that doesn't say since when it is known counts as known since it
 * was so: so the same file makes the same entries every time.
 */
export function readLedgerRow(
  row: Readonly<Record<string, unknown>>,
  { by, now, clock }: Reading,
): { account: string; entry: LedgerEntry } | { refused: string } {
  const cells = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '' && value != null));
  const { effective, toldAt, value, withdrawn } = cells;
  const account = idSchema.safeParse(cells.account);
  if (!account.success) return { refused: `account ${JSON.stringify(cells.account ?? '')} is no id of an account` };
  const isKnownFact = (ledgerFacts as readonly unknown[]).includes(cells.fact);
  if (!isKnownFact) return { refused: noSuchFact(String(cells.fact ?? '')) };
  const day = daySchema.safeParse(effective);
  if (!day.success) return { refused: `effective ${JSON.stringify(effective ?? '')} ${messageOf(day.error)}` };
  const isNoMrr = cells.fact === 'mrr' && typeof value === 'string' && readMrrText(value) === null;
  if (isNoMrr)
    return { refused: `mrr ${JSON.stringify(value)} is no amount: write it with its currency, like 120000 JPY` };
  const entry = readLedgerEntry({
    fact: cells.fact,
    ...(cells.product !== undefined && { product: cells.product }),
    from: day.data,
    value: valueOfCell(cells.fact, value),
    ...(isYes(withdrawn) && { withdrawn: true }),
    // Until it is known whether the row has a day.
    recordedAt: 0,
    ...by,
    ...(cells.reason !== undefined && { reason: cells.reason }),
    ...(cells.note !== undefined && { note: cells.note }),
  });
  if ('refused' in entry) return entry;
  const recordedAt = toldAt === undefined ? clock.startOf(entry.from) : instantOf(toldAt, clock);
  if (recordedAt === undefined || Number.isNaN(recordedAt)) {
    return {
      refused: `toldAt ${JSON.stringify(toldAt)} is no day and no moment: write 2026-04-01 or 2026-04-01T09:00:00+09:00`,
    };
  }
  if (recordedAt > now) {
    return toldAt === undefined
      ? { refused: `effective ${JSON.stringify(entry.from)} is yet to come: say in toldAt since when that is known` }
      : { refused: `toldAt ${JSON.stringify(toldAt)} is yet to come` };
  }
  return { account: account.data, entry: { ...entry, recordedAt } };
}

const messageOf = ({ issues }: z.ZodError) => issues.map(({ message }) => message).join('; ');

function noSuchFact(fact: string): string {
  const nearest = nearestName(fact, ledgerFacts);
  const mend = nearest === undefined ? `write one of ${ledgerFacts.join(', ')}` : `did you mean "${nearest}"?`;
  return `fact "${fact}" is none of the ledger; ${mend}`;
}

function valueOfCell(fact: unknown, value: unknown): unknown {
  if (fact === 'mrr') return mrrOf(value);
  if (fact === 'licenses' || fact === 'recordLimit') return numberOf(value);
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

const isYes = (value: unknown) => value === true || String(value).toLowerCase() === 'true';

function instantOf(text: unknown, clock: Pick<LocalClock, 'startOf'>): number | undefined {
  if (typeof text !== 'string') return undefined;
  return isDay(text) ? clock.startOf(text) : readTime(text);
}
