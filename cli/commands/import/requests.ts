import type { RefusedRow } from '../../../domain/import/facts.ts';

/** Lambda takes no request of more than 6 MB. */
const MOST_BYTES = 4_000_000;

interface Requests<Row> {
  requests: Row[][];
  /** Those that fit in none. */
  refused: RefusedRow[];
}

/** The rows of a file in requests that the function takes, in their order. */
export function inRequests<Row extends { line: number }>(rows: readonly Row[], mostRows: number): Requests<Row> {
  const found: Requests<Row> = { requests: [], refused: [] };
  let bytes = 0;
  for (const row of rows) {
    const ofRow = Buffer.byteLength(JSON.stringify(row));
    if (ofRow > MOST_BYTES) {
      found.refused.push({ line: row.line, reason: 'is larger than 4 MB' });
      continue;
    }
    bytes += ofRow;
    const last = found.requests.at(-1);
    if (last !== undefined && last.length < mostRows && bytes <= MOST_BYTES) last.push(row);
    else {
      found.requests.push([row]);
      bytes = ofRow;
    }
  }
  return found;
}
