import type { RenewalAnswer } from '../answers/renewal-answer.ts';
import type { BusEvent } from '../bus/bus-events.ts';
import type { ChatMessage } from '../chat/chat-message.ts';
import type { Locale } from '../locale/locale.ts';
import type { Letter, MailContent } from '../mail/mail-content.ts';
import type { MailKind } from '../mail/mail-kinds.ts';
import { mendOfRefusal, type RefusedMail } from '../mail/mail-refusal.ts';
import type { Day } from '../time/day.ts';

/** What came of a mail that the mail service took, as far as it said. */
export type GoneOutStatus = 'sent' | 'delayed' | 'delivered' | 'bounced' | 'complained';

/** How a mail came back: for good, this time, or so that it may still have arrived. */
export type Bounce = 'hard' | 'soft' | 'vague';

/**
 * `pending` → `claimed` → `sent` → what the mail service says of it. `approval`: its CSM is asked first, and says
 * that it is pending or dropped. `waiting`: it may not go before `notBefore`, when it is pending again. `held`: a person has to look, `reason` says why and what mends it. `off`: the stage sends no customer mail; kept so that one can see what would have gone out.
 */
export type OutboxStatus = 'approval' | 'pending' | 'waiting' | 'claimed' | GoneOutStatus | 'held' | 'dropped' | 'off';

export interface Mailbox {
  name: string;
  address: string;
}

/**
 * A mail that the system owes somebody, written together with the state that causes it and sent from there once.
 * Its id is made of what causes it, so that raising the same thing twice is raising it once.
 */
export interface OutboxMail {
  /** What is not said to be something else is a mail. */
  channel?: 'mail';
  /** `<episode>/<template>/<recipient>` */
  id: string;
  account: string;
  /** `task`, `draft`, `approval`, `operator`, or for customer mail the id of its email template */
  kind: string;
  /** Version of the playbook whose words are used, e.g. `v3`. */
  playbook: string;
  language: Locale;
  from: Mailbox;
  replyTo: Mailbox;
  to: Mailbox;
  /** The contact it is about or goes to. */
  contact?: string;
  /** The colleague it goes to. */
  person?: string;
  /** Of customer mail: in whose name it goes. Rows of older releases know them by their address only. */
  csm?: string;
  /**
   * Of customer mail: the episode it belongs to. `outlives`: it comes of what the customer answered, `answer`, and goes
   * though the question is over. `account`: whose it is, where it is that of another account than the one written to.
   */
  cause?: { signal: string; episode: string; account?: string; outlives?: true; answer?: RenewalAnswer };
  content: MailContent;
  status: OutboxStatus;
  reason?: string;
  /** While it is `bounced`. */
  bounce?: Bounce;
  /** The rendered subject, known from the claim on. */
  subject?: string;
  /** SES's id of the sent message. */
  messageId?: string;
  createdAt: string;
  /** The day that was evaluated: a past one where history is replayed. Unknown of what no evaluation raised. */
  asOf?: Day;
  /** While it waits: when it is looked at again. */
  notBefore?: string;
  /** The words that its CSM is asked to approve, and what they made of them. */
  proposed?: Letter;
  edited?: Letter;
  /** When the successor of its first CSM was asked. */
  askedAt?: string;
  /** Who of the team approved it, or decided against it. */
  decidedBy?: string;
  /** Where it stood when a colleague dropped it, so that it can be put back there. */
  droppedFrom?: 'held' | 'waiting' | 'approval';
  /** How it stood when a colleague let it go, so that it can be taken back until it leaves. */
  releasedFrom?: ReleasedFrom;
  /** When a person decided that it goes: the mail policy is not asked any more. */
  releasedAt?: string;
  claimedAt?: string;
  sentAt?: string;
}

/** How a row stood before somebody let it go. */
export interface ReleasedFrom {
  status: 'held' | 'waiting' | 'approval';
  reason?: string;
  notBefore?: string;
}

interface OutboxPost {
  id: string;
  account: string;
  status: 'pending' | 'claimed' | 'sent' | 'held' | 'dropped';
  reason?: string;
  createdAt: string;
  /** Who of the team decided on it last, and how it stood before. */
  decidedBy?: string;
  droppedFrom?: 'held';
  releasedFrom?: ReleasedFrom;
  /** When a person decided that it goes. */
  releasedAt?: string;
  claimedAt?: string;
  sentAt?: string;
  /** It is not posted before then: the channel asked for that, or somebody may still take it back. */
  notBefore?: string;
}

/** Posted once: an answer that got lost leaves it to a person. */
export interface ChatPost extends OutboxPost {
  channel: 'chat';
  /** Which place in the chat it goes to; the main one unless said, as with all that earlier releases wrote. */
  place?: string;
  message: ChatMessage;
}

/**
 * What one write caused, published together. Put again until the bus has taken all of it: each event carries an id by
 * which its consumers recognise a repeat.
 */
export interface BusPost extends OutboxPost {
  channel: 'bus';
  events: BusEvent[];
}

/** What belongs to no account lies under the empty one: no account's id is empty. */
export const NO_ACCOUNT = '';

/** Whatever leaves the system: a row written together with what causes it. */
export type OutboxRow = OutboxMail | ChatPost | BusPost;

/**
 * Mails of one episode to one person are a conversation: the reminder belongs under the mail it reminds of. The ids of
 * all of them begin so; `null` for what stands alone.
 */
export function conversationOf({ id, kind, contact, content }: OutboxMail): string | null {
  if ('episode' in content) return `${content.episode}/`;
  const ending = `${kind}/${contact}`;
  return content.type === 'customer' && id.endsWith(`/${ending}`) ? id.slice(0, -ending.length) : null;
}

/**
 * Whether it was tried since anybody let it go: what was put off goes back to pending too, and would send itself in a
 * circle if it were tried again as soon as that is written.
 */
export function isTriedSinceReleased({ claimedAt, releasedAt = '' }: OutboxRow): boolean {
  return claimedAt !== undefined && claimedAt >= releasedAt;
}

/** A mail to a customer that goes by itself. */
export type AutomaticMail = OutboxMail & Required<Pick<OutboxMail, 'cause' | 'contact'>>;

export function isAutomatic(mail: OutboxMail): mail is AutomaticMail {
  return mail.content.type === 'customer' && mail.cause !== undefined && mail.contact !== undefined;
}

export function hasGoneOut(status: OutboxStatus): status is GoneOutStatus {
  return ['sent', 'delayed', 'delivered', 'bounced', 'complained'].includes(status);
}

/**
 * So long may the mail service's own events take to say what became of a send without an answer. With a sweep every
 * five minutes, such a mail is settled or before a person within a quarter of an hour.
 */
export const CLAIM_EXPIRES_AFTER_IN_MINUTES = 10;

/** What is known after a send was tried. */
export type SendOutcome =
  | { result: 'accepted'; messageId: string }
  /** It will be refused again until somebody changes something. */
  | { result: 'refused'; code: string; detail: string }
  /** It certainly did not go out, and may go out later. */
  | { result: 'deferred'; code: string }
  /** The answer got lost: it may have gone out. */
  | { result: 'unknown'; code: string };

/** What becomes of a claimed mail. */
export type StatusAfterSend =
  | { status: 'sent'; messageId: string }
  | { status: 'pending' }
  | { status: 'held'; reason: string };

/**
 * A mail is tried again only when it certainly did not go out. `null`: it stays claimed, for the mail service's events to
 * settle it, or for a person after them.
 */
export function statusAfterSend(outcome: SendOutcome, mail: Pick<OutboxMail, 'from' | 'to'>): StatusAfterSend | null {
  switch (outcome.result) {
    case 'accepted':
      return { status: 'sent', messageId: outcome.messageId };
    case 'deferred':
      return { status: 'pending' };
    case 'refused':
      return { status: 'held', reason: refusedReason({ ...outcome, from: mail.from.address, to: mail.to.address }) };
    case 'unknown':
      return null;
  }
}

/** For a claim that neither its run nor the mail service's events settled. */
export const EXPIRED_CLAIM_REASON =
  'outcome-unknown: no answer came to the send, and the mail service told nothing of it, so it may have gone out. Look in the sent mails or ask the recipient; then release it to send it again, or drop it.';

/** What became of a message to the chat. */
export type PostOutcome =
  | { result: 'accepted' }
  /** `mend`: what a person can do about it, as only the channel knows. */
  | { result: 'refused'; code: string; mend: string }
  | { result: 'deferred'; code: string; retryAfterInSeconds?: number }
  | { result: 'unknown'; code: string };

export type StatusAfterPost =
  | { status: 'sent' }
  | { status: 'held'; reason: string }
  | { status: 'pending'; reason: string; notBefore?: string };

/** Begins what is said of a message that is tried again; the outcome's code follows. */
export const PUT_OFF = 'put-off: ';

/** Nobody tells later whether a message arrived, so a doubt is a person's at once: the channel shows it. */
export function statusAfterPost(outcome: PostOutcome, now: Date): StatusAfterPost {
  switch (outcome.result) {
    case 'accepted':
      return { status: 'sent' };
    case 'deferred': {
      const { code, retryAfterInSeconds: seconds } = outcome;
      const putOff = { status: 'pending', reason: `${PUT_OFF}${code}` } as const;
      if (seconds === undefined) return putOff;
      return { ...putOff, notBefore: new Date(now.getTime() + seconds * 1000).toISOString() };
    }
    case 'refused':
      return { status: 'held', reason: `refused: ${outcome.code}. ${outcome.mend}` };
    case 'unknown':
      return { status: 'held', reason: postUnknownReason(outcome.code) };
  }
}

/** For a message to a place that the configuration doesn't name (any more). */
export function placeUnknownReason(place: string, known: string[]): string {
  return `chat-place-unknown: the configuration names no place ${place} in the chat (it has ${known.join(', ')}). Name it under chat.places and deploy, then release the message, or drop it.`;
}

export const CHAT_OFF_REASON =
  'chat-off: no channel is configured. Name one and its secret under chat in the configuration and deploy, then release the message, or drop it.';

/** For a message whose run died with the claim in its hand. */
export const EXPIRED_POST_REASON = postUnknownReason('the run that posted it ended early');

function postUnknownReason(code: string): string {
  return `outcome-unknown: no answer came to the post (${code}). Look into the channel: if the message is there, drop it; if not, release it.`;
}

/** Whether a held message to the chat was certainly not posted: it may go again without being read twice. */
export const isSurelyNotPosted = ({ reason = '' }: { reason?: string | undefined }) =>
  /^(?:refused|chat-place-unknown|chat-off):/.test(reason);

/** For a mail that could not be put into words. */
export function unwritableReason(detail: string): string {
  return `not-written: ${asSentence(detail)} Mend the playbook or the account's data, then release the mail.`;
}

export const APPROVAL_EXPIRED_CODE = 'approval-expired';

/** For a mail that nobody approved in time. */
export function approvalExpiredReason(days: number): string {
  return `${APPROVAL_EXPIRED_CODE}: nobody approved it within ${days} days. It has not gone out.`;
}

/** For a mail that its CSM decided against. */
export function notApprovedReason(by: string): string {
  return `not-approved: ${by} decided against it. Nothing is to be done.`;
}

/** For a mail that tells of what was taken back before it went. */
export const TAKEN_BACK_REASON = 'taken-back: what it tells of was taken back before it went. Nothing is to be done.';

/** For a mail of a kind that its recipient does not want. */
export function optedOutReason(kind: MailKind): string {
  return `opted-out: its recipient asked for no more mails of the kind "${kind}". Nothing is to be done.`;
}

function refusedReason(refused: RefusedMail): string {
  return `refused: ${refused.code}: ${asSentence(refused.detail)} ${mendOfRefusal(refused)}`;
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
