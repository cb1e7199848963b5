import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays } from '../../domain/time/day.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import { installationOf, type Said, say as sayTo, toolsOver } from '../support/operator.ts';
import { randomOf, shuffle } from '../support/seeded-random.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const HEADER = 'account,fact,product,effective,value,toldAt,withdrawn,reason\n';
const ACCOUNTS = ['koa', 'nest', 'vue'];

let folder: string;
let tables: TestTables;
let tools: Tools;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-ledger-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
beforeEach(begin);

/** An installation with the three accounts, whose ledgers are empty. */
async function begin(): Promise<void> {
  tables = await createTables();
  tools = toolsOver(tables, () => NOW, { changedAccounts: { send: async () => {} } as never });
  await importOf('accounts', `id,name\n${ACCOUNTS.map((id) => `${id},${id}\n`).join('')}`);
}

let files = 0;
const say = (...line: string[]): Promise<Said> =>
  sayTo(['--json', ...line], { openInstallation: () => installationOf(tools), now: () => NOW });
async function importOf(kind: string, content: string, extension = 'csv'): Promise<Said> {
  files += 1;
  const path = join(folder, `${files}.${extension}`);
  await writeFile(path, content);
  return say('import', kind, path);
}
const importRows = async (rows: readonly string[]) => (await importOf('ledger', HEADER + rows.join('\n'))).json;

/** The rows of all ledgers, as they lie in the table. */
async function bytes(): Promise<string> {
  const ledgers = await Promise.all(
    ACCOUNTS.map((id) => rowsUnder(tables.client, tables.accountsTable, `account#${id}`)),
  );
  return JSON.stringify(ledgers.flat().filter(({ sk }) => sk?.S?.startsWith('1#ledger#')));
}

/** Few facts, days and moments, so that many rows correct, withdraw or contradict others, or say the same. */
function anyRows(seed: number, count: number): string[] {
  const random = randomOf(seed);
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const said = () =>
    pick([
      () => ['mrr', pick(['', '', 'chat']), pick(['0 JPY', '100 JPY', '150 JPY', '100 USD', ''])],
      () => ['status', '', pick(['active', 'churned', 'free', 'paused', 'reactivated'])],
      () => ['plan', pick(['', 'chat']), pick(['basic', 'pro'])],
      () => ['holds', '', pick(['billing', 'billing;chat'])],
    ])();
  return Array.from({ length: count }, () => {
    const [fact, product, value] = said();
    const effective = addDays('2026-01-01', Math.floor(random() * 6));
    const toldAt = pick(['', '', effective, addDays(effective, 1), `${addDays(effective, 2)}T09:00:00+09:00`]);
    const ending = [pick(['', '', '', 'true']), pick(['', 'price'])];
    return [pick(ACCOUNTS), fact, product, effective, value, toldAt, ...ending].join(',');
  });
}

describe('a file that tells the past of accounts', () => {
  test('warns of those who left by it and are customers by their own record, until that says so too', async () => {
    const left = [
      'koa,status,,2026-03-01,active,2026-03-01,,',
      'koa,status,,2026-05-01,churned,2026-05-01,,',
      'nest,status,,2026-04-01,free,2026-04-01,,',
      'vue,status,,2026-04-01,churned,2026-04-01,,',
      'vue,status,,2026-05-01,reactivated,2026-05-01,,',
    ];
    const still = async () =>
      (await importRows(left)).warnings?.filter(({ reason }: { reason: string }) =>
        reason.includes('left by the ledger'),
      );
    expect(await still()).toEqual([
      {
        ...{ line: 2, column: 'value' },
        reason: expect.stringContaining('2 accounts left by the ledger and are customers all the same ("koa", "nest")'),
      },
    ]);
    await importOf('accounts', 'id,name,churnedOn\nkoa,koa,2026-05-01\n');
    expect(await still()).toMatchObject([
      { reason: expect.stringContaining('1 account left by the ledger and is a customer') },
    ]);
    await importOf('accounts', 'id,name,churnedOn\nnest,nest,2026-04-01\n');
    expect((await still()) ?? []).toEqual([]);
  });

  test.each([1, 2, 3])('leaves the same bytes twice, shuffled, in halves and by two at once (%d)', async (seed) => {
    const rows = anyRows(seed, 150);
    const half = rows.slice(0, 75);
    const once = await importRows(rows);
    expect(once.refused).toEqual([]);
    expect(once.unchanged).toBeGreaterThan(0);
    const expected = await bytes();
    expect(JSON.parse(expected)).toHaveLength(once.imported);
    expect(await importRows(rows)).toMatchObject({ imported: 0, unchanged: 150 });
    expect(await bytes()).toBe(expected);

    const ways: (() => Promise<unknown>)[] = [
      () => importRows(shuffle(rows, seed)),
      async () => {
        await importRows(rows.slice(75));
        await importRows(half);
      },
      () => Promise.all([importRows(rows), importRows(shuffle(rows, seed + 1))]),
    ];
    for (const way of ways) {
      await begin();
      await way();
      expect(await bytes()).toBe(expected);
    }
  });

  test('may be what the command shows of a ledger: brought back, it is the same one', async () => {
    await importRows(anyRows(4, 60).map((row) => row.replace(/^(nest|vue)/, 'koa')));
    const expected = await bytes();
    const shown = await say('ledger', 'koa', '--history');
    await begin();
    const { imported, refused } = (await importOf('ledger', shown.stdout)).json;
    expect([imported, refused]).toEqual([shown.json.length, []]);
    expect(await bytes()).toBe(expected);
  });

  const told = (said: { warnings?: { line: number; column: string; reason: string }[] }) =>
    (said.warnings ?? []).map(({ line, column, reason }) => `${line} ${column}: ${reason}`);

  test.each([
    [
      'contradicts itself of the same moment: the same word counts every time',
      ['koa,plan,,2026-01-01,pro,,,', 'koa,plan,,2026-01-01,basic,,,'],
      ['3 value: plan "basic" from 2026-01-01 was recorded at the same moment as "pro"; "pro" counts'],
    ],
    [
      'says that somebody left before they came: that counts for nothing',
      ['koa,mrr,,2026-02-01,100 JPY,,,', 'koa,status,,2026-01-01,churned,,,'],
      [
        '3 value: status "churned" from 2026-01-01 lies before the account was a customer (2026-02-01), and counts for nothing',
      ],
    ],
    [
      'merges an account into itself: that counts for nothing',
      ['koa,mergedInto,,2026-01-01,koa,,,'],
      ['2 value: mergedInto "koa" from 2026-01-01 names the account itself, and counts for nothing'],
    ],
    [
      'merges an account into one that nobody imported: it counts under that name',
      ['koa,mergedInto,,2026-01-01,kao,,,'],
      ['2 value: nobody imported an account "kao": what is merged into it counts under that name'],
    ],
    [
      'tells of an account that nobody imported: its past counts',
      ['gone,mrr,,2026-01-01,100 JPY,,,'],
      ['2 account: nobody imported an account "gone": its past counts, and it has nothing else'],
    ],
    [
      'gives a reason that is too long: the row is taken without it',
      [`koa,mrr,,2026-01-01,100 JPY,,,${'x'.repeat(1001)}`],
      ['2 reason: reason is longer than 1,000 characters, and is left out'],
    ],
  ])('that %s, and is told', async (_, rows, warnings) => {
    const said = await importRows(rows);
    expect(said).toMatchObject({ imported: rows.length, refused: [] });
    expect(told(said)).toEqual(warnings);
  });

  test('whose correction is older than what it corrects changes nothing of today, and is told', async () => {
    await importRows(['koa,mrr,,2026-01-01,100 JPY,2026-03-01,,']);
    const said = await importRows(['koa,mrr,,2026-01-01,80 JPY,2026-02-01,,']);
    expect(told(said)).toEqual([
      expect.stringMatching(/^2 value: mrr .*80.* was recorded before .*100.*, which stands$/),
    ]);
    const amount = async (...line: string[]) => (await say('ledger', 'koa', ...line)).json[0].value;
    expect([await amount(), await amount('--as-known-on', '2026-02-15')]).toEqual(['100 JPY', '80 JPY']);
  });

  test.each([
    ['koa,mrr,,2026-01-01,-1 JPY,,,', 'mrr.amount -1 is below 0'],
    ['koa,mrr,,2026-01-01,many JPY,,,', 'mrr "many JPY" is no amount'],
    ['koa,mrr,,2026-02-30,100 JPY,,,', 'effective "2026-02-30" is not a date that exists'],
    ['koa,mrr,,2026-07-01,100 JPY,,,', 'effective "2026-07-01" is yet to come: say in toldAt since when that is known'],
    ['koa,mrr,,2026-01-01,100 JPY,2026-07-01,,', 'toldAt "2026-07-01" is yet to come'],
    ['koa,seats,,2026-01-01,100,,,', 'fact "seats" is none of the ledger'],
    ['koa,csm,chat,2026-01-01,aya,,,', 'csm is no fact of a product'],
    ['koa,status,,2026-01-01,lost,,,', 'status "lost"'],
    [',mrr,,2026-01-01,100 JPY,,,', 'account "" is no id of an account'],
  ])('with a row that can’t be (%s) is told of its line, and the others are taken', async (row, reason) => {
    const { imported, refused } = await importRows(['koa,plan,,2026-01-01,pro,,,', row, 'koa,plan,,2026-02-01,max,,,']);
    expect([imported, refused]).toEqual([2, [{ line: 3, reason: expect.stringContaining(reason) }]]);
  });

  test('that goes back to before computers counted time is part of the KPIs', async () => {
    await importRows(['koa,mrr,,1900-01-01,100 JPY,,,', 'nest,mrr,,1969-12-31,30 JPY,,,']);
    for (const asKnown of [[], ['--as-known-on', '2026-06-01']]) {
      const { json } = await say('kpis', '--from', '2026-05-01', '--to', '2026-05-31', ...asKnown);
      expect(json[0].opening).toEqual({ accounts: 2, mrr: 130 });
    }
  });

  test('that names a column twice is not taken, since nobody can tell which one is meant', async () => {
    const { exitCode, stderr } = await importOf(
      'ledger',
      'account,fact,effective,value,Value\nkoa,plan,2026-01-01,a,b\n',
    );
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('The column value stands there twice.')]);
  });

  test('by keys that no ledger has is refused row by row: since when a row is known may be one of them', async () => {
    const row = { account: 'koa', fact: 'plan', effective: '2026-01-01', value: 'pro' };
    const rows = [
      { ...row, tolldAt: '2026-05-01' },
      { ...row, told_at: '2026-03-01' },
      { ...row, value: 'max', until: null },
    ];
    const { json } = await importOf('ledger', rows.map((one) => JSON.stringify(one)).join('\n'), 'ndjson');
    expect(json).toMatchObject({
      imported: 2,
      refused: [{ line: 1, reason: '"tolldAt" is no column of a ledger; did you mean "toldAt"?' }],
    });
    expect((await say('ledger', 'koa', '--history')).json.map(({ toldAt }: { toldAt: string }) => toldAt)).toEqual([
      '2025-12-31T15:00:00.000Z',
      '2026-02-28T15:00:00.000Z',
    ]);
  });

  test('travels in requests that the function takes, however long its notes are; what fits in none is told', async () => {
    const sizes: number[] = [];
    const installation = installationOf(tools);
    const measured: typeof installation = {
      ...installation,
      operate: (command, request) => {
        sizes.push(Buffer.byteLength(JSON.stringify(request)));
        return installation.operate(command, request);
      },
    };
    const notes = Array.from(
      { length: 900 },
      (_, i) => `koa,plan,${addDays('2020-01-01', i)},pro,${'、'.repeat(i === 5 ? 2_000_000 : 2000)}\n`,
    );
    files += 1;
    const path = join(folder, `${files}.csv`);
    await writeFile(path, `account,fact,effective,value,note\n${notes.join('')}`);
    const { json } = await sayTo(['--json', 'import', 'ledger', path], {
      openInstallation: () => measured,
      now: () => NOW,
    });
    expect(json).toMatchObject({ imported: 899, refused: [{ line: 7, reason: 'is larger than 4 MB' }] });
    expect(Math.max(...sizes)).toBeLessThan(5_000_000);
  });

  test('is told of what can’t be by so much of it that one knows it again', async () => {
    const [{ reason }] = (await importRows([`koa,plan,,2026-01-01,${'x'.repeat(50_000)},,,`])).refused;
    expect(reason).toMatch(/^plan "x+… is longer than 1,000 characters$/);
    expect(reason.length).toBeLessThan(200);
    const [other] = (await importOf('accounts', `id,name,csm\nnew,${'x'.repeat(50_000)},\n`)).json.refused;
    expect(other.reason).toMatch(/^name "x+… is longer than 1,000 characters$/);
  });

  test('of who leaves, is back a day later, pays in a currency without a rate or was merged comes to what is defined', async () => {
    await importRows([
      'koa,mrr,,2026-01-01,100 JPY,,,',
      'koa,status,,2026-02-10,churned,,,',
      'koa,status,,2026-02-11,reactivated,,,',
      'nest,mrr,,2026-01-01,7 USD,,,',
      'vue,mrr,,2026-01-01,30 JPY,,,',
      'vue,mergedInto,,2026-02-05,koa,,,',
      'vue,mrr,,2026-02-05,0 JPY,,,',
    ]);
    const { json } = await say('kpis', '--from', '2026-02-01', '--to', '2026-02-28', '--currency', 'JPY');
    const figure = (name: string) => json[0].figures.find(({ kpi }: { kpi: string }) => kpi === name);
    expect(figure('customer-churn')).toMatchObject({ part: 0, whole: 2 });
    expect(figure('net-revenue-retention')).toMatchObject({ part: 100, whole: 130 });
    expect(json[0].apart).toEqual([{ account: 'nest', currencies: 'USD' }]);
  });

  const warnings = (json: { warnings?: { line: number; reason: string }[] }) =>
    json.warnings?.map(({ line, reason }) => [line, reason]);
  const circle = (...accounts: string[]) =>
    `leads in a circle (${accounts.join(', ')}): each of them counts for itself`;

  test('of accounts that were merged in a circle, or belong to each other, are told with their lines, and by the ledger', async () => {
    const merged = await importRows(['koa,mergedInto,,2026-01-01,nest,,,', 'nest,mergedInto,,2026-02-01,koa,,,']);
    expect(warnings(merged)).toEqual([
      [2, `mergedInto "nest" from 2026-01-01 ${circle('koa', 'nest')}`],
      [3, `mergedInto "koa" from 2026-02-01 ${circle('nest', 'koa')}`],
    ]);
    // Over an account that is not in the file, and by another fact: what was merged is part of it.
    const parents = await importRows(['vue,parent,,2026-03-01,koa,,,', 'vue,parent,,2026-02-01,vue,,,']);
    expect(warnings(parents)).toEqual([
      [2, `parent "koa" from 2026-03-01 ${circle('vue', 'koa', 'nest')}`],
      [3, 'parent "vue" from 2026-02-01 names the account itself, and counts for nothing'],
    ]);
    expect((await say('ledger', 'nest')).stderr).toContain(circle('nest', 'koa'));
    expect((await say('ledger', 'nest', '--as-of', '2026-01-15')).stderr).not.toContain('circle');
    const json = (await say('kpis', '--from', '2026-03-01', '--to', '2026-03-31', '--currency', 'JPY')).json;
    expect(json[0].opening.accounts).toBe(0);
    expect(warnings(await importRows(['nest,mergedInto,,2026-02-01,,2026-04-01,true,']))).toBeUndefined();
    expect((await say('ledger', 'koa')).stderr).not.toContain('circle');
  });

  test('of an amount in a currency that has no rate is told, once for each account', async () => {
    const exchange = { currency: 'JPY', rates: { '2026-01': { USD: 150 } } };
    tools = { ...tools, installation: { ...tools.installation, kpis: { ...tools.installation.kpis, exchange } } };
    const rows = ['koa,mrr,,2026-01-01,7 CHF,,,', 'koa,mrr,,2026-02-01,8 CHF,,,', 'koa,mrr,,2026-03-01,8 USD,,,'];
    const reason =
      'mrr {"amount":7,"currency":"CHF"} from 2026-01-01 is in CHF, of which kpis.exchange of the configuration knows no rate: what is paid is told apart';
    expect(warnings(await importRows([...rows, 'koa,mrr,,2026-04-01,0 CHF,,,']))).toEqual([[2, reason]]);
    expect((await say('ledger', 'koa')).stderr).toContain('is in CHF');
  });
});
