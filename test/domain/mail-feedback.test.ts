import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  claimMark,
  isAgainstSender,
  isEndOfAddress,
  type MailFeedback,
  moveByFeedback,
} from '../../domain/mail-feedback.ts';
import type { OutboxMail } from '../../domain/outbox.ts';
import { sampleCustomerMail } from '../support/sample-mails.ts';

const claimedAt = '2026-06-01T00:00:05.000Z';
const claimed: OutboxMail = { ...sampleCustomerMail('en', 'renewal-intent'), status: 'claimed', claimedAt };

const says = (kind: MailFeedback['kind'], changes: Partial<MailFeedback> = {}): MailFeedback => ({
  kind,
  recipients: [claimed.to.address],
  messageId: 'ses-1',
  takenAt: '2026-06-01T00:00:06.000Z',
  at: '2026-06-01T00:00:09.000Z',
  claim: claimMark(claimedAt),
  ...changes,
});

function after(mail: OutboxMail, ...told: MailFeedback[]): OutboxMail {
  let row = mail;
  for (const feedback of told) {
    const move = moveByFeedback(row, feedback);
    if (move !== null) row = { ...row, reason: undefined, ...move };
  }
  return row;
}

describe('what the mail service says of a mail', () => {
  it('settles a send that nobody answered', () => {
    expect(after(claimed, says('sent'))).toMatchObject({
      status: 'sent',
      messageId: 'ses-1',
      sentAt: '2026-06-01T00:00:06.000Z',
    });
  });

  it.each(['held', 'dropped', 'pending'] as const)('settles it also once a person has it (%s)', (status) => {
    expect(after({ ...claimed, status }, says('delivered')).status).toBe('delivered');
  });

  it('of an earlier send leaves a later one alone', () => {
    const again = { ...claimed, claimedAt: '2026-06-01T09:00:00.000Z' };
    expect(moveByFeedback(again, says('delivered'))).toBeNull();
    const sentAgain = { ...again, status: 'sent', messageId: 'ses-2' } as const;
    expect(moveByFeedback(sentAgain, says('bounced'))).toBeNull();
  });

  it('comes to the same in whatever order and however often it is heard', () => {
    const told = [says('sent'), says('delayed'), says('delivered'), says('complained')];
    fc.assert(
      fc.property(fc.shuffledSubarray([...told, ...told], { minLength: 8 }), (order) => {
        expect(after(claimed, ...order)).toMatchObject({ status: 'complained', reason: 'marked as unwanted' });
      }),
    );
  });

  it('a bounce after a delivery is the later word', () => {
    const bounced = after(claimed, says('delivered'), says('bounced', { isPermanent: false, detail: 'MailboxFull' }));
    expect(bounced).toMatchObject({ status: 'bounced', reason: 'soft bounce: MailboxFull' });
  });

  it.each(['rejected', 'not-rendered'] as const)(
    'refused after it was taken (%s) is a person’s, with what to do',
    (kind) => {
      const held = after({ ...claimed, status: 'sent', messageId: 'ses-1' }, says(kind, { detail: 'Bad content' }));
      expect(held.status).toBe('held');
      expect(held.reason).toMatch(new RegExp(`^${kind}: .*Bad content.*release`));
      expect(moveByFeedback(held, says(kind))).toBeNull();
    },
  );

  it('says nothing of a mail that was never sent', () => {
    const { claimedAt: _, ...never } = claimed;
    expect(moveByFeedback({ ...never, status: 'pending' }, says('delivered'))).toBeNull();
    expect(moveByFeedback({ ...claimed, status: 'off' }, says('delivered'))).toBeNull();
  });
});

it('only a hard bounce and a complaint end an address, and what SES never tried says nothing of the sender', () => {
  const table = [
    says('bounced', { isPermanent: true }),
    says('bounced', { isPermanent: true, isKnownAlready: true }),
    says('bounced', { isPermanent: false }),
    says('complained'),
    says('delivered'),
  ];
  expect(table.map((one) => [isEndOfAddress(one), isAgainstSender(one)])).toEqual([
    [true, true],
    [true, false],
    [false, false],
    [true, true],
    [false, false],
  ]);
});
