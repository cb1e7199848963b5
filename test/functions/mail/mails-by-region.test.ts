import { describe, expect, it, test } from 'vitest';
import type { Locale } from '../../../domain/locale/locale.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { Signal } from '../../../domain/playbook/playbook.ts';
import { composeMessage } from '../../../functions/mail/compose-message.ts';
import { renderMail } from '../../../functions/mail/render-mail.ts';
import { whatMoved } from '../../../functions/mail/team/what-moved.ts';
import { mailWords } from '../../../functions/mail/words/words.ts';
import { sampleCustomerMail, sampleTaskMail } from '../../support/sample-mails.ts';
import { defaultPlaybook } from '../../support/story.ts';

const rendered = (mail: OutboxMail, language: Locale) =>
  renderMail({ ...mail, language }, defaultPlaybook, 'Asia/Tokyo');

describe('a mail to the customer', () => {
  const english = sampleCustomerMail('en', 'renewal-intent');
  const japanese = sampleCustomerMail('ja', 'renewal-intent');

  test.each<[Locale, OutboxMail, string]>([
    ['en', english, '1 September 2026'],
    ['en-GB', english, '1 September 2026'],
    ['en-AU', english, '1 September 2026'],
    ['en-US', english, 'September 1, 2026'],
    ['ja', japanese, '2026年9月1日'],
    ['ja-JP', japanese, '2026年9月1日'],
  ])('names the renewal date in %s', (locale, mail, date) => {
    const { subject, text, html } = rendered(mail, locale);
    expect(`${subject}\n${text}`).toContain(date);
    expect(html).toContain(`<html lang="${locale}">`);
  });

  it('says its language and region to the mail program, Japanese in Base64', async () => {
    const written = async (mail: OutboxMail) =>
      (await composeMessage(mail, rendered(mail, mail.language), { date: new Date(0) })).toString();
    const british = await written({ ...english, language: 'en-GB' });
    expect(british).toContain('Content-Language: en-GB');
    expect(british).toContain('Content-Transfer-Encoding: quoted-printable');
    expect(await written({ ...japanese, language: 'ja-JP' })).toContain('Content-Transfer-Encoding: base64');
  });

  it('is in Japan the same with the region as without, but for its tag', () => {
    const withoutTag = (locale: Locale) => rendered(japanese, locale).html.replaceAll(`lang="${locale}"`, '');
    expect(withoutTag('ja-JP')).toBe(withoutTag('ja'));
  });
});

describe('a mail to a colleague', () => {
  const mail = sampleTaskMail('en');

  it('writes days and money as their region does', () => {
    expect(rendered(mail, 'en').text).toContain('¥');
    expect(rendered(mail, 'en-GB').text).toContain('JP¥');
    expect(rendered(mail, 'en-US').subject).toMatch(/by [A-Z][a-z]{2}, [A-Z][a-z]{2} \d+$/);
    expect(rendered(mail, 'en-GB').subject).toBe(rendered(mail, 'en').subject);
  });

  it('is spelled as the British do only to them', () => {
    const signal = defaultPlaybook.signals['licenses-nearly-full'] as Signal;
    const wordsOf = (locale: Locale) => {
      const { activatedUsers, users } = mailWords(locale).data;
      const evidence = { share: 0.9, users: 9, limit: 10 };
      const moved = whatMoved(signal, { subject: null, evidence }, locale, defaultPlaybook);
      return [activatedUsers, users(9, 10), moved?.text].join(' ');
    };
    expect(wordsOf('en')).toMatch(/Licenses taken up 9 of 10 licenses of the licenses are taken up/);
    expect(wordsOf('en-US')).toBe(wordsOf('en'));
    expect(wordsOf('en-GB')).toBe(wordsOf('en').replaceAll('icense', 'icence'));
  });
});
