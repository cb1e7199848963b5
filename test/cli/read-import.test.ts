import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseCsv, parseJson, readImport } from '../../cli/commands/import/read-import.ts';

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
      warnings: [],
      notes: [],
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
    ['id,name,renewdate\n', 'bad-header', 'did you mean "renewalDate"?'],
    ['id,name,,mrr\nkoa,Koa,?,1\n', 'bad-header', 'column 3 has no name, and cells that say something.'],
    ['id,name,id\n', 'bad-header', 'the column "id" stands there twice.'],
    ['name,plan\n', 'bad-header', 'the column "id" is missing.'],
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

describe('a CSV file out of a spreadsheet', () => {
  const koa = { line: 2, facts: { id: 'koa', name: 'Koa, Inc.', mrr: 1200 } };

  test.each([
    ['semicolons', 'id;name;mrr\nkoa;Koa, Inc.;1200\n'],
    ['tabs', 'id\tname\tmrr\nkoa\tKoa, Inc.\t1200\n'],
    ['bars', 'id|name|mrr\nkoa|Koa, Inc.|1200\n'],
    ['semicolons although a name holds a comma', 'id;"name";mrr\nkoa;"Koa, Inc.";1200'],
    ['headers in other letters, with spaces', ' ID , Name ,M.R.R\nkoa,"Koa, Inc.",1200\n'],
    ['columns nobody named', 'id,name,mrr,,\nkoa,"Koa, Inc.",1200,,\n,,,,\n'],
    ['an unnamed column in between', 'id,,name,mrr\nkoa,,"Koa, Inc.",1200\n'],
    ['more empty cells than columns', 'id,name,mrr\nkoa,"Koa, Inc.",1200,,,\n'],
  ])('may have %s', (_, text) => {
    expect(parseCsv('accounts', text)).toEqual({ rows: [koa], refused: [], warnings: [], notes: [] });
  });

  test('may say in its first line what separates the cells', () => {
    expect(parseCsv('accounts', 'sep=;\nid;name;mrr\nkoa;Koa, Inc.;1200\n').rows).toEqual([{ ...koa, line: 3 }]);
  });

  test('may be UTF-16, as "Unicode Text" is', async () => {
    const text = '\ufeffid\tname\r\nkoa\t株式会社コア\r\n';
    const rows = [{ line: 2, facts: { id: 'koa', name: '株式会社コア' } }];
    const littleEndian = Buffer.from(text, 'utf16le');
    expect((await readImport('accounts', await fileOf('le.csv', littleEndian))).rows).toEqual(rows);
    const bigEndian = Buffer.from(text, 'utf16le').swap16();
    expect((await readImport('accounts', await fileOf('be.csv', bigEndian))).rows).toEqual(rows);
  });

  test.each([
    ['UTF-16 that does not say so', Buffer.from('id,name\nkoa,Koa\n', 'utf16le'), 'not-utf-8', 'UTF-16'],
    ['Shift_JIS', Buffer.from([0x69, 0x64, 0x0a, 0x93, 0xfa, 0x96, 0x7b]), 'not-utf-8', 'Shift_JIS'],
    ['a workbook', Buffer.from('PK\u0003\u0004 …'), 'not-text', 'workbook'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'not-text', 'old Excel'],
    ['compressed', Buffer.from([0x1f, 0x8b, 8]), 'not-text', 'compressed'],
  ])('is refused whole when it is %s, with what to do', async (_, bytes, code, why) => {
    await expect(readImport('accounts', await fileOf('bytes.csv', bytes))).rejects.toMatchObject({
      code,
      why: expect.stringContaining(why),
    });
  });

  test.each([
    ['#N/A', 'is an error of the spreadsheet'],
    ['#REF!', 'is an error of the spreadsheet'],
    ['#DIV/0!', 'is an error of the spreadsheet'],
    ['#NV', 'is an error of the spreadsheet'],
    ['#BEZUG!', 'is an error of the spreadsheet'],
    ['#VALEUR!', 'is an error of the spreadsheet'],
    ['#####', 'is what a spreadsheet shows in a column that is too narrow'],
    ['=VLOOKUP(A1,B:C,2)', 'is a formula'],
  ])('has a cell %s told, which costs the fact where it can be done without, else the row', (cell, reason) => {
    const { rows, refused, warnings } = parseCsv('accounts', `id,name,plan\nkoa,Koa,"${cell}"\n"${cell}",Vue,team\n`);
    expect(rows).toEqual([{ line: 2, facts: { id: 'koa', name: 'Koa' } }]);
    expect(warnings).toEqual([{ line: 2, column: 'plan', reason: expect.stringContaining(reason) }]);
    expect(refused).toEqual([{ line: 3, reason: expect.stringContaining(reason) }]);
  });

  test.each(['4.58231E+11', '4,58231E+11', '5E+15'])('has an id that was shortened refused: %s', (id) => {
    expect(parseCsv('accounts', `id,name\n"${id}",Koa\n`).refused[0]?.reason).toContain(
      'was shortened by a spreadsheet',
    );
    expect(parseCsv('contacts', `id,account\nu1,"${id}"\n`).refused[0]?.reason).toContain('was shortened');
    expect(parseCsv('accounts', `id,name,csm\nkoa,Koa,"${id}"\n`).warnings[0]?.column).toBe('csm');
  });

  test.each(['12E4', 'E+11', '1.2E3', '#1', '007', '-5', '+81', '@koa'])(
    'has an id as it is that only looks odd: %s',
    (id) => {
      expect(parseCsv('accounts', `id,name\n${id},Koa\n`)).toMatchObject({ rows: [{ facts: { id } }], refused: [] });
    },
  );

  test('that lacks cells in a row says how to write an empty one', () => {
    expect(parseCsv('accounts', 'id;name;plan\nkoa;Koa\n').refused).toEqual([
      {
        line: 2,
        reason:
          'has 2 cells where the header has 3; write the semicolon also where a cell is empty, and close every quote',
      },
    ]);
  });

  test.each([
    ['as Salesforce writes it', '\n"My customers"\n"Copyright (c) 2000-2026 salesforce.com, inc."\n'],
    ['once a spreadsheet saved it', ',,\nMy customers,,\n"Copyright (c) 2000-2026 salesforce.com, inc.",,\n'],
    ['with a sum', '\n"Grand Totals (1 records)"\n'],
  ])('may end in a report’s footer %s', (_, footer) => {
    const { rows, refused, notes } = parseCsv('accounts', `id,name,plan\nkoa,Koa,team\n${footer}`);
    expect([rows.length, refused]).toEqual([1, []]);
    expect(notes).toEqual([expect.stringMatching(/^lines? \d.* a report's footer and no part of the table$/)]);
  });

  test('has a row that was cut off refused, not taken for a footer', () => {
    expect(parseCsv('accounts', 'id,name\nkoa,Koa\nvue\n').refused).toMatchObject([{ line: 3 }]);
    expect(parseCsv('accounts', 'id,name\nkoa,Koa\n\nvue\nnest,Nest\n').refused).toMatchObject([{ line: 4 }]);
  });
});

describe('a JSON file', () => {
  const rows = [
    { line: 2, facts: { id: 'j1', name: 'J1' } },
    { line: 3, facts: { id: 'j2', name: 'J2', holds: ['API'] } },
  ];
  const list = '[\n  {"id": "j1", "name": "J1"},\n  {"id": "j2", "name": "J2", "holds": ["API"]}\n]';

  test.each([
    ['is a list', list],
    ['is what the API answers', `{"accounts": ${list}, "next": null}`],
  ])('that %s is read whole, with the lines of its records', (_, text) => {
    expect(parseJson('accounts', text)).toMatchObject({ rows, refused: [] });
  });

  test('that is one record over several lines is one record', () => {
    expect(parseJson('accounts', '{\n  "id": "koa",\n  "name": "Koa"\n}\n').rows).toEqual([
      { line: 1, facts: { id: 'koa', name: 'Koa' } },
    ]);
  });

  test('that is a list with something else in it has that refused by its line', () => {
    expect(parseJson('accounts', '[\n{"id":"a","name":"A"},\n\n7, "x"\n]').refused.map(({ line }) => line)).toEqual([
      4, 4,
    ]);
  });

  test('that begins like a list and is none says where to look, and nothing of what is in it', () => {
    expect(() => parseJson('accounts', '[\n{"id":"secret"},\n{oops}\n]')).toThrow(
      expect.objectContaining({
        code: 'not-json',
        why: 'The file begins like a JSON list and is none. Look near line 3.',
      }),
    );
  });

  test('of no records is empty', () => {
    expect(parseJson('accounts', '[]')).toMatchObject({ rows: [], refused: [] });
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
    const { rows, refused } = parseJson('accounts', '{"id":"koa","name":"Koa"}\n[1]\n{"id":"b","nmae":"B"}\n{oops\n');
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
      warnings: [],
      notes: [],
    });
  });

  test('are two contacts when the accounts differ', async () => {
    const path = await fileOf('contacts.csv', 'id,account\nu1,koa\nu1,express\n');
    expect((await readImport('contacts', path)).rows).toHaveLength(2);
  });
});
