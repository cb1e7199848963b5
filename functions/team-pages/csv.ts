import { pageAddress } from './parts/page-address.ts';
import type { TeamFile } from './team-page.ts';

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** Without it a spreadsheet takes Japanese for another encoding. */
const BOM = '\ufeff';

/** An answer of Lambda holds 6 MB. */
const MOST_BYTES = 5_000_000;

/** How the address of a list asks for all of it as a file. */
const FORM = 'form';
const CSV_FORM = 'csv';
export const isFileAskedFor = (query: URLSearchParams) => query.get(FORM) === CSV_FORM;
export const addressOfFile = (path: string, query: URLSearchParams) =>
  pageAddress(path, query, { [FORM]: CSV_FORM, after: null });
/** Of the list that a file was asked of. */
export const addressOfList = (path: string, query: URLSearchParams) => pageAddress(path, query, { [FORM]: null });

export type CsvValue = string | number | null | undefined;

/** A list to be opened in a spreadsheet (RFC 4180): numbers stay numbers, and no text of anybody becomes a formula. */
export function csvFile(name: string, headings: readonly string[], rows: readonly (readonly CsvValue[])[]): TeamFile {
  const lines = [headings, ...rows].map(csvLine);
  return { name, type: 'text/csv; charset=utf-8', text: `${BOM}${lines.join('\r\n')}\r\n` };
}

/** `null` where a file has no room for it. */
export function csvFileIfItFits(...of: Parameters<typeof csvFile>): TeamFile | null {
  const made = csvFile(...of);
  return Buffer.byteLength(JSON.stringify(made.text)) > MOST_BYTES ? null : made;
}

/** A row without its end. */
export const csvLine = (row: readonly CsvValue[]): string => row.map(cell).join(',');

function cell(value: CsvValue): string {
  if (value == null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /["\r\n,]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
