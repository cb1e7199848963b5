import { expect, test } from 'vitest';
import { renderMail } from '../../../../functions/mail/render-mail.ts';
import { caseBlocks } from '../../../../functions/mail/team/signal-data-blocks.ts';
import { defaultPlaybook } from '../../../support/default-playbook.ts';
import { sampleTaskMail } from '../../../support/sample-mails.ts';

const cases = {
  kind: 'invoice' as const,
  rows: [
    { id: 'in_1', since: '2026-06-01', value: 33_000, currency: 'JPY' },
    { id: 'in_2', since: '2026-06-03', value: 199.5, currency: 'USD' },
    { id: 'in_3', since: '2026-06-04' },
  ],
};

test('invoices stand one by one, each in its own currency', () => {
  expect(caseBlocks({ cases, moreCases: 2 }, 'en')).toEqual([
    { type: 'heading', text: 'Unpaid invoices' },
    {
      type: 'facts',
      rows: [
        { label: 'in_1', value: '¥33,000 · since Mon 1 Jun' },
        { label: 'in_2', value: '$199.50 · since Wed 3 Jun' },
        { label: 'in_3', value: 'since Thu 4 Jun' },
      ],
    },
    { type: 'paragraph', text: expect.stringContaining('2') },
  ]);
  expect(caseBlocks({}, 'ja')).toEqual([]);
});

test('the mail of a failed payment shows them, with a page beside it and without', () => {
  const mail = sampleTaskMail('ja', { signal: 'payment-failed', evidence: { value: 3, days: 2 }, subject: null });
  const withCases = {
    ...mail,
    content: { ...mail.content, data: { ...(mail.content as { data: object }).data, cases } },
  };
  const { text } = renderMail(withCases as typeof mail, defaultPlaybook, 'Asia/Tokyo');
  expect(text).toContain('お支払いができていない請求');
  expect(text).toMatch(/in_1.*[¥￥]33,000/);
});
