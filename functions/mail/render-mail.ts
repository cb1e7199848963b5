import type { Language } from '../../domain/account.ts';
import type { CustomerMailContent, DraftMailContent } from '../../domain/mail-content.ts';
import type { OutboxMail } from '../../domain/outbox.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { Block } from './blocks.ts';
import { renderBody, renderSubject } from './customer-template.ts';
import { digestMail } from './digest-mail.ts';
import { healthListMail } from './health-list-mail.ts';
import { layOutHtml, layOutLetter } from './html-layout.ts';
import { lateTaskMail } from './late-task-mail.ts';
import { markdownToText } from './markdown.ts';
import { operatorMail } from './operator-mail.ts';
import { onOneLine, shorten } from './plain-text.ts';
import { entryOf } from './playbook-entry.ts';
import { taskMail } from './task-mail.ts';
import { layOutText } from './text-layout.ts';
import { words } from './words.ts';

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

const MOST_CHARACTERS_OF_A_SUBJECT = 200;
/** Longer links are cut by mail programs; Japanese takes nine characters a letter. */
const MOST_CHARACTERS_OF_A_LINK = 1900;

/** Puts a mail into words and layout. Throws when its playbook lacks an entry, or its template needs a missing value. */
export function renderMail(mail: OutboxMail, playbook: Playbook, timeZone: string): RenderedMail {
  const { content, language } = mail;
  switch (content.type) {
    case 'customer':
      return letter(content, language, playbook);
    case 'task':
      return internal(language, taskMail(content, language, playbook, mail.playbook));
    case 'reminder':
    case 'escalation':
      return internal(language, lateTaskMail(content, language, playbook));
    case 'digest':
      return internal(language, digestMail(content, language, playbook));
    case 'health-list':
      return internal(language, healthListMail(content, language, playbook));
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

function letter(content: CustomerMailContent, language: Language, playbook: Playbook): RenderedMail {
  const template = entryOf(playbook.emails, 'email', content.template);
  const { renewalDate, contact, account, csm, company } = content;
  const values = {
    contact,
    account,
    csm,
    company,
    renewalDate: renewalDate && words[language].longDay(renewalDate),
  };
  const subject = shorten(renderSubject(template.subject[language], values), MOST_CHARACTERS_OF_A_SUBJECT);
  const markdown = renderBody(template.body[language], values);
  return { subject, html: layOutLetter(subject, language, markdown), text: `${markdownToText(markdown)}\n` };
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
