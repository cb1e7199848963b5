import { extname } from 'node:path';
import type { CellWarning, RefusedRow } from '../../../domain/import/facts.ts';
import { plainName } from '../../../domain/import/facts.ts';
import { shownBesides } from '../../../domain/ledger/ledger-page.ts';
import { ledgerColumns, requiredLedgerColumns } from '../../../domain/ledger/read-ledger-row.ts';
import { nearestName } from '../../../domain/names/nearest-name.ts';
import { quoted } from '../../../domain/names/quoted.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { readText } from '../../read-text.ts';
import type { Session } from '../../session.ts';
import { readCsvTable } from './csv-table.ts';
import { jsonRecords } from './json-records.ts';
import { inRequests } from './requests.ts';

const JSON_EXTENSIONS = ['.ndjson', '.jsonl', '.json'];
const ROWS_A_REQUEST = 1000;

interface LedgerRows {
  rows: { line: number; facts: Record<string, unknown> }[];
  refused: RefusedRow[];
}

/** Adds what a file tells of the past to the ledgers of accounts. */
export async function importLedger(session: Session, path: string): Promise<number> {
  const { screen } = session;
  const { rows, refused } = await readRows(path);
  const { requests, refused: tooLarge } = inRequests(rows, ROWS_A_REQUEST);
  const total = { imported: 0, unchanged: 0, refused: [...refused, ...tooLarge], warnings: [] as CellWarning[] };
  let done = 0;
  for (const chunk of requests) {
    screen.status(`ledger: ${done} of ${rows.length} …`);
    done += chunk.length;
    const answer = await session.installation().operate('import-ledger', { rows: chunk, by: session.user });
    total.imported += answer.imported;
    total.unchanged += answer.unchanged;
    total.refused.push(...answer.refused);
    total.warnings.push(...answer.warnings);
  }
  total.refused.sort((a, b) => a.line - b.line);
  const { warnings, ...counts } = total;
  screen.show(
    { ...counts, ...(warnings.length > 0 && { warnings }) },
    () => `ledger: ${total.imported} imported, ${total.unchanged} unchanged, ${total.refused.length} refused`,
  );
  for (const { line, reason } of total.refused) screen.note(`line ${line}: ${reason}`);
  for (const { line, column, reason } of warnings) screen.note(`line ${line}, column "${column}": ${reason}`);
  return total.refused.length > 0 && total.imported + total.unchanged === 0 ? 1 : 0;
}

async function readRows(path: string): Promise<LedgerRows> {
  const text = await readText(path);
  const isJson = JSON_EXTENSIONS.includes(extname(path).toLowerCase()) || /^[{[]/.test(text.trimStart());
  return isJson ? rowsOfJson(text) : rowsOfCsv(text);
}

function rowsOfJson(text: string): LedgerRows {
  const read: LedgerRows = { rows: [], refused: [] };
  for (const { line, object } of jsonRecords(text)) {
    const row = object === undefined ? { refused: 'is no JSON object' } : factsOf(object);
    if ('refused' in row) read.refused.push({ line, reason: row.refused });
    else read.rows.push({ line, ...row });
  }
  return read;
}

/** A ledger as the command shows it may be brought back. */
function factsOf(object: Record<string, unknown>): { facts: Record<string, unknown> } | { refused: string } {
  const facts: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    const column = columnNamed(key);
    if (column !== undefined && Object.hasOwn(facts, column)) return { refused: `says its ${column} twice` };
    if (column !== undefined) facts[column] = value;
    else if (!(shownBesides as readonly string[]).includes(key)) return { refused: unknownColumn(key) };
  }
  return { facts };
}

const columnNamed = (name: string) => ledgerColumns.find((column) => plainName(column) === plainName(name));

function unknownColumn(name: string): string {
  const nearest = nearestName(name, ledgerColumns);
  return `${quoted(name)} is no column of a ledger${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`;
}

function rowsOfCsv(text: string): LedgerRows {
  const { columns: written, records, refused } = readCsvTable(text, ledgerColumns.join(','));
  const columns = written.map(columnNamed);
  const unknown = written.filter((_, i) => columns[i] === undefined);
  const missing = requiredLedgerColumns.filter((column) => !columns.includes(column));
  const repeated = columns.filter((column, i) => column !== undefined && columns.indexOf(column) !== i);
  if (unknown.length + missing.length + repeated.length > 0) {
    throw new OperatorError(
      'bad-header',
      'Nothing was imported.',
      [
        ...(missing.length === 0 ? [] : [`There is no column ${missing.join(', ')}.`]),
        ...(unknown.length === 0 ? [] : [`A ledger has no column ${unknown.join(', ')}.`]),
        ...repeated.map((column) => `The column ${column} stands there twice.`),
      ].join(' '),
      `The columns are ${ledgerColumns.join(', ')}; ${requiredLedgerColumns.join(', ')} have to be there.`,
    );
  }
  const rows = records.map(({ line, cells }) => ({
    line,
    facts: Object.fromEntries(columns.map((column, i) => [column as string, (cells[i] as string).trim()])),
  }));
  return { rows, refused };
}
