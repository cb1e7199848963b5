import type { AddressOf } from '../../../domain/links/link.ts';
import { MOST_CHARACTERS_OF_A_SUBJECT } from '../../../domain/mail/mail-content.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { Block } from '../layout/blocks.ts';
import { layOutHtml } from '../layout/html-layout.ts';
import { onOneLine, shorten } from '../layout/plain-text.ts';
import { layOutText } from '../layout/text-layout.ts';
import type { RenderedMail } from '../rendered-mail.ts';
import { withPage } from './page-link.ts';

/** What a mail says in the layout of those to the team, with the page about it. */
export function inTeamLayout(
  mail: Pick<OutboxMail, 'account' | 'content' | 'language'>,
  { subject, blocks }: { subject: string; blocks: Block[] },
  addressOf: AddressOf | undefined,
): RenderedMail {
  const { language: locale } = mail;
  const line = shorten(onOneLine(subject), MOST_CHARACTERS_OF_A_SUBJECT);
  const all = withPage(mail, blocks, locale, addressOf);
  return { subject: line, html: layOutHtml(line, locale, all), text: layOutText(all) };
}
