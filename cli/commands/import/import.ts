import { randomUUID } from 'node:crypto';
import { Argument, type Command } from 'commander';
import { type FileKind, fileKinds, type ImportRow } from '../../../domain/import/facts.ts';
import type { Mapping } from '../../../domain/import/mapping.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { loadMapping, MappingError, mappingNames, textOfMapping } from '../../../mappings/load.ts';
import { readText } from '../../read-text.ts';
import type { Act, Session } from '../../session.ts';
import { addImportCalendar } from './import-calendar.ts';
import { type ImportFile, type MappedFile, readImport, readMapped } from './read-import.ts';
import { inRequests } from './requests.ts';

/** A request to Lambda holds 6 MB; a team goes in one piece, since its members name each other. */
const ROWS_A_REQUEST: Record<FileKind, number> = { csms: 5000, accounts: 500, contacts: 500, products: 2000 };

export function addImport(program: Command, act: Act): void {
  const importing = program
    .command('import')
    .description('add or update csms, accounts, contacts, products of accounts or their past from a CSV or JSON file')
    .addArgument(new Argument('<what>', 'what the file holds').choices([...fileKinds, 'ledger']))
    .argument('<file>', 'CSV with a header line, or JSON with the same keys: a list, or one object a line')
    .option('--mapping <mapping>', `read another system's CSV: ${mappingNames.join(', ')}, or a file of your own`)
    .action(act(importFile));
  addImportCalendar(importing, act);
}

async function importFile(
  session: Session,
  kind: FileKind | 'ledger',
  path: string,
  { mapping }: { mapping?: string },
): Promise<number> {
  if (kind === 'ledger') return (await import('./import-ledger.ts')).importLedger(session, path);
  const { screen } = session;
  const { rows, refused, warnings, notes, unused, columnOf } = await readRows(session, kind, path, mapping);
  const total = { imported: 0, unchanged: 0, refused, warnings };
  const run = randomUUID();
  const { requests, refused: tooLarge } = inRequests(rows, ROWS_A_REQUEST[kind]);
  total.refused.push(...tooLarge);
  let done = 0;
  for (const chunk of requests) {
    screen.status(`${kind}: ${done} of ${rows.length} …`);
    done += chunk.length;
    const answer = await importChunk(session, kind, chunk, run);
    total.imported += answer.imported;
    total.unchanged += answer.unchanged;
    total.refused.push(...answer.refused);
    total.warnings.push(
      ...answer.warnings.map((warning) => ({ ...warning, column: columnOf?.(warning.column) ?? warning.column })),
    );
  }
  const ofRefused = new Set(total.refused.map(({ line }) => line));
  total.refused.sort(byLine);
  total.warnings = total.warnings.filter(({ line }) => !ofRefused.has(line)).sort(byLine);
  const { warnings: noted, ...counts } = total;
  screen.show(
    { ...counts, ...(noted.length > 0 && { warnings: noted }), ...(unused && { unused }) },
    () =>
      `${kind}: ${total.imported} imported, ${total.unchanged} unchanged, ${total.refused.length} refused${noted.length === 0 ? '' : `, ${counted(noted.length, 'warning')}`}`,
  );
  for (const { line, reason } of total.refused) screen.note(`line ${line}: ${reason}`);
  for (const { line, column, reason } of noted) screen.note(`line ${line}, column "${column}": ${reason}`);
  if (noted.length > 0) screen.note('Of a row with a warning everything else was imported.');
  for (const note of notes) screen.note(note);
  if (unused !== undefined && unused.length > 0) screen.note(`columns not looked at: ${unused.join(', ')}`);
  // Refused rows are part of the answer; a file of which nothing could be used is a failure.
  return total.refused.length > 0 && total.imported + total.unchanged === 0 ? 1 : 0;
}

function importChunk(session: Session, kind: FileKind, rows: ImportRow[], run: string) {
  const by = session.user;
  if (kind !== 'products') return session.installation().operate('import-rows', { kind, rows, run, by });
  const plain = rows.map(({ line, facts }) => ({ line, facts }));
  return session.installation().operate('import-products', { rows: plain, by });
}

const byLine = (a: { line: number }, b: { line: number }) => a.line - b.line;

async function readRows(
  session: Session,
  kind: FileKind,
  path: string,
  mapping: string | undefined,
): Promise<ImportFile & Partial<MappedFile>> {
  if (mapping === undefined) return readImport(kind, path);
  const rules = await readMapping(mapping);
  const { timeZone } = await session.installation().operate('describe', {});
  return readMapped(kind, path, rules, timeZone);
}

/** One that comes along, by its name; anything else is a file. */
async function readMapping(mapping: string): Promise<Mapping> {
  try {
    return mappingNames.includes(mapping)
      ? loadMapping(textOfMapping(mapping), mapping)
      : loadMapping(await readText(mapping), mapping);
  } catch (error) {
    if (!(error instanceof MappingError)) throw error;
    throw new OperatorError(
      error.code,
      'Nothing was imported: the mapping is not right.',
      error.message,
      `docs/operating.md says what a mapping may hold; ${mappingNames.join(' and ')} come along, in the folder mappings.`,
      { cause: error },
    );
  }
}
