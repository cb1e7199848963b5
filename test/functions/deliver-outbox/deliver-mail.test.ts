import { describe, expect, it } from 'vitest';
import { type OutboxMail, type SendOutcome, settleMail } from '../../../domain/outbox.ts';
import type { MailToSend } from '../../../functions/adapters/ses-mail.ts';
import { type Delivery, deliverMail } from '../../../functions/deliver-outbox/deliver-mail.ts';
import { deliverOutbox } from '../../../functions/deliver-outbox/deliver-outbox.ts';
import { messageWriter } from '../../../functions/deliver-outbox/write-message.ts';
import { outboxInMemory } from '../../support/outbox-in-memory.ts';
import { defaultPlaybook, sampleCustomerMail, sampleTaskMail } from '../../support/sample-mails.ts';

const accepted: SendOutcome = { result: 'accepted', messageId: 'ses-1' };

function deliveryOf(
  mails: OutboxMail[],
  outcomeOf: (mail: MailToSend) => SendOutcome = () => accepted,
  optedOutOf: string[] = [],
) {
  const sends: MailToSend[] = [];
  const outbox = outboxInMemory(mails);
  const delivery: Delivery = {
    outbox,
    transport: {
      send: async (mail) => {
        sends.push(mail);
        return outcomeOf(mail);
      },
      messageIdHeader: (id) => `<${id}@ses.example>`,
    },
    writeMessage: messageWriter(async (version) => (version === 'v3' ? defaultPlaybook : undefined), 'Asia/Tokyo'),
    optOuts: { isOptedOut: async (_account, contact, kind) => optedOutOf.includes(`${contact} ${kind}`) },
    now: () => new Date('2026-06-01T00:00:05.000Z'),
  };
  return { delivery, outbox, sends };
}

describe('a pending mail', () => {
  it('of a kind that its recipient does not want is dropped with the reason, and nothing is sent', async () => {
    const mail = sampleCustomerMail('en', 're-onboarding');
    const { delivery, outbox, sends } = deliveryOf([mail], undefined, ['ren guidance']);
    expect(await deliverMail(delivery, mail)).toBe('dropped');
    expect(sends).toEqual([]);
    expect(outbox.rows.get(mail.id)).toMatchObject({
      status: 'dropped',
      reason: expect.stringMatching(/^opted-out: /),
    });
  });

  it('of another kind, about the contract, or to a colleague goes out all the same', async () => {
    const other = sampleCustomerMail('en', 'nps-resend');
    const contract = sampleCustomerMail('en', 'renewal-intent');
    const internal = { ...sampleTaskMail('en'), contact: 'ren' };
    const all = ['ren guidance', 'ren offers'];
    const { delivery } = deliveryOf([other, contract, internal], undefined, all);
    for (const mail of [other, contract, internal]) expect(await deliverMail(delivery, mail)).toBe('sent');
  });

  it('is sent from its own sender and remembered with its subject and the id that SES gave it', async () => {
    const mail = sampleCustomerMail('en', 'renewal-intent');
    const { delivery, outbox, sends } = deliveryOf([mail]);
    expect(await deliverMail(delivery, mail)).toBe('sent');
    expect(sends).toHaveLength(1);
    expect(sends[0]).toMatchObject({ from: 'aoi@mirai.example', to: 'ren@shinonome.example' });
    expect(outbox.rows.get(mail.id)).toMatchObject({
      status: 'sent',
      subject: 'Your renewal on 1 September 2026: how do you see it?',
      messageId: 'ses-1',
      sentAt: '2026-06-01T00:00:05.000Z',
    });
  });

  it('that nobody can put into words is held, and nothing is sent', async () => {
    const lost = { ...sampleTaskMail('en'), playbook: 'v9' };
    const wordless = sampleCustomerMail('en', 'renewal-intent', { renewalDate: undefined });
    const unknown = sampleTaskMail('en', { signal: 'no-such-signal', episode: 'shinonome/no-such-signal' });
    const { delivery, outbox, sends } = deliveryOf([lost, wordless, unknown]);
    for (const mail of [lost, wordless, unknown]) expect(await deliverMail(delivery, mail)).toBe('held');
    expect(sends).toEqual([]);
    expect([...outbox.rows.values()].map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^not-written: there is no playbook v9\. .*release/),
      expect.stringMatching(/^not-written: undefined variable: renewalDate/),
      expect.stringMatching(/^not-written: the playbook has no signal "no-such-signal"/),
    ]);
  });

  it('refused by SES is held with the reason and what mends it, and the others go on', async () => {
    const refused = {
      ...sampleTaskMail('en', { episode: 'other' }),
      from: { name: 'New', address: 'new@unverified.example' },
    };
    const good = sampleTaskMail('en');
    const { delivery, outbox } = deliveryOf([refused, good], ({ from }) =>
      from === 'new@unverified.example'
        ? { result: 'refused', code: 'MessageRejected', detail: 'Email address is not verified.' }
        : accepted,
    );
    const counts = await deliverOutbox(delivery, [refused, good], () => true);
    expect(counts).toMatchObject({ sent: 1, held: 1 });
    expect(outbox.rows.get(refused.id)?.reason).toBe(
      'refused: MessageRejected: Email address is not verified. Verify the sender (and, in the SES sandbox, the recipient) in SES, then release the mail.',
    );
  });

  it('without an answer to its send is held as unknown, never sent again by itself', async () => {
    const mail = sampleTaskMail('en');
    const { delivery, outbox, sends } = deliveryOf([mail], () => ({ result: 'unknown', code: 'TimeoutError' }));
    expect(await deliverMail(delivery, mail)).toBe('held');
    expect(await deliverMail(delivery, mail)).toBe('taken');
    expect(sends).toHaveLength(1);
    expect(outbox.rows.get(mail.id)?.reason).toMatch(/^outcome-unknown: /);
  });

  it('that certainly did not go out is owed again', async () => {
    const mail = sampleTaskMail('en');
    const { delivery, outbox, sends } = deliveryOf([mail], () =>
      sends.length === 1 ? { result: 'deferred', code: 'Throttling' } : accepted,
    );
    expect(await deliverMail(delivery, mail)).toBe('pending');
    expect(outbox.rows.get(mail.id)?.status).toBe('pending');
    expect(await deliverMail(delivery, mail)).toBe('sent');
  });

  it('a reminder goes into the conversation that the first mail began', async () => {
    const first: OutboxMail = {
      ...sampleCustomerMail('en', 'renewal-intent'),
      status: 'sent',
      messageId: 'ses-0',
      sentAt: '2026-05-01T00:00:00.000Z',
    };
    const reminder = sampleCustomerMail('en', 'renewal-reminder');
    const { delivery, sends } = deliveryOf([first, reminder]);
    await deliverMail(delivery, reminder);
    const raw = Buffer.from(sends[0]?.raw as Uint8Array).toString();
    expect(raw).toContain('In-Reply-To: <ses-0@ses.example>\r\n');
    expect(raw).toContain('References: <ses-0@ses.example>\r\n');
  });
});

describe('a batch of the stream', () => {
  it('delivered twice and in parallel sends each mail once', async () => {
    const mails = Array.from({ length: 10 }, (_, i) => sampleTaskMail('en', { episode: `episode-${i}` }));
    const { delivery, sends } = deliveryOf(mails);
    await Promise.all([1, 2, 3].map(() => deliverOutbox(delivery, mails, () => true)));
    await deliverOutbox(delivery, mails, () => true);
    expect(sends.map(({ tag }) => tag).sort()).toEqual([...new Set(sends.map(({ tag }) => tag))].sort());
    expect(sends).toHaveLength(10);
  });

  it('leaves to the sweeper what there is no time left for', async () => {
    const mails = Array.from({ length: 3 }, (_, i) => sampleTaskMail('en', { episode: `episode-${i}` }));
    const { delivery, outbox, sends } = deliveryOf(mails);
    expect(await deliverOutbox(delivery, mails, () => sends.length < 2)).toMatchObject({ sent: 2, left: 1 });
    expect(outbox.rows.get(mails[2]?.id as string)?.status).toBe('pending');
  });

  it('goes on after a mail whose row could not be reached', async () => {
    const mails = Array.from({ length: 2 }, (_, i) => sampleTaskMail('en', { episode: `episode-${i}` }));
    const { delivery, sends } = deliveryOf(mails);
    const { claimMail } = delivery.outbox;
    delivery.outbox.claimMail = async (mail, ...rest) => {
      if (mail.id === mails[0]?.id) throw new Error('table unreachable');
      return claimMail(mail, ...rest);
    };
    expect(await deliverOutbox(delivery, mails, () => true)).toMatchObject({ left: 1, sent: 1 });
    expect(sends).toHaveLength(1);
  });
});

it('only what certainly did not go out becomes pending again', () => {
  const outcomes: SendOutcome[] = [
    accepted,
    { result: 'deferred', code: 'Throttling' },
    { result: 'refused', code: 'MessageRejected', detail: 'no' },
    { result: 'unknown', code: 'ECONNRESET' },
  ];
  expect(outcomes.map((outcome) => settleMail(outcome).status)).toEqual(['sent', 'pending', 'held', 'held']);
});
