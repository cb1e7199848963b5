import { expect, it } from 'vitest';
import { reasonOf } from '../../../domain/mail-policy/reasons.ts';
import {
  approvalExpiredReason,
  CHAT_OFF_REASON,
  EXPIRED_CLAIM_REASON,
  EXPIRED_POST_REASON,
  notApprovedReason,
  optedOutReason,
  statusAfterSend,
  unwritableReason,
} from '../../../domain/outbox/outbox.ts';
import { checkAddresses, distrusted, leftToDigest, restoredReason } from '../../../domain/outbox/pre-send-check.ts';
import { type ReasonCode, reasonCodeOf } from '../../../domain/outbox/reason-codes.ts';
import { sampleCustomerMail } from '../../support/sample-mails.ts';

const mail = sampleCustomerMail('en', 'renewal-intent');
const until = Date.parse('2026-06-08T00:40:00.000Z');
const waits = (because: Extract<Parameters<typeof reasonOf>[0], { verdict: 'wait' }>['because']) =>
  reasonOf({ verdict: 'wait', until, because }, 'Asia/Tokyo');
const dropped = (because: Extract<Parameters<typeof reasonOf>[0], { verdict: 'drop' }>['because']) =>
  reasonOf({ verdict: 'drop', because }, 'Asia/Tokyo');
const told = (decision: { reason?: string } | object | null) => (decision as { reason?: string }).reason;
const since = '2026-06-01T00:00:00.000Z';

it('what keeps or ends a mail is known by its code, whoever wrote the reason down', () => {
  const reasons: [ReasonCode, string | undefined][] = [
    ['refused', told(statusAfterSend({ result: 'refused', code: 'MessageRejected', detail: 'no' }, mail))],
    ['outcomeUnknown', EXPIRED_CLAIM_REASON],
    ['outcomeUnknown', EXPIRED_POST_REASON],
    ['restored', restoredReason({ to: since })],
    ['chatOff', CHAT_OFF_REASON],
    ['notWritten', unwritableReason('no such entry')],
    ['approvalExpired', approvalExpiredReason(5)],
    ['notApproved', notApprovedReason('aoi')],
    ['optedOut', optedOutReason('guidance')],
    ['leftToDigest', told(leftToDigest(5))],
    ['notTrusted', told(distrusted('app'))],
    [
      'suppressed',
      told(checkAddresses(mail, { suppression: { address: 'a@b.jp', reason: 'bounced', since }, pausedBecause: null })),
    ],
    ['senderPaused', told(checkAddresses(mail, { suppression: null, pausedBecause: '12 of 40 came back' }))],
    ['waitedTooLong', reasonOf({ verdict: 'hold', because: { code: 'waited-too-long', days: 5 } }, 'Asia/Tokyo')],
    ['capped', waits({ code: 'contact-capped', most: 2 })],
    ['capped', waits({ code: 'account-capped', most: 3 })],
    ['outOfHours', waits({ code: 'out-of-hours' })],
    ['quiet', waits({ code: 'signal-open', signal: 'usage-drop' })],
    ['quiet', waits({ code: 'escalation-open' })],
    ['quiet', waits({ code: 'same-kind-handled', signal: 'usage-drop' })],
    ['answered', dropped({ code: 'answered' })],
    ['episodeOver', dropped({ code: 'episode-over' })],
  ];
  expect(reasons.map(([, reason]) => reasonCodeOf(reason))).toEqual(reasons.map(([code]) => code));
});

it('a reason of a release that we do not know has no code, and no words are made up for it', () => {
  expect(reasonCodeOf('on-the-moon: it waits for a rocket.')).toBeUndefined();
  expect(reasonCodeOf(undefined)).toBeUndefined();
});
