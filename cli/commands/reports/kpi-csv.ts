import type { KpiReport } from '../../../domain/kpis/kpi-report.ts';

const heads = [
  'from',
  'until',
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

/** A row a figure, for a spreadsheet; with amounts as the reports have them. */
export function kpiCsv(reports: readonly KpiReport[]): string {
  const rows = reports.flatMap(({ period, currency, cut, figures }) =>
    figures.map(({ kpi, definition, value, part, whole, customers, interval, accounts }) => [
      period.first,
      period.last,
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
  return [heads, ...rows].map((cells) => cells.map(cellOf).join(',')).join('\n');
}

function cellOf(value: string | number | null | undefined): string {
  if (typeof value !== 'string') return value == null ? '' : String(value);
  // What a spreadsheet would take for a formula it is to show: ids come from outside.
  const shown = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
