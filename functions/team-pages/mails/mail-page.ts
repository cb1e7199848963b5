import type { Account, Csm } from '../../../domain/account/account.ts';
import { pageOfMail } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import type { Mailbox, OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { type Html, html } from '../../pages/html.ts';
import { type Row, rowsOf, section } from '../../pages/page-parts.ts';
import type { DecidedRow } from '../../work/held-mail.ts';
import type { Reader } from '../reader.ts';
import type { TeamPage } from '../team-page.ts';
import { nextStepOf, recipientOf, statusOf, whatItIs, whyOf } from './mail-line.ts';
import { MAILS_PATH } from './mails-page.ts';
import { mailPageWords } from './words/words.ts';

/** A digest may be long, and a page is not. */
const MOST_CHARACTERS = 25_000;

/** What a mail says; `hidden`: to its reader alone. */
export type MailText = { subject: string; text: string } | 'hidden' | 'unwritable';

export interface MailFacts {
  mail: OutboxMail;
  text: MailText;
  account: Pick<Account, 'id' | 'name'> | undefined;
  members: Pick<Csm, 'id' | 'name'>[];
  playbook: Playbook | undefined;
  timeZone: string;
  /** What the reader may decide on it. */
  acts?: Html | undefined;
}

/** A mail whole: why it is where it is, what comes next, and what it says. */
export function mailPage(facts: MailFacts, { locale, may }: Pick<Reader, 'locale' | 'may'>): TeamPage {
  const { mail, text, account, playbook } = facts;
  const say = mailPageWords(locale);
  const next = nextStepOf(mail, locale);
  // In English, with the commands that mend it.
  const details =
    mail.reason !== undefined &&
    may('administer') &&
    html`<details><summary>${say.forOperators}</summary><p lang="en">${mail.reason}</p></details>`;
  // To whom a letter goes is read before it is let go.
  const about = rowsOf(rowsAbout(facts, locale));
  const parts = mail.status === 'approval' ? html`${about}${facts.acts}` : html`${facts.acts}${about}`;
  return {
    about: account?.name,
    heading: typeof text === 'string' ? whatItIs(mail, playbook, locale) : text.subject,
    lead: [statusOf(mail, locale), whyOf(mail, locale)].filter((part) => part !== undefined).join(' · '),
    body: html`${next !== undefined && html`<p class="notice">${next}</p>`}${details}
${parts}
${section(say.words, whatItSays(facts, locale))}
<nav><a href="${MAILS_PATH}">${say.back}</a></nav>`,
    isForReading: true,
  };
}

/** Instead of what was asked: how the mail stands by now, and by whom. */
export function mailMeanwhilePage(mail: DecidedRow, members: MailFacts['members'], locale: Locale): TeamPage {
  const say = mailPageWords(locale);
  const { decidedBy: who } = mail;
  const name = who === undefined ? undefined : (members.find(({ id }) => id === who)?.name ?? say.decidedBy.somebody);
  return {
    heading: statusOf(mail, locale),
    lead: whyOf(mail, locale),
    body: html`<div class="notice" role="alert"><p>${say.meanwhile}</p></div>${rowsOf([
      [say.parts.to, 'to' in mail ? mailbox(mail.to) : recipientOf(mail, locale)],
      ...(name === undefined ? [] : [[say.decidedBy.label, name] satisfies Row]),
    ])}<nav>${'to' in mail ? html`<a href="${pageOfMail(mail)}">${say.show}</a>` : html`<a href="${MAILS_PATH}">${say.back}</a>`}</nav>`,
    isForReading: true,
  };
}

export function noMailPage(locale: Locale): TeamPage {
  const { gone, back } = mailPageWords(locale);
  return { ...gone, status: 404, body: html`<nav><a href="${MAILS_PATH}">${back}</a></nav>` };
}

function rowsAbout({ mail, members, timeZone }: MailFacts, locale: Locale): Row[] {
  const { parts, decidedBy } = mailPageWords(locale);
  const moment = (at: string) => styleOf(locale).moment(at, timeZone);
  const { from, replyTo, to, createdAt, notBefore, sentAt, decidedBy: who } = mail;
  const decider = who !== undefined && (members.find(({ id }) => id === who)?.name ?? decidedBy.somebody);
  return [
    [parts.to, mailbox(to)],
    [parts.from, mailbox(from)],
    ...(replyTo.address === from.address ? [] : [[parts.replyTo, mailbox(replyTo)] satisfies Row]),
    [parts.raised, moment(createdAt)],
    ...(notBefore === undefined ? [] : [[parts.leaves, moment(notBefore)] satisfies Row]),
    ...(sentAt === undefined ? [] : [[parts.left, moment(sentAt)] satisfies Row]),
    ...(decider === false ? [] : [[decidedBy.label, decider] satisfies Row]),
  ];
}

/** Where an address is too long for its line, it breaks where one reads it in two. */
function mailbox({ name, address }: Mailbox): Html {
  const at = address.lastIndexOf('@') + 1;
  return html`<bdi>${name}</bdi>\n<bdi>${address.slice(0, at)}<wbr>${address.slice(at)}</bdi>`;
}

function whatItSays({ mail, text }: MailFacts, locale: Locale): Html {
  const say = mailPageWords(locale);
  if (text === 'hidden' || text === 'unwritable') return html`<p>${say[text]}</p>`;
  return html`<p class="hint">${say.linksAreDead}</p>
<div class="letter" lang="${mail.language}" dir="auto">${beginningOf(text.text.trim())}</div>`;
}

/** Cut between characters as the store counts them: to tell them as people do takes a second for a text this long. */
function beginningOf(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `${text.slice(0, MOST_CHARACTERS).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
