import { expect, it } from 'vitest';
import type { BoardEntry } from '../../../domain/board/board-entry.ts';
import { decodeBoard, encodeBoard } from '../../../functions/store/board/board-items.ts';
import { packedText, unpackedText } from '../../../functions/store/packed-text.ts';

const entry: BoardEntry = { account: 'koa', name: 'Koa', score: 500, change: null, openTasks: 1 };
const told = { parent: 'group', openSignals: ['logins-fell', 'no-login'], productScore: 410 };

it('a row of the board from before it told of parents, signals and products is read, without these', () => {
  const row = encodeBoard(1, { asOf: 5, entries: [{ ...entry, ...told }, entry] }, 1);
  expect(decodeBoard(row).entries).toEqual([{ ...entry, ...told }, entry]);
  const { parents, signals, productScores, ...columns } = JSON.parse(unpackedText(row) as string);
  expect([parents, signals, productScores]).toEqual([
    [['group'], [1, 0]],
    [['logins-fell no-login'], [1, 0]],
    [410, null],
  ]);
  expect(decodeBoard({ ...row, ...packedText(JSON.stringify(columns)) }).entries).toEqual([entry, entry]);
});
