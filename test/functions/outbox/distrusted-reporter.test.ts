import { expect, test } from 'vitest';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { findDistrustedReporter } from '../../../functions/outbox/distrusted-reporter.ts';
import { sampleCustomerMail, sampleTaskMail } from '../../support/sample-mails.ts';

const HOUR = 3_600_000;
const NARROWED = Date.parse('2026-06-01T00:00:00Z');
const mail: OutboxMail = { ...sampleCustomerMail('en', 'renewal-intent'), account: 'koa', contact: 'eve' };

const reporterOf = (
  reportedBy: Record<string, string> | undefined,
  reportedAt = NARROWED - HOUR,
  narrowedAt: string | undefined = new Date(NARROWED).toISOString(),
) =>
  findDistrustedReporter(
    {
      findRecords: async () =>
        [
          {
            facts: { id: 'eve', account: 'koa' },
            reportedAt: { email: reportedAt, role: reportedAt },
            ...(reportedBy && { reportedBy }),
          },
        ] as never,
    },
    { find: async (name) => (name === 'page' ? { name, ...(narrowedAt !== undefined && { narrowedAt }) } : { name }) },
  );

test('a customer’s mail waits for a person where a key that stood in a page told whom it goes to', async () => {
  expect(await reporterOf({ email: 'page' })(mail)).toBe('page');
  expect(await reporterOf({ role: 'page', email: 'server' })(mail)).toBe('page');
  // By a clock that is ahead.
  expect(await reporterOf({ email: 'page' }, NARROWED + HOUR)(mail)).toBe('page');
});

test('it goes where an import, the HTTP API, an earlier release or somebody who may told it, or a person wants it', async () => {
  expect(await reporterOf(undefined)(mail)).toBeNull();
  expect(await reporterOf({ email: 'server' })(mail)).toBeNull();
  expect(await reporterOf({ email: 'page' }, NARROWED + HOUR + 1)(mail)).toBeNull();
  expect(await reporterOf({ email: 'page' }, 0, '')(mail)).toBeNull();
  expect(await reporterOf({ email: 'page' })({ ...mail, releasedAt: '2026-06-02T00:00:00Z' })).toBeNull();
  expect(await reporterOf({ email: 'page' })(sampleTaskMail('en'))).toBeNull();
});
