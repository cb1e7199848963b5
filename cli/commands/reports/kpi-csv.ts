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
];

/** A row a figure, for a spreadsheet; with amounts as people write them. */
export function kpiCsv(rows: readonly KpiRow[]): string {
  const cells = rows.flatMap(({ from, to, currency, cut, figures }) =>
    figures.map(({ kpi, definition, value, part, whole, customers, interval, accounts }) => [
      from,
      to,
      currency,
      cut && `${cut.dimension}=${cut.value}`,
      kpi,
      definition,
      value,
      part,
      whole,
      customers,
      interval?.[0],
      interval?.[1],
      [...new Set(accounts.map(({ account }) => account))].join(';'),
    ]),
  );
  return [heads, ...cells].map((row) => row.map(cellOf).join(',')).join('\n');
}

function cellOf(value: string | number | null | undefined): string {
  if (typeof value !== 'string') return value == null ? '' : String(value);
  // What a spreadsheet would take for a formula it is to show: ids come from outside.
  const shown = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
