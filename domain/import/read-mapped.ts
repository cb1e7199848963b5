import { type LocalClock, localClock } from '../time-zone.ts';
import { countryCodeOf } from './country-code.ts';
import { columnsOf, factOfText, type ImportKind, type RowFacts, requiredColumnsOf } from './facts.ts';
import type { CellReading, FieldMapping, KindMapping } from './mapping.ts';
import { readDay, readInstant } from './read-date.ts';
import { readNumber } from './read-number.ts';
import { longSalesforceId } from './salesforce-id.ts';

export type MappedRow = { facts: RowFacts; updatedAt?: number } | { reason: string };

/** Reads the rows of one file by a mapping. */
export interface MappedReader {
  /** Fields that every record needs and the file has no column for, with the columns that would do. */
  missing: { field: string; columns: string[] }[];
  /** Columns of the file that nothing is made of. */
  unused: string[];
  read(cells: string[]): MappedRow;
}

type ReadField = (cells: string[]) => unknown;
const MONEY_DECIMALS = 100;

/** @param timeZone of texts that name none, where the mapping names none either */
export function mappedReader(
  kind: ImportKind,
  { updatedAt, fields }: KindMapping,
  header: string[],
  timeZone: string,
): MappedReader {
  const clock = localClock(timeZone);
  const used = new Set<number>();
  const readers = new Map<string, ReadField>();
  const missing: MappedReader['missing'] = [];

  for (const field of columnsOf(kind)) {
    const mapped = fields[field];
    if (mapped === undefined) continue;
    const columns = columnsOfMapping(mapped);
    const at = columns.map((column) => header.indexOf(column)).filter((i) => i >= 0);
    // Of names that mean the same, the first is taken; what is joined needs one of its columns at least.
    const places = isJoin(mapped) ? at : at.slice(0, 1);
    for (const i of places) used.add(i);
    if (places.length > 0 || columns.length === 0) {
      readers.set(field, readerOf(kind, field, mapped, places, header, clock));
    } else if (requiredColumnsOf(kind).includes(field)) missing.push({ field, columns });
  }

  const timeAt = updatedAt === undefined ? -1 : firstOf(header, updatedAt.column);
  if (timeAt >= 0) used.add(timeAt);

  return {
    missing,
    unused: header.filter((_, i) => !used.has(i)),
    read(cells) {
      const facts: RowFacts = {};
      const reasons: string[] = [];
      for (const [field, read] of readers) {
        try {
          facts[field] = read(cells);
        } catch (error) {
          if (!(error instanceof UnreadableCell)) throw error;
          reasons.push(error.message);
        }
      }
      const text = timeAt < 0 ? '' : (cells[timeAt] as string).trim();
      const patterns = [updatedAt?.date ?? []].flat();
      const time = text === '' ? undefined : readInstant(text, patterns, clock);
      if (text !== '' && time === undefined) reasons.push(complaint(header[timeAt] as string, text, noDate(patterns)));
      if (reasons.length > 0) return { reason: reasons.join('; ') };
      return { facts, ...(time !== undefined && { updatedAt: time }) };
    },
  };
}

class UnreadableCell extends Error {
  override readonly name = 'UnreadableCell';
}

const firstOf = (header: string[], columns: string | string[]) =>
  [columns]
    .flat()
    .map((column) => header.indexOf(column))
    .find((i) => i >= 0) ?? -1;

const isJoin = (mapped: FieldMapping) => typeof mapped !== 'string' && 'join' in mapped;

function columnsOfMapping(mapped: FieldMapping): string[] {
  if (typeof mapped === 'string') return [mapped];
  if ('constant' in mapped) return [];
  return 'join' in mapped ? mapped.join : [mapped.column].flat();
}

function readerOf(
  kind: ImportKind,
  field: string,
  mapped: FieldMapping,
  places: number[],
  header: string[],
  clock: LocalClock,
): ReadField {
  if (typeof mapped !== 'string' && 'constant' in mapped) return () => mapped.constant;
  if (typeof mapped !== 'string' && 'join' in mapped) {
    return (cells) => {
      const texts = places.map((i) => (cells[i] as string).trim()).filter((text) => text !== '');
      return factOfText(kind, field, texts.join(' '));
    };
  }
  const reading = typeof mapped === 'string' ? {} : mapped;
  const place = places[0] as number;
  return (cells) => {
    const text = (cells[place] as string).trim();
    if (text === '') return null;
    const value = readCell(text, reading, clock);
    if (typeof value === 'object' && value !== null) {
      throw new UnreadableCell(complaint(header[place] as string, text, value.is));
    }
    return value === undefined ? factOfText(kind, field, text) : value;
  };
}

/** What the cell means; undefined where it is to be taken as it stands; else what is wrong with it. */
function readCell(
  text: string,
  { values, otherwise, number, divideBy = 1, date, as }: CellReading,
  clock: LocalClock,
): string | number | boolean | null | undefined | { is: string } {
  if (values !== undefined) {
    const known = Object.entries(values).find(([written]) => written.toLowerCase() === text.toLowerCase());
    if (known !== undefined) return known[1];
    return otherwise === undefined ? { is: `is none of ${Object.keys(values).join(', ')}` } : otherwise;
  }
  if (number !== undefined) {
    const value = readNumber(text, number);
    if (value === undefined) return { is: `is no number written like ${number}` };
    return divideBy === 1 ? value : Math.round((value / divideBy) * MONEY_DECIMALS) / MONEY_DECIMALS;
  }
  if (date !== undefined) {
    const patterns = [date].flat();
    return readDay(text, patterns, clock) ?? { is: noDate(patterns) };
  }
  switch (as) {
    case 'country':
      return countryCodeOf(text) ?? { is: 'is no country that is known by this name: write two capitals like JP' };
    case 'currency':
      return /(?<![A-Z])[A-Z]{3}(?![A-Z])/.exec(text)?.[0] ?? { is: 'names no currency by three capitals like JPY' };
    case 'salesforce-id':
      return longSalesforceId(text) ?? { is: 'is no id of Salesforce: it has 15 or 18 letters and digits' };
    default:
      return undefined;
  }
}

const noDate = (patterns: string[]) => `is no date written like ${['YYYY-MM-DD', ...patterns].join(' or ')}`;
const complaint = (column: string, text: string, is: string) => `${column} ${JSON.stringify(text)} ${is}`;
