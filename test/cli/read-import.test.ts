import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseCsv, parseNdjson, readImport } from '../../cli/read-import.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-import-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function fileOf(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('a CSV file', () => {
  test('may begin with a byte order mark and end its lines as Windows does', async () => {
    const path = await fileOf('bom.csv', '\ufeffid,name\r\nkoa,Koa\r\n');
    expect(await readImport('accounts', path)).toEqual({
      rows: [{ line: 2, facts: { id: 'koa', name: 'Koa' } }],
      refused: [],
    });
  });

  test('may break a line within quotes; what follows keeps its line in the file', () => {
    const { rows } = parseCsv('accounts', 'id,name\nkoa,"Koa\nof Tokyo"\n\nexpress,Express\n');
    expect(rows).toEqual([
      { line: 2, facts: { id: 'koa', name: 'Koa of Tokyo' } },
      { line: 5, facts: { id: 'express', name: 'Express' } },
    ]);
  });

  test('may hold rows of empty cells, as spreadsheets leave them', () => {
    expect(parseCsv('accounts', 'id,name\nkoa,Koa\n,\n,\n').rows).toHaveLength(1);
  });

  test('has a row refused whose cells do not match the header, and the others read', () => {
    const { rows, refused } = parseCsv('accounts', 'id,name\nkoa,Koa, Inc.\nexpress,Express\n');
    expect(rows.map(({ line }) => line)).toEqual([3]);
    expect(refused).toEqual([
      { line: 2, reason: 'has 3 cells where the header has 2; put a cell that holds a comma in quotes' },
    ]);
  });

  test.each([
    ['', 'empty-file', 'empty'],
    ['id,name,renewaldate\n', 'bad-header', 'did you mean "renewalDate"?'],
    ['id,name,id\n', 'bad-header', 'the column "id" stands there twice.'],
    ['id,plan\n', 'bad-header', 'the column "name" is missing.'],
    ['id,name\nkoa,"Koa\n', 'not-csv', 'opening quote at line 2'],
  ])('is refused whole when it reads %j', (text, code, why) => {
    expect(() => parseCsv('accounts', text)).toThrow(
      expect.objectContaining({ code, why: expect.stringContaining(why) }),
    );
  });

  test('is refused whole when it is not UTF-8, with what to do in the spreadsheet', async () => {
    const path = await fileOf('sjis.csv', Buffer.from([0x69, 0x64, 0x0a, 0x93, 0xfa, 0x96, 0x7b]));
    await expect(readImport('accounts', path)).rejects.toMatchObject({ code: 'not-utf-8' });
  });
});

describe('an NDJSON file', () => {
  test('is known by its content too', async () => {
    const path = await fileOf('accounts.txt', '{"id":"koa","name":"Koa","mrr":100,"holds":["API"]}\n');
    expect((await readImport('accounts', path)).rows).toEqual([
      { line: 1, facts: { id: 'koa', name: 'Koa', mrr: 100, holds: ['API'] } },
    ]);
  });

  test('has lines refused that are no objects or name unknown columns', () => {
    const { rows, refused } = parseNdjson('accounts', '{"id":"koa","name":"Koa"}\n[1]\n{"id":"b","nmae":"B"}\n{oops\n');
    expect(rows).toHaveLength(1);
    expect(refused).toEqual([
      { line: 2, reason: 'is not a JSON object' },
      { line: 3, reason: '"nmae" is no column of accounts; did you mean "name"?' },
      { line: 4, reason: 'is not a JSON object' },
    ]);
  });
});

describe('two rows about the same record', () => {
  test('are one too many: the later is refused and names the earlier line', async () => {
    const path = await fileOf('twice.csv', 'id,name\nkoa,Koa\nkoa,Koa Inc.\n');
    expect(await readImport('accounts', path)).toEqual({
      rows: [{ line: 2, facts: { id: 'koa', name: 'Koa' } }],
      refused: [{ line: 3, reason: 'id "koa" stands already in line 2' }],
    });
  });

  test('are two contacts when the accounts differ', async () => {
    const path = await fileOf('contacts.csv', 'id,account\nu1,koa\nu1,express\n');
    expect((await readImport('contacts', path)).rows).toHaveLength(2);
  });
});
