import { type Bounce, type GoneOutStatus, hasGoneOut, type OutboxMail } from '../outbox/outbox.ts';

/** What the mail service tells of a message that it was given. Whether somebody opened it is not asked. */
export interface MailFeedback {
  kind: GoneOutStatus | 'rejected' | 'not-rendered';
  /** Of a bounce: the address takes no mail, now or later. */
  isPermanent?: boolean;
  /** Of a bounce: it may as well be an answer that nobody wrote, as out-of-office notes are, to a mail that arrived. */
  isVague?: boolean;
  /** Of a bounce or complaint: the mail service did not even try, since it knows the address. It says nothing new. */
  isKnownAlready?: boolean;
  /** As the refusing server put it; holds no address. */
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
  bounce?: Bounce;
}

/** Each says more than those before it, whatever the order they are heard in. */
const inOrder: readonly (Exclude<GoneOutStatus, 'bounced'> | Bounce)[] = [
  'sent',
  'delayed',
  'vague',
  'delivered',
  'soft',
  'hard',
  'complained',
];

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
  const bounce = bounceOf(feedback);
  const known = hasGoneOut(mail.status) ? placeOf(mail.status, mail.bounce) : -1;
  if (placeOf(kind, bounce) <= known) return null;
  const reason = reasonOf(feedback);
  return {
    ...taken,
    status: bounce === undefined ? kind : 'bounced',
    ...(reason !== undefined && { reason }),
    ...(bounce !== undefined && { bounce }),
  };
}

/** Of a bounce that is on record without its kind nothing more is heard than of one for good. */
function placeOf(status: GoneOutStatus, bounce: Bounce | undefined): number {
  return inOrder.indexOf(bounce ?? (status === 'bounced' ? 'hard' : status));
}

/** A mail that was not sent on because of a complaint of long ago did not arrive; nobody complained of it. */
function bounceOf({ kind, isPermanent, isVague, isKnownAlready }: MailFeedback): Bounce | undefined {
  if (kind === 'complained') return isKnownAlready ? 'hard' : undefined;
  if (kind !== 'bounced') return undefined;
  if (isPermanent) return 'hard';
  return isVague ? 'vague' : 'soft';
}

function isAboutLastSend({ status, claimedAt, messageId }: OutboxMail, feedback: MailFeedback): boolean {
  if (status === 'off' || claimedAt === undefined) return false;
  // Once it is known which message it was, another one's feedback is about an earlier send.
  if (hasGoneOut(status)) return messageId === feedback.messageId;
  return feedback.claim === null ? status === 'claimed' : feedback.claim === claimMark(claimedAt);
}

function reasonOf({ kind, isPermanent, isKnownAlready, detail }: MailFeedback): string | undefined {
  const said = detail === undefined ? '' : `: ${detail}`;
  if (kind === 'bounced') return `${isPermanent ? 'hard' : 'soft'} bounce${said}`;
  if (kind === 'delayed') return `not taken yet, is tried on${said}`;
  if (kind !== 'complained') return undefined;
  return isKnownAlready
    ? `not sent on by the mail service, which keeps the address on its list since they marked mail as unwanted${said}`
    : `marked as unwanted${said}`;
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

/** Whether it counts against the sender's reputation. */
export function isAgainstSender(feedback: MailFeedback): boolean {
  return isEndOfAddress(feedback) && feedback.isKnownAlready !== true;
}
