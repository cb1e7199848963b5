import MailComposer from 'nodemailer/lib/mail-composer';
import { isInLatin } from '../../domain/locale/locale.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { onOneLine, shorten } from './layout/plain-text.ts';
import { domainOf, mailTag, messageIdOf } from './mail-tag.ts';
import { nameInGreeting } from './names.ts';
import type { RenderedMail } from './rendered-mail.ts';

const MOST_CHARACTERS_OF_A_NAME = 80;

/** The message as it goes over the wire: plain ASCII whatever it says, the same bytes for the same mail and moment. */
export async function composeMessage(
  mail: OutboxMail,
  { subject, html, text, optional }: RenderedMail,
  { date, references = [] }: { date: Date; references?: string[] },
): Promise<Buffer> {
  const tag = mailTag(mail);
  const isInternal = mail.content.type !== 'customer';
  const composer = new MailComposer({
    from: mailbox(mail.from),
    to: isInternal ? mailbox(mail.to) : mailbox({ ...mail.to, name: nameInGreeting(mail.to.name) }),
    replyTo: mailbox(mail.replyTo),
    subject,
    text,
    html,
    date,
    messageId: messageIdOf(mail),
    inReplyTo: references.at(-1),
    references: references.length > 0 ? references : undefined,
    headers: {
      // A mail's id names the signal that raised it, and people: a customer gets the tag, which says nothing.
      'X-Sakimawari-Mail': isInternal ? mail.id : tag,
      'Content-Language': mail.language,
      // Not on what stands under a person's name: an answer by an absent customer's mail program is to reach that person.
      ...(isInternal && {
        'Auto-Submitted': 'auto-generated',
        'List-Id': { prepared: true, value: `<${mail.content.type}.sakimawari.${domainOf(mail.from)}>` },
      }),
      // One click out, by RFC 8058. It asks for a DKIM signature over both headers, and SES signs every header.
      ...(optional?.unsubscribeUrl !== undefined && {
        'List-Unsubscribe': { prepared: true, value: `<${optional.unsubscribeUrl}>` },
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    textEncoding: isInLatin(mail.language) ? 'quoted-printable' : 'base64',
    // Short: a boundary that has to be split over lines is read wrongly by some mail servers.
    baseBoundary: tag.slice(0, 16),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return withWindowsLineEnds(await composer.compile().build());
}

/** As mail asks for. The composer's own way to it is one more stream, and looks at each byte by itself. */
const withWindowsLineEnds = (message: Buffer): Buffer =>
  Buffer.from(message.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');

function mailbox({ name, address }: OutboxMail['to']) {
  return { name: shorten(onOneLine(name), MOST_CHARACTERS_OF_A_NAME), address };
}
