import type { Language } from '../../domain/account.ts';
import type { AddressOf } from '../../domain/links/link.ts';
import type { CustomerMailContent, DraftMailContent } from '../../domain/mail-content.ts';
import type { MailKind } from '../../domain/mail-kinds.ts';
import type { OutboxMail } from '../../domain/outbox.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { Block } from './blocks.ts';
import { renderBody, renderSubject } from './customer-template.ts';
import { CHOICES, type LetterExtras, layOutHtml, layOutLetter } from './html-layout.ts';
import { lateTaskMail } from './late-task-mail.ts';
import { letterLinks } from './letter-links.ts';
import { markdownToText, readMarkdown } from './markdown.ts';
import { movedTaskMail } from './moved-task-mail.ts';
import { operatorMail } from './operator-mail.ts';
import { onOneLine, shorten } from './plain-text.ts';
import { entryOf } from './playbook-entry.ts';
import { taskActions } from './task-actions.ts';
import { taskMail } from './task-mail.ts';
import { layOutText, linksOf } from './text-layout.ts';
import { words } from './words.ts';

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
  /** Of an automatic mail to a customer that they may choose not to get. */
  optional?: { kind: MailKind; unsubscribeUrl?: string };
}

const MOST_CHARACTERS_OF_A_SUBJECT = 200;
/** Longer links are cut by mail programs; Japanese takes nine characters a letter. */
const MOST_CHARACTERS_OF_A_LINK = 1900;

/** Puts a mail into words and layout. Throws when its playbook lacks an entry, or its template needs a missing value. */
export function renderMail(
  mail: OutboxMail,
  playbook: Playbook,
  timeZone: string,
  addressOf?: AddressOf,
): RenderedMail {
  const { content, language } = mail;
  const actions = taskActions(mail, language, addressOf);
  switch (content.type) {
    case 'customer':
      return customerMail(mail, content, playbook, addressOf);
    case 'task':
      return internal(language, taskMail(content, language, playbook, mail.playbook, actions));
    case 'reminder':
    case 'escalation':
      return internal(language, lateTaskMail(content, language, playbook, actions));
    case 'handed-over':
    case 'returned':
      return internal(language, movedTaskMail(content, language, playbook, actions));
    case 'draft':
      return internal(language, draftMail(content, language, playbook));
    case 'operator':
      return internal(language, operatorMail(content, language, timeZone));
  }
}

function internal(language: Language, { subject, blocks }: { subject: string; blocks: Block[] }): RenderedMail {
  const line = shorten(onOneLine(subject), MOST_CHARACTERS_OF_A_SUBJECT);
  return { subject: line, html: layOutHtml(line, language, blocks), text: layOutText(blocks) };
}

/** A mail that goes to the customer by itself, with what they can answer by one click. */
function customerMail(
  mail: OutboxMail,
  content: CustomerMailContent,
  playbook: Playbook,
  addressOf: AddressOf | undefined,
): RenderedMail {
  const template = entryOf(playbook.emails, 'email', content.template);
  const kind = template.kind ?? 'guidance';
  const links = addressOf && letterLinks(mail, content, template, addressOf);
  const rendered = letter(content, mail.language, playbook, links);
  if (template.contract) return rendered;
  return { ...rendered, optional: { kind, unsubscribeUrl: links?.footer?.link.url } };
}

function letter(
  content: CustomerMailContent,
  language: Language,
  playbook: Playbook,
  links: LetterExtras = {},
): RenderedMail {
  const template = entryOf(playbook.emails, 'email', content.template);
  const { renewalDate, contact, account, csm, company } = content;
  const { choices, footer } = links;
  const values = {
    contact,
    account,
    csm,
    company,
    renewalDate: renewalDate && words[language].longDay(renewalDate),
    answerLinks: choices ? CHOICES : '',
  };
  const subject = shorten(renderSubject(template.subject[language], values), MOST_CHARACTERS_OF_A_SUBJECT);
  const body = renderBody(template.body[language], values);
  // Whoever wrote the words left no place for it.
  const said = readMarkdown(choices && !body.includes(CHOICES) ? `${body}\n\n${CHOICES}\n` : body);
  const text = markdownToText(said).replace(CHOICES, () => choicesAsText(choices));
  const below = footer ? `\n\n-- \n${footer.text}\n${linksOf([footer.link])}` : '';
  return { subject, html: layOutLetter(subject, language, said, links), text: `${text}${below}\n` };
}

function choicesAsText(choices: LetterExtras['choices']): string {
  if (choices === undefined) return '';
  return `${choices.question === undefined ? '' : `${choices.question}\n`}${linksOf(choices.links)}`;
}

function draftMail(
  { mail, to, language: customerLanguage }: DraftMailContent,
  language: Language,
  playbook: Playbook,
): { subject: string; blocks: Block[] } {
  const say = words[language].draft;
  const ready = letter(mail, customerLanguage, playbook);
  const person = shorten(to.name, 60);
  const account = shorten(mail.account.name, 60);
  const withText = mailtoLink(to.address, ready.subject, ready.text);
  const fits = withText.length <= MOST_CHARACTERS_OF_A_LINK;
  return {
    subject: say.subject(person, account),
    blocks: [
      { type: 'ask', text: say.title(person, account) },
      { type: 'paragraph', text: say.lead },
      { type: 'button', label: say.open, url: fits ? withText : mailtoLink(to.address, ready.subject) },
      ...(fits ? [] : [{ type: 'paragraph', text: say.tooLong } as const]),
      { type: 'heading', text: say.to },
      { type: 'copy', text: `${onOneLine(to.name)} <${to.address}>` },
      { type: 'heading', text: say.subjectLine },
      { type: 'copy', text: ready.subject },
      { type: 'heading', text: say.text },
      { type: 'copy', text: ready.text.trimEnd() },
    ],
  };
}

function mailtoLink(address: string, subject: string, body?: string): string {
  const link = `mailto:${encodeURIComponent(address)}?subject=${encodeURIComponent(subject)}`;
  return body === undefined ? link : `${link}&body=${encodeURIComponent(body.replace(/\n/g, '\r\n'))}`;
}
