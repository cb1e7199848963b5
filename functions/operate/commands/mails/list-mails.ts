import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { MAIN_PLACE } from '../../../../domain/chat/chat-places.ts';
import { addressOfPage, pageOfMail } from '../../../../domain/links/team-pages.ts';
import { type ChatPost, isSurelyNotPosted, type OutboxRow } from '../../../../domain/outbox/outbox.ts';
import {
  APPROVAL_MAILS_LIST,
  DONE_MAILS_LIST,
  HELD_MAILS_LIST,
  HELD_POSTS_LIST,
  mailSortKey,
  OPEN_MAILS_LIST,
  OPEN_POSTS_LIST,
  WAITING_MAILS_LIST,
} from '../../../store/keys.ts';
import { decodeRow } from '../../../store/outbox/outbox-items.ts';
import { operation } from '../../operation.ts';
import { readableRows } from '../../readable-rows.ts';

const requestSchema = z.strictObject({
  /**
   * `all`: every mail there ever was; `unsent`: what is still in the outbox; `waiting`: what may not go yet; `approval`:
   * what waits for its CSM's word; `held`: what waits for a person.
   */
  which: z.enum(['all', 'unsent', 'waiting', 'approval', 'held']),
  account: idSchema.optional(),
  kind: z.string().optional(),
  from: z.string().optional(),
});

const lists = {
  all: [OPEN_MAILS_LIST, APPROVAL_MAILS_LIST, WAITING_MAILS_LIST, HELD_MAILS_LIST, DONE_MAILS_LIST],
  unsent: [OPEN_MAILS_LIST, APPROVAL_MAILS_LIST, WAITING_MAILS_LIST, HELD_MAILS_LIST, OPEN_POSTS_LIST, HELD_POSTS_LIST],
  waiting: [WAITING_MAILS_LIST],
  approval: [APPROVAL_MAILS_LIST],
  held: [HELD_MAILS_LIST, HELD_POSTS_LIST],
};

export const listMails = operation(requestSchema, async ({ which, account, kind, from }, tools) => {
  const { listings, installation } = tools;
  const { items, next } = await (account === undefined
    ? listings.listed(lists[which], from)
    : listings.ofAccount(account, mailSortKey(''), from));
  const { rows, leftOut } = readableRows(items, (item) => shownRow(decodeRow(item), installation.webUrl));
  return { rows: rows.filter((row) => kind === undefined || row.kind === kind), leftOut, next };
});

const chatOf = ({ place }: ChatPost) => (place === undefined ? 'chat' : `chat ${place}`);

function shownRow(row: OutboxRow, webUrl: string) {
  const { id, account, status, reason = null, notBefore: until = null } = row;
  const shared = { id, account, status, at: row.sentAt ?? row.claimedAt ?? row.createdAt, reason, until };
  if (row.channel === 'chat' || row.channel === 'bus') {
    const isPost = row.channel === 'chat';
    return {
      ...shared,
      to: isPost ? chatOf(row) : 'bus',
      from: null,
      replyTo: null,
      subject: isPost ? row.message.text : row.events.map(({ name }) => name).join(', '),
      kind: row.channel,
      contact: null,
      page: null,
      ...(isPost && { place: row.place ?? MAIN_PLACE, isSurelyNotPosted: isSurelyNotPosted(row) }),
    };
  }
  return {
    ...shared,
    to: row.to.address,
    from: row.from.address,
    replyTo: row.replyTo.address,
    subject: row.subject ?? null,
    kind: row.kind,
    contact: row.contact ?? null,
    page: addressOfPage(webUrl, pageOfMail(row)),
  };
}
