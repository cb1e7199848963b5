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
