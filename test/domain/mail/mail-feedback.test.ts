import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  claimMark,
  isAgainstSender,
  isEndOfAddress,
  type MailFeedback,
  moveByFeedback,
} from '../../../domain/mail/mail-feedback.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { sampleCustomerMail } from '../../support/sample-mails.ts';

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
    expect(moveByFeedback(claimed, says('sent'))).toStrictEqual({
      status: 'sent',
      messageId: 'ses-1',
      sentAt: '2026-06-01T00:00:06.000Z',
    });
  });

  it('leaves the time of a send that was answered as it is', () => {
    const sent = { ...claimed, status: 'sent', messageId: 'ses-1', sentAt: '2026-06-01T00:00:07.000Z' } as const;
    expect(moveByFeedback(sent, says('delivered'))).toMatchObject({ sentAt: '2026-06-01T00:00:07.000Z' });
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

  it('without a word on which send it was settles the claim that is open, and later what is known by its id', () => {
    const nameless = says('delivered', { claim: null });
    expect(moveByFeedback(claimed, nameless)).toMatchObject({ status: 'delivered' });
    expect(moveByFeedback({ ...claimed, status: 'held' }, nameless)).toBeNull();
    const sent = { ...claimed, status: 'sent', messageId: 'ses-1' } as const;
    expect(moveByFeedback(sent, nameless)).toMatchObject({ status: 'delivered' });
    expect(moveByFeedback({ ...sent, messageId: 'ses-2' }, nameless)).toBeNull();
  });

  it('is taken when it says more than what is known: sent, delayed, delivered, bounced, complained', () => {
    const words = ['sent', 'delayed', 'delivered', 'bounced', 'complained'] as const;
    for (const [n, known] of words.entries()) {
      const row = { ...claimed, status: known, messageId: 'ses-1' };
      const news = words.filter((word) => moveByFeedback(row, says(word)) !== null);
      expect(news, `after ${known}`).toEqual(words.slice(n + 1));
    }
  });

  it.each<[Parameters<typeof says>, string | undefined]>([
    [['bounced', { isPermanent: true, detail: 'NoSuchUser' }], 'hard bounce: NoSuchUser'],
    [['bounced', { isPermanent: true }], 'hard bounce'],
    [['bounced', { isPermanent: false, detail: 'MailboxFull' }], 'soft bounce: MailboxFull'],
    [
      ['delayed', { detail: 'TransientCommunicationFailure' }],
      'not taken yet, is tried on: TransientCommunicationFailure',
    ],
    [['delayed'], 'not taken yet, is tried on'],
    [['complained', { detail: 'abuse' }], 'marked as unwanted: abuse'],
    [
      ['complained', { isKnownAlready: true, detail: 'OnAccountSuppressionList' }],
      'not sent on by the mail service, which keeps the address on its list since they marked mail as unwanted: OnAccountSuppressionList',
    ],
    [['delivered'], undefined],
  ])('is told to whoever looks at the outbox: %j → %s', (told, reason) => {
    expect(moveByFeedback(claimed, says(...told))?.reason).toBe(reason);
  });

  it('that it was answered, maybe by a machine, leaves a delivered mail delivered, whichever is heard first', () => {
    const answered = says('bounced', { isPermanent: false, isVague: true, detail: 'Transient General' });
    expect(after(claimed, says('delivered'), answered)).toMatchObject({ status: 'delivered' });
    const first = after(claimed, answered);
    expect(first).toMatchObject({ status: 'bounced', reason: 'soft bounce: Transient General' });
    expect(after(first, says('delivered'))).toMatchObject({ status: 'delivered', reason: undefined });
    expect(after(first, says('bounced', { isPermanent: true })).reason).toBe('hard bounce');
  });

  it('that it did not reach the person after all stands, whichever is heard first', () => {
    for (const isPermanent of [true, false]) {
      const bounced = says('bounced', { isPermanent });
      expect(after(claimed, says('delivered'), bounced).status).toBe('bounced');
      expect(after(claimed, bounced, says('delivered'), says('delayed')).status).toBe('bounced');
    }
  });

  it('of a mail that bounced before it was told how leaves it as it is', () => {
    const bounced = { ...claimed, status: 'bounced', messageId: 'ses-1' } as const;
    expect(moveByFeedback(bounced, says('delivered'))).toBeNull();
    expect(moveByFeedback(bounced, says('complained'))).toMatchObject({ status: 'complained' });
  });

  it('was not sent on, for a complaint of long ago, is no complaint', () => {
    expect(after(claimed, says('complained', { isKnownAlready: true })).status).toBe('bounced');
  });

  it('comes to the same in whatever order and however often it is heard', () => {
    const told = [says('sent'), says('delayed'), says('delivered'), says('complained')];
    fc.assert(
      fc.property(fc.shuffledSubarray([...told, ...told], { minLength: 8 }), (order) => {
        expect(after(claimed, ...order)).toMatchObject({ status: 'complained', reason: 'marked as unwanted' });
      }),
    );
  });

  const sent = { ...claimed, status: 'sent', messageId: 'ses-1' } as const;
  it.each([
    [
      'rejected',
      (detail: string) =>
        `rejected: the mail service took it and then would not deliver it (${detail}). Look for what it may take for harmful, mend the playbook or the account's data, then release the mail, or drop it.`,
    ],
    [
      'not-rendered',
      (detail: string) =>
        `not-rendered: the mail service could not put it together (${detail}). Mend the playbook or the account's data, then release the mail, or drop it.`,
    ],
  ] as const)('refused after it was taken (%s) is a person’s, with what to do', (kind, reasonFor) => {
    const held = after(sent, says(kind, { detail: 'Bad content' }));
    expect(held).toMatchObject({ status: 'held', messageId: 'ses-1', reason: reasonFor('Bad content') });
    expect(moveByFeedback(held, says(kind))).toBeNull();
    expect(after(sent, says(kind)).reason).toBe(reasonFor('no reason was given'));
  });

  it('refused after nobody answered tells the person who has it already what became of it', () => {
    const held = { ...claimed, status: 'held', reason: 'outcome-unknown' } as const;
    expect(after(held, says('rejected', { detail: 'Bad content' }))).toMatchObject({
      status: 'held',
      messageId: 'ses-1',
      reason: expect.stringMatching(/^rejected: /),
    });
  });

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
    says('complained', { isKnownAlready: true }),
    says('delivered'),
    says('rejected', { isPermanent: true }),
  ];
  expect(table.map((one) => [isEndOfAddress(one), isAgainstSender(one)])).toEqual([
    [true, true],
    [true, false],
    [false, false],
    [true, true],
    [true, false],
    [false, false],
    [false, false],
  ]);
});
