import type { Csm } from '../../domain/account/account.ts';
import type { BoardContext } from '../../domain/board/board-search.ts';
import { Expiring } from '../runtime/expiring.ts';
import type { Board, BoardReader } from '../store/board/board-reader.ts';
import type { WebRecords } from '../store/work/web-records.ts';

/** All that the list of accounts is put in order by. */
export interface KeptBoard extends Board, Pick<BoardContext, 'health'> {
  members: Csm[];
}

export interface BoardKeeping {
  /** As it was some seconds ago at most. */
  read(): Promise<KeptBoard>;
  /** As it was some minutes ago at most. */
  recent(): Promise<KeptBoard>;
}

/** Whoever sorts and turns pages asks for the same again, and it changes once a night. */
const KEPT_FOR_MS = 10_000;
/** To whom accounts belong changes rarely, and is asked for with each account. */
const RECENT_FOR_MS = 5 * 60_000;
/** Before a playbook runs nothing has a score. */
const NO_RULES = { healthyFrom: 0, watchFrom: 0 };

export function keptBoard(
  board: Pick<BoardReader, 'read'>,
  records: Pick<WebRecords, 'members' | 'playbook'>,
  now: () => number,
): BoardKeeping {
  const kept = new Expiring(
    async () => {
      const [read, members, playbook] = await Promise.all([
        board.read(),
        records.members(),
        records.playbook(undefined),
      ]);
      return { ...read, members, health: playbook?.health ?? NO_RULES };
    },
    { forMs: KEPT_FOR_MS, now },
  );
  return { read: () => kept.get(), recent: () => kept.atMostOld(RECENT_FOR_MS) };
}
