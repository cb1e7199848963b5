import { beforeAll, describe, expect, it, vi } from 'vitest';
import { PutItemCommand } from '../../functions/store/client.ts';
import { readOverLimits } from '../../functions/store/sources/over-limits.ts';
import {
  DynamoSourceArrivals,
  readArrivals,
  readLastDays,
  readSourcePulses,
  type SourceSighting,
} from '../../functions/store/sources/source-arrivals.ts';
import { namesRule } from '../support/names-rule.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const sighting = (days: Record<string, [number, number]>, names: Record<string, string> = {}): SourceSighting => ({
  days: new Map(Object.entries(days).map(([day, [first, last]]) => [day, { first, last }])),
  names: new Map(Object.entries(names)),
  lastDays: new Map(Object.entries(names)),
});

describe('what is known of sources', () => {
  let tables: TestTables;
  beforeAll(async () => {
    tables = await createTables();
  });
  const open = () => new DynamoSourceArrivals(tables.client, tables.accountsTable);
  const read = async (source: string, from = '2026-06-01', to = '2026-06-30') =>
    (await readSourcePulses(tables.client, tables.accountsTable, [source], from, to))[0];

  it('is nothing before the first event', async () => {
    expect(await read('silent')).toEqual({ source: 'silent', days: [], names: new Map() });
  });

  it('widens to the earliest and latest event of each day and the first day of each name, in any order', async () => {
    await open().widen(
      'any',
      sighting({ '2026-06-02': [50, 60], '2026-05-31': [1, 2] }, { login: '2026-06-02' }),
      namesRule,
    );
    await open().widen(
      'any',
      sighting({ '2026-06-02': [40, 45] }, { login: '2026-06-01', logout: '2026-06-02' }),
      namesRule,
    );
    await open().widen('any', sighting({ '2026-06-02': [55, 70] }, { login: '2026-06-03' }), namesRule);
    expect(await read('any')).toEqual({
      source: 'any',
      days: [{ day: '2026-06-02', first: 40, last: 70 }],
      names: new Map([
        ['login', '2026-06-01'],
        ['logout', '2026-06-02'],
      ]),
    });
  });

  it('is how many events arrived in the last hours, added up however often it is counted', async () => {
    await open().count('counted', '2026-06-01T09', { stored: 5, conflicts: 0 }, 1);
    await open().count('counted', '2026-06-01T10', { stored: 7, conflicts: 1 }, 1);
    await open().count('counted', '2026-06-01T10', { stored: 2, conflicts: 0 }, 1);
    const since = (hour: string) => readArrivals(tables.client, tables.accountsTable, 'counted', hour);
    expect(await since('2026-06-01T10')).toEqual({ stored: 9, conflicts: 1 });
    expect(await since('2026-06-01T00')).toEqual({ stored: 14, conflicts: 1 });
    expect(await since('2026-06-02T00')).toEqual({ stored: 0, conflicts: 0 });
  });

  it('is neither read nor written by a warm function where nothing is new', async () => {
    const sources = open();
    await sources.widen('warm', sighting({ '2026-06-02': [50, 60] }, { login: '2026-06-02' }), namesRule);
    const send = vi.spyOn(tables.client, 'send');
    await sources.widen('warm', sighting({ '2026-06-02': [51, 60] }, { login: '2026-06-02' }), namesRule);
    expect(send).not.toHaveBeenCalled();
    send.mockRestore();
  });

  it('keeps the last day of each name, over all sources', async () => {
    await open().widen('web', sighting({}, { login: '2026-06-02', logout: '2026-06-05' }), namesRule);
    await open().widen('web', sighting({}, { login: '2026-06-04' }), namesRule);
    await open().widen('web', sighting({}, { login: '2026-06-03' }), namesRule);
    await open().widen('app', sighting({}, { login: '2026-06-09' }), namesRule);
    expect(await readLastDays(tables.client, tables.accountsTable, ['web', 'app', 'none'])).toEqual(
      new Map([
        ['login', '2026-06-09'],
        ['logout', '2026-06-05'],
      ]),
    );
  });

  it('loses nothing to writers at the same time, nor to one whose memory is old', async () => {
    const old = open();
    await old.widen('busy', sighting({ '2026-06-02': [500, 500] }, { a: '2026-06-02' }), namesRule);
    await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        open().widen('busy', sighting({ '2026-06-02': [100 - i, 900 + i] }, { [`n${i}`]: '2026-06-02' }), namesRule),
      ),
    );
    await old.widen('busy', sighting({ '2026-06-02': [80, 80] }, { b: '2026-06-02' }), namesRule);
    const pulse = await read('busy');
    expect(pulse?.days).toEqual([{ day: '2026-06-02', first: 80, last: 909 }]);
    expect(pulse?.names.size).toBe(12);
  });

  it('keeps a place for a name that the playbook lives on, however many others came before', async () => {
    const others = Array.from({ length: 850 }, (_, i) => [`viewed-${i}`, '2026-06-01']);
    await open().widen('ids-in-names', sighting({}, Object.fromEntries(others)), { ...namesRule, mostNewADay: 850 });
    const rule = { ...namesRule, isUsed: (name: string) => name === 'login' };
    await open().widen('ids-in-names', sighting({}, { login: '2026-06-01' }), rule);
    expect((await read('ids-in-names'))?.names.get('login')).toBe('2026-06-01');
    expect(await readOverLimits(tables.client, tables.accountsTable, ['ids-in-names', 'any'])).toEqual([
      { source: 'ids-in-names', limit: 'names', from: '2026-06-10', to: '2026-06-10' },
    ]);
  });

  it('reads rows of a release that knew no days of too many names', async () => {
    await tables.client.send(
      new PutItemCommand({
        TableName: tables.accountsTable,
        Item: {
          pk: { S: 'source#old' },
          sk: { S: 'names' },
          f: { S: '{"login":["2026-01-01","2026-05-01"]}' },
          rev: { N: '7' },
        },
      }),
    );
    await open().widen('old', sighting({}, { logout: '2026-06-01' }), namesRule);
    expect([...((await read('old'))?.names ?? [])]).toEqual([
      ['login', '2026-01-01'],
      ['logout', '2026-06-01'],
    ]);
  });

  it('stops taking in names before an item overflows', async () => {
    const names = Array.from({ length: 2_000 }, (_, i) => [`${'先'.repeat(120)}${i}`, '2026-06-01']);
    await open().widen('endless', sighting({}, Object.fromEntries(names)), { ...namesRule, mostNewADay: 2_000 });
    const pulse = await read('endless');
    expect(pulse?.names.size).toBeGreaterThan(500);
  });
});
