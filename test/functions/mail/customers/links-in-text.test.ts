import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../../domain/locale/locale.ts';
import { composeMessage } from '../../../../functions/mail/compose-message.ts';
import { isNoPersonsName, withoutAnyLinks, withoutLinks } from '../../../../functions/mail/customers/links-in-text.ts';
import { accountIn, nameInGreeting, personIn } from '../../../../functions/mail/names.ts';
import { renderMail } from '../../../../functions/mail/render-mail.ts';
import { defaultPlaybook } from '../../../support/default-playbook.ts';
import { sampleCustomerMail, sampleDraftMail, sampleTaskMail } from '../../../support/sample-mails.ts';

const noNames = [
  'Taro http://evil.example',
  'Taro evil.example/pay',
  'evil.example',
  'ＨＴＴＰ：／／ｅｖｉｌ．ｅｘａｍｐｌｅ',
  '山田 www.evil.example',
  'Pay at evil。example',
  'mailto:eve@evil.example',
  'Taro <eve@evil.example>',
  'eve＠evil.example',
  'Taro hxxps://evil.example',
];
const names = [
  'Taro Yamada',
  '山田 太郎',
  'J.Smith',
  'T. Yamada',
  'Dr. Smith',
  'Martin Luther King Jr.',
  "O'Neil",
  'Jean-Luc',
  '㈱',
];

describe('what stands for a person’s name', () => {
  it.each(noNames)('is none where it holds an address or a link: %s', (name) => {
    expect(isNoPersonsName(name)).toBe(true);
    expect(nameInGreeting(name)).toBe('');
    for (const language of languages) expect(personIn(language, { id: 'u', name })).not.toMatch(/evil/i);
  });

  it.each(names)('is kept as it is: %s', (name) => {
    expect(nameInGreeting(name)).toBe(name);
    expect(personIn('en', { id: 'u', name })).toBe(name);
  });

  it.each(noNames)(
    'greets nobody by it, in no header, subject or body, and in no mail to a colleague: %s',
    async (name) => {
      for (const language of languages) {
        const customers = Object.keys(defaultPlaybook.emails).map((template) => {
          const mail = sampleCustomerMail(language, template, { contact: { name } });
          return { ...mail, to: { ...mail.to, name } };
        });
        const draft = sampleDraftMail(language);
        const mails = [
          ...customers,
          { ...draft, content: { ...draft.content, mail: customers[0]?.content, to: { ...draft.to, name } } as never },
          sampleTaskMail(language, { subject: { id: 'ren', name } }),
        ];
        for (const mail of mails) {
          const rendered = renderMail(mail, defaultPlaybook, 'Asia/Tokyo', () => 'https://cs.test/w/token');
          const raw = await composeMessage(mail, rendered, { date: new Date(0) });
          const { to, subject, html, text } = await PostalMime.parse(raw);
          expect(JSON.stringify([to?.[0]?.name, subject, html, text]).normalize('NFKC')).not.toMatch(/evil/i);
        }
      }
    },
  );
});

describe('what stands for a company’s name', () => {
  it('keeps a domain that it is, and loses addresses and links', () => {
    expect(withoutLinks('Booking.com Japan')).toBe('Booking.com Japan');
    expect(withoutLinks('㈱コア')).toBe('㈱コア');
    expect(withoutLinks('Koa (see https://evil.example/x)')).toBe('Koa (see …)');
    expect(accountIn('en', { name: 'http://evil.example' })).toBe('An account without a name');
    expect(accountIn('ja', { name: 'eve@evil.example' })).toBe('社名が未登録のお客様');
  });

  it('is written around in a letter where nothing is left of it', () => {
    for (const [language, words] of [
      ['en', 'your team'],
      ['ja', '貴社'],
    ] as const) {
      const mail = sampleCustomerMail(language, 'win-back', { account: { name: 'https://evil.example' } });
      const { subject, text } = renderMail(mail, defaultPlaybook, 'Asia/Tokyo');
      expect(subject + text).toContain(words);
      expect(subject + text).not.toContain('evil');
    }
  });
});

it('leaves out of a customer’s words what a mail program would make a link of', () => {
  expect(
    withoutAnyLinks('Look at evil.example/pay and http://evil.example, 詳しくはwww.evil.exampleへ。'),
  ).not.toContain('evil');
  expect(withoutAnyLinks('We use Node.js 3.5, e.g. in report.csv.')).toBe('We use Node.js 3.5, e.g. in report.csv.');
  expect(withoutAnyLinks('レポートが遅い。改善してほしい。')).toBe('レポートが遅い。改善してほしい。');
});
