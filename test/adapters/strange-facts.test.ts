import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { programOf } from '../../domain/audit/audit.ts';
import type { RowFacts } from '../../domain/import/facts.ts';
import { factsAsOf } from '../../domain/ledger/facts-as-of.ts';
import { upsertRecords } from '../../functions/directory/upsert-records.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import { installationOf, say as sayTo, toolsOver } from '../support/operator.ts';
import { createTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const DAY = 86_400_000;

let folder: string;
let now: number;
let tools: Tools;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-strange-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  const tables = await createTables();
  now = NOW;
  tools = toolsOver(tables, () => now, { changedAccounts: { send: async () => {} } as never });
});

const say = (...line: string[]) =>
  sayTo(['--json', ...line], { openInstallation: () => installationOf(tools), now: () => now });
const factsOf = async (id: string) => factsAsOf(await tools.ledger.read(id), '2026-12-31').facts;
const statusesOf = async (id: string) =>
  (await tools.ledger.read(id)).filter(({ fact }) => fact === 'status').map(({ from, value }) => [from, value]);

/** By each door, with what it says of what can't be used. */
const doors: [door: string, tell: (facts: RowFacts) => Promise<string[]>][] = [
  [
    'a file',
    async (facts) => {
      const path = join(folder, `${now}.ndjson`);
      await writeFile(path, JSON.stringify(facts));
      const { json } = await say('import', 'accounts', path);
      return [...json.refused, ...(json.warnings ?? [])].map(({ reason }: { reason: string }) => reason);
    },
  ],
  ['the API', (facts) => reportBy({ by: 'api', who: programOf('crm') }, facts)],
  ['a call', (facts) => reportBy({ by: 'call', who: programOf('app'), source: 'app' }, facts)],
];

async function reportBy(reporter: Parameters<typeof upsertRecords>[1][number]['reporter'], facts: RowFacts) {
  const isCall = reporter.by === 'call';
  const row = { ref: 1, facts, reporter, at: now, leavesOutBadFacts: isCall };
  const { refused, leftOut } = await upsertRecords(
    'accounts',
    [isCall ? { ...row, order: 'any-order' as const } : row],
    tools,
  );
  return [...refused, ...leftOut].map(({ reason }) => reason);
}

describe.each(doors)('what is strange, told by %s', (_, tell) => {
  test('is a negative amount: it is refused with a reason, and stands in no ledger', async () => {
    await tell({ id: 'koa', name: 'Koa', mrr: 100, currency: 'JPY' });
    now += DAY;
    const told = await tell({ id: 'koa', name: 'Koa', mrr: -5 });
    expect(told).toEqual(['mrr -5 is below 0']);
    expect((await factsOf('koa')).mrr).toEqual({ amount: 100, currency: 'JPY' });
  });

  test('is an amount that no sum could hold: it is refused, and what everybody pays can be told', async () => {
    await tell({ id: 'koa', name: 'Koa', mrr: 100, currency: 'JPY' });
    await tell({ id: 'nest', name: 'Nest', plan: 'pro' });
    expect(await tell({ id: 'nest', name: 'Nest', mrr: 9e306, currency: 'USD' })).toEqual([
      'mrr 9e+306 is above 1,000,000,000,000',
    ]);
    const { json } = await say('kpis', '--from', '2026-06-01', '--to', '2026-06-30', '--currency', 'JPY');
    expect(json[0].closing).toEqual({ accounts: 1, mrr: 100 });
  });

  test('is an end before the start: it counts for nothing, and the ledger says so', async () => {
    await tell({ id: 'koa', name: 'Koa', contractStart: '2026-03-01', churnedOn: '2026-01-15' });
    expect(await statusesOf('koa')).toEqual([['2026-01-15', 'churned']]);
    expect((await say('ledger', 'koa')).stderr).toContain('status "churned" from 2026-01-15 ends nothing');
    now += DAY;
    await tell({ id: 'koa', name: 'Koa', mrr: 100, currency: 'JPY' });
    expect((await say('ledger', 'koa')).stderr).toContain('lies before the account was a customer (2026-06-02)');
  });

  test('is who is back a day later: both days stand, and nobody was gone', async () => {
    await tell({ id: 'koa', name: 'Koa', mrr: 100, currency: 'JPY', contractStart: '2026-01-01' });
    await tell({ id: 'koa', name: 'Koa', churnedOn: '2026-06-01' });
    now += DAY;
    await tell({ id: 'koa', name: 'Koa', churnedOn: null });
    expect(await statusesOf('koa')).toEqual([
      ['2026-01-01', 'active'],
      ['2026-06-01', 'churned'],
      ['2026-06-02', 'reactivated'],
    ]);
    const { json } = await say('kpis', '--from', '2026-06-01', '--to', '2026-06-30', '--currency', 'JPY');
    expect(json[0]).toMatchObject({ opening: { accounts: 1 }, churnedAccounts: [] });
  });

  test('are parents of each other: each counts for itself, and both ledgers say so', async () => {
    await tell({ id: 'koa', name: 'Koa', parent: 'nest' });
    await tell({ id: 'nest', name: 'Nest', parent: 'koa' });
    for (const id of ['koa', 'nest']) expect((await say('ledger', id)).stderr).toContain('leads in a circle');
    expect(await tell({ id: 'vue', name: 'Vue', parent: 'vue' })).toEqual(['parent "vue" is the account itself']);
  });
});
