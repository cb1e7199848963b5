import { inflateRawSync } from 'node:zlib';
import type { DynamoDBClient } from '../../functions/store/client.ts';
import { ACCOUNT_BUCKETS, coursesKey } from '../../functions/store/keys.ts';
import { rowsUnder } from '../../test/support/tables.ts';

/** All that is kept of ledgers by day, read one bucket after the other, unpacked and parsed, and no more. */
export async function keptRows(dynamo: DynamoDBClient, table: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (let bucket = 0; bucket < ACCOUNT_BUCKETS; bucket += 1) {
    for (const { f, z } of await rowsUnder(dynamo, table, coursesKey(bucket))) {
      const text = z?.B === undefined ? f?.S : inflateRawSync(z.B).toString();
      if (text !== undefined) rows.push(JSON.parse(text));
    }
  }
  return rows;
}
