import type { BusinessCalendar } from '../../domain/calendar/business-days.ts';
import type { Company } from '../../domain/company.ts';
import { letThrough, sentBeside } from '../../domain/mail-policy/ledger.ts';
import { judgeMail, type MailPolicy, type MailVerdict } from '../../domain/mail-policy/mail-policy.ts';
import type { Recipient } from '../../domain/mail-policy/opening-hours.ts';
import { standingOf } from '../../domain/mail-policy/standing.ts';
import type { OutboxMail } from '../../domain/outbox.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { type LocalClock, localClock } from '../../domain/time-zone.ts';
import type { DynamoDirectory } from '../adapters/dynamo-directory.ts';
import type { DynamoMailLedger } from '../adapters/dynamo-mail-ledger.ts';

export interface Admission {
  directory: Pick<DynamoDirectory, 'findAccount' | 'findStates'>;
  ledger: Pick<DynamoMailLedger, 'read' | 'write'>;
  optOuts: { isOptedOut(mail: OutboxMail): Promise<boolean> };
  company: Company;
  calendar: BusinessCalendar;
  /** The stage's own word on hours, where it has one. */
  hours?: MailPolicy['hours'] | undefined;
}

/** As many mails of one account may be under way at once as anybody has functions. */
const MOST_LOSSES = 20;

const clocks = new Map<string, LocalClock>();

/** Lets an automatic mail to a customer through, and writes that down so that the next one knows; or says what stands against it. */
export async function admitMail(
  { directory, ledger, optOuts, company, calendar, hours }: Admission,
  mail: OutboxMail & Required<Pick<OutboxMail, 'cause' | 'contact'>>,
  { customerMail, emails }: Playbook,
  now: Date,
): Promise<MailVerdict> {
  const [account, states, hasOptedOut] = await Promise.all([
    directory.findAccount(mail.account),
    directory.findStates([mail.account]),
    optOuts.isOptedOut(mail),
  ]);
  const recipient: Recipient = {
    clock: clockOf(account?.timeZone ?? company.timeZone),
    week: { country: account?.country ?? company.country },
  };
  const request = {
    id: mail.id,
    contact: mail.contact,
    signal: mail.cause.signal,
    episode: mail.cause.episode,
    outlivesEpisode: mail.cause.outlives ?? false,
    isContract: emails[mail.kind]?.contract ?? false,
    createdAt: Date.parse(mail.createdAt),
  };
  const policy = hours === undefined ? customerMail : { ...customerMail, hours };
  const standing = standingOf(mail.account, states[0]?.episodes ?? []);
  const at = now.getTime();
  for (let losses = 0; losses < MOST_LOSSES; losses += 1) {
    const { ledger: known, revision } = await ledger.read(mail.account);
    const sent = sentBeside(mail.id, known);
    const verdict = judgeMail(request, { now: at, recipient, hasOptedOut, sent, ...standing }, policy, calendar);
    if (verdict.verdict !== 'send') return verdict;
    const entry = { mail: mail.id, contact: mail.contact, at };
    if (await ledger.write(mail.account, letThrough(known, entry), revision)) return verdict;
  }
  throw new Error(`the mails of one account overtook each other ${MOST_LOSSES} times`);
}

function clockOf(timeZone: string): LocalClock {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = localClock(timeZone);
    clocks.set(timeZone, clock);
  }
  return clock;
}
