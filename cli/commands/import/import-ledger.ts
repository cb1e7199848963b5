import { extname } from 'node:path';
import type { CellWarning, RefusedRow } from '../../../domain/import/facts.ts';
import { plainName } from '../../../domain/import/facts.ts';
import { ledgerColumns, requiredLedgerColumns } from '../../../domain/ledger/read-ledger-row.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { readText } from '../../read-text.ts';
import type { Session } from '../../session.ts';
import { readCsvTable } from './csv-table.ts';
import { jsonRecords } from './json-records.ts';

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
  const total = { imported: 0, unchanged: 0, refused, warnings: [] as CellWarning[] };
  for (let i = 0; i < rows.length; i += ROWS_A_REQUEST) {
    screen.status(`ledger: ${i} of ${rows.length} …`);
    const chunk = rows.slice(i, i + ROWS_A_REQUEST);
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
    if (object === undefined) read.refused.push({ line, reason: 'is no JSON object' });
    else read.rows.push({ line, facts: object });
  }
  return read;
}

function rowsOfCsv(text: string): LedgerRows {
  const { columns: written, records, refused } = readCsvTable(text, ledgerColumns.join(','));
  const columns = written.map((name) => ledgerColumns.find((column) => plainName(column) === plainName(name)));
  const unknown = written.filter((_, i) => columns[i] === undefined);
  const missing = requiredLedgerColumns.filter((column) => !columns.includes(column));
  if (unknown.length + missing.length > 0) {
    throw new OperatorError(
      'bad-header',
      'Nothing was imported.',
      [
        ...(missing.length === 0 ? [] : [`There is no column ${missing.join(', ')}.`]),
        ...(unknown.length === 0 ? [] : [`A ledger has no column ${unknown.join(', ')}.`]),
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
