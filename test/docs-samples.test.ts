import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCsvTable } from '../cli/commands/import/csv-table.ts';
import { parseCsv } from '../cli/commands/import/read-import.ts';
import { fileKinds, type ImportKind, mergeFacts } from '../domain/import/facts.ts';
import { readProductRow } from '../domain/import/product-row.ts';
import { readLedgerRow } from '../domain/ledger/read-ledger-row.ts';
import { localClock } from '../domain/time/time-zone.ts';

const pages = [
  ...readdirSync('.').filter((name) => /^README.*\.md$/.test(name)),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).flatMap((name) =>
    name.endsWith('.md') ? [`docs/${name}`] : [],
  ),
];
/** What the fence says after `csv` is what the sample holds. */
const samples = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^ *```csv(.*)\n([\s\S]*?)^ *```/gm)].map(([, kind = '', text = '']) => ({
    page,
    kind: kind.trim(),
    text,
  })),
);
const ofLedger = samples.filter(({ kind }) => kind === 'ledger');
const ofProducts = samples.filter(({ kind }) => kind === 'products');
const ofRecords = samples.filter(({ kind }) => kind !== 'ledger' && kind !== 'products');

test('there is a sample of each file that can be imported', () => {
  expect(samples.map(({ kind }) => kind)).toEqual(expect.arrayContaining([...fileKinds]));
});

test.each(ofRecords)('the sample of $kind in $page is imported as it stands', ({ kind: name, text }) => {
  const kind = name as ImportKind;
  const { rows, refused, warnings, notes } = parseCsv(kind, text);
  expect([refused, warnings, notes]).toEqual([[], [], []]);
  expect(rows.length).toBeGreaterThan(0);
  for (const { facts } of rows) expect(mergeFacts(kind, undefined, facts, 0)).not.toHaveProperty('reason');
});

test.each(ofProducts)('the sample of products in $page is imported as it stands', ({ text }) => {
  const { rows, refused, warnings, notes } = parseCsv('products', text);
  expect([refused, warnings, notes]).toEqual([[], [], []]);
  expect(rows.length).toBeGreaterThan(0);
  for (const { facts } of rows) expect(readProductRow(facts)).toMatchObject({ warnings: [] });
});

test.each(ofLedger)('the sample of a ledger in $page is imported as it stands', ({ text }) => {
  const { columns, records } = readCsvTable(text, '');
  const reading = {
    by: { door: 'import', who: 'import' },
    now: Date.parse('2026-10-01'),
    clock: localClock('UTC'),
  } as const;
  const rows = records.map(({ cells }) => Object.fromEntries(columns.map((column, i) => [column, cells[i]])));
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(readLedgerRow(row, reading)).not.toHaveProperty('refused');
});
