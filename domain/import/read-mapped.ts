import { fullName } from '../names/person-name.ts';
import { quoted } from '../names/quoted.ts';
import { type LocalClock, localClock } from '../time/time-zone.ts';
import { countryCodeOf } from './country-code.ts';
import {
  columnsOf,
  type FactProblem,
  factOfText,
  type ImportKind,
  identityOf,
  isOptional,
  plainName,
  type RowFacts,
} from './facts.ts';
import type { CellReading, FieldMapping, KindMapping } from './mapping.ts';
import { readDay, readInstant } from './read-date.ts';
import { readNumber } from './read-number.ts';
import { longSalesforceId } from './salesforce-id.ts';
import { spoiltBySpreadsheet } from './spreadsheet-cell.ts';

/** What a row says, and what of it could not be read or not be taken as it stands. */
export interface MappedFacts {
  facts: RowFacts;
  updatedAt?: number;
  warnings: FactProblem[];
  /** The accounts that a contact's row names, where it names several. */
  accounts?: string[];
}
export type MappedRow = MappedFacts | { reason: string };

/** Reads the rows of one file by a mapping. */
export interface MappedReader {
  /** Columns that tell one record from another and the file doesn't have, with those that would do. */
  missing: { field: string; columns: string[] }[];
  /** Columns of the file that nothing is made of. */
  unused: string[];
  /** The column of the file that says a fact. */
  columnOf(field: string): string | undefined;
  read(cells: string[]): MappedRow;
}

type Value = string | number | boolean | string[] | null;
/** What a cell means; `is` where it can't be read, `but` where it could not be taken as it stands. */
type Reading = { value: Value; but?: string; accounts?: string[] } | { is: string };
type ReadField = (cells: string[]) => Reading;
const MONEY_DECIMALS = 100;

/** @param timeZone of texts that name none, where the mapping names none either */
export function mappedReader(
  kind: ImportKind,
  { updatedAt, fields }: KindMapping,
  header: string[],
  timeZone: string,
): MappedReader {
  const clock = localClock(timeZone);
  const placeOf = placesIn(header);
  const used = new Set<number>();
  const readers = new Map<string, ReadField>();
  const columnByField = new Map<string, string>();
  const missing: MappedReader['missing'] = [];

  for (const field of columnsOf(kind)) {
    const mapped = fields[field];
    if (mapped === undefined) continue;
    const groups = columnsOfMapping(mapped);
    // Of names that mean the same, the first is taken; what is put together needs one of its columns at least.
    const places = groups.map((columns) => columns.map(placeOf).find((place) => place !== undefined));
    const there = places.filter((place) => place !== undefined);
    for (const place of there) used.add(place);
    if (there.length > 0 || groups.length === 0) {
      readers.set(field, readerOf(kind, field, mapped, { places, header, clock }));
      if (there[0] !== undefined) columnByField.set(field, header[there[0]] as string);
    } else if (identityOf(kind).includes(field)) missing.push({ field, columns: groups.flat() });
  }

  const timeAt =
    updatedAt &&
    [updatedAt.column]
      .flat()
      .map(placeOf)
      .find((place) => place !== undefined);
  if (timeAt !== undefined) used.add(timeAt);
  const patterns = [updatedAt?.date ?? []].flat();

  return {
    missing,
    unused: header.filter((column, i) => column !== '' && !used.has(i)),
    columnOf: (field) => columnByField.get(field),
    read(cells) {
      const row: MappedFacts = { facts: {}, warnings: [] };
      const reasons: string[] = [];
      for (const [field, read] of readers) {
        const reading = read(cells);
        const column = columnByField.get(field) ?? field;
        if ('is' in reading) {
          if (isOptional(kind, field)) row.warnings.push({ column, reason: reading.is });
          else reasons.push(reading.is);
          continue;
        }
        row.facts[field] = reading.value;
        if (reading.accounts !== undefined) row.accounts = reading.accounts;
        if (reading.but !== undefined) row.warnings.push({ column, reason: reading.but });
      }
      if (reasons.length > 0) return { reason: reasons.join('; ') };
      const text = timeAt === undefined ? '' : (cells[timeAt] as string).trim();
      const time = text === '' ? undefined : readInstant(text, patterns, clock);
      if (time !== undefined) return { ...row, updatedAt: time };
      if (text !== '') {
        // Nobody can say when it was so, but what it says is newer than what is stored, or the same.
        const column = header[timeAt as number] as string;
        const reason = `${complaint(column, text, noDate(patterns))}; the row counts as told now`;
        row.warnings.push({ column, reason });
      }
      return row;
    },
  };
}

/** Finds a column by its name, else by what is left of it without capitals, widths and needless spaces. */
function placesIn(header: string[]): (column: string) => number | undefined {
  const plain = (name: string) => name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
  const plainHeader = header.map(plain);
  return (column) => {
    const exact = header.indexOf(column);
    const place = exact >= 0 ? exact : plainHeader.indexOf(plain(column));
    return place < 0 ? undefined : place;
  };
}

/** Groups of columns of which each gives one text: names that mean the same. */
function columnsOfMapping(mapped: FieldMapping): string[][] {
  if (typeof mapped === 'string') return [[mapped]];
  if ('constant' in mapped) return [];
  if ('join' in mapped) return mapped.join.map((column) => [column]);
  if ('given' in mapped) return [[mapped.given].flat(), [mapped.family].flat()];
  return [[mapped.column].flat()];
}

interface FileColumns {
  /** Of each group of the mapping's columns; undefined where the file has none of them. */
  places: (number | undefined)[];
  header: string[];
  clock: LocalClock;
}

function readerOf(
  kind: ImportKind,
  field: string,
  mapped: FieldMapping,
  { places, header, clock }: FileColumns,
): ReadField {
  const textAt = (cells: string[], place: number | undefined) =>
    place === undefined ? '' : (cells[place] as string).trim();
  if (typeof mapped !== 'string' && 'constant' in mapped) return () => ({ value: mapped.constant });
  if (typeof mapped !== 'string' && ('join' in mapped || 'given' in mapped)) {
    return (cells) => {
      const texts = places.map((place) => textAt(cells, place));
      const spoilt = texts.findIndex((text) => spoiltBySpreadsheet(field, text) !== undefined);
      if (spoilt >= 0) {
        const text = texts[spoilt] as string;
        const column = header[places[spoilt] as number] as string;
        return { is: complaint(column, text, spoiltBySpreadsheet(field, text) as string) };
      }
      const isPerson = 'given' in mapped;
      const text = isPerson ? (fullName(texts[0], texts[1]) ?? '') : texts.filter((one) => one !== '').join(' ');
      return { value: factOfText(kind, field, text) as Value };
    };
  }
  const reading = typeof mapped === 'string' ? {} : mapped;
  const place = places[0] as number;
  return (cells) => {
    const text = textAt(cells, place);
    if (text === '') return { value: null };
    const spoilt = spoiltBySpreadsheet(field, text);
    const read = spoilt === undefined ? readCells(kind, field, text, { reading, clock }) : { is: spoilt };
    if ('is' in read) return { is: complaint(header[place] as string, text, read.is) };
    return read.but === undefined ? read : { ...read, but: complaint(header[place] as string, text, read.but) };
  };
}

/** How CRMs write several values into one cell. */
const BETWEEN_VALUES = ';';

/** A cell that means something as a whole; else its several values, of which the mapping says which one counts. */
function readCells(
  kind: ImportKind,
  field: string,
  text: string,
  { reading, clock }: { reading: CellReading; clock: LocalClock },
): Reading {
  const parts = text
    .split(BETWEEN_VALUES)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length > 1 && reading.values !== undefined) return strongestOf(parts, reading);
  if (parts.length > 1 && kind === 'contacts' && field === 'account') {
    const accounts = parts.map((part) => readCell(kind, field, part, reading, clock));
    const ids = accounts.flatMap((read) => ('value' in read && typeof read.value === 'string' ? [read.value] : []));
    if (ids.length > 0) return { value: ids[0] as string, accounts: ids };
  }
  return readCell(kind, field, text, reading, clock);
}

/** Of several values the one that stands first in the mapping. */
function strongestOf(parts: string[], { values = {}, otherwise }: CellReading): Reading {
  const known = Object.entries(values).filter(([name]) => parts.some((part) => isSame(name, part)));
  const [first] = known;
  if (first === undefined) return otherwise === undefined ? noneOf(values) : { value: otherwise };
  const [name, value] = first;
  const isClear = known.every(([, other]) => other === value);
  return isClear ? { value } : { value, but: `names several: ${name} was taken, the first in the mapping` };
}

/** `DECISION_MAKER` is Decision Maker: exports have labels or internal names, as they were asked for. */
const isSame = (written: string, text: string) =>
  written.toLowerCase() === text.toLowerCase() || (plainName(text) !== '' && plainName(written) === plainName(text));

const noneOf = (values: object) => ({ is: `is none of ${Object.keys(values).join(', ')}` });

/** What the cell means, or what is wrong with it. */
function readCell(
  kind: ImportKind,
  field: string,
  text: string,
  { values, otherwise, number, divideBy = 1, date, as }: CellReading,
  clock: LocalClock,
): Reading {
  if (values !== undefined) {
    const known = Object.entries(values).find(([written]) => isSame(written, text));
    if (known !== undefined) return { value: known[1] };
    return otherwise === undefined ? noneOf(values) : { value: otherwise };
  }
  if (number !== undefined) {
    const value = readNumber(text, number);
    if (value === undefined) return { is: `is no number written like ${number}` };
    return { value: divideBy === 1 ? value : Math.round((value / divideBy) * MONEY_DECIMALS) / MONEY_DECIMALS };
  }
  if (date !== undefined) {
    const patterns = [date].flat();
    const day = readDay(text, patterns, clock);
    return day === undefined ? { is: noDate(patterns, text) } : { value: day };
  }
  switch (as) {
    case 'country':
      return orElse(countryCodeOf(text), 'is no country that is known by this name: write two capitals like JP');
    case 'currency':
      return orElse(/(?<![A-Z])[A-Z]{3}(?![A-Z])/.exec(text)?.[0], 'names no currency by three capitals like JPY');
    case 'salesforce-id':
      return orElse(longSalesforceId(text), 'is no id of Salesforce: it has 15 or 18 letters and digits');
    default:
      return { value: factOfText(kind, field, text) as Value };
  }
}

const orElse = (value: string | undefined, is: string): Reading => (value === undefined ? { is } : { value });

/** Excel keeps days as numbers: 46172 is 2026-05-31. */
const DAY_NUMBER = /^[2-7]\d{4}(?:[.,]\d+)?$/;
const noDate = (patterns: string[], text = '') =>
  DAY_NUMBER.test(text)
    ? 'is the number by which a spreadsheet keeps a day: format the column as a date and export it again'
    : `is no date written like ${['YYYY-MM-DD', ...patterns].join(' or ')}`;
const complaint = (column: string, text: string, is: string) => `${column} ${quoted(text)} ${is}`;
