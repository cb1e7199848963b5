import PostalMime, { decodeWords, type Email } from 'postal-mime';
import { describe, expect, it } from 'vitest';
import type { LinkAction } from '../../../domain/links/link.ts';
import { linkFor, packLink } from '../../../domain/links/link.ts';
import { type Language, languages } from '../../../domain/locale/locale.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { SesMailTransport } from '../../../functions/aws/ses-mail.ts';
import { sealLink } from '../../../functions/links/link-seal.ts';
import { composeMessage } from '../../../functions/mail/compose-message.ts';
import { mailTag } from '../../../functions/mail/mail-tag.ts';
import { renderMail } from '../../../functions/mail/render-mail.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { sampleCustomerMail } from '../../support/sample-mails.ts';

const date = new Date('2026-06-01T00:00:00.000Z');
const key = Buffer.from('k'.repeat(64));
const addressOf = (linkAction: LinkAction) =>
  `https://cs.example/w/${sealLink(packLink(linkFor(linkAction, date.getTime())), key)}`;

/** What only the company's own people know a customer by. */
const internal = {
  account: 'acct-7731',
  contact: 'u-5512',
  signal: 'logins-fell-91',
  csm: 'staff-44',
  day: '2026-05-17',
};

/** Of each template that goes to customers, with ids that would be seen wherever they came through. */
const customerMails = (language: Language): OutboxMail[] =>
  Object.keys(defaultPlaybook.emails).map((template) => {
    const episode = `${internal.account}/${internal.signal}/${internal.contact}/${internal.day}`;
    return {
      ...sampleCustomerMail(language, template),
      account: internal.account,
      contact: internal.contact,
      person: internal.csm,
      playbook: 'v7',
      id: `${episode}/${template}/${internal.contact}`,
      cause: { signal: internal.signal, episode },
    };
  });

async function wire(mail: OutboxMail): Promise<{ raw: string; read: Email }> {
  const bytes = await composeMessage(mail, renderMail(mail, defaultPlaybook, 'Asia/Tokyo', addressOf), {
    date,
    references: ['<0100@ap-northeast-1.amazonses.com>'],
  });
  return { raw: bytes.toString('latin1'), read: await PostalMime.parse(bytes) };
}

const envelope = ['from', 'to', 'reply-to', 'subject', 'message-id', 'date', 'mime-version', 'content-type'];
const threading = ['in-reply-to', 'references'];
const wayOut = ['list-unsubscribe', 'list-unsubscribe-post'];

describe('a mail to a customer', () => {
  it.each(languages)(
    'tells nothing that is ours, in no header, text or link of any template (%s)',
    async (language) => {
      const mails = customerMails(language);
      expect(mails.length).toBeGreaterThan(5);
      for (const mail of mails) {
        const { raw, read } = await wire(mail);
        const { contract = false } = defaultPlaybook.emails[mail.kind] as { contract?: boolean };
        const expected = ['x-sakimawari-mail', 'content-language', ...envelope, ...threading];
        expect(read.headers.map(({ key: name }) => name).sort(), mail.kind).toEqual(
          [...expected, ...(contract ? [] : wayOut)].sort(),
        );
        const headers = read.headers.map(({ key: name, value }) => `${name}: ${decodeWords(value)}`);
        const seen = [raw, ...headers, read.subject, read.text, read.html].join('\n');
        for (const [what, word] of Object.entries(internal))
          expect(seen, `${what} in ${mail.kind}`).not.toContain(word);
        for (const signal of Object.keys(defaultPlaybook.signals)) {
          expect(headers.join('\n'), `${signal} in ${mail.kind}`).not.toContain(signal);
        }
        for (const template of Object.keys(defaultPlaybook.emails)) expect(headers.join('\n')).not.toContain(template);
        expect(read.attachments).toEqual([]);
      }
    },
  );

  it('travels under a tag that says nothing, and its sender is named by the letter alone', async () => {
    for (const mail of customerMails('en')) {
      const sent: unknown[] = [];
      const client = { send: async ({ input }: { input: unknown }) => sent.push(input) && { MessageId: '1' } };
      const transport = new SesMailTransport(client as never, 'ap-northeast-1', 'sakimawari');
      const { raw } = await wire(mail);
      await transport.send({
        from: mail.from.address,
        to: mail.to.address,
        raw: Buffer.from(raw, 'latin1'),
        tag: mailTag(mail),
        claim: '1',
      });
      const told = JSON.stringify(sent.map((input) => ({ ...(input as object), RawMessage: undefined })));
      for (const word of Object.values(internal)) expect(told).not.toContain(word);
    }
  });
});
