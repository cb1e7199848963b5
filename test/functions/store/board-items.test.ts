import { expect, it } from 'vitest';
import type { BoardEntry } from '../../../domain/board/board-entry.ts';
import { decodeBoard, encodeBoard } from '../../../functions/store/board/board-items.ts';
import { packedText, unpackedText } from '../../../functions/store/packed-text.ts';

const entry: BoardEntry = { account: 'koa', name: 'Koa', score: 500, change: null, openTasks: 1, parent: 'group' };

it('a row of the board from before it told to whom accounts belong is read, without that', () => {
  const row = encodeBoard(1, { asOf: 5, entries: [entry] }, 1);
  const { parents, ...columns } = JSON.parse(unpackedText(row) as string);
  expect(parents).toEqual([['group'], [1]]);
  const { parent: _, ...older } = entry;
  expect(decodeBoard({ ...row, ...packedText(JSON.stringify(columns)) }).entries).toEqual([older]);
});
