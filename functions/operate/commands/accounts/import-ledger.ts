import pMap from 'p-map';
import * as z from 'zod';
import { hasChurned } from '../../../../domain/account/account.ts';
import { type Doing, operatorNamed, sayDoing } from '../../../../domain/audit/audit.ts';
import { groupedBy } from '../../../../domain/collections/grouped-by.ts';
import type { CellWarning, RefusedRow } from '../../../../domain/import/facts.ts';
import { recordAsOf } from '../../../../domain/ledger/account-as-of.ts';
import { factHistories } from '../../../../domain/ledger/facts-as-of.ts';
import { isSameEntry, type LedgerEntry, ledgerOf } from '../../../../domain/ledger/ledger-entry.ts';
import { firstDayAsCustomer, ledgerProblems, problemText } from '../../../../domain/ledger/ledger-problems.ts';
import { readLedgerRow } from '../../../../domain/ledger/read-ledger-row.ts';
import { unlistedReasonOf } from '../../../../domain/ledger/unlisted-reason.ts';
import { LAST_DAY } from '../../../../domain/time/day.ts';
import { ACCOUNT_WAS_ERASED } from '../../../directory/upsert-records.ts';
import { auditOf, type ChangingTools, change, type Tools, todayOf } from '../../operation.ts';
import { counted } from '../installation/counted.ts';
import { belongingCircle, belongsByLedger } from './belonging-circle.ts';

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
export const importLedger = change(requestSchema, ['ledger-told'], async ({ rows, by }, tools) => {
  const doing = { door: 'import', who: by === undefined ? tools.operator : operatorNamed(by) } as const;
  const recorder = { door: doing.door, who: sayDoing(doing) };
  const refused: RefusedRow[] = [];
  const leftOut: CellWarning[] = [];
  const isErased = await tools.erased.isErased();
  const read = rows.flatMap(({ line, facts }): ReadRow[] => {
    const row = readLedgerRow(facts, { by: recorder, now: tools.now(), clock: tools.clock });
    if ('refused' in row) {
      refused.push({ line, reason: row.refused });
      return [];
    }
    if (isErased(row.account)) {
      refused.push({ line, reason: ACCOUNT_WAS_ERASED });
      return [];
    }
    leftOut.push(...row.warnings.map((warning) => ({ line, ...warning })));
    return [{ line, account: row.account, entry: row.entry }];
  });
  const named = read.flatMap(({ account, entry }) => [account, ...mergedInto(entry)]);
  const known = await tools.directory.existing('accounts', [...new Set(named)]);
  const running = await tools.playbooks.current();
  const unlisted = read.flatMap(({ line, entry }): CellWarning[] => {
    const found = running && unlistedReasonOf(entry, running.playbook.reasons);
    return found ? [{ line, ...found }] : [];
  });
  const ofAccounts = groupedBy(read, ({ account }) => account);
  const inFlight = { concurrency: ACCOUNTS_IN_FLIGHT };
  const done = await pMap(ofAccounts, ([account, rows]) => addTo(account, rows, doing, tools), inFlight);
  // Once all of it is there: what leads where stands in several ledgers.
  const ledgers = new Map(done.map(({ account, entries }) => [account, Promise.resolve(entries)]));
  const readOnce = (account: string) => {
    const ledger = ledgers.get(account) ?? tools.ledger.read(account);
    ledgers.set(account, ledger);
    return ledger;
  };
  const warnings = await pMap(done, (one) => warningsOf(one, known, readOnce, tools), inFlight);
  warnings.push(await stillCustomers(done, tools));
  const imported = done.reduce((sum, { added }) => sum + added.length, 0);
  return {
    imported,
    unchanged: read.length - imported,
    refused,
    warnings: [...leftOut, ...unlisted, ...warnings.flat()].sort((a, b) => a.line - b.line),
  };
});

const mergedInto = ({ fact, value }: LedgerEntry): string[] => (fact === 'mergedInto' && value !== null ? [value] : []);

/** What a file told of an account. */
interface ImportedRows {
  account: string;
  rows: [ReadRow, ...ReadRow[]];
  /** Those that were not there. */
  added: LedgerEntry[];
  entries: LedgerEntry[];
}

async function addTo(
  account: string,
  rows: [ReadRow, ...ReadRow[]],
  doing: Doing,
  tools: ChangingTools,
): Promise<ImportedRows> {
  const { ledger, courseDays, now } = tools;
  const before = await ledger.read(account);
  const isNew = ({ entry }: ReadRow) => !before.some((other) => isSameEntry(other, entry));
  const added = ledgerOf(rows.filter(isNew).map(({ entry }) => entry));
  if (added.length > 0) await courseDays.tell(account, now());
  const audit = { ...auditOf(tools, 'ledger-told', { account }, { after: { entries: added.length } }), ...doing };
  if (added.length > 0)
    await ledger.add(
      added.map((entry) => ({ account, entry })),
      audit,
    );
  return { account, rows, added, entries: ledgerOf([...before, ...added]) };
}

async function warningsOf(
  { account, rows, added, entries }: ImportedRows,
  known: ReadonlySet<string>,
  read: (account: string) => Promise<readonly LedgerEntry[]>,
  { installation }: Tools,
): Promise<CellWarning[]> {
  const belongs = added.some(({ fact }) => fact === 'parent' || fact === 'mergedInto');
  // As it is last: what is told of a day to come is looked at as well.
  const circle = belongs ? await belongingCircle(account, belongsByLedger(read, { asOf: LAST_DAY })) : undefined;
  const around = { circle, exchange: installation.kpis.exchange };
  const warnings: CellWarning[] = ledgerProblems(account, entries, added, around).map((found) => ({
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
  return warnings;
}

const MOST_ACCOUNTS_NAMED = 5;

/** Who has left by the ledger, and is a customer by what was imported of them: the past is told, and nothing stops for it. */
async function stillCustomers(done: readonly ImportedRows[], tools: Tools): Promise<CellWarning[]> {
  const today = todayOf(tools);
  const told = done.filter(({ rows }) => rows.some(({ entry }) => entry.fact === 'status'));
  const records = await tools.directory.findFacts(
    'accounts',
    told.map(({ account }) => ({ id: account })),
  );
  const still = told.filter(({ entries }, i) => {
    const record = records[i];
    if (record === undefined || hasChurned(record, today)) return false;
    const { churnedOn } = recordAsOf(record, entries, today);
    const start = firstDayAsCustomer(factHistories(entries));
    // Who left before they came has not left: that is told by itself.
    return churnedOn !== undefined && start !== undefined && start <= churnedOn;
  });
  const [first] = still;
  if (first === undefined) return [];
  const names = still.slice(0, MOST_ACCOUNTS_NAMED).map(({ account }) => JSON.stringify(account));
  const more = still.length > names.length ? `, and ${still.length - names.length} more` : '';
  const reason =
    `${counted(still.length, 'account', 'accounts')} left by the ledger and ${still.length === 1 ? 'is a customer' : 'are customers'} all the same ` +
    `(${names.join(', ')}${more}): tasks and mails go on until "import accounts" says in churnedOn since when they are none`;
  return [
    {
      line: first.rows.find(({ entry }) => entry.fact === 'status')?.line ?? first.rows[0].line,
      column: 'value',
      reason,
    },
  ];
}
