import type { Item } from '../../functions/store/item.ts';
import { unpackedText } from '../../functions/store/packed-text.ts';
import { scanAnswers } from '../../functions/store/query.ts';
import type { TestTables } from './tables.ts';

/** Every row of both tables. */
export async function rowsOf({ client, accountsTable, eventsTable }: TestTables): Promise<Item[]> {
  const rows: Item[] = [];
  for (const TableName of [accountsTable, eventsTable]) {
    for await (const { Items = [] } of scanAnswers(client, { TableName })) rows.push(...(Items as Item[]));
  }
  return rows;
}

/** Rows in which any of these stands, unpacked or encoded as they may be. */
export async function rowsWith(traces: readonly (string | RegExp)[], tables: TestTables): Promise<string[]> {
  return (await rowsOf(tables)).flatMap((row) => {
    const bytes = row.b?.B === undefined ? '' : Buffer.from(row.b.B).toString();
    const text = `${JSON.stringify(row)} ${row.z === undefined ? '' : unpackedText(row)} ${bytes}`.toLowerCase();
    const decoded = decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/g, ''));
    const found = traces.filter((trace) =>
      typeof trace === 'string' ? decoded.includes(trace.toLowerCase()) : trace.test(decoded),
    );
    return found.length === 0 ? [] : [`${row.pk?.S} ${row.sk?.S}: ${found}`];
  });
}
