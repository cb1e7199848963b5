import * as z from 'zod';
import { idSchema } from '../../../domain/account.ts';
import type { OutboxMail } from '../../../domain/outbox.ts';
import { decodeMail } from '../../adapters/dynamo-outbox.ts';
import { DONE_MAILS_LIST, HELD_MAILS_LIST, mailSortKey, OPEN_MAILS_LIST } from '../../adapters/keys.ts';
import { operation } from '../operation.ts';

const requestSchema = z.strictObject({
  /** `all`: every mail there ever was; `unsent`: what is still in the outbox; `held`: what waits for a person. */
  which: z.enum(['all', 'unsent', 'held']),
  account: idSchema.optional(),
  from: z.string().optional(),
});

const lists = {
  all: [OPEN_MAILS_LIST, HELD_MAILS_LIST, DONE_MAILS_LIST],
  unsent: [OPEN_MAILS_LIST, HELD_MAILS_LIST],
  held: [HELD_MAILS_LIST],
};

export const listMails = operation(requestSchema, async ({ which, account, from }, { listings }) => {
  const { items, next } = await (account === undefined
    ? listings.listed(lists[which], from)
    : listings.ofAccount(account, mailSortKey(''), from));
  return { rows: items.map(decodeMail).map(rowOfMail), next };
});

function rowOfMail(mail: OutboxMail) {
  return {
    id: mail.id,
    to: mail.to.address,
    from: mail.from.address,
    replyTo: mail.replyTo.address,
    subject: mail.subject ?? null,
    kind: mail.kind,
    account: mail.account,
    contact: mail.contact ?? null,
    status: mail.status,
    at: mail.sentAt ?? mail.claimedAt ?? mail.createdAt,
    reason: mail.reason ?? null,
  };
}
