import type { OutboxMail, OutboxRow, OutboxStatus } from '../../../domain/outbox/outbox.ts';
import type { Item } from '../item.ts';
import {
  APPROVAL_MAILS_LIST,
  accountKey,
  approvalKey,
  busSortKey,
  chatSortKey,
  DONE_MAILS_LIST,
  DONE_POSTS_LIST,
  HELD_MAILS_LIST,
  HELD_POSTS_LIST,
  mailSortKey,
  OPEN_MAILS_LIST,
  OPEN_POSTS_LIST,
  WAITING_MAILS_LIST,
} from '../keys.ts';
import { listKey, sweepKey } from '../lists/spread-lists.ts';
import { StoredRecord } from '../record.ts';
import { chatPostOf, isEarlierChatPost } from './earlier-chat-posts.ts';

/** What does not change over the life of a row, but by a decision on it. */
type Fixed = Record<string, unknown>;
const outboxRecord = new StoredRecord<Fixed>({
  name: 'outbox-row',
  unmarked: (row: Fixed) => (isEarlierChatPost(row) ? chatPostOf(row) : row),
});

/** `null`: nobody looks for it any more. */
type Lists = Record<OutboxStatus, string | null>;

const mailLists: Lists = {
  pending: OPEN_MAILS_LIST,
  approval: APPROVAL_MAILS_LIST,
  waiting: WAITING_MAILS_LIST,
  claimed: OPEN_MAILS_LIST,
  held: HELD_MAILS_LIST,
  sent: DONE_MAILS_LIST,
  delayed: DONE_MAILS_LIST,
  delivered: DONE_MAILS_LIST,
  bounced: DONE_MAILS_LIST,
  complained: DONE_MAILS_LIST,
  dropped: DONE_MAILS_LIST,
  off: DONE_MAILS_LIST,
};
const postLists: Lists = {
  ...mailLists,
  pending: OPEN_POSTS_LIST,
  claimed: OPEN_POSTS_LIST,
  held: HELD_POSTS_LIST,
  sent: DONE_POSTS_LIST,
  dropped: DONE_POSTS_LIST,
};
const ways = {
  mail: { sortKey: mailSortKey, lists: mailLists },
  chat: { sortKey: chatSortKey, lists: postLists },
  // The bus keeps its own archive of what it took.
  bus: { sortKey: busSortKey, lists: { ...postLists, sent: null } },
} as const;

/** What changes over the life of a row stands in attributes, the rest in one JSON string. */
const CHANGING = [
  'status',
  'reason',
  'bounce',
  'subject',
  'messageId',
  'claimedAt',
  'sentAt',
  'notBefore',
  'decidedBy',
  'droppedFrom',
  'releasedFrom',
  'releasedAt',
] as const satisfies string[];

export interface OutboxKey {
  channel?: OutboxRow['channel'];
  account: string;
  id: string;
}

/** The row as it is first written. */
export function encodeRow(row: OutboxRow): Item {
  const said: Fixed = { ...row };
  const since = (row.status === 'waiting' && row.notBefore) || row.createdAt;
  const item: Item = {
    ...outboxRowKey(row),
    list: { S: rowList(row, row.status) as string },
    listedAt: { S: since },
    ...assignedTo(row, row.status, since),
  };
  for (const name of CHANGING) {
    const value = said[name];
    if (value !== undefined) item[name] = { S: typeof value === 'string' ? value : JSON.stringify(value) };
  }
  return { ...item, ...encodeFixed(row) };
}

/** As what sweeps know a row; they begin with those that come last. */
export type SweptAs = 'held' | 'open' | 'waiting';
const sweptAs: Partial<Record<OutboxStatus, SweptAs>> = {
  pending: 'open',
  claimed: 'open',
  waiting: 'waiting',
  held: 'held',
};
export const isSwept = (status: OutboxStatus): boolean => status in sweptAs;
export const sweptSince = (as: SweptAs, since: string): string => `${as}#${since}`;

/**
 * How a row that is in a state since then stands in the index `assigned`: with its CSM, whose word it waits for, or with
 * the sweep. Empty where nobody has to do anything about it.
 */
export function assignedTo(row: OutboxKey & Pick<OutboxMail, 'csm'>, status: OutboxStatus, since: string): Item {
  if (status === 'approval') return { assignee: { S: approvalKey(row.csm) }, dueBy: { S: since } };
  const as = sweptAs[status];
  return as === undefined ? {} : { assignee: { S: sweepKey(outboxRowKey(row)) }, dueBy: { S: sweptSince(as, since) } };
}

/** The attributes that hold what is fixed of a row. */
export const encodeFixed = (row: OutboxRow): Item => outboxRecord.encode(fixedOf(row));

/** What `f` says of the row that was read. */
export const fixedAsRead = (row: OutboxRow): string => outboxRecord.textAsRead(row as unknown as Fixed, fixedOf(row));

function fixedOf(row: OutboxRow): Fixed {
  const fixed: Fixed = { ...row };
  for (const name of CHANGING) delete fixed[name];
  return fixed;
}

export const encodeMail = (mail: OutboxMail): Item => encodeRow(mail);

export function decodeRow(item: Item): OutboxRow {
  const row = outboxRecord.decode(item);
  for (const name of CHANGING) {
    const value = item[name]?.S;
    if (value !== undefined) row[name] = name === 'releasedFrom' ? JSON.parse(value) : value;
  }
  return row as unknown as OutboxRow;
}

/** For what lies among mails only. */
export const decodeMail = (item: Item) => decodeRow(item) as OutboxMail;

/** What the row is listed under in this state. */
export function rowList(row: OutboxKey, status: OutboxStatus): string | null {
  const list = ways[row.channel ?? 'mail'].lists[status];
  return list === null ? null : listKey(list, outboxRowKey(row));
}

export function outboxRowKey({ channel = 'mail', account, id }: OutboxKey): Item {
  return { pk: { S: accountKey(account) }, sk: { S: ways[channel].sortKey(id) } };
}
