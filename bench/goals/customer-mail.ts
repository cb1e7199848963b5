import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { composeMessage } from '../../functions/mail/compose-message.ts';
import { renderMail } from '../../functions/mail/render-mail.ts';
import { defaultPlaybook } from '../../test/support/default-playbook.ts';
import { sampleCustomerMail } from '../../test/support/sample-mails.ts';
import { type Bench, ratioRow } from '../bench.ts';
import { compare } from '../support/measure.ts';

const MOST_TIMES_THE_COMPOSER = 1.3;

const date = new Date('2026-06-01T00:00:00.000Z');
const addressOf = () => `https://cs.example/w/${'x'.repeat(200)}`;

/** A customer mail from the playbook's template to the bytes on the wire, against the MIME library with the same words. */
export const bench: Bench = {
  name: 'p11',
  async run({ effort }) {
    const rows = [];
    for (const language of ['en', 'ja'] as const) {
      // Names differ from mail to mail, so that nothing written before serves again.
      let written = 0;
      const next = (): OutboxMail => {
        written += 1;
        const name = `Ren Suzuki ${written}`;
        return sampleCustomerMail(language, 'renewal-intent', { contact: { name } });
      };
      const ready = next();
      const { subject, html, text } = renderMail(ready, defaultPlaybook, 'Asia/Tokyo', addressOf);
      const composer = async () =>
        new MailComposer({
          from: ready.from,
          to: ready.to,
          subject,
          text,
          html,
          date,
          textEncoding: language === 'ja' ? 'base64' : 'quoted-printable',
          newline: 'windows',
        })
          .compile()
          .build();
      const ours = async () => {
        const mail = next();
        return composeMessage(mail, renderMail(mail, defaultPlaybook, 'Asia/Tokyo', addressOf), { date });
      };
      const { ratio, subjectInMicroseconds } = await compare(composer, ours, effort);
      rows.push(
        ratioRow(
          {
            goal: 'P11',
            what: `A customer mail in ${language === 'ja' ? 'Japanese' : 'English'}: Liquid, Markdown, MIME`,
            against: 'MailComposer alone, the same words',
            ratio,
            limit: MOST_TIMES_THE_COMPOSER,
          },
          subjectInMicroseconds,
        ),
      );
    }
    return rows;
  },
};
