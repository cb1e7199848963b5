import type { KeptKind } from '../../../domain/personal-data/kept-data.ts';
import {
  decodeAccount,
  decodeActivity,
  decodeAnswer,
  decodeContact,
  decodeCsm,
  decodeDeadAddress,
  decodeEpisode,
  decodeTask,
} from '../accounts/account-items.ts';
import { decodeState } from '../accounts/state-item.ts';
import { decodeAuditEntry } from '../audit/audit-items.ts';
import { decodeBoard } from '../board/board-items.ts';
import type { Item } from '../item.ts';
import { decodeLedgerEntry } from '../ledger/ledger-items.ts';
import { decodeRow } from '../outbox/outbox-items.ts';

/** How rows of a kind are read that hold their record as a whole; of others the text in them has to be whole. */
const readers: Partial<Record<KeptKind, (item: Item) => unknown>> = {
  account: decodeAccount,
  contact: decodeContact,
  member: decodeCsm,
  task: decodeTask,
  episode: decodeEpisode,
  activity: decodeActivity,
  'renewal-answer': decodeAnswer,
  'dead-address': decodeDeadAddress,
  state: decodeState,
  'account-audit': decodeAuditEntry,
  board: decodeBoard,
  'ledger-entry': decodeLedgerEntry,
  mail: decodeRow,
  chat: decodeRow,
  'bus-events': decodeRow,
};

/** Whether this release can read the row, by the step of the version that it says. */
export function isReadable(kind: KeptKind, item: Item): boolean {
  try {
    const read = readers[kind];
    if (read !== undefined) read(item);
    else if (item.f?.S !== undefined) JSON.parse(item.f.S);
    return true;
  } catch {
    return false;
  }
}
