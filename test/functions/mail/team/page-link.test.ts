import { describe, expect, it } from 'vitest';
import type { AddressOf } from '../../../../domain/links/link.ts';
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

it('a mail without pages leads to none', () => {
  const { text } = renderMail(sampleTaskMail('en'), defaultPlaybook, 'Asia/Tokyo');
  expect(text).not.toContain("See it on the team's pages");
});
