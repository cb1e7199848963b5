import type { OutboxStatus } from '../../../../domain/outbox/outbox.ts';
import type { ReasonCode } from '../../../../domain/outbox/reason-codes.ts';
import type { HeldMailDecision } from '../../../work/held-mail.ts';

/** What can be looked at: mails that somebody has to decide on, that wait for their time, that leave now, that are done. */
export const mailViews = ['decide', 'waiting', 'leaving', 'done'] as const;
export type MailView = (typeof mailViews)[number];

export interface MailsWords {
  heading: string;
  views: Record<MailView, string>;
  viewsLabel: string;
  /** First of all: how many, or that there is nothing. `hasMore`: there are more than that. */
  lead: Record<MailView, (count: number, hasMore: boolean) => string>;
  empty: Record<MailView, { heading: string; lead: string }>;
  /** Nothing that the filters leave. */
  nothingFound: { heading: string; lead: string };
  /** Many were looked at; the next page goes on. */
  lookedUntil(moment: string): string;
  ofAccount(account: string): string;
  /** Of an account with more mails than are read at once. */
  notAll: string;
  filters: { search: string; person: string; audience: { label: string; customers: string; team: string } };
  columns: { to: string; what: string; state: string; when: string };
  when: { since(moment: string): string; until(moment: string): string; at(moment: string): string };
  /** The name of the place, where it is not the main one. */
  toChat(place: string | undefined): string;
  toBus: string;
  /** Of mails without a subject yet, and of other kinds than to customers. */
  kinds: Record<'customer' | 'task' | 'digest' | 'report' | 'approval' | 'draft' | 'notice' | 'sign-in', string>;
  status: Record<Exclude<OutboxStatus, 'bounced'>, string>;
  bounced: { hard: string; soft: string; vague: string };
  /** Why it is where it is. */
  why: Record<ReasonCode, string>;
  /** What comes next. */
  next: Partial<Record<ReasonCode, string>>;
}

export interface MailWords {
  parts: { from: string; replyTo: string; to: string; account: string; raised: string; leaves: string; left: string };
  decidedBy: { label: string; somebody: string };
  /** What may be decided by hand, and what it means. */
  decide: Record<HeldMailDecision, string>;
  decideHint: string;
  /** Told once it was done. */
  decided: Record<HeldMailDecision, (recipient: string) => string>;
  /** Takes back what the reader decided, until it leaves. */
  takeBack: { button: string; hint: string };
  takenBack(recipient: string): string;
  /** Somebody, or the system, was faster. */
  meanwhile: string;
  words: string;
  /** Its links are for its reader. */
  linksAreDead: string;
  /** Why its words are not shown. */
  hidden: string;
  unwritable: string;
  forOperators: string;
  gone: { heading: string; lead: string };
  show: string;
  back: string;
}
