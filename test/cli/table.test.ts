import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { layOutTable } from '../../cli/table.ts';

const plain = (text: string) => text;
const rowsOf = (...rows: string[][]) => rows.map((row) => row.map((text) => ({ text })));
const tasks = rowsOf(
  ['DUE', 'ACCOUNT', 'TASK', 'ID'],
  [
    '2026-11-30',
    'koa',
    'コア設計事務所に更新のご意向を伺い、次の一年の目標を一緒に決める',
    'koa/renewal-due/2027-02-22/2026-11-22/talk',
  ],
  ['2026-12-01', 'grunt', 'Call Oliver', 'grunt/logins-fell/2026-11-13/check-in'],
);

describe('a table', () => {
  it('is as wide as it comes where it goes into a file', () => {
    const [, first] = layOutTable(tasks, undefined, plain).split('\n');
    expect(first).toMatch(/次の一年の.* {2}koa\/renewal-due\/2027-02-22\/2026-11-22\/talk$/);
  });

  it('keeps a note of several lines, or with signs that steer a terminal, in its row', () => {
    const noted = rowsOf(['FACT', 'WHY'], ['mrr', 'price: too\r\ndear\u001b[2J\u009b1A\nplan  forged']);
    expect(layOutTable(noted, 100, plain).split('\n')).toEqual([
      expect.any(String),
      'mrr   price: too dear [2J 1A plan forged',
    ]);
  });

  it('cuts its widest column where a terminal is narrower, never the last one', () => {
    const lines = layOutTable(tasks, 100, plain).split('\n');
    expect(lines).toHaveLength(3);
    expect(lines.every((line) => stringWidth(line) <= 100)).toBe(true);
    expect(lines[1]).toMatch(/… +koa\/renewal-due\/2027-02-22\/2026-11-22\/talk$/);
  });

  it('puts the last column below its row where there is no room beside', () => {
    expect(layOutTable(tasks, 60, plain)).toBe(
      [
        'DUE         ACCOUNT  TASK',
        '    ID',
        '2026-11-30  koa      コア設計事務所に更新のご意向を伺い、次…',
        '    koa/renewal-due/2027-02-22/2026-11-22/talk',
        '2026-12-01  grunt    Call Oliver',
        '    grunt/logins-fell/2026-11-13/check-in',
      ].join('\n'),
    );
  });

  it('cuts none of several columns that are copied, and gives each a line below where there is no room', () => {
    const withPages = tasks.map((row, i) => [...row, { text: i === 0 ? 'PAGE' : `https://cs.example.com/tasks/${i}` }]);
    const [, first, second] = layOutTable(withPages, undefined, plain, 2).split('\n');
    expect(first).toMatch(/talk {2}https:\/\/cs\.example\.com\/tasks\/1$/);
    expect(second).toMatch(/grunt\/logins-fell\/2026-11-13\/check-in {2,}https:\/\/cs\.example\.com\/tasks\/2$/);
    expect(layOutTable(withPages, 60, plain, 2).split('\n').slice(6)).toEqual([
      '2026-12-01  grunt    Call Oliver',
      '    grunt/logins-fell/2026-11-13/check-in',
      '    https://cs.example.com/tasks/2',
    ]);
  });

  it('keeps within any terminal of 40 columns or more but for what is copied', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 80 }).filter((text) => !/\s/.test(text));
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(table, fc.integer({ min: 40, max: 200 }), (rows, width) => {
        const copied = new Set(rows.map((row) => row[2]));
        for (const line of layOutTable(rowsOf(...rows), width, plain).split('\n')) {
          if (copied.has(line.trim())) continue;
          expect(stringWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });
});
