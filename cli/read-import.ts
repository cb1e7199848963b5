import { extname } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import {
  columnsOf,
  factOfText,
  type ImportKind,
  type ImportRow,
  keyOf,
  type RefusedRow,
  type RowFacts,
  requiredColumnsOf,
  unknownColumn,
} from '../domain/import/facts.ts';
import type { Mapping } from '../domain/import/mapping.ts';
import { mappedReader } from '../domain/import/read-mapped.ts';
import { OperatorError } from '../functions/operate/operator-error.ts';
import { readText } from './read-text.ts';

export interface ImportFile {
  rows: ImportRow[];
  refused: RefusedRow[];
}

/** A file of another system: what its mapping makes of it, and the columns that it makes nothing of. */
export interface MappedFile extends ImportFile {
  unused: string[];
}

const NDJSON_EXTENSIONS = ['.ndjson', '.jsonl', '.json'];

/** Reads a CSV or NDJSON file into rows; those that can't be rows are refused with their reason. */
export async function readImport(kind: ImportKind, path: string): Promise<ImportFile> {
  const text = await readText(path);
  const isNdjson = NDJSON_EXTENSIONS.includes(extname(path).toLowerCase()) || text.trimStart().startsWith('{');
  return refuseRepeated(kind, isNdjson ? parseNdjson(kind, text) : parseCsv(kind, text));
}

/**
 * Reads another system's CSV by a mapping. A file of its own makes sense of its own columns only, so what it has besides
 * is told, not refused.
 */
export async function readMapped(
  kind: ImportKind,
  path: string,
  mapping: Mapping,
  timeZone: string,
): Promise<MappedFile> {
  return parseMapped(kind, await readText(path), mapping, timeZone);
}

export function parseMapped(kind: ImportKind, text: string, mapping: Mapping, timeZone: string): MappedFile {
  const mapped = mapping[kind];
  if (mapped === undefined) {
    throw new OperatorError(
      'mapping-says-nothing',
      'Nothing was imported.',
      `The mapping says nothing about ${kind}.`,
      `Write into it which columns of the file say what, under "${kind}:".`,
    );
  }
  const { columns, records } = csvTable(text, 'the names of the columns');
  const reader = mappedReader(kind, mapped, columns, mapping.timeZone ?? timeZone);
  if (reader.missing.length > 0) {
    throw new OperatorError(
      'bad-header',
      'Nothing was imported.',
      reader.missing
        .map(({ field, columns }) => `No column says the ${field}: there is none of ${columns.join(', ')}.`)
        .join(' '),
      'Export the file with it, or name its column in a copy of the mapping.',
    );
  }
  const file = readRecords(columns, records, ({ line, cells }) => {
    const row = reader.read(cells);
    return 'reason' in row ? { line, reason: row.reason } : { line, ...row };
  });
  return { ...refuseRepeated(kind, file), unused: reader.unused };
}

export function parseCsv(kind: ImportKind, text: string): ImportFile {
  const { columns, records } = csvTable(text, columnsOf(kind).join(','));
  checkHeader(kind, columns);
  return readRecords(columns, records, ({ line, cells }) => {
    const facts = columns.map((column, i) => [column, factOfText(kind, column, cells[i] as string)]);
    return { line, facts: Object.fromEntries(facts) };
  });
}

function csvTable(text: string, header: string): { columns: string[]; records: CsvRecord[] } {
  const [first, ...records] = csvRecords(text);
  if (first !== undefined) return { columns: first.cells.map((cell) => cell.trim()), records };
  throw new OperatorError(
    'empty-file',
    'Nothing was imported.',
    'The file is empty.',
    `Write a header line first: ${header}`,
  );
}

function readRecords(
  columns: string[],
  records: CsvRecord[],
  read: (record: CsvRecord) => ImportRow | RefusedRow,
): ImportFile {
  const file: ImportFile = { rows: [], refused: [] };
  for (const record of records) {
    const { line, cells } = record;
    if (cells.length === columns.length) {
      const row = read(record);
      if ('reason' in row) file.refused.push(row);
      else file.rows.push(row);
    } else {
      const reason = `has ${cells.length} cells where the header has ${columns.length}; put a cell that holds a comma in quotes`;
      file.refused.push({ line, reason });
    }
  }
  return file;
}

export function parseNdjson(kind: ImportKind, text: string): ImportFile {
  const file: ImportFile = { rows: [], refused: [] };
  text.split('\n').forEach((content, i) => {
    if (content.trim() === '') return;
    const line = i + 1;
    const object = jsonObject(content);
    const reason = object === undefined ? 'is not a JSON object' : firstUnknown(kind, Object.keys(object));
    if (object === undefined || reason !== undefined) file.refused.push({ line, reason: reason as string });
    else file.rows.push({ line, facts: factsOfObject(kind, object) });
  });
  return file;
}

interface CsvRecord {
  line: number;
  cells: string[];
}

function csvRecords(text: string): CsvRecord[] {
  try {
    const records = parse(text, {
      info: true,
      raw: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as { record: string[]; raw: string; info: { lines: number } }[];
    return records.map(({ record, raw, info }) => ({
      // The parser counts to the record's end.
      line: info.lines - (raw.trim().match(/\n/g) ?? []).length,
      cells: record,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new OperatorError(
      'not-csv',
      'Nothing was imported.',
      `The file can't be read as CSV: ${error.message}.`,
      'Close the quote, or write quotes inside a quoted cell twice ("").',
      { cause: error },
    );
  }
}

function checkHeader(kind: ImportKind, columns: string[]): void {
  const repeated = columns.find((column, i) => columns.indexOf(column) !== i);
  const missing = requiredColumnsOf(kind).find((column) => !columns.includes(column));
  const reason =
    firstUnknown(kind, columns) ??
    (repeated === undefined ? undefined : `the column "${repeated}" stands there twice`) ??
    (missing === undefined ? undefined : `the column "${missing}" is missing`);
  if (reason === undefined) return;
  throw new OperatorError(
    'bad-header',
    'Nothing was imported.',
    `In the header, ${reason}`.replace(/([^?.])$/, '$1.'),
    `Columns of ${kind}: ${columnsOf(kind).join(', ')}.`,
  );
}

const firstUnknown = (kind: ImportKind, columns: string[]) =>
  columns.map((column) => unknownColumn(kind, column)).find((reason) => reason !== undefined);

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function factsOfObject(kind: ImportKind, object: Record<string, unknown>): RowFacts {
  return Object.fromEntries(
    Object.entries(object).map(([column, value]) => [
      column,
      typeof value === 'string' ? factOfText(kind, column, value) : value,
    ]),
  );
}

/** Of two rows about the same record nobody can tell which one is meant, so the later one is refused. */
function refuseRepeated(kind: ImportKind, { rows, refused }: ImportFile): ImportFile {
  const lines = new Map<string, number>();
  const kept: ImportRow[] = [];
  const repeated: RefusedRow[] = [];
  for (const row of rows) {
    const key = keyOf(kind, row.facts);
    const first = key === undefined ? undefined : lines.get(key);
    if (first === undefined) {
      if (key !== undefined) lines.set(key, row.line);
      kept.push(row);
    } else {
      repeated.push({ line: row.line, reason: `id ${JSON.stringify(row.facts.id)} stands already in line ${first}` });
    }
  }
  return { rows: kept, refused: [...refused, ...repeated].sort((a, b) => a.line - b.line) };
}
