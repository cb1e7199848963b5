import { describe, expect, it } from 'vitest';
import {
  approvalExpiredReason,
  CHAT_OFF_REASON,
  conversationOf,
  EXPIRED_CLAIM_REASON,
  EXPIRED_POST_REASON,
  hasGoneOut,
  isAutomatic,
  notApprovedReason,
  optedOutReason,
  type PostOutcome,
  statusAfterPost,
  statusAfterSend,
  unwritableReason,
} from '../../../domain/outbox/outbox.ts';
import {
  sampleApprovalMail,
  sampleCustomerMail,
  sampleDraftMail,
  sampleLateMail,
  sampleMovedMail,
  sampleOperatorMail,
  sampleTaskMail,
} from '../../support/sample-mails.ts';

const now = new Date('2026-06-01T00:00:00.000Z');
const mail = sampleTaskMail('en');

describe('what becomes of a mail after the send', () => {
  it('is gone with the mail service’s id, owed as before, or left to the mail service’s events', () => {
    expect(statusAfterSend({ result: 'accepted', messageId: 'ses-1' }, mail)).toEqual({
      status: 'sent',
      messageId: 'ses-1',
    });
    expect(statusAfterSend({ result: 'deferred', code: 'Throttling' }, mail)).toEqual({ status: 'pending' });
    expect(statusAfterSend({ result: 'unknown', code: 'TimeoutError' }, mail)).toBeNull();
  });

  it('waits for a person when it is refused, who reads what SES said and what mends it', () => {
    const settled = statusAfterSend({ result: 'refused', code: 'Whatever', detail: 'No' }, mail);
    const reason = 'refused: Whatever: No. Mend the cause, then release the mail, or drop it.';
    expect(settled).toEqual({ status: 'held', reason });
  });

  it('is said in whole sentences, whatever the words before it end with', () => {
    for (const detail of ['No.', 'No!', 'No?']) {
      expect(statusAfterSend({ result: 'refused', code: 'X', detail }, mail)).toMatchObject({
        reason: `refused: X: ${detail} Mend the cause, then release the mail, or drop it.`,
      });
    }
    expect(unwritableReason('v1.0 is gone')).toBe(
      "not-written: v1.0 is gone. Mend the playbook or the account's data, then release the mail.",
    );
    expect(optedOutReason('offers')).toBe(
      'opted-out: its recipient asked for no more mails of the kind "offers". Nothing is to be done.',
    );
  });

  it('is a person’s where nobody ever told, who reads where to look before it is sent again', () => {
    expect(EXPIRED_CLAIM_REASON).toBe(
      'outcome-unknown: no answer came to the send, and the mail service told nothing of it, so it may have gone out. Look in the sent mails or ask the recipient; then release it to send it again, or drop it.',
    );
  });
});

it('a mail that its CSM was asked about says why it did not go: too late, or decided against, and by whom', () => {
  expect(approvalExpiredReason(5)).toBe('approval-expired: nobody approved it within 5 days. It has not gone out.');
  expect(notApprovedReason('aoi')).toBe('not-approved: aoi decided against it. Nothing is to be done.');
});

describe('a mail that goes to a customer by itself', () => {
  const mail = sampleCustomerMail('en', 'win-back');

  it('is written to a contact because of an episode', () => {
    expect(isAutomatic(mail)).toBe(true);
    expect(isAutomatic({ ...mail, cause: undefined })).toBe(false);
    expect(isAutomatic({ ...mail, contact: undefined })).toBe(false);
  });

  it('is none of the mails to colleagues, also where they show the customer’s', () => {
    expect(isAutomatic(sampleDraftMail('en'))).toBe(false);
    expect(isAutomatic(sampleApprovalMail('en'))).toBe(false);
    expect(isAutomatic(sampleTaskMail('en'))).toBe(false);
  });
});

describe('what becomes of a message to the chat', () => {
  it('is sent, waits as long as the channel asks for, or waits for a person where nobody answered or it was refused', () => {
    expect(statusAfterPost({ result: 'accepted' }, now)).toEqual({ status: 'sent' });
    const deferred: PostOutcome = { result: 'deferred', code: 'HTTP 429' };
    expect(statusAfterPost(deferred, now)).toEqual({ status: 'pending', reason: 'put-off: HTTP 429' });
    expect(statusAfterPost({ ...deferred, retryAfterInSeconds: 90 }, now)).toEqual({
      status: 'pending',
      reason: 'put-off: HTTP 429',
      notBefore: '2026-06-01T00:01:30.000Z',
    });
    expect(statusAfterPost({ result: 'unknown', code: 'ETIMEDOUT' }, now)).toEqual({
      status: 'held',
      reason:
        'outcome-unknown: no answer came to the post (ETIMEDOUT). Look into the channel: if the message is there, drop it; if not, release it.',
    });
    expect(statusAfterPost({ result: 'refused', code: 'gone', mend: 'Make a new one.' }, now)).toEqual({
      status: 'held',
      reason: 'refused: gone. Make a new one.',
    });
    expect(EXPIRED_POST_REASON).toBe(
      'outcome-unknown: no answer came to the post (the run that posted it ended early). Look into the channel: if the message is there, drop it; if not, release it.',
    );
    expect(CHAT_OFF_REASON).toBe(
      'chat-off: no channel is configured. Name one and its secret under chat in the configuration and deploy, then release the message, or drop it.',
    );
  });
});

describe('the conversation of a mail', () => {
  const episode = 'shinonome/logins-fell/-/2026-06-01/';

  it('is that of its episode: to colleagues from the task to its late days, to customers from the first question on', () => {
    for (const mail of [
      sampleTaskMail('en'),
      sampleLateMail('en', 'reminder'),
      sampleLateMail('en', 'escalation'),
      sampleMovedMail('en', 'handed-over'),
      sampleMovedMail('en', 'returned'),
    ]) {
      expect(conversationOf(mail)).toBe(episode);
      expect(mail.id.startsWith(episode)).toBe(true);
    }
    expect(conversationOf(sampleCustomerMail('en', 'renewal-reminder'))).toBe(
      'shinonome/renewal-due/2026-09-01/2026-06-01/',
    );
  });

  it('is none where a mail stands alone, or its id is not made as those of its kind', () => {
    expect(conversationOf(sampleDraftMail('en'))).toBeNull();
    expect(conversationOf(sampleDraftMail('en', 'draft'))).toBeNull();
    expect(conversationOf(sampleOperatorMail('en'))).toBeNull();
    expect(conversationOf({ ...sampleCustomerMail('en', 'win-back'), id: 'x/other/ren' })).toBeNull();
    expect(conversationOf({ ...sampleCustomerMail('en', 'win-back'), id: 'xwin-back/ren' })).toBeNull();
  });
});

it('a mail has gone out from the moment the mail service took it', () => {
  const statuses = [
    'pending',
    'claimed',
    'sent',
    'delayed',
    'delivered',
    'bounced',
    'complained',
    'held',
    'dropped',
    'off',
  ] as const;
  expect(statuses.filter(hasGoneOut)).toEqual(['sent', 'delayed', 'delivered', 'bounced', 'complained']);
});
