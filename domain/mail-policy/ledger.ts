import type { MailSituation } from './mail-policy.ts';

const WEEK_IN_MS = 7 * 86_400_000;

/** An automatic mail that was let through; `at` in milliseconds since 1970. */
export interface LedgerEntry {
  mail: string;
  contact: string;
  at: number;
}

/** The automatic mails of an account that may still count, oldest first: what is older than a week counts no more. */
export type MailLedger = readonly LedgerEntry[];

/** What went to the account beside this mail: one that was let through before is not in its own way. */
export function sentBeside(mailId: string, ledger: MailLedger): MailSituation['sent'] {
  return ledger.filter(({ mail }) => mail !== mailId);
}

/** With the mail let through now; one that was let through before moves to now. */
export function letThrough(ledger: MailLedger, entry: LedgerEntry): MailLedger {
  return [...ledger.filter(({ mail, at }) => mail !== entry.mail && at > entry.at - WEEK_IN_MS), entry];
}
