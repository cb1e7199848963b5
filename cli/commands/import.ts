import { Argument, type Command } from 'commander';
import { type ImportKind, type ImportRow, importKinds } from '../../domain/import/facts.ts';
import { readImport } from '../read-import.ts';
import type { Act } from '../run-command.ts';
import type { Session } from '../session.ts';

/** A request to Lambda holds 6 MB; a team goes in one piece, since its members name each other. */
const ROWS_A_REQUEST: Record<ImportKind, number> = { csms: 5000, accounts: 500, contacts: 500 };

export function addImport(program: Command, act: Act): void {
  program
    .command('import')
    .description('add or update csms, accounts or contacts from a CSV or NDJSON file')
    .addArgument(new Argument('<what>', 'what the file holds').choices(importKinds))
    .argument('<file>', 'CSV with a header line, or NDJSON with the same keys')
    .action(act(importFile));
}

async function importFile(session: Session, kind: ImportKind, path: string): Promise<number> {
  const { screen } = session;
  const { rows, refused } = await readImport(kind, path);
  const total = { imported: 0, unchanged: 0, refused };
  for (const [i, chunk] of chunksOf(rows, ROWS_A_REQUEST[kind]).entries()) {
    screen.status(`${kind}: ${i * ROWS_A_REQUEST[kind]} of ${rows.length} …`);
    const answer = await session.installation().operate('import-rows', { kind, rows: chunk });
    total.imported += answer.imported;
    total.unchanged += answer.unchanged;
    total.refused = [...total.refused, ...answer.refused];
  }
  total.refused.sort((a, b) => a.line - b.line);
  screen.show(
    total,
    () => `${kind}: ${total.imported} imported, ${total.unchanged} unchanged, ${total.refused.length} refused`,
  );
  for (const { line, reason } of total.refused) screen.note(`line ${line}: ${reason}`);
  // Refused rows are part of the answer; a file of which nothing could be used is a failure.
  return total.refused.length > 0 && total.imported + total.unchanged === 0 ? 1 : 0;
}

function chunksOf(rows: ImportRow[], size: number): ImportRow[][] {
  const chunks: ImportRow[][] = [];
  for (let i = 0; i < rows.length; i += size) chunks.push(rows.slice(i, i + size));
  return chunks;
}
