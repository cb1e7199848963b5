import { expect, it } from 'vitest';
import { quotaUsed } from '../../../functions/sweep-outbox/quota-used.ts';

const used = (sentLastDay: number, mailsADay: number) => quotaUsed({ mailsADay, sentLastDay });

it('the share of the day’s mails is told from half of them on', () => {
  expect(used(100, 200)).toEqual({ SendingQuotaUsedInPercent: 50 });
  expect(used(200, 200)).toEqual({ SendingQuotaUsedInPercent: 100 });
  expect(used(98, 200)).toEqual({});
  expect(used(9_000, Number.POSITIVE_INFINITY)).toEqual({});
});
