import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Tools } from '../../functions/operate/operation.ts';
import { installationOf, type Said, say as sayTo, toolsOver } from '../support/operator.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-11-29T03:00:00Z');
const caseFile = (name: string) => new URL(`../cases/${name}`, import.meta.url).pathname;

let folder: string;
let tables: TestTables;
let tools: Tools;
let now: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-imports-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  tables = await createTables();
  now = NOW;
  tools = toolsOver(tables, () => (now += 1), { changedAccounts: { send: async () => {} } as never });
  await importText('csms', 'id,name,email\nhana,Hana,hana@test.example\n');
});

const say = (...line: string[]): Promise<Said> =>
  sayTo(line, { openInstallation: () => installationOf(tools), now: () => now });
const importCase = (kind: string, name: string, ...options: string[]) =>
  say('import', kind, caseFile(name), ...options, '--json');

async function importText(kind: string, text: string, ...options: string[]): Promise<Said> {
  const path = join(folder, `${kind}.csv`);
  await writeFile(path, text);
  return say('import', kind, path, ...options, '--json');
}
const account = async (id: string) => (await tools.directory.findFacts('accounts', [{ id }]))[0];
const contact = async (id: string, account: string) =>
  (await tools.directory.findFacts('contacts', [{ id, account }]))[0];

describe('two exports of one record with the same stamp', () => {
  const SAME = '0015g00000SameAIAQ';
  const morning = () => importCase('accounts', 'same-last-modified-morning.csv', '--mapping', 'salesforce');
  const evening = () => importCase('accounts', 'same-last-modified-evening.csv', '--mapping', 'salesforce');

  test('leave what the one imported later says, and the same file again changes nothing', async () => {
    expect((await morning()).json).toMatchObject({ imported: 1, refused: [] });
    expect((await evening()).json).toMatchObject({ imported: 1, unchanged: 0 });
    const [id] = (await say('accounts', '--json')).json.map(({ id }: { id: string }) => id);
    expect(id).toHaveLength(SAME.length);
    expect(await account(id)).toMatchObject({ plan: 'Premium', renewalDate: '2026-11-30' });
    expect((await evening()).json).toMatchObject({ imported: 0, unchanged: 1 });
    expect((await morning()).json).toMatchObject({ imported: 1, unchanged: 0 });
    expect(await account(id)).toMatchObject({ plan: 'Standard', renewalDate: '2026-12-31' });
  });
});

describe('an export of Salesforce', () => {
  test('in Japanese may write hours before ten with one digit', async () => {
    const { json } = await importCase('accounts', 'salesforce-ja-single-digit-hour.csv', '--mapping', 'salesforce');
    expect(json).toEqual({ imported: 2, unchanged: 0, refused: [], unused: [] });
  });

  test('has its countries read by every name, and one without a country that is known comes without', async () => {
    const { json } = await importCase('accounts', 'salesforce-countries.csv', '--mapping', 'salesforce');
    expect(json).toMatchObject({ imported: 8, refused: [], warnings: [{ line: 9, column: 'Billing Country' }] });
    const countries = (await say('accounts', '--json')).json
      .sort((a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1))
      .map(({ country }: { country?: string }) => country);
    expect(countries).toEqual(['US', 'GB', 'US', 'GB', 'IR', 'MM', 'JP', undefined]);
  });

  test('may end in what the report says of itself, which is told in one line', async () => {
    const { json, stderr } = await importCase('accounts', 'salesforce-report-footer.csv', '--mapping', 'salesforce');
    expect(json).toMatchObject({ imported: 1, refused: [] });
    expect(stderr).toContain("lines 4 to 8 are a report's footer and no part of the table");
  });
});

describe('an export of HubSpot', () => {
  beforeEach(async () => {
    await importText('accounts', 'id,name\n9001,Aoba\n');
  });

  test('has names in the order of their script', async () => {
    await importCase('contacts', 'hubspot-ja-names.csv', '--mapping', 'hubspot');
    expect(await contact('503', '9001')).toMatchObject({ name: '田中 一郎', language: 'ja' });
  });

  test('may give a contact several roles: the strongest counts, and that is told', async () => {
    const { json } = await importCase('contacts', 'hubspot-several-buying-roles.csv', '--mapping', 'hubspot');
    expect(json).toMatchObject({ imported: 4, refused: [] });
    for (const id of ['401', '402', '403', '404']) expect((await contact(id, '9001'))?.role).toBe('champion');
    expect(json.warnings).toEqual(
      [3, 5].map((line) => ({
        line,
        column: 'Buying Role',
        reason: expect.stringContaining('names several: Champion was taken, the first in the mapping'),
      })),
    );
  });

  test('may name several companies: the first that is imported counts, and that is told', async () => {
    const { json } = await importCase('contacts', 'hubspot-ja-several-companies.csv', '--mapping', 'hubspot');
    expect(json).toMatchObject({
      imported: 2,
      refused: [],
      warnings: [
        {
          line: 3,
          column: 'Associated Company IDs',
          reason: 'names several accounts (9001, 9002): 9001 was taken, the first that is imported',
        },
      ],
    });
    const header = 'Record ID,First Name,Last Name,Associated Company IDs\n';
    await importText('contacts', `${header}302,Ann,One,9000; 9001\n303,Ben,Two,9000;9009\n`, '--mapping', 'hubspot');
    expect(await contact('302', '9001')).toMatchObject({ name: 'Ann One' });
  });

  test('that names no company that is imported has the row refused', async () => {
    const header = 'Record ID,First Name,Last Name,Associated Company IDs\n';
    const { json } = await importText('contacts', `${header}303,Ben,Two,9000;9009\n`, '--mapping', 'hubspot');
    expect(json.refused).toEqual([
      { line: 2, reason: `account "9000" doesn't exist; import it with "import accounts" first` },
    ]);
  });
});

describe('a file of one’s own', () => {
  beforeEach(async () => {
    await importText('accounts', 'id,name,plan,csm\nkoa,Koa,team,hana\n');
  });

  test('takes every address that mail can reach, and names what Amazon SES does not take', async () => {
    expect((await importCase('contacts', 'unusual-addresses.csv')).json).toEqual({
      imported: 5,
      unchanged: 0,
      refused: [],
    });
    expect(await contact('e2b', 'koa')).toMatchObject({ email: 'info@xn--r8jz45g.xn--q9jyb4c' });
    const bad = 'id,account,name,email\nb1,koa,Bo,bo..x@koa.example\nb2,koa,Cy,"Cy <cy@koa.example>"\n';
    const { json } = await importText('contacts', bad);
    expect(json).toMatchObject({ imported: 2, refused: [], warnings: [{ line: 2, column: 'email' }] });
    expect(json.warnings[0].reason).toContain('Amazon SES does not send there');
    expect(await contact('b1', 'koa')).toEqual({ id: 'b1', account: 'koa', name: 'Bo' });
    expect(await contact('b2', 'koa')).toMatchObject({ email: 'cy@koa.example' });
  });

  test('may be a JSON list', async () => {
    expect((await importCase('accounts', 'array.json')).json).toMatchObject({ imported: 2, refused: [] });
    expect(await account('j2')).toMatchObject({ name: 'J2' });
  });

  test('may be separated by semicolons, and have columns that nobody named', async () => {
    expect((await importCase('accounts', 'semicolons.csv')).json).toMatchObject({ imported: 1, refused: [] });
    expect(await account('semi1')).toMatchObject({ name: 'Müller GmbH', csm: 'hana', mrr: 1200 });
    expect((await importCase('accounts', 'trailing-columns.csv')).json).toMatchObject({ imported: 1, refused: [] });
    expect(await account('tr1')).toMatchObject({ name: 'Trail', csm: 'hana' });
    expect((await importCase('accounts', 'name-ends-in-bracket.csv')).json).toMatchObject({
      unchanged: 0,
      imported: 1,
    });
  });

  test('that a spreadsheet spoilt says what it did and how to get the values back', async () => {
    const { exitCode, json } = await importCase('accounts', 'spoilt-by-excel.csv');
    expect(exitCode).toBe(1);
    expect(json.refused).toEqual([
      { line: 2, reason: expect.stringContaining('"4.58231E+11" was shortened by a spreadsheet') },
      { line: 3, reason: expect.stringContaining('"4.58231E+11" was shortened by a spreadsheet') },
      { line: 4, reason: expect.stringContaining('"#N/A" is an error of the spreadsheet') },
      { line: 5, reason: expect.stringContaining('"=CONCAT(A1)" is a formula') },
    ]);
  });

  test('may change one fact of what is there by its id alone', async () => {
    const { json } = await importText('accounts', 'id,plan\nkoa,enterprise\nnew,team\n');
    expect(json).toEqual({
      imported: 1,
      unchanged: 0,
      refused: [{ line: 3, reason: 'name is missing: an account that is new needs one' }],
    });
    expect(await account('koa')).toEqual({ id: 'koa', name: 'Koa', plan: 'enterprise', csm: 'hana' });

    await importText('contacts', 'id,account,name,email\nu1,koa,Uma,uma@koa.example\n');
    expect((await importText('contacts', 'id,role\nu1,champion\nu2,admin\n')).json).toEqual({
      imported: 1,
      unchanged: 0,
      refused: [{ line: 3, reason: 'account is missing: a contact who is new needs one' }],
    });
    expect(await contact('u1', 'koa')).toMatchObject({ name: 'Uma', email: 'uma@koa.example', role: 'champion' });

    expect((await importText('csms', 'id,leftOn\nhana,2026-12-01\nrin,2026-12-01\n')).json).toMatchObject({
      imported: 1,
      refused: [
        { line: 3, reason: expect.stringMatching(/^name is missing: a colleague who is new needs one; email/) },
      ],
    });
  });

  test('tells of colleagues who share an address, also in other capitals, and imports them; who has left is none', async () => {
    const { json } = await importText(
      'csms',
      'id,name,email\nrin,Rin,HANA@test.example\nkei,Kei,kei@test.example\nmio,Mio,kei@test.example\n',
    );
    expect(json).toMatchObject({ imported: 3, refused: [] });
    expect(json.warnings).toEqual([
      { line: 2, column: 'email', reason: 'is the address of "hana" as well: give each of them one of their own' },
      { line: 3, column: 'email', reason: 'is the address of "mio" as well: give each of them one of their own' },
      { line: 4, column: 'email', reason: 'is the address of "kei" as well: give each of them one of their own' },
    ]);
    await importText('csms', 'id,leftOn\nhana,2026-11-01\n');
    expect((await importText('csms', 'id,name,email\nrin,Rin A,hana@test.example\n')).json.warnings).toBeUndefined();
  });

  test('leaves what a record can’t do without as it is where a cell says nothing usable', async () => {
    const { json } = await importText('accounts', 'id,name,plan\nkoa,,solo\n');
    expect(json).toMatchObject({ imported: 1, refused: [], warnings: [{ line: 2, column: 'name' }] });
    expect(await account('koa')).toMatchObject({ name: 'Koa', plan: 'solo' });
    const { json: team } = await importText('csms', 'id,name,email\nhana,Hana Sato,hana@\n');
    expect(team).toMatchObject({ imported: 1, warnings: [{ line: 2, column: 'email' }] });
  });

  test('may tell dates as a point in time, of which the company’s own day counts', async () => {
    const dates = 'id,renewalDate,contractStart\nkoa,2026-12-31T20:00:00Z,2026/4/1\n';
    expect((await importText('accounts', dates)).json).toMatchObject({ imported: 1, refused: [] });
    expect(await account('koa')).toMatchObject({ renewalDate: '2027-01-01', contractStart: '2026-04-01' });
  });

  test('says in words what a warning is about, and that the rest was imported', async () => {
    const path = join(folder, 'words.csv');
    await writeFile(path, 'id,name,country\nvue,Vue,Nowhereland\n');
    const { stdout, stderr } = await say('import', 'accounts', path);
    expect(stdout).toContain('accounts: 1 imported, 0 unchanged, 0 refused, 1 warning');
    expect(stderr).toContain(
      'line 2, column "country": country "Nowhereland" is no country that is known by this name',
    );
    expect(stderr).toContain('Of a row with a warning everything else was imported.');
  });
});
