import { conversationOf, type MailSettlement, type OutboxMail } from '../../domain/outbox.ts';
import type { Sweeping } from '../../functions/sweep-outbox/sweep-outbox.ts';

type Outbox = Sweeping['outbox'];

/** The outbox's moves over a plain map: each happens only from the state it starts from, as in the table. */
export function outboxInMemory(mails: OutboxMail[]): Outbox & { rows: Map<string, OutboxMail> } {
  const rows = new Map(mails.map((mail) => [mail.id, mail]));
  const move = (id: string, from: OutboxMail['status'], changes: Partial<OutboxMail>, claimedAt?: string) => {
    const row = rows.get(id);
    if (row?.status !== from || (claimedAt !== undefined && row.claimedAt !== claimedAt)) return false;
    rows.set(id, { ...row, ...changes });
    return true;
  };
  return {
    rows,
    claimMail: async ({ id }, subject, at) => move(id, 'pending', { status: 'claimed', claimedAt: at, subject }),
    settleMail: async ({ id }, claimedAt, settlement: MailSettlement, at) =>
      move(id, 'claimed', { ...settlement, ...(settlement.status === 'sent' ? { sentAt: at } : {}) }, claimedAt),
    holdPendingMail: async ({ id }, reason) => move(id, 'pending', { status: 'held', reason }),
    dropPendingMail: async ({ id }, reason) => move(id, 'pending', { status: 'dropped', reason }),
    sentBefore: async (mail) =>
      [...rows.values()]
        .filter((other) => other.status === 'sent' && conversationOf(other) !== null)
        .filter((other) => conversationOf(other) === conversationOf(mail) && other.to.address === mail.to.address)
        .map(({ messageId }) => messageId as string),
    async *openMails() {
      for (const mail of [...rows.values()]) {
        if (mail.status === 'pending' || mail.status === 'claimed') yield { mail, listedAt: mail.createdAt };
      }
    },
  };
}
