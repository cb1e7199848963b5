import { extname } from 'node:path';
import {
  type CellWarning,
  columnNamed,
  columnsOf,
  type FileKind,
  factOfText,
  type ImportRow,
  identityOf,
  isOptional,
  keyOf,
  type RefusedRow,
  type RowFacts,
  unknownColumn,
} from '../../../domain/import/facts.ts';
import type { Mapping } from '../../../domain/import/mapping.ts';
import { mappedReader } from '../../../domain/import/read-mapped.ts';
import { spoiltBySpreadsheet } from '../../../domain/import/spreadsheet-cell.ts';
import { quoted } from '../../../domain/names/quoted.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { readText } from '../../read-text.ts';
import { type CsvRecord, readCsvTable } from './csv-table.ts';
import { jsonRecords } from './json-records.ts';

export interface ImportFile {
  rows: ImportRow[];
  refused: RefusedRow[];
  /** Cells that could not be used, or not as they stand. */
  warnings: CellWarning[];
  /** What of the file was not read at all. */
  notes: string[];
}

/** A file of another system: what its mapping makes of it, and the columns that it makes nothing of. */
export interface MappedFile extends ImportFile {
  unused: string[];
  /** The column of the file that says a fact. */
  columnOf(field: string): string | undefined;
}

const JSON_EXTENSIONS = ['.ndjson', '.jsonl', '.json'];

/** Reads a CSV or JSON file into rows; those that can't be rows are refused with their reason. */
export async function readImport(kind: FileKind, path: string): Promise<ImportFile> {
  const text = await readText(path);
  const isJson = JSON_EXTENSIONS.includes(extname(path).toLowerCase()) || /^[{[]/.test(text.trimStart());
  return refuseRepeated(kind, isJson ? parseJson(kind, text) : parseCsv(kind, text));
}

/**
 * Reads another system's CSV by a mapping. A file of its own makes sense of its own columns only, so what it has besides
 * is told, not refused.
 */
export async function readMapped(
  kind: FileKind,
  path: string,
  mapping: Mapping,
  timeZone: string,
): Promise<MappedFile> {
  return parseMapped(kind, await readText(path), mapping, timeZone);
}

export function parseMapped(kind: FileKind, text: string, mapping: Mapping, timeZone: string): MappedFile {
  const mapped = kind === 'products' ? undefined : mapping[kind];
  if (kind === 'products' || mapped === undefined) {
    throw new OperatorError(
      'mapping-says-nothing',
      'Nothing was imported.',
      `The mapping says nothing about ${kind}.`,
      `Write into it which columns of the file say what, under "${kind}:".`,
    );
  }
  const { columns, records, refused, notes } = readCsvTable(text, 'the names of the columns');
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
  const twice = columns.find((column, i) => column !== '' && columns.indexOf(column) !== i);
  if (twice !== undefined) notes.push(`the column "${twice}" stands there twice: the first one was read`);
  const file: ImportFile = { rows: [], refused, warnings: [], notes };
  for (const { line, cells } of records) {
    const row = reader.read(cells);
    if ('reason' in row) file.refused.push({ line, reason: row.reason });
    else {
      const { warnings, ...read } = row;
      file.rows.push({ line, ...read });
      file.warnings.push(...warnings.map((warning) => ({ line, ...warning })));
    }
  }
  return { ...refuseRepeated(kind, file), unused: reader.unused, columnOf: reader.columnOf };
}

export function parseCsv(kind: FileKind, text: string): ImportFile {
  const table = readCsvTable(text, columnsOf(kind).join(','));
  const columns = checkedHeader(kind, table.columns);
  const file: ImportFile = { rows: [], refused: table.refused, warnings: [], notes: table.notes };
  for (const record of table.records) readRow(kind, columns, record, file);
  return file;
}

function readRow(kind: FileKind, columns: string[], { line, cells }: CsvRecord, file: ImportFile): void {
  const facts: RowFacts = {};
  const reasons: string[] = [];
  for (const [i, column] of columns.entries()) {
    const text = (cells[i] as string).trim();
    const spoilt = spoiltBySpreadsheet(column, text);
    if (spoilt === undefined) {
      facts[column] = factOfText(kind, column, text);
      continue;
    }
    const reason = `${column} ${quoted(text)} ${spoilt}`;
    if (isOptional(kind, column)) file.warnings.push({ line, column, reason });
    else reasons.push(reason);
  }
  if (reasons.length > 0) file.refused.push({ line, reason: reasons.join('; ') });
  else file.rows.push({ line, facts });
}

export function parseJson(kind: FileKind, text: string): ImportFile {
  const file: ImportFile = { rows: [], refused: [], warnings: [], notes: [] };
  for (const { line, object } of jsonRecords(text)) {
    const reason = object === undefined ? 'is not a JSON object' : firstUnknown(kind, Object.keys(object));
    if (object === undefined || reason !== undefined) file.refused.push({ line, reason: reason as string });
    else file.rows.push({ line, facts: factsOfObject(kind, object) });
  }
  return file;
}

/** The columns that the header means, in whatever spelling. */
function checkedHeader(kind: FileKind, header: string[]): string[] {
  const columns = header.map((column) => columnNamed(kind, column) ?? column);
  const repeated = columns.find((column, i) => columns.indexOf(column) !== i);
  // Who changes a fact of records that are there names them, and nothing besides.
  const isNeeded = (column: string) => column !== 'account' || kind === 'products';
  const missing = identityOf(kind).find((column) => isNeeded(column) && !columns.includes(column));
  const reason =
    firstUnknown(kind, columns) ??
    (repeated === undefined ? undefined : `the column "${repeated}" stands there twice`) ??
    (missing === undefined ? undefined : `the column "${missing}" is missing`);
  if (reason === undefined) return columns;
  throw new OperatorError(
    'bad-header',
    'Nothing was imported.',
    `In the header, ${reason}`.replace(/([^?.])$/, '$1.'),
    `Columns of ${kind}: ${columnsOf(kind).join(', ')}.`,
  );
}

function firstUnknown(kind: FileKind, columns: string[]): string | undefined {
  const nameless = columns.indexOf('');
  if (nameless >= 0) return `column ${nameless + 1} has no name, and cells that say something`;
  return columns.map((column) => unknownColumn(kind, column)).find((reason) => reason !== undefined);
}

function factsOfObject(kind: FileKind, object: Record<string, unknown>): RowFacts {
  return Object.fromEntries(
    Object.entries(object).map(([column, value]) => [
      column,
      typeof value === 'string' ? factOfText(kind, column, value) : value,
    ]),
  );
}

/** Of two rows about the same record nobody can tell which one is meant, so the later one is refused. */
function refuseRepeated(kind: FileKind, { rows, refused, warnings, notes }: ImportFile): ImportFile {
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
      const column = identityOf(kind).at(-1) as string;
      const reason = `${column} ${JSON.stringify(row.facts[column])} stands already in line ${first}`;
      repeated.push({ line: row.line, reason });
    }
  }
  const isKept = new Set(kept.map(({ line }) => line));
  return {
    rows: kept,
    refused: [...refused, ...repeated].sort((a, b) => a.line - b.line),
    warnings: warnings.filter(({ line }) => isKept.has(line)),
    notes,
  };
}
