import { describe, expect, it } from 'vitest';
import { claimMark } from '../../../domain/mail/mail-feedback.ts';
import type { SenderRecord } from '../../../domain/mail/sender-reputation.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { pauseMail } from '../../../functions/record-mail-feedback/pause-mail.ts';
import { type Recording, recordFeedback } from '../../../functions/record-mail-feedback/record-feedback.ts';
import { readSesEvent, UnreadableEventError } from '../../../functions/record-mail-feedback/ses-event.ts';
import { outboxInMemory } from '../../support/outbox-in-memory.ts';
import { company } from '../../support/plays.ts';
import { sampleCustomerMail } from '../../support/sample-mails.ts';

const claimedAt = '2026-06-01T00:00:05.000Z';
const mail: OutboxMail = { ...sampleCustomerMail('en', 'renewal-intent'), status: 'claimed', claimedAt };

/** An event as SES documents it. */
function sesEvent(eventType: string, detail: object = {}, changes: object = {}) {
  return {
    version: '0',
    'detail-type': `Email ${eventType}`,
    source: 'aws.ses',
    detail: {
      eventType,
      mail: {
        timestamp: '2026-06-01T00:00:06.789Z',
        source: 'Aoi <aoi@mirai.example>',
        sendingAccountId: '123456789012',
        messageId: '0106-a',
        destination: ['ren@shinonome.example'],
        headersTruncated: false,
        headers: [{ name: 'From', value: 'Aoi <aoi@mirai.example>' }],
        commonHeaders: { subject: 'Hello' },
        tags: {
          'ses:configuration-set': ['sakimawari-prod'],
          'ses:caller-identity': ['deliver'],
          mail: ['tag-1'],
          claim: [claimMark(claimedAt)],
        },
        ...changes,
      },
      ...detail,
    },
  };
}

const hardBounce = (changes: object = {}) =>
  sesEvent('Bounce', {
    bounce: {
      feedbackId: 'f-1',
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: [
        {
          emailAddress: 'ren@shinonome.example',
          action: 'failed',
          status: '5.1.1',
          diagnosticCode: 'smtp; 550 ren@shinonome.example',
        },
      ],
      timestamp: '2026-06-01T00:01:00.000Z',
      ...changes,
    },
  });
const complaintOf = (changes: object = {}) =>
  sesEvent('Complaint', {
    complaint: {
      complaintSubType: null,
      complainedRecipients: [{ emailAddress: 'ren@shinonome.example' }],
      timestamp: '2026-06-02T00:00:00.000Z',
      complaintFeedbackType: 'abuse',
      feedbackId: 'f-2',
      ...changes,
    },
  });
const complaint = complaintOf();
const delivery = (timestamp = '2026-06-01T00:00:08.000Z') =>
  sesEvent('Delivery', { delivery: { timestamp, recipients: ['ren@shinonome.example'] } });

async function recorded(
  events: object[],
  {
    rows = [mail],
    record = { sent: 10, bounced: 0, complained: 0 },
    isPaused = false,
  }: { rows?: OutboxMail[]; record?: SenderRecord; isPaused?: boolean } = {},
) {
  const outbox = outboxInMemory(rows);
  await outbox.tagMail(mail, 'tag-1', claimedAt);
  const done: string[] = [];
  const note =
    (what: string) =>
    async (...args: unknown[]) => {
      done.push(`${what} ${JSON.stringify(args)}`);
    };
  const recording: Recording = {
    outbox,
    addresses: {
      suppress: note('suppress'),
      countSent: note('sent'),
      countAgainst: note('against'),
      reputationOf: async () => ({ record, isPaused, resumedOn: null }),
      pause: async (pause) => {
        done.push(`pause ${pause.sender}: ${pause.reason}`);
        return true;
      },
    },
    directory: { saveDeadAddress: note('dead') },
    changedAccounts: { send: note('evaluate') },
    publishesToBus: true,
    dayOf: () => '2026-06-01',
    now: () => new Date('2026-06-01T00:02:00.000Z'),
    notifyOfPause: async ({ sender }) => {
      done.push(`tell of ${sender}`);
    },
  };
  for (const event of events) {
    const tagged = readSesEvent(event);
    if (tagged) await recordFeedback(recording, tagged);
  }
  return { row: outbox.rows.get(mail.id), done, told: outbox.told };
}

describe('an event of SES', () => {
  it('that comes before the send has been recorded settles it, tells the bus once, and counts the mail once', async () => {
    const { row, done, told } = await recorded([
      sesEvent('Delivery', {
        delivery: { timestamp: '2026-06-01T00:00:08.000Z', recipients: ['ren@shinonome.example'] },
      }),
      sesEvent('Send', { send: {} }),
      sesEvent('Delivery', { delivery: { timestamp: '2026-06-01T00:00:08.000Z' } }),
    ]);
    expect(row).toMatchObject({ status: 'delivered', messageId: '0106-a', sentAt: '2026-06-01T00:00:06.789Z' });
    expect(done).toEqual([`sent ["aoi@mirai.example","2026-06-01T00:02:00.000Z"]`]);
    expect(told.map(({ events }) => events.map(({ name }) => name))).toEqual([['mail.sent']]);
  });

  it('of a hard bounce ends the address, for the contact too, and has the account evaluated', async () => {
    const { row, done } = await recorded([hardBounce()]);
    expect(row).toMatchObject({ status: 'bounced', reason: 'hard bounce: Permanent General 5.1.1' });
    expect(done.slice(1)).toEqual([
      'suppress [{"address":"ren@shinonome.example","reason":"bounced","since":"2026-06-01T00:01:00.000Z"}]',
      'dead ["shinonome",{"contact":"ren","address":"ren@shinonome.example","reason":"bounced","day":"2026-06-01"}]',
      'evaluate [["shinonome"]]',
      'against ["aoi@mirai.example","bounced",{"at":"2026-06-01T00:01:00.000Z","messageId":"0106-a"}]',
    ]);
  });

  it('told again after a run died half way does all that was left', async () => {
    const before = { ...mail, status: 'bounced', messageId: '0106-a' } as const;
    const { done } = await recorded([hardBounce()], { rows: [before] });
    expect(done.map((line) => line.split(' ')[0])).toEqual(['suppress', 'dead', 'evaluate', 'against']);
  });

  it('of a soft bounce shows on the mail and ends nothing', async () => {
    const { row, done } = await recorded([hardBounce({ bounceType: 'Transient', bounceSubType: 'MailboxFull' })]);
    expect(row?.status).toBe('bounced');
    expect(done.map((line) => line.split(' ')[0])).toEqual(['sent']);
  });

  it('of a complaint ends the address, after a delivery as before it', async () => {
    const delivered = { ...mail, status: 'delivered', messageId: '0106-a' } as const;
    const { row, done } = await recorded([complaint], { rows: [delivered] });
    expect(row).toMatchObject({ status: 'complained', reason: 'marked as unwanted: abuse' });
    expect(done[0]).toContain('"reason":"complained"');
  });

  it('of a message that this stack did not send still ends the address, and is nobody’s fault here', async () => {
    const { done } = await recorded([hardBounce()], { rows: [] });
    expect(done.map((line) => line.split(' ')[0])).toEqual(['suppress']);
  });

  it('of what SES never tried, since it knows the address, does not count against the sender', async () => {
    const { done } = await recorded([hardBounce({ bounceSubType: 'OnAccountSuppressionList' })]);
    expect(done.some((line) => line.startsWith('against'))).toBe(false);
  });

  it.each(['not-spam', 'auth-failure', 'virus'])(
    'of a report that is nobody’s complaint (%s) changes nothing',
    async (complaintFeedbackType) => {
      const delivered = { ...mail, status: 'delivered', messageId: '0106-a' } as const;
      const { row, done } = await recorded([complaintOf({ complaintFeedbackType })], { rows: [delivered] });
      expect(row).toStrictEqual(delivered);
      expect(done).toEqual([]);
    },
  );

  it.each(['abuse', 'fraud', 'other', undefined, null, 'of-tomorrow'])(
    'of a complaint of any other type (%s) is one',
    async (complaintFeedbackType) => {
      const { row, done } = await recorded([complaintOf({ complaintFeedbackType })]);
      expect(row?.status).toBe('complained');
      expect(done.map((line) => line.split(' ')[0])).toEqual(['sent', 'suppress', 'dead', 'evaluate', 'against']);
    },
  );

  it('of a complaint that SES only remembers is no new one: the mail did not go, and the sender did nothing', async () => {
    const { row, done } = await recorded([
      complaintOf({ complaintSubType: 'OnAccountSuppressionList', complaintFeedbackType: undefined }),
    ]);
    expect(row).toMatchObject({ status: 'bounced', reason: expect.stringMatching(/OnAccountSuppressionList$/) });
    expect(done.slice(1)).toEqual([
      'suppress [{"address":"ren@shinonome.example","reason":"complained","since":"2026-06-02T00:00:00.000Z"}]',
      'dead ["shinonome",{"contact":"ren","address":"ren@shinonome.example","reason":"complained","day":"2026-06-01"},{"unlessKnown":true}]',
      'evaluate [["shinonome"]]',
    ]);
  });

  it.each(['General', 'Undetermined'])(
    'of an answer by a machine (%s) is no bounce of a mail that arrived',
    async (word) => {
      const outOfOffice = hardBounce({
        bounceType: word === 'General' ? 'Transient' : 'Undetermined',
        bounceSubType: word,
        bouncedRecipients: [{ emailAddress: 'ren@shinonome.example' }],
      });
      for (const events of [
        [delivery(), outOfOffice],
        [outOfOffice, delivery()],
      ]) {
        const { row, done } = await recorded(events);
        expect(row?.status).toBe('delivered');
        expect(row?.reason).toBeUndefined();
        expect(done.map((line) => line.split(' ')[0])).toEqual(['sent']);
      }
    },
  );

  it.each(['MailboxFull', 'MessageTooLarge', 'ContentRejected', 'AttachmentRejected', 'CustomTimeoutExceeded'])(
    'of a mail that a mailbox did not take after its server had (%s) says so, and ends nothing',
    async (bounceSubType) => {
      const refused = hardBounce({ bounceType: 'Transient', bounceSubType });
      for (const events of [
        [delivery(), refused],
        [refused, delivery()],
      ]) {
        const { row, done } = await recorded(events);
        expect(row).toMatchObject({ status: 'bounced', reason: `soft bounce: Transient ${bounceSubType} 5.1.1` });
        expect(done.map((line) => line.split(' ')[0])).toEqual(['sent']);
      }
    },
  );

  it('of a delay that is told after the delivery says nothing new', async () => {
    const delay = sesEvent('DeliveryDelay', {
      deliveryDelay: { delayType: 'General', timestamp: '2026-06-01T00:00:07.000Z' },
    });
    expect((await recorded([delivery(), delay])).row?.status).toBe('delivered');
  });

  it('about several addresses ends each, and the contact’s only where theirs is among them', async () => {
    const others = [{ emailAddress: 'x@other.example' }, { emailAddress: 'Y <y@other.example>' }];
    const { done } = await recorded([hardBounce({ bouncedRecipients: others })]);
    expect(done.map((line) => line.split(' ')[0])).toEqual(['sent', 'suppress', 'suppress', 'against']);
    const { done: withTheirs } = await recorded([
      hardBounce({ bouncedRecipients: [...others, { emailAddress: 'REN@shinonome.example' }] }),
    ]);
    expect(withTheirs.filter((line) => line.startsWith('dead'))).toHaveLength(1);
  });

  it.each([
    ['Reject', { reject: { reason: 'Bad content' } }, /^rejected: .*Bad content/],
    ['Rendering Failure', { failure: { errorMessage: 'no value', templateName: 't' } }, /^not-rendered: /],
  ])('%s hands the mail to a person', async (eventType, detail, reason) => {
    const { row } = await recorded([sesEvent(eventType, detail)]);
    expect(row).toMatchObject({ status: 'held', reason: expect.stringMatching(reason) });
  });

  it.each(['Open', 'Click', 'Subscription'])('%s is not looked at', (eventType) => {
    expect(readSesEvent(sesEvent(eventType))).toBeNull();
  });

  it.each([null, {}, { detail: { eventType: 'Send' } }, sesEvent('Send', {}, { timestamp: 'soon' })])(
    'that is none is refused: %j',
    (event) => {
      expect(() => readSesEvent(event)).toThrow(UnreadableEventError);
    },
  );
});

describe('a sender of whose mail too much came back', () => {
  const record = { sent: 100, bounced: 3, complained: 0 };

  it('pauses, and whoever answers for them is told first', async () => {
    const { done } = await recorded([hardBounce()], { record });
    expect(done.slice(-2)).toEqual([
      'tell of aoi@mirai.example',
      'pause aoi@mirai.example: 3 of 100 mails came back for good, over 2 %',
    ]);
  });

  it('who pauses already is not told of again', async () => {
    const { done } = await recorded([hardBounce()], { record, isPaused: true });
    expect(done.some((line) => /^(tell|pause)/.test(line))).toBe(false);
  });

  it('is told of to their own manager, else to the operator, once a pause', () => {
    const notice = { sender: 'Aoi@mirai.example', reason: 'r', at: claimedAt, resumedOn: null };
    const context = { company, playbook: 'v1', today: '2026-06-01' };
    const boss = { id: 'boss', name: 'Boss', email: 'boss@mirai.example', role: 'manager', language: 'ja' } as const;
    const aoi = { id: 'aoi', name: 'Aoi', email: 'aoi@mirai.example', role: 'csm', manager: 'boss' } as const;
    expect(pauseMail(notice, [aoi, boss], context)).toMatchObject({
      id: 'sender-paused/aoi@mirai.example/-',
      to: { address: 'boss@mirai.example' },
      language: 'ja',
      content: { notice: 'sender-paused', senderName: 'Aoi' },
    });
    const before = { ...aoi, id: 'ai', name: 'Ai', manager: undefined, leftOn: '2026-05-01' };
    expect(pauseMail(notice, [before, aoi, boss], context), 'who had the address and left').toMatchObject({
      person: 'boss',
      content: { senderName: 'Aoi' },
    });
    expect(pauseMail(notice, [], context).to).toEqual(company.operator);
    expect(pauseMail({ ...notice, resumedOn: '2026-06-05' }, [], context).id).not.toBe(
      pauseMail(notice, [], context).id,
    );
  });
});
