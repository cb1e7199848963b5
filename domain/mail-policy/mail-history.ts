import type { MailSituation } from './mail-policy.ts';

const DAY_IN_MS = 86_400_000;
const WEEK_IN_MS = 7 * DAY_IN_MS;
/** Longer than any playbook may ask for. */
export const SURVEYS_KEPT_IN_DAYS = 731;

/** An automatic mail that passed the mail policy; `at` in milliseconds since 1970. */
export interface SentMail {
  mail: string;
  contact: string;
  at: number;
  /** It asked about our own work. */
  isSurvey?: true;
}

/** The automatic mails of an account or to an address that may still count, oldest first: what is older than a week counts no more, unless it asked about our own work. */
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
  return toSame({ mail, contact }, ofAccount, ofAddress).map(({ at }) => at);
}

/** The same of those that asked about our own work. */
export function surveyedAt(
  entry: Pick<SentMail, 'mail' | 'contact'>,
  ofAccount: MailHistory,
  ofAddress: MailHistory,
): number[] {
  return toSame(entry, ofAccount, ofAddress).flatMap(({ isSurvey, at }) => (isSurvey ? [at] : []));
}

function toSame(
  { mail, contact }: Pick<SentMail, 'mail' | 'contact'>,
  ofAccount: MailHistory,
  ofAddress: MailHistory,
): SentMail[] {
  const asContact = ofAccount.filter((entry) => entry.contact === contact);
  const byMail = new Map([...asContact, ...ofAddress].map((entry) => [entry.mail, entry]));
  byMail.delete(mail);
  return [...byMail.values()];
}

/** The history with the mail added now; one that is in it already moves to now. */
export function withSent(history: MailHistory, entry: SentMail): MailHistory {
  const keptFor = ({ isSurvey }: SentMail) => (isSurvey ? SURVEYS_KEPT_IN_DAYS * DAY_IN_MS : WEEK_IN_MS);
  return [...history.filter((one) => one.mail !== entry.mail && one.at > entry.at - keptFor(one)), entry];
}
