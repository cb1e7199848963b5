import type { Language } from './account.ts';
import type { MailContent } from './mail-content.ts';

/**
 * `pending` → `claimed` → `sent`. `held`: a person has to look, `reason` says why and what mends it.
 * `off`: the stage sends no customer mail; kept so that one can see what would have gone out.
 */
export type OutboxStatus = 'pending' | 'claimed' | 'sent' | 'held' | 'dropped' | 'off';

export interface Mailbox {
  name: string;
  address: string;
}

/**
 * A mail that the system owes somebody, written together with the state that causes it and sent from there once.
 * Its id is made of what causes it, so that raising the same thing twice is raising it once.
 */
export interface OutboxMail {
  /** `<episode>/<template>/<recipient>` */
  id: string;
  account: string;
  /** `task`, `draft`, `operator`, or for customer mail the id of its email template */
  kind: string;
  /** Version of the playbook whose words are used, e.g. `v3`. */
  playbook: string;
  language: Language;
  from: Mailbox;
  replyTo: Mailbox;
  to: Mailbox;
  /** The contact it is about or goes to. */
  contact?: string;
  /** Of customer mail: the episode it belongs to. `outlives`: it answers what ends the episode. */
  cause?: { signal: string; episode: string; outlives?: true };
  content: MailContent;
  status: OutboxStatus;
  reason?: string;
  /** The rendered subject, known from the claim on. */
  subject?: string;
  /** SES's id of the sent message. */
  messageId?: string;
  createdAt: string;
  claimedAt?: string;
  sentAt?: string;
}

/**
 * Customer mails of one episode to one contact are a conversation: the reminder belongs under the mail it reminds of.
 * All of them begin so; `null` for mails to colleagues, which stand alone.
 */
export function conversationOf({ id, kind, contact, content }: OutboxMail): string | null {
  const ending = `${kind}/${contact}`;
  return content.type === 'customer' && id.endsWith(`/${ending}`) ? id.slice(0, -ending.length) : null;
}

/** A claim that nobody settled for so long belongs to a run that died: nobody knows whether its mail went out. */
export const CLAIM_EXPIRES_AFTER_IN_MINUTES = 15;

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
export type MailSettlement =
  | { status: 'sent'; messageId: string }
  | { status: 'pending' }
  | { status: 'held'; reason: string };

/** A mail is tried again only when it certainly did not go out; every doubt is a person's to settle. */
export function settleMail(outcome: SendOutcome): MailSettlement {
  switch (outcome.result) {
    case 'accepted':
      return { status: 'sent', messageId: outcome.messageId };
    case 'deferred':
      return { status: 'pending' };
    case 'refused':
      return { status: 'held', reason: refusedReason(outcome.code, outcome.detail) };
    case 'unknown':
      return { status: 'held', reason: outcomeUnknownReason(outcome.code) };
  }
}

/** For a claim that outlived its run. */
export const EXPIRED_CLAIM_REASON = outcomeUnknownReason('the run that sent it ended early');

/** For a mail that could not be put into words. */
export function unwritableReason(detail: string): string {
  return `not-written: ${asSentence(detail)} Mend the playbook or the account's data, then release the mail.`;
}

function outcomeUnknownReason(code: string): string {
  return `outcome-unknown: no answer came to the send (${code}), so it may have gone out. Look in the sent mails or ask the recipient; then release it to send it again, or drop it.`;
}

function refusedReason(code: string, detail: string): string {
  return `refused: ${code}: ${asSentence(detail)} ${mendOf(code)}`;
}

function mendOf(code: string): string {
  switch (code) {
    case 'MessageRejected':
    case 'MailFromDomainNotVerifiedException':
      return 'Verify the sender (and, in the SES sandbox, the recipient) in SES, then release the mail.';
    case 'AccountSendingPausedException':
    case 'ConfigurationSetSendingPausedException':
      return 'Sending is paused in SES: clear that up there, then release the mail.';
    case 'AccessDenied':
    case 'AccessDeniedException':
      return 'The stack may only send from the configured mail domain: use a sender in it, then release the mail.';
    default:
      return 'Mend the cause, then release the mail, or drop it.';
  }
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
