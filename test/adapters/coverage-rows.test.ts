import { beforeAll, describe, expect, it } from 'vitest';
import { type Coverage, emptyCoverage } from '../../domain/data-map/coverage.ts';
import { CoverageRows, readCoverage } from '../../functions/store/data-map/coverage-rows.ts';
import { coverageRowKey } from '../../functions/store/keys.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

let tables: TestTables;
let rows: CoverageRows;

beforeAll(async () => {
  tables = await createTables();
  rows = new CoverageRows(tables.client, tables.accountsTable);
});

const coverageOf = (accounts: number, events: Coverage['events']): Coverage => ({
  ...emptyCoverage(),
  accounts,
  events,
});

describe('what has arrived', () => {
  it('is not known before the first night', async () => {
    expect(await readCoverage(tables.client, tables.accountsTable)).toBeUndefined();
  });

  it('is the sum of all buckets, however many names there are', async () => {
    const names = Array.from({ length: 400 }, (_, n) => [`event-${n}`, { accounts: 1, lastMonth: '2026-05' }] as const);
    await rows.keep(3, coverageOf(2, { ...Object.fromEntries(names), login: { accounts: 2, lastMonth: '2026-05' } }));
    await rows.keep(60, coverageOf(1, { login: { accounts: 1, lastMonth: '2026-06' } }));
    const read = await readCoverage(tables.client, tables.accountsTable);
    expect(read?.accounts).toBe(3);
    expect(read?.events.login).toEqual({ accounts: 3, lastMonth: '2026-06' });
    expect(Object.keys(read?.events ?? {})).toHaveLength(401);
  });

  it('is written anew where a night finds something else', async () => {
    await rows.keep(60, coverageOf(0, {}));
    expect((await readCoverage(tables.client, tables.accountsTable))?.events.login).toEqual({
      accounts: 2,
      lastMonth: '2026-05',
    });
    expect(await rowsUnder(tables.client, tables.accountsTable, coverageRowKey(60).pk.S)).toHaveLength(1);
  });
});
