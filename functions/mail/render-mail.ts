import { toOwnPage } from '../../domain/customer-page/invitation.ts';
import type { AddressOf } from '../../domain/links/link.ts';
import type { Locale } from '../../domain/locale/locale.ts';
import { remembered } from '../../domain/locale/remembered.ts';
import { textIn } from '../../domain/locale/text.ts';
import {
  type ApprovalMailContent,
  type CustomerMailContent,
  type DraftMailContent,
  type Letter,
  MOST_CHARACTERS_OF_A_SUBJECT,
} from '../../domain/mail/mail-content.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import {
  asMarkdown,
  type Body,
  cutAtHoles,
  fillHoles,
  renderBody,
  renderSubject,
} from './customers/customer-template.ts';
import { letterLinks } from './customers/letter-links.ts';
import { asEdited, asProposal } from './customers/proposal.ts';
import type { Block } from './layout/blocks.ts';
import { CHOICES } from './layout/choices.ts';
import { escapeHtml } from './layout/html-basics.ts';
import { choicesAsHtml, type LetterExtras, layOutLetter, letterHtml } from './layout/html-layout.ts';
import { mailtoLink } from './layout/mailto-link.ts';
import { markdownToText, readMarkdown } from './layout/markdown.ts';
import { plainName, shorten } from './layout/plain-text.ts';
import { linksOf } from './layout/text-layout.ts';
import { accountIn, accountInLetter, nameInGreeting, personIn } from './names.ts';
import { entryOf } from './playbook-entry.ts';
import type { RenderedMail } from './rendered-mail.ts';
import { renderTeamMail } from './team/render-team-mail.ts';
import { inTeamLayout } from './team/team-layout.ts';
import { mailWords } from './words/words.ts';

/** Puts a mail into words and layout. Throws when its playbook lacks an entry, or its template needs a missing value. */
export function renderMail(
  mail: OutboxMail,
  playbook: Playbook,
  timeZone: string,
  addressOf?: AddressOf,
): RenderedMail {
  const { content } = mail;
  switch (content.type) {
    case 'customer':
      return customerMail(mail, content, playbook, addressOf);
    case 'approval': {
      const { proposal, subject, blocks } = approvalMail(mail, content, playbook, addressOf);
      return { ...inTeamLayout(mail, { subject, blocks }, addressOf), proposal };
    }
    case 'draft': {
      const { proposal, subject, blocks } = draftMail(mail, content, playbook, addressOf);
      return { ...inTeamLayout(mail, { subject, blocks }, addressOf), proposal };
    }
    default:
      return renderTeamMail({ ...mail, content }, playbook, timeZone, addressOf);
  }
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
  const letter = mail.edited
    ? editedLetter(mail.edited)
    : lettersWords(content, mail.language, playbook, {
        hasChoices: links?.choices !== undefined,
        roadmapLink: () => roadmapLinkOf(mail, addressOf),
      });
  const rendered = layOut(letter, mail.language, links);
  if (template.contract) return rendered;
  return { ...rendered, optional: { kind, unsubscribeUrl: links?.footer?.link.url } };
}

interface WrittenLetter {
  subject: string;
  /** With a mark where its choices stand. */
  body: Body;
}

function editedLetter(edited: Letter): WrittenLetter {
  const { subject, body } = asEdited(edited);
  return { subject, body: { markdown: body, values: [] } };
}

/** Of the customer that it goes to, or that the letter in it is for. */
const roadmapLinkOf = ({ account, contact }: OutboxMail, addressOf: AddressOf | undefined) =>
  contact === undefined || addressOf === undefined ? '' : addressOf(toOwnPage(account, contact));

/** The words of a customer mail from its template. */
function lettersWords(
  content: CustomerMailContent,
  locale: Locale,
  playbook: Playbook,
  { hasChoices, roadmapLink }: { hasChoices: boolean; roadmapLink(): string },
): WrittenLetter {
  const template = entryOf(playbook.emails, 'email', content.template);
  const { renewalDate, products = [], contact, account, csm, company } = content;
  const body = textIn(template.body, locale);
  const values = {
    contact: { ...contact, name: nameInGreeting(contact.name) },
    account: { ...account, name: accountInLetter(locale, account.name) },
    csm: { ...csm, name: plainName(csm.name) },
    company,
    renewalDate: renewalDate && mailWords(locale).longDay(renewalDate),
    products: products.length === 0 ? '' : new Intl.ListFormat(locale).format(products),
    answerLinks: hasChoices ? CHOICES : '',
    // Few mails lead there, and to seal a link takes its time.
    roadmapLink: body.includes('roadmapLink') ? roadmapLink() : '',
  };
  const subject = shorten(renderSubject(textIn(template.subject, locale), values), MOST_CHARACTERS_OF_A_SUBJECT);
  return { subject, body: renderBody(body, values) };
}

/** As HTML and as text, with holes where the values belong. */
const proseOf = remembered((markdown) => {
  const said = readMarkdown(markdown);
  return { html: cutAtHoles(letterHtml(said)), text: cutAtHoles(markdownToText(said)) };
});

function layOut({ subject, body }: WrittenLetter, locale: Locale, links: LetterExtras = {}): RenderedMail {
  const { choices, footer } = links;
  const { markdown, values } = body;
  const { html, text } = proseOf(withPlaceForChoices(markdown, choices !== undefined));
  const words = fillHoles(text, values, choicesAsText(choices));
  const below = footer ? `\n\n-- \n${footer.text}\n${linksOf([footer.link])}` : '';
  const written = fillHoles(html, values, choicesAsHtml(choices), escapeHtml);
  return { subject, html: layOutLetter(subject, locale, written, footer), text: `${words}${below}\n` };
}

/** One, between two paragraphs: also where whoever wrote the words left none, or put it amid a sentence. */
function withPlaceForChoices(markdown: string, hasChoices: boolean): string {
  const at = markdown.indexOf(CHOICES);
  if (at === -1) return hasChoices ? `${markdown}\n\n${CHOICES}\n` : markdown;
  const after = markdown.slice(at + 1).replaceAll(CHOICES, '');
  return `${markdown.slice(0, at).trimEnd()}\n\n${CHOICES}\n\n${after.trimStart()}`;
}

function choicesAsText(choices: LetterExtras['choices']): string {
  if (choices === undefined) return '';
  return `${choices.question === undefined ? '' : `${choices.question}\n`}${linksOf(choices.links)}`;
}

/** What the CSM may send from the page behind its button, or from their own mail program. */
function draftMail(
  draft: OutboxMail,
  { mail, to, language: customers }: DraftMailContent,
  playbook: Playbook,
  addressOf: AddressOf | undefined,
): { subject: string; blocks: Block[]; proposal: Letter } {
  const { id, account: accountId, person: reader, language: locale } = draft;
  const say = mailWords(locale).draft;
  const roadmapLink = () => roadmapLinkOf(draft, addressOf);
  const letter = lettersWords(mail, customers, playbook, { hasChoices: false, roadmapLink });
  const ready = layOut(letter, customers);
  const person = personIn(locale, to);
  const account = accountIn(locale, mail.account);
  const own = mailtoLink(to.address, ready);
  return {
    subject: say.subject(person, account),
    blocks: [
      { type: 'ask', text: say.title(person, account) },
      { type: 'paragraph', text: say.lead },
      ...ways(),
      { type: 'heading', text: say.to },
      { type: 'copy', text: mailboxOf(to) },
      { type: 'heading', text: say.subjectLine },
      { type: 'copy', text: ready.subject },
      { type: 'heading', text: say.text },
      { type: 'copy', text: ready.text.trimEnd() },
    ],
    proposal: asProposal({ subject: letter.subject, body: asMarkdown(letter.body) }, locale),
  };

  /** Without pages only their mail program is left, and a text that is too long for a link has to be copied. */
  function ways(): Block[] {
    if (addressOf && reader !== undefined) {
      return [
        {
          type: 'button',
          label: say.toPage,
          url: addressOf({ to: 'draft', account: accountId, mail: id, person: reader }),
        },
      ];
    }
    return [
      { type: 'button', label: say.open, url: own.url },
      ...(own.hasText ? [] : [{ type: 'paragraph', text: say.tooLong } as const]),
    ];
  }
}

/** What the CSM is asked: the very words, and one button that leads to the page where they decide. */
function approvalMail(
  asking: OutboxMail,
  { mail, to, approves, language: customers }: ApprovalMailContent,
  playbook: Playbook,
  addressOf: AddressOf | undefined,
): { subject: string; blocks: Block[]; proposal: Letter } {
  const { language: locale, account: accountId, person } = asking;
  const say = mailWords(locale).approval;
  const { to: toWhom, subjectLine, text } = mailWords(locale).draft;
  const template = entryOf(playbook.emails, 'email', mail.template);
  const shown = letterLinks({ ...asking, language: customers }, mail, template, () => '');
  const letter = lettersWords(mail, customers, playbook, {
    hasChoices: shown.choices !== undefined,
    roadmapLink: () => roadmapLinkOf(asking, addressOf),
  });
  const labels = shown.choices?.links.map(({ label }) => `[${label}]`).join(' ') ?? '';
  const name = personIn(locale, to);
  const account = accountIn(locale, mail.account);
  const button =
    addressOf && person !== undefined
      ? [
          {
            type: 'button' as const,
            label: say.open,
            url: addressOf({ to: 'approval', account: accountId, mail: approves, person }),
          },
        ]
      : [];
  return {
    subject: say.subject(name, account),
    blocks: [
      { type: 'ask', text: say.title(name, account) },
      { type: 'paragraph', text: say.lead(playbook.customerMail.approveWithinDays) },
      ...button,
      { type: 'heading', text: toWhom },
      { type: 'copy', text: mailboxOf(to) },
      { type: 'heading', text: subjectLine },
      { type: 'copy', text: letter.subject },
      { type: 'heading', text },
      {
        type: 'copy',
        text: fillHoles(proseOf(letter.body.markdown).text, letter.body.values, labels).trimEnd(),
      },
    ],
    proposal: asProposal({ subject: letter.subject, body: asMarkdown(letter.body) }, locale),
  };
}

function mailboxOf({ name, address }: { name: string; address: string }): string {
  const named = nameInGreeting(name);
  return named === '' ? address : `${named} <${address}>`;
}
