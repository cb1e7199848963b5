import { describe, expect, it } from 'vitest';
import type { AddressOf } from '../../../../domain/links/link.ts';
import { pageToLogFor } from '../../../../domain/links/team-pages.ts';
import type { OutboxMail } from '../../../../domain/outbox/outbox.ts';
import { renderMail } from '../../../../functions/mail/render-mail.ts';
import { defaultPlaybook } from '../../../support/default-playbook.ts';
import {
  sampleApprovalMail,
  sampleCustomerMail,
  sampleDigestMail,
  sampleDraftMail,
  sampleHealthListMail,
  sampleKpiReportMail,
  sampleLateMail,
  sampleMovedMail,
  sampleNotificationMail,
  sampleOperatorMail,
  sampleTaskMail,
} from '../../../support/sample-mails.ts';

const addressOf: AddressOf = Object.assign(() => 'https://cs.example/w/x', {
  page: (path: string) => `https://cs.example${path}`,
});
const pagesIn = (mail: OutboxMail) => {
  const { text, html } = renderMail(mail, defaultPlaybook, 'Asia/Tokyo', addressOf);
  const [, page] = /(?:See it on the team's pages|チームの画面で見る):\n(\S+)/.exec(text) ?? [];
  if (page !== undefined) expect(html).toContain(`href="${page}"`);
  return page;
};

describe.each(['en', 'ja'] as const)('a mail to the team leads to the page about it (%s)', (language) => {
  it.each([
    ['a task', sampleTaskMail(language), 'tasks/t1'],
    ['a late task', sampleLateMail(language, 'reminder'), 'tasks/'],
    ['a task that was handed over', sampleMovedMail(language, 'handed-over'), 'tasks/'],
    ['what a customer said', sampleNotificationMail(language), 'accounts/'],
    ['the day', sampleDigestMail(language), ''],
    ['the week', sampleHealthListMail(language), 'meeting'],
    ['what the installation lacks', sampleOperatorMail(language), 'set-up'],
    ['the month', sampleKpiReportMail(language), 'kpis'],
    ['a letter to send by hand', sampleDraftMail(language), 'accounts/'],
    ['a mail that waits for a word', sampleApprovalMail(language), 'mails/'],
  ])('%s', (_, mail, path) => {
    expect(pagesIn(mail)).toMatch(new RegExp(`^https://cs\\.example/${path}`));
  });

  it('and a customer’s to none', () => {
    expect(pagesIn(sampleCustomerMail(language, 'renewal-intent'))).toBeUndefined();
  });
});

describe.each([
  ['en', 'Log what you did'],
  ['ja', '活動を記録する'],
] as const)(
  'a mail that gives somebody something to do leads to where they log what they did (%s)',
  (language, label) => {
    const logIn = (mail: OutboxMail) => {
      const { text, html } = renderMail(mail, defaultPlaybook, 'Asia/Tokyo', addressOf);
      const [, page] = new RegExp(`${label}:\\n(\\S+)`).exec(text) ?? [];
      if (page !== undefined) expect(html).toContain(`href="${page}"`);
      return page;
    };

    it.each([
      ['a task', sampleTaskMail(language)],
      ['a late task', sampleLateMail(language, 'reminder')],
      ['a task that was handed over', sampleMovedMail(language, 'handed-over')],
    ])('%s', (_, mail) => {
      expect(logIn(mail)).toBe(`https://cs.example/activities?account=${mail.account}`);
    });

    it('and others do not', () => {
      expect(logIn(sampleLateMail(language, 'escalation'))).toBeUndefined();
      expect(logIn(sampleDigestMail(language))).toBeUndefined();
    });
  },
);

it('an account of any name is found where something is logged for it', () => {
  expect(pageToLogFor('a&b/株')).toBe('/activities?account=a%26b%2F%E6%A0%AA');
});

it('a mail without pages leads to none', () => {
  const { text } = renderMail(sampleTaskMail('en'), defaultPlaybook, 'Asia/Tokyo');
  expect(text).not.toContain("See it on the team's pages");
});
