import type { MailSituation } from './mail-policy.ts';

const WEEK_IN_MS = 7 * 86_400_000;

/** An automatic mail that was let through; `at` in milliseconds since 1970. */
export interface LedgerEntry {
  mail: string;
  contact: string;
  at: number;
}

/** The automatic mails of an account or to an address that may still count, oldest first: what is older than a week counts no more. */
export type MailLedger = readonly LedgerEntry[];

/** What went to the account beside this mail: one that was let through before is not in its own way. */
export function sentBeside(mailId: string, ledger: MailLedger): MailSituation['sent'] {
  return ledger.filter(({ mail }) => mail !== mailId);
}

/**
 * When what went to the same person beside this mail was let through: by their address, under whatever contact or
 * account it stands, and as the same contact, whose address may be another one by now.
 */
export function sentToSame(
  { mail, contact }: Pick<LedgerEntry, 'mail' | 'contact'>,
  ofAccount: MailLedger,
  ofAddress: MailLedger,
): number[] {
  const asContact = ofAccount.filter((entry) => entry.contact === contact);
  const byMail = new Map([...asContact, ...ofAddress].map((entry) => [entry.mail, entry.at]));
  byMail.delete(mail);
  return [...byMail.values()];
}

/** With the mail let through now; one that was let through before moves to now. */
export function letThrough(ledger: MailLedger, entry: LedgerEntry): MailLedger {
  return [...ledger.filter(({ mail, at }) => mail !== entry.mail && at > entry.at - WEEK_IN_MS), entry];
}
