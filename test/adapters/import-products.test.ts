import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Tools } from '../../functions/operate/operation.ts';
import { installationOf, type Said, say as sayTo, toolsOver } from '../support/operator.ts';
import { createTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const HEADER = 'account,name,plan,mrr,currency,licenses,recordLimit,renewalDate,ended\n';

let folder: string;
let tools: Tools;
let now: number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-products-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  now = NOW;
  tools = toolsOver(await createTables(), () => now, { changedAccounts: { send: async () => {} } as never });
  await importOf('accounts', 'id,name,mrr,currency\nkoa,Koa,90,JPY\nnest,Nest,,\n');
});

let files = 0;
const say = (...line: string[]): Promise<Said> =>
  sayTo(['--json', ...line], { openInstallation: () => installationOf(tools), now: () => now });
async function importOf(kind: string, content: string, extension = 'csv'): Promise<Said> {
  files += 1;
  const path = join(folder, `${files}.${extension}`);
  await writeFile(path, content);
  return say('import', kind, path);
}
const importProducts = (...rows: string[]) => importOf('products', HEADER + rows.join('\n'));
const productsOf = async (id: string) => (await tools.directory.findFacts('accounts', [{ id }]))[0]?.products;

describe('a file that tells what accounts have of each product', () => {
  test('adds those that are new and changes those that are there, each by itself', async () => {
    expect(
      await importProducts('koa,crm,pro,60,JPY,5,,2027-03-31,', 'koa,chat,,40,,,1000,,', 'nest,crm,,10,,,,,'),
    ).toEqual(expect.objectContaining({ exitCode: 0, json: { imported: 3, unchanged: 0, refused: [] } }));
    expect(await productsOf('koa')).toEqual([
      { name: 'crm', plan: 'pro', mrr: 60, currency: 'JPY', licenses: 5, renewalDate: '2027-03-31' },
      { name: 'chat', mrr: 40, recordLimit: 1000 },
    ]);
    const changed = await importOf('products', 'account,name,mrr\nkoa,chat,50\nnest,crm,10\n');
    expect(changed.json).toEqual({ imported: 1, unchanged: 1, refused: [] });
    expect(await productsOf('koa')).toEqual([
      { name: 'crm', plan: 'pro', mrr: 60, currency: 'JPY', licenses: 5, renewalDate: '2027-03-31' },
      { name: 'chat', mrr: 50, recordLimit: 1000 },
    ]);
  });

  test('ends one without a word about the others, and an empty cell says that it is not known', async () => {
    await importProducts('koa,crm,pro,60,,5,,,', 'koa,chat,,40,,,,,');
    now += 86_400_000;
    await importOf('products', 'account,name,ended,licenses\nkoa,chat,true,\nkoa,crm,,\n');
    expect(await productsOf('koa')).toEqual([{ name: 'crm', plan: 'pro', mrr: 60 }]);
    const ledger = await tools.ledger.read('koa');
    expect(
      ledger.filter(({ product, fact }) => product === 'chat' && fact === 'mrr').map(({ value }) => value),
    ).toEqual([
      { amount: 40, currency: 'JPY' },
      { amount: 0, currency: 'JPY' },
    ]);
  });

  test('has bad rows told and the good ones taken; of a bad cell the rest is taken', async () => {
    const said = await importProducts(
      'koa,crm,,60,,,,,',
      'gone,crm,,60,,,,,',
      'koa,,,60,,,,,',
      'koa,chat,,-1,yen,5,,soon,perhaps',
      'koa,crm,,70,,,,,',
    );
    expect(said.json).toEqual({
      imported: 2,
      unchanged: 0,
      refused: [
        { line: 3, reason: 'account "gone" doesn\'t exist; import it with "import accounts" first' },
        { line: 4, reason: 'name is missing' },
        { line: 6, reason: 'name "crm" stands already in line 2' },
      ],
      warnings: [
        { line: 5, column: 'mrr', reason: 'mrr -1 is below 0' },
        { line: 5, column: 'currency', reason: 'currency "yen" is not a currency: write three capitals like JPY' },
        {
          line: 5,
          column: 'renewalDate',
          reason: 'renewalDate "soon" is not a date that exists: write it as YYYY-MM-DD',
        },
        { line: 5, column: 'ended', reason: 'ended "perhaps" is not a yes or no: write true or false' },
      ],
    });
    expect(await productsOf('koa')).toEqual([
      { name: 'crm', mrr: 60 },
      { name: 'chat', licenses: 5 },
    ]);
    expect(await tools.directory.findFacts('accounts', [{ id: 'gone' }])).toEqual([undefined]);
  });

  test('has no more of them than an account can have, and those before it are taken', async () => {
    const rows = Array.from({ length: 21 }, (_, i) => `koa,product ${i},,1,,,,,`);
    const { json } = await importProducts(...rows);
    expect(json).toMatchObject({
      imported: 20,
      refused: [{ line: 22, reason: expect.stringContaining('more than 20') }],
    });
    expect(await productsOf('koa')).toHaveLength(20);
  });

  test('may be JSON, and loses nothing to another file that is imported at once', async () => {
    const [said] = await Promise.all([
      importOf(
        'products',
        '{"account": "koa", "name": "crm", "mrr": 60}\n{"account": "koa", "name": "cms"}\n',
        'ndjson',
      ),
      importProducts('koa,chat,,40,,,,,'),
    ]);
    expect(said.json).toMatchObject({ imported: 2, refused: [] });
    expect((await productsOf('koa'))?.map(({ name }) => name).sort()).toEqual(['chat', 'cms', 'crm']);
  });

  test('is refused whole when a column is not known, and read by no mapping', async () => {
    expect(await importOf('products', 'account,name,mmr\nkoa,crm,1\n')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('did you mean "mrr"?'),
    });
    expect(await importOf('products', 'name,mrr\ncrm,1\n')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('the column "account" is missing'),
    });
    const path = join(folder, 'mapped.csv');
    await writeFile(path, 'account,name\nkoa,crm\n');
    expect(await say('import', 'products', path, '--mapping', 'salesforce')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('The mapping says nothing about products.'),
    });
  });
});
