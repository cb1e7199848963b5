import type { FeedbackMove } from '../../domain/mail/mail-feedback.ts';
import {
  type BusPost,
  conversationOf,
  hasGoneOut,
  type OutboxMail,
  type OutboxRow,
  type StatusAfterSend,
} from '../../domain/outbox/outbox.ts';
import type { Recording } from '../../functions/record-mail-feedback/record-feedback.ts';
import type { Sweeping } from '../../functions/sweep-outbox/sweep-outbox.ts';

type Outbox = Sweeping['outbox'] & Recording['outbox'];

interface Change {
  from: OutboxRow['status'][];
  to: Partial<OutboxMail> & { notBefore?: string };
  claimedAt?: string;
  post?: BusPost;
}

/** The outbox's moves over a plain map: each happens only from the state it starts from, as in the table. */
export function outboxInMemory(given: OutboxRow[]) {
  const rows = new Map<string, OutboxRow>(given.map((row) => [row.id, row]));
  const tags = new Map<string, string>();
  /** What was written for the bus along with a mail. */
  const told: BusPost[] = [];
  const move = (id: string, { from, to, claimedAt, post }: Change) => {
    const row = rows.get(id);
    if (row === undefined || !from.includes(row.status)) return false;
    if (claimedAt !== undefined && row.claimedAt !== claimedAt) return false;
    rows.set(id, { ...row, reason: undefined, notBefore: undefined, ...to } as OutboxRow);
    if (post !== undefined) told.push(post);
    return true;
  };
  const outbox: Outbox = {
    claimMail: async (mail, subject, at) =>
      move(mail.id, { from: ['pending'], to: { ...mail, status: 'claimed', claimedAt: at, subject } }),
    claimPost: async ({ id }, at) => move(id, { from: ['pending'], to: { status: 'claimed', claimedAt: at } }),
    recordSendOutcome: async ({ id }, claimedAt, next: StatusAfterSend, at, post) =>
      next.status === 'sent'
        ? move(id, { from: ['claimed', 'held', 'pending'], to: { ...next, sentAt: at }, claimedAt, post })
        : move(id, { from: ['claimed', 'held'], to: next, claimedAt }),
    recordPostOutcome: async ({ id }, claimedAt, next, at) =>
      move(id, {
        from: ['claimed'],
        to: next.status === 'sent' ? { ...next, sentAt: at } : next,
        claimedAt,
      }),
    askForApproval: async ({ id, status }, { mail, asking, reason }) => {
      const forgotten = { decidedBy: undefined, releasedAt: undefined, claimedAt: undefined, subject: undefined };
      const isAsked = move(id, { from: [status], to: { ...mail, ...forgotten, status: 'approval', reason } });
      if (isAsked) rows.set(asking.id, asking);
      return isAsked;
    },
    holdExpired: async ({ id }, claimedAt, reason) =>
      move(id, { from: ['claimed'], to: { status: 'held', reason }, claimedAt }),
    holdPending: async ({ id }, reason) => move(id, { from: ['pending'], to: { status: 'held', reason } }),
    dropPending: async ({ id }, reason) => move(id, { from: ['pending'], to: { status: 'dropped', reason } }),
    letWait: async ({ id }, reason, notBefore) =>
      move(id, { from: ['pending'], to: { status: 'waiting', reason, notBefore } }),
    takeUp: async ({ id }) => move(id, { from: ['waiting'], to: { status: 'pending' } }),
    async *dueMails(at) {
      for (const row of [...rows.values()]) {
        if (row.status === 'waiting' && (row.notBefore as string) <= at) yield row;
      }
    },
    keepProposal: async ({ id }, proposed) => {
      move(id, { from: ['approval'], to: { proposed } });
    },
    recordPublished: async ({ id }, at) => {
      move(id, { from: ['pending'], to: { status: 'sent', sentAt: at } });
    },
    tagMail: async ({ id }, tag) => {
      tags.set(tag, id);
    },
    findTagged: async (tag) => rows.get(tags.get(tag) ?? '') as OutboxMail | undefined,
    moveByFeedback: async (mail, to: FeedbackMove, _at, post) =>
      move(mail.id, { from: [mail.status], to, claimedAt: mail.claimedAt, post }),
    sentBefore: async (mail) =>
      [...rows.values()]
        .filter((other): other is OutboxMail => other.channel === undefined && hasGoneOut(other.status))
        .filter((other) => conversationOf(other) !== null && conversationOf(other) === conversationOf(mail))
        .filter((other) => other.to.address === mail.to.address && other.id !== mail.id)
        .map(({ messageId }) => messageId as string),
    async *openRows() {
      for (const row of [...rows.values()]) {
        if (row.status === 'pending' || row.status === 'claimed') yield { row, listedAt: row.createdAt };
      }
    },
  };
  return { ...outbox, rows, told };
}
