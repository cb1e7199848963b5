import { pageOfMail } from '../../../domain/links/team-pages.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { recipientOf, statusOf, whatItIs } from '../mails/mail-line.ts';
import type { Column } from '../parts/data-table.ts';
import { type Drawing, listOf, sectionOf } from './section.ts';
import { accountWords } from './words/words.ts';

/** The latest first; the words of each are on its own page. */
export const mailsSection = (drawing: Drawing): Html => sectionOf(drawing, 'mails', listOfMails(drawing));

export function listOfMails(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { mails: say } = accountWords(locale);
  const { longDay } = mailWords(locale);
  const columns: Column<OutboxMail>[] = [
    {
      heading: say.subject,
      cell: (mail) => html`<a class="whole" href="${pageOfMail(mail)}">${whatItIs(mail, facts.playbook, locale)}</a>`,
    },
    { heading: say.to, cell: (mail) => recipientOf(mail, locale) },
    {
      heading: say.day,
      isShort: true,
      cell: ({ sentAt, createdAt }) => longDay(facts.dayOf(Date.parse(sentAt ?? createdAt))),
    },
    { heading: say.state, isShort: true, cell: (mail) => statusOf(mail, locale) },
  ];
  return listOf(drawing, 'mails', { shown: facts.mails, columns, none: say.none });
}
