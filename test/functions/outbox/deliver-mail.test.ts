import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { MailVerdict } from '../../../domain/mail-policy/mail-policy.ts';
import { type OutboxMail, type SendOutcome, statusAfterSend } from '../../../domain/outbox/outbox.ts';
import { SLOWEST_QUOTA } from '../../../domain/outbox/sending-pace.ts';
import { UnreadablePlaybookError } from '../../../domain/playbook/unreadable-playbook.ts';
import { deliverMail } from '../../../functions/outbox/deliver-mail.ts';
import { deliverOutbox } from '../../../functions/outbox/deliver-outbox.ts';
import { messageWriter } from '../../../functions/outbox/write-message.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { sampleCustomerMail, sampleTaskMail } from '../../support/sample-mails.ts';
import { accepted, type SendingChanges, sendingOver } from '../../support/sending.ts';

const writeMessage = messageWriter(async (version) => (version === 'v3' ? defaultPlaybook : undefined), 'Asia/Tokyo');

function sendingOf(mails: OutboxMail[], outcomeOf?: SendingChanges['outcomeOf'], changes: SendingChanges = {}) {
  return sendingOver(mails, { writeMessage, ...(outcomeOf && { outcomeOf }), ...changes });
}

const judged = (verdict: MailVerdict): SendingChanges => ({ checkPolicy: async () => verdict });

describe('an automatic mail to a customer that the policy keeps back', () => {
  const mail = sampleCustomerMail('en', 're-onboarding');

  it('waits with the reason and until when, and nothing is sent', async () => {
    const until = Date.parse('2026-06-08T00:40:00.000Z');
    const capped = judged({ verdict: 'wait', until, because: { code: 'contact-capped', most: 2 } });
    const { sending, outbox, sends } = sendingOf([mail], undefined, capped);
    expect(await deliverMail(sending, mail)).toBe('waiting');
    expect(sends).toEqual([]);
    expect(outbox.rows.get(mail.id)).toMatchObject({
      status: 'waiting',
      notBefore: '2026-06-08T00:40:00.000Z',
      reason: 'capped until Mon 8 Jun 09:40: 2 automatic mails went to them within 7 days, which is the most',
    });
  });

  it('is held where a person has to decide', async () => {
    const waited = judged({ verdict: 'hold', because: { code: 'waited-too-long', days: 14 } });
    const { sending, outbox, sends } = sendingOf([mail], undefined, waited);
    expect(await deliverMail(sending, mail)).toBe('held');
    expect(sends).toEqual([]);
    expect(outbox.rows.get(mail.id)).toMatchObject({
      status: 'held',
      reason: expect.stringMatching(/^waited-too-long: .*release/i),
    });
  });

  it('is dropped where nobody wants it any more', async () => {
    const optedOut = judged({ verdict: 'drop', because: { code: 'opted-out', kind: 'guidance' } });
    const { sending, outbox, sends } = sendingOf([mail], undefined, optedOut);
    expect(await deliverMail(sending, mail)).toBe('dropped');
    expect(sends).toEqual([]);
    expect(outbox.rows.get(mail.id)).toMatchObject({
      status: 'dropped',
      reason: expect.stringMatching(/^opted-out: /),
    });
  });

  it('is judged by its own kind, contract mail by none, and mail to colleagues not at all', async () => {
    const asked: unknown[] = [];
    const mails = [mail, sampleCustomerMail('en', 'nps-resend'), sampleCustomerMail('en', 'renewal-intent')];
    const internal = { ...sampleTaskMail('en'), contact: 'ren' };
    const { sending } = sendingOf([...mails, internal], undefined, {
      checkPolicy: async ({ kind }, optionalKind) => {
        asked.push([kind, optionalKind]);
        return { verdict: 'send' };
      },
    });
    for (const one of [...mails, internal]) expect(await deliverMail(sending, one)).toBe('sent');
    expect(asked).toEqual([
      ['re-onboarding', 'guidance'],
      ['nps-resend', 'surveys'],
      ['renewal-intent', null],
    ]);
  });

  it('keeps those of its conversation waiting behind it', async () => {
    const first = sampleCustomerMail('en', 'renewal-intent');
    const reminder = sampleCustomerMail('en', 'renewal-reminder');
    const outOfHours = judged({ verdict: 'wait', until: 0, because: { code: 'out-of-hours' } });
    const { sending } = sendingOf([first, reminder], undefined, outOfHours);
    const { counts } = await deliverOutbox(sending, [first, reminder], () => true);
    expect(counts).toMatchObject({ waiting: 1, left: 1 });
  });
});

describe('a pending mail', () => {
  it('is sent from its own sender and remembered with its subject and the id that SES gave it', async () => {
    const mail = sampleCustomerMail('en', 'renewal-intent');
    const { sending, outbox, sends } = sendingOf([mail]);
    expect(await deliverMail(sending, mail)).toBe('sent');
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
    const { sending, outbox, sends } = sendingOf([lost, wordless, unknown]);
    for (const mail of [lost, wordless, unknown]) expect(await deliverMail(sending, mail)).toBe('held');
    expect(sends).toEqual([]);
    expect([...outbox.rows.values()].map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^not-written: there is no playbook v9\. .*release/),
      expect.stringMatching(/^not-written: undefined variable: renewalDate/),
      expect.stringMatching(/^not-written: the playbook has no signal "no-such-signal"/),
    ]);
  });

  const unreadable = async () => {
    throw new UnreadablePlaybookError('v2', 'what is stored is no JSON');
  };
  it.each<[string, SendingChanges]>([
    ['its words', { writeMessage: messageWriter(unreadable, 'Asia/Tokyo') }],
    ['how many go to one person', { checkBeforeSend: unreadable }],
    ['when customers are written to', { checkPolicy: unreadable }],
  ])(
    'is held with the reason, not tried for ever, where the playbook that says %s can not be read',
    async (_, changes) => {
      const mail = sampleCustomerMail('en', 'renewal-intent');
      const { sending, outbox, sends } = sendingOf([mail], undefined, changes);
      const { counts } = await deliverOutbox(sending, [mail], () => true);
      expect(counts).toMatchObject({ held: 1, left: 0 });
      expect(sends).toEqual([]);
      expect(outbox.rows.get(mail.id)).toMatchObject({
        status: 'held',
        reason: expect.stringMatching(/^not-written: playbook v2 can't be read: what is stored is no JSON\. .*release/),
      });
    },
  );

  it('refused by SES is held with the reason and what mends it, and the others go on', async () => {
    const refused = {
      ...sampleTaskMail('en', { episode: 'other' }),
      from: { name: 'New', address: 'new@unverified.example' },
    };
    const good = sampleTaskMail('en');
    const { sending, outbox } = sendingOf([refused, good], ({ from }) =>
      from === 'new@unverified.example'
        ? { result: 'refused', code: 'MessageRejected', detail: 'Email address is not verified.' }
        : accepted,
    );
    const { counts } = await deliverOutbox(sending, [refused, good], () => true);
    expect(counts).toMatchObject({ sent: 1, held: 1 });
    expect(outbox.rows.get(refused.id)?.reason).toEqual(
      expect.stringMatching(/^refused: MessageRejected: Email address is not verified\. Verify the sender/),
    );
  });

  it('without an answer to its send stays claimed, for the mail service to say, and is never sent again by itself', async () => {
    const mail = sampleTaskMail('en');
    const { sending, outbox, sends } = sendingOf([mail], () => ({ result: 'unknown', code: 'TimeoutError' }));
    expect(await deliverMail(sending, mail)).toBe('unknown');
    expect(await deliverMail(sending, mail)).toBe('taken');
    expect(sends).toHaveLength(1);
    expect(outbox.rows.get(mail.id)?.status).toBe('claimed');
  });

  it('that certainly did not go out is owed again', async () => {
    const mail = sampleTaskMail('en');
    const { sending, outbox, sends } = sendingOf([mail], () =>
      sends.length === 1 ? { result: 'deferred', code: 'Throttling' } : accepted,
    );
    expect(await deliverMail(sending, mail)).toBe('pending');
    expect(outbox.rows.get(mail.id)?.status).toBe('pending');
    expect(await deliverMail(sending, mail)).toBe('sent');
  });

  it('a reminder goes into the conversation that the first mail began', async () => {
    const first: OutboxMail = {
      ...sampleCustomerMail('en', 'renewal-intent'),
      status: 'sent',
      messageId: 'ses-0',
      sentAt: '2026-05-01T00:00:00.000Z',
    };
    const reminder = sampleCustomerMail('en', 'renewal-reminder');
    const { sending, sends } = sendingOf([first, reminder]);
    await deliverMail(sending, reminder);
    const raw = Buffer.from(sends[0]?.raw as Uint8Array).toString();
    expect(raw).toContain('In-Reply-To: <ses-0@ses.example>\r\n');
    expect(raw).toContain('References: <ses-0@ses.example>\r\n');
  });
});

describe('just before a mail goes out', () => {
  it('what is held against it is looked at, and it waits for a person with the reason', async () => {
    const mail = sampleCustomerMail('en', 'renewal-intent');
    const { sending, outbox, sends } = sendingOf([mail], undefined, {
      checkBeforeSend: async () => ({ may: 'hold', reason: 'suppressed: mail came back' }),
    });
    expect(await deliverMail(sending, mail)).toBe('held');
    expect(sends).toEqual([]);
    expect(outbox.rows.get(mail.id)).toMatchObject({ status: 'held', reason: 'suppressed: mail came back' });
  });

  it('whoever left since it was written is replaced, in the row too', async () => {
    const mail = sampleCustomerMail('en', 'renewal-intent');
    const successor = { name: 'Rei', address: 'rei@mirai.example' };
    const { sending, outbox, sends } = sendingOf([mail], undefined, {
      checkBeforeSend: async (pending) => ({ may: 'go', mail: { ...pending, from: successor, replyTo: successor } }),
    });
    await deliverMail(sending, mail);
    expect(sends[0]?.from).toBe('rei@mirai.example');
    expect(outbox.rows.get(mail.id)).toMatchObject({ status: 'sent', from: successor });
  });

  it('it stays owed where the day’s mails are nearly used up', async () => {
    const mail = sampleTaskMail('en');
    const { sending, outbox, sends } = sendingOf([mail], undefined, {
      allowance: { ...sendingOver([]).sending.allowance, take: async () => false },
    });
    expect(await deliverMail(sending, mail)).toBe('left');
    expect(sends).toEqual([]);
    expect(outbox.rows.get(mail.id)?.status).toBe('pending');
  });

  it('a send that SES turns away as one too many slows all that follow', async () => {
    let heldBack = 0;
    const mail = sampleTaskMail('en');
    const { sending } = sendingOf([mail], () => ({ result: 'deferred', code: 'Throttling' }), {
      allowance: {
        ...sendingOver([]).sending.allowance,
        holdBack: () => {
          heldBack += 1;
        },
      },
    });
    await deliverMail(sending, mail);
    expect(heldBack).toBe(1);
  });
});

describe('a mail that went out', () => {
  it('is published to the bus in the same write, by ids alone', async () => {
    const mail = sampleCustomerMail('en', 'renewal-intent');
    const { sending, outbox, countedSenders } = sendingOf([mail], undefined, { publishesToBus: true });
    await deliverMail(sending, mail);
    expect(outbox.told).toMatchObject([
      {
        channel: 'bus',
        status: 'pending',
        events: [{ name: 'mail.sent', data: { mail: mail.id, kind: 'renewal-intent', contact: 'ren' } }],
      },
    ]);
    expect(JSON.stringify(outbox.told)).not.toContain('@');
    expect(countedSenders).toEqual(['aoi@mirai.example']);
  });

  it('though its claim was taken for dead by a machine whose clock had jumped, is known as sent', async () => {
    const mail = sampleTaskMail('en');
    const { sending, outbox } = sendingOf([mail], async () => {
      const { claimedAt } = outbox.rows.get(mail.id) as OutboxMail;
      await outbox.holdExpired(mail, claimedAt as string, 'outcome-unknown', '2026-06-01T09:00:00.000Z');
      return accepted;
    });
    expect(await deliverMail(sending, mail)).toBe('sent');
    expect(outbox.rows.get(mail.id)).toMatchObject({ status: 'sent', messageId: 'ses-1' });
  });
});

describe('a batch of the stream', () => {
  it('sends many at a time, and the mails of one conversation in their order', async () => {
    const first = sampleCustomerMail('en', 'renewal-intent');
    const reminder = sampleCustomerMail('en', 'renewal-reminder');
    const others = Array.from({ length: 8 }, (_, i) => sampleTaskMail('en', { episode: `episode-${i}` }));
    let inFlight = 0;
    let most = 0;
    const order: string[] = [];
    const { sending } = sendingOf([first, reminder, ...others], async ({ to, raw }) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inFlight -= 1;
      if (to === first.to.address)
        order.push(Buffer.from(raw).toString().includes('In-Reply-To') ? 'reminder' : 'first');
      return accepted;
    });
    await deliverOutbox(sending, [first, ...others, reminder], () => true);
    expect(most).toBeGreaterThan(4);
    expect(order).toEqual(['first', 'reminder']);
  });

  it('never lets a reminder overtake the mail that it reminds of', async () => {
    const first = sampleCustomerMail('en', 'renewal-intent');
    const reminder = sampleCustomerMail('en', 'renewal-reminder');
    const { sending, sends } = sendingOf([first, reminder], () => ({ result: 'deferred', code: 'Throttling' }));
    const { counts } = await deliverOutbox(sending, [first, reminder], () => true);
    expect(sends).toHaveLength(1);
    expect(counts).toMatchObject({ pending: 1, left: 1 });
  });

  it('delivered twice and in parallel sends each mail once', async () => {
    const mails = Array.from({ length: 10 }, (_, i) => sampleTaskMail('en', { episode: `episode-${i}` }));
    const { sending, sends } = sendingOf(mails);
    await Promise.all([1, 2, 3].map(() => deliverOutbox(sending, mails, () => true)));
    await deliverOutbox(sending, mails, () => true);
    expect(sends.map(({ tag }) => tag).sort()).toEqual([...new Set(sends.map(({ tag }) => tag))].sort());
    expect(sends).toHaveLength(10);
  });

  it('leaves to the sweeper what there is no time left for', async () => {
    const mails = Array.from({ length: 3 }, (_, i) => sampleTaskMail('en', { episode: `episode-${i}` }));
    const { sending, outbox, sends } = sendingOf(mails);
    let asked = 0;
    const { counts } = await deliverOutbox(sending, mails, () => ++asked < 3);
    expect(counts).toMatchObject({ sent: 2, left: 1 });
    expect(sends).toHaveLength(2);
    expect([...outbox.rows.values()].filter(({ status }) => status === 'pending')).toHaveLength(1);
  });

  it('goes on after a mail whose row could not be reached', async () => {
    const mails = Array.from({ length: 2 }, (_, i) => sampleTaskMail('en', { episode: `episode-${i}` }));
    const { sending, sends } = sendingOf(mails);
    const { claimMail } = sending.outbox;
    sending.outbox.claimMail = async (mail, ...rest) => {
      if (mail.id === mails[0]?.id) throw new Error('table unreachable');
      return claimMail(mail, ...rest);
    };
    const { counts } = await deliverOutbox(sending, mails, () => true);
    expect(counts).toMatchObject({ left: 1, sent: 1 });
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
  expect(outcomes.map((outcome) => statusAfterSend(outcome, sampleTaskMail('en'))?.status)).toEqual([
    'sent',
    'pending',
    'held',
    undefined,
  ]);
});

describe('what has to be known of a mail before it goes', () => {
  /** Questions that get no answer before the gate is opened. */
  function gated() {
    const asked: string[] = [];
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const slowly = <Answer>(name: string, answer: Answer) => {
      return async () => {
        asked.push(name);
        await gate;
        return answer;
      };
    };
    return { asked, slowly, open: () => open() };
  }

  it('is asked for at once: whether it may go and how many may, then all that it is written with', async () => {
    const mail = sampleTaskMail('en');
    const { sending, outbox } = sendingOf([mail]);
    const first = gated();
    const then = gated();
    const addressOf = Object.assign(() => 'https://cs.example/w/x', { page: () => 'https://cs.example' });
    const delivered = deliverMail(
      {
        ...sending,
        checkBeforeSend: first.slowly('check', { may: 'go', mail }),
        allowance: { ...sending.allowance, known: first.slowly('quota', SLOWEST_QUOTA) },
        outbox: {
          ...outbox,
          sentBefore: then.slowly('mails before it', []),
          tagMail: then.slowly('tag', undefined),
        },
        writeMessage: messageWriter(
          then.slowly('playbook', defaultPlaybook),
          'Asia/Tokyo',
          then.slowly('links', addressOf),
        ),
      },
      mail,
    );
    await setImmediate();
    expect(first.asked.sort()).toEqual(['check', 'quota']);
    expect(then.asked).toEqual([]);
    first.open();
    await setImmediate();
    expect(then.asked.sort()).toEqual(['links', 'mails before it', 'playbook', 'tag']);
    then.open();
    expect(await delivered).toBe('sent');
  });
});
