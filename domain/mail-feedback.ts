import { type GoneOutStatus, hasGoneOut, type OutboxMail } from './outbox.ts';

/** What the mail service tells of a message that it was given. Whether somebody opened it is not asked. */
export interface MailFeedback {
  kind: GoneOutStatus | 'rejected' | 'not-rendered';
  /** Of a bounce: the address takes no mail, now or later. */
  isPermanent?: boolean;
  /** Of a bounce: the mail service did not even try, since it knows the address. It says nothing of the sender. */
  isKnownAlready?: boolean;
  /** In the words of whoever refused it; holds no address. */
  detail?: string;
  /** Whose address it is about. */
  recipients: string[];
  /** The mail service's id of the message, and when it took it. */
  messageId: string;
  takenAt: string;
  /** When it happened. */
  at: string;
  /** By which claim the message was sent; `null` where the message doesn't say. */
  claim: string | null;
}

/** What becomes of the row. */
export interface FeedbackMove {
  status: GoneOutStatus | 'held';
  messageId: string;
  sentAt: string;
  reason?: string;
}

/** Each says more than those before it, whatever the order they are heard in. */
const inOrder: readonly GoneOutStatus[] = ['sent', 'delayed', 'delivered', 'bounced', 'complained'];

/** The mark by which a message says which claim sent it: letters and digits only. */
export const claimMark = (claimedAt: string) => String(Date.parse(claimedAt));

/**
 * What the feedback makes of the mail; `null` when it says nothing new. It is the mail service's own word, so it settles
 * a claim that nobody answered for, also one that a person has by now; and a mail that is about to be sent again after
 * it went out already is not.
 */
export function moveByFeedback(mail: OutboxMail, feedback: MailFeedback): FeedbackMove | null {
  if (!isAboutLastSend(mail, feedback)) return null;
  const { kind, messageId, takenAt } = feedback;
  const taken = { messageId, sentAt: mail.sentAt ?? takenAt };
  if (kind === 'rejected' || kind === 'not-rendered') {
    return mail.status === 'held' && mail.messageId === messageId
      ? null
      : { ...taken, status: 'held', reason: failedReason(kind, feedback.detail) };
  }
  const isNews = !hasGoneOut(mail.status) || inOrder.indexOf(kind) > inOrder.indexOf(mail.status);
  if (!isNews) return null;
  const reason = reasonOf(feedback);
  return { ...taken, status: kind, ...(reason !== undefined && { reason }) };
}

function isAboutLastSend({ status, claimedAt, messageId }: OutboxMail, feedback: MailFeedback): boolean {
  if (status === 'off' || claimedAt === undefined) return false;
  // Once it is known which message it was, another one's feedback is about an earlier send.
  if (hasGoneOut(status)) return messageId === feedback.messageId;
  return feedback.claim === null ? status === 'claimed' : feedback.claim === claimMark(claimedAt);
}

function reasonOf({ kind, isPermanent, detail }: MailFeedback): string | undefined {
  const said = detail === undefined ? '' : `: ${detail}`;
  if (kind === 'bounced') return `${isPermanent ? 'hard' : 'soft'} bounce${said}`;
  if (kind === 'delayed') return `not taken yet, is tried on${said}`;
  return kind === 'complained' ? `marked as unwanted${said}` : undefined;
}

function failedReason(kind: 'rejected' | 'not-rendered', detail = 'no reason was given'): string {
  return kind === 'rejected'
    ? `rejected: the mail service took it and then would not deliver it (${detail}). Look for what it may take for harmful, mend the playbook or the account's data, then release the mail, or drop it.`
    : `not-rendered: the mail service could not put it together (${detail}). Mend the playbook or the account's data, then release the mail, or drop it.`;
}

/** Whether nobody must be written to at the address any more. */
export function isEndOfAddress({ kind, isPermanent }: MailFeedback): boolean {
  return kind === 'complained' || (kind === 'bounced' && isPermanent === true);
}

/** Whether it counts against whoever sent it. */
export function isAgainstSender({ kind, isPermanent, isKnownAlready }: MailFeedback): boolean {
  return kind === 'complained' || (kind === 'bounced' && isPermanent === true && isKnownAlready !== true);
}
