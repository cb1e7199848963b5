import { csvLine } from '../../../functions/team-pages/csv.ts';
import type { KpiRow } from './kpi-row.ts';

const heads = [
  'from',
  'to',
  'currency',
  'cut',
  'kpi',
  'definition',
  'value',
  'part',
  'whole',
  'customers',
  'low',
  'high',
  'accounts',
  'reason',
];

/** A row a figure, and one a reason, for a spreadsheet; with amounts as people write them. */
export function kpiCsv(rows: readonly KpiRow[]): string {
  const cells = rows.flatMap((row) => [...figureCells(row), ...reasonCells(row)]);
  return [heads, ...cells].map(csvLine).join('\n');
}

function figureCells({ from, to, currency, cut, figures }: KpiRow) {
  return figures.map(({ kpi, definition, value, part, whole, customers, interval, accounts }) => [
    from,
    to,
    currency,
    cutText(cut),
    kpi,
    definition,
    value,
    part,
    whole,
    customers,
    interval?.[0],
    interval?.[1],
    idsOf(accounts),
    '',
  ]);
}

/** Without a reason nobody gave one yet. */
function reasonCells({ from, to, currency, cut, reasons }: KpiRow) {
  return reasons.map(({ movement, reason, customers, amount, accounts }) => [
    ...[from, to, currency, cutText(cut), `${movement}-reason`, '', amount, '', '', customers, '', ''],
    idsOf(accounts),
    reason,
  ]);
}

const cutText = (cut: KpiRow['cut']) => cut && `${cut.dimension}=${cut.value}`;

const idsOf = (accounts: readonly { account: string }[]) =>
  [...new Set(accounts.map(({ account }) => account))].join(';');
