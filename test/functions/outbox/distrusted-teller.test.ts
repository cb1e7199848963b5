import { expect, test } from 'vitest';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { distrustedTellerBy } from '../../../functions/outbox/distrusted-teller.ts';
import { sampleCustomerMail, sampleTaskMail } from '../../support/sample-mails.ts';

const HOUR = 3_600_000;
const NARROWED = Date.parse('2026-06-01T00:00:00Z');
const mail: OutboxMail = { ...sampleCustomerMail('en', 'renewal-intent'), account: 'koa', contact: 'eve' };

const tellerOf = (
  toldBy: Record<string, string> | undefined,
  toldAt = NARROWED - HOUR,
  narrowedAt: string | undefined = new Date(NARROWED).toISOString(),
) =>
  distrustedTellerBy(
    {
      findRecords: async () =>
        [
          { facts: { id: 'eve', account: 'koa' }, toldAt: { email: toldAt, role: toldAt }, ...(toldBy && { toldBy }) },
        ] as never,
    },
    { find: async (name) => (name === 'page' ? { name, ...(narrowedAt !== undefined && { narrowedAt }) } : { name }) },
  );

test('a customer’s mail waits for a person where a key that stood in a page told whom it goes to', async () => {
  expect(await tellerOf({ email: 'page' })(mail)).toBe('page');
  expect(await tellerOf({ role: 'page', email: 'server' })(mail)).toBe('page');
  // By a clock that is ahead.
  expect(await tellerOf({ email: 'page' }, NARROWED + HOUR)(mail)).toBe('page');
});

test('it goes where an import, the HTTP API, an earlier release or somebody who may told it, or a person wants it', async () => {
  expect(await tellerOf(undefined)(mail)).toBeNull();
  expect(await tellerOf({ email: 'server' })(mail)).toBeNull();
  expect(await tellerOf({ email: 'page' }, NARROWED + HOUR + 1)(mail)).toBeNull();
  expect(await tellerOf({ email: 'page' }, 0, '')(mail)).toBeNull();
  expect(await tellerOf({ email: 'page' })({ ...mail, releasedAt: '2026-06-02T00:00:00Z' })).toBeNull();
  expect(await tellerOf({ email: 'page' })(sampleTaskMail('en'))).toBeNull();
});
