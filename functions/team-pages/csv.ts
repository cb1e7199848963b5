import type { TeamFile } from './team-page.ts';

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** Without it a spreadsheet takes Japanese for another encoding. */
const BOM = '\ufeff';

export type CsvValue = string | number | null | undefined;

/** A list to be opened in a spreadsheet (RFC 4180): numbers stay numbers, and no text of anybody becomes a formula. */
export function csvFile(name: string, headings: readonly string[], rows: readonly (readonly CsvValue[])[]): TeamFile {
  const lines = [headings, ...rows].map(csvLine);
  return { name, type: 'text/csv; charset=utf-8', text: `${BOM}${lines.join('\r\n')}\r\n` };
}

/** A row without its end. */
export const csvLine = (row: readonly CsvValue[]): string => row.map(cell).join(',');

function cell(value: CsvValue): string {
  if (value == null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /["\r\n,]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
