import { BoardReader } from '../store/board/board-reader.ts';
import type { DynamoDBClient } from '../store/client.ts';
import type { WebRecords } from '../store/work/web-records.ts';
import { keptBoard } from './kept-board.ts';

interface Beside {
  records: Pick<WebRecords, 'members' | 'playbook'>;
  now: () => number;
}

/** The board out of its table, read once for many pages. */
export const openBoard = (client: DynamoDBClient, table: string, { records, now }: Beside) =>
  keptBoard(new BoardReader(client, table), records, now);
