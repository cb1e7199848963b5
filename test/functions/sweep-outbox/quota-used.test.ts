import { expect, it } from 'vitest';
import { quotaUsed } from '../../../functions/sweep-outbox/quota-used.ts';

const used = (sentLastDay: number, mailsADay: number) =>
  quotaUsed(async () => ({ mailsASecond: 14, mailsADay, sentLastDay }));

it('the share of the day’s mails is told from half of them on', async () => {
  expect(await used(100, 200)).toEqual({ SendingQuotaUsedInPercent: 50 });
  expect(await used(200, 200)).toEqual({ SendingQuotaUsedInPercent: 100 });
  expect(await used(98, 200)).toEqual({});
  expect(await used(9_000, Number.POSITIVE_INFINITY)).toEqual({});
});

it('a quota that can not be read keeps nothing else from being told', async () => {
  expect(await quotaUsed(() => Promise.reject(new Error('no')))).toEqual({});
});
