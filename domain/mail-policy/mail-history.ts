import type { MailSituation } from './mail-policy.ts';

const WEEK_IN_MS = 7 * 86_400_000;

/** An automatic mail that passed the mail policy; `at` in milliseconds since 1970. */
export interface SentMail {
  mail: string;
  contact: string;
  at: number;
}

/** The automatic mails of an account or to an address that may still count, oldest first: what is older than a week counts no more. */
export type MailHistory = readonly SentMail[];

/** The other mails that went to the account: a mail that is judged a second time does not count against itself. */
export function sentBeside(mailId: string, history: MailHistory): MailSituation['sent'] {
  return history.filter(({ mail }) => mail !== mailId);
}

/**
 * When the other mails to the same person went: by their address, under any contact or account, and as the same
 * contact, whose address may have changed since.
 */
export function sentToSame(
  { mail, contact }: Pick<SentMail, 'mail' | 'contact'>,
  ofAccount: MailHistory,
  ofAddress: MailHistory,
): number[] {
  const asContact = ofAccount.filter((entry) => entry.contact === contact);
  const byMail = new Map([...asContact, ...ofAddress].map((entry) => [entry.mail, entry.at]));
  byMail.delete(mail);
  return [...byMail.values()];
}

/** The history with the mail added now; one that is in it already moves to now. */
export function withSent(history: MailHistory, entry: SentMail): MailHistory {
  return [...history.filter(({ mail, at }) => mail !== entry.mail && at > entry.at - WEEK_IN_MS), entry];
}
