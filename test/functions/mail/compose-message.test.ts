import fc from 'fast-check';
import PostalMime, { decodeWords } from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../domain/locale/locale.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { composeMessage } from '../../../functions/mail/compose-message.ts';
import { mailTag } from '../../../functions/mail/mail-tag.ts';
import { renderMail } from '../../../functions/mail/render-mail.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { sampleCustomerMail, sampleOperatorMail, sampleTaskMail } from '../../support/sample-mails.ts';

const date = new Date('2026-06-01T00:00:00.000Z');

async function compose(mail: OutboxMail, references: string[] = []): Promise<string> {
  const raw = await composeMessage(mail, renderMail(mail, defaultPlaybook, 'Asia/Tokyo'), { date, references });
  return raw.toString('latin1');
}

const headersOf = (raw: string) => raw.slice(0, raw.indexOf('\r\n\r\n'));

describe('a message', () => {
  it('is plain ASCII in lines that every server takes', async () => {
    for (const language of languages) {
      for (const mail of [sampleTaskMail(language), sampleCustomerMail(language, 'renewal-intent')]) {
        const raw = await compose(mail);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII is what is looked for
        expect(raw).not.toMatch(/[^\x00-\x7f]/);
        expect(raw).not.toMatch(/[^\r]\n|\r[^\n]/);
        expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(100);
      }
    }
  });

  it('comes out of a mail program as it was put in', async () => {
    const mail = sampleCustomerMail('ja', 'renewal-intent');
    const rendered = renderMail(mail, defaultPlaybook, 'Asia/Tokyo');
    const parsed = await PostalMime.parse(await compose(mail));
    expect(parsed.from).toMatchObject({ name: '白石 葵', address: 'aoi@mirai.example' });
    expect(parsed.replyTo?.[0]).toMatchObject({ address: 'aoi@mirai.example' });
    expect(parsed.to?.[0]).toMatchObject({ name: '鈴木 蓮', address: 'ren@shinonome.example' });
    expect(parsed.subject).toBe(rendered.subject);
    expect(parsed.text?.trim()).toBe(rendered.text.trim());
    expect(parsed.html?.trim()).toBe(rendered.html.trim());
    expect(parsed.headers.find(({ key }) => key === 'x-sakimawari-mail')?.value).toBe(mailTag(mail));
  });

  it('is the same to the byte each time it is written', async () => {
    expect(await compose(sampleTaskMail('ja'))).toBe(await compose(sampleTaskMail('ja')));
  });

  it('carries an id made of the mail’s, so that two mails never share one', async () => {
    const mail = sampleTaskMail('en');
    expect(headersOf(await compose(mail))).toContain(`Message-ID: <${mailTag(mail)}@mirai.example>`);
    expect(mailTag(mail)).toMatch(/^[0-9a-f]{32}$/);
    expect(mailTag({ ...mail, account: 'other' })).not.toBe(mailTag(mail));
  });

  it('says of itself that it was written by a machine, when it goes to a colleague', async () => {
    expect(headersOf(await compose(sampleTaskMail('en')))).toContain('Auto-Submitted: auto-generated');
    expect(headersOf(await compose(sampleOperatorMail('en')))).toContain('Auto-Submitted: auto-generated');
    expect(headersOf(await compose(sampleCustomerMail('en', 'win-back')))).not.toContain('Auto-Submitted');
  });

  it('can be sorted by a rule of the mail program when it goes to a colleague, and by no list when to a customer', async () => {
    expect(headersOf(await compose(sampleTaskMail('en')))).toMatch(/^List-ID: <task\.sakimawari\.mirai\.example>\r$/im);
    expect(headersOf(await compose(sampleCustomerMail('en', 'win-back')))).not.toMatch(/^List-ID/im);
  });

  it('refers to the mails before it', async () => {
    const raw = await compose(sampleCustomerMail('en', 'renewal-reminder'), ['<a@x.example>', '<b@x.example>']);
    expect(headersOf(raw)).toContain('In-Reply-To: <b@x.example>\r\n');
    expect(headersOf(raw)).toContain('References: <a@x.example> <b@x.example>\r\n');
  });
});

describe('whatever a name holds', () => {
  const nasty = fc.string({
    unit: fc.constantFrom(
      'a',
      'é',
      '東',
      '👩‍🚀',
      '"',
      '<',
      '>',
      ',',
      ';',
      '@',
      '\\',
      ' ',
      '\t',
      '\r',
      '\n',
      '\u2028',
      '\u202e',
      '\0',
      'Bcc:',
      '=?utf-8?B?YQ==?=',
    ),
    minLength: 1,
    maxLength: 60,
  });

  it('no header line is added and no address changed', async () => {
    const expected = headersOf(await compose(sampleCustomerMail('en', 'win-back')));
    const namesOf = (headers: string) => headers.match(/^[A-Za-z-]+(?=:)/gm);
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (name, account) => {
        const mail = sampleCustomerMail('en', 'win-back', { contact: { name }, account: { name: account } });
        const raw = await compose({ ...mail, from: { ...mail.from, name: account } });
        expect(namesOf(headersOf(raw))).toEqual(namesOf(expected));
        const parsed = await PostalMime.parse(raw);
        expect(parsed.to?.map(({ address }) => address)).toEqual(['ren@shinonome.example']);
        expect(parsed.from?.address).toBe('aoi@mirai.example');
        expect(parsed.bcc).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  it('an id of any characters comes back out of its header', async () => {
    const id = `${'顧客'.repeat(60)}/renewal-due/2026-09-01/2026-06-01/renewal-intent/👩‍🚀 x`;
    const raw = await compose({ ...sampleTaskMail('ja'), id });
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    const parsed = await PostalMime.parse(raw);
    const header = parsed.headers.find(({ key }) => key === 'x-sakimawari-mail');
    expect(decodeWords(header?.value as string)).toBe(id);
  });
});
