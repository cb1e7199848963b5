import { expect, it } from 'vitest';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { rowsToDeliver } from '../../../functions/deliver-outbox/rows-to-deliver.ts';
import { encodeMail } from '../../../functions/store/outbox/outbox-items.ts';
import { sampleCustomerMail } from '../../support/sample-mails.ts';

const at = (minute: number) => `2026-06-01T09:${String(minute).padStart(2, '0')}:00.000Z`;

const delivered = (changes: Partial<OutboxMail>) =>
  rowsToDeliver([encodeMail({ ...sampleCustomerMail('ja', 'renewal-intent'), ...changes })]).length === 1;

it('what is new, or was just approved or released, leaves at once', () => {
  expect(delivered({})).toBe(true);
  expect(delivered({ releasedAt: at(1), decidedBy: 'aya' })).toBe(true);
  // Held by an answer that never came, and then let go by a person.
  expect(delivered({ claimedAt: at(1), releasedAt: at(30) })).toBe(true);
});

it('what the mail service put off is left to the sweeper: tried again at once, it would go round in a circle', () => {
  expect(delivered({ claimedAt: at(2), releasedAt: at(1) })).toBe(false);
  expect(delivered({ claimedAt: at(1) })).toBe(false);
});

it('a row that can not be read keeps no other from leaving', () => {
  const mail = encodeMail(sampleCustomerMail('ja', 'renewal-intent'));
  expect(rowsToDeliver([{ ...mail, f: { S: '{' } }, mail])).toHaveLength(1);
});
