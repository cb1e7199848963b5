import pMap from 'p-map';
import * as z from 'zod';
import { groupedBy } from '../../../../domain/collections/grouped-by.ts';
import type { CellWarning, RefusedRow } from '../../../../domain/import/facts.ts';
import { isSameEntry, type LedgerEntry, ledgerOf } from '../../../../domain/ledger/ledger-entry.ts';
import { ledgerProblems, problemText } from '../../../../domain/ledger/ledger-problems.ts';
import { readLedgerRow } from '../../../../domain/ledger/read-ledger-row.ts';
import { unlistedReasonOf } from '../../../../domain/ledger/unlisted-reason.ts';
import { operation, type Tools } from '../../operation.ts';

const ACCOUNTS_IN_FLIGHT = 16;

const requestSchema = z.strictObject({
  rows: z.array(z.strictObject({ line: z.int().min(1), facts: z.record(z.string(), z.unknown()) })),
  by: z.string().min(1).max(200).optional(),
});

interface ReadRow {
  line: number;
  account: string;
  entry: LedgerEntry;
}

/**
 * Adds to ledgers what a file tells of the past. The same again, in another order or in parts, adds nothing; what does not
 * fit together is taken, with a warning. Accounts that nobody imported may have a past: who has left long ago counts too.
 */
export const importLedger = operation(requestSchema, async ({ rows, by }, tools) => {
  const recorder = { door: 'import', who: by === undefined ? 'an import' : `an import by ${by}` } as const;
  const refused: RefusedRow[] = [];
  const read = rows.flatMap(({ line, facts }): ReadRow[] => {
    const row = readLedgerRow(facts, { by: recorder, now: tools.now(), clock: tools.clock });
    if (!('refused' in row)) return [{ line, ...row }];
    refused.push({ line, reason: row.refused });
    return [];
  });
  const named = read.flatMap(({ account, entry }) => [account, ...mergedInto(entry)]);
  const known = await tools.directory.existing('accounts', [...new Set(named)]);
  const running = await tools.playbooks.current();
  const unlisted = read.flatMap(({ line, entry }): CellWarning[] => {
    const found = running && unlistedReasonOf(entry, running.playbook.reasons);
    return found ? [{ line, ...found }] : [];
  });
  const ofAccounts = groupedBy(read, ({ account }) => account);
  const done = await pMap(ofAccounts, ([account, rows]) => addTo(account, rows, known, tools), {
    concurrency: ACCOUNTS_IN_FLIGHT,
  });
  return {
    imported: done.reduce((sum, { imported }) => sum + imported, 0),
    unchanged: done.reduce((sum, { unchanged }) => sum + unchanged, 0),
    refused,
    warnings: [...unlisted, ...done.flatMap(({ warnings }) => warnings)].sort((a, b) => a.line - b.line),
  };
});

const mergedInto = ({ fact, value }: LedgerEntry): string[] => (fact === 'mergedInto' && value !== null ? [value] : []);

async function addTo(
  account: string,
  rows: [ReadRow, ...ReadRow[]],
  known: ReadonlySet<string>,
  { ledger, courseDays, now }: Tools,
) {
  const before = await ledger.read(account);
  const isNew = ({ entry }: ReadRow) => !before.some((other) => isSameEntry(other, entry));
  const added = ledgerOf(rows.filter(isNew).map(({ entry }) => entry));
  if (added.length > 0) await courseDays.tell(account, now());
  await ledger.add(added.map((entry) => ({ account, entry })));
  const warnings: CellWarning[] = ledgerProblems(account, ledgerOf([...before, ...added]), added).map((found) => ({
    line: rows.find(({ entry }) => isSameEntry(entry, found.entry))?.line ?? rows[0].line,
    column: 'value',
    reason: problemText(found),
  }));
  for (const { line, entry } of rows) {
    for (const other of mergedInto(entry).filter((id) => !known.has(id))) {
      const reason = `nobody imported an account "${other}": what is merged into it counts under that name`;
      warnings.push({ line, column: 'value', reason });
    }
  }
  if (!known.has(account)) {
    const reason = `nobody imported an account "${account}": its past counts, and it has nothing else`;
    warnings.push({ line: rows[0].line, column: 'account', reason });
  }
  return { imported: added.length, unchanged: rows.length - added.length, warnings };
}
