import { expect, it } from 'vitest';
import type { MailVerdict } from '../../../domain/mail-policy/mail-policy.ts';
import { reasonOf } from '../../../domain/mail-policy/reasons.ts';

const until = Date.parse('2026-06-08T00:40:00Z');

const told: [string, Exclude<MailVerdict, { verdict: 'send' }>, string][] = [
  [
    'enough mails went to the contact this week',
    { verdict: 'wait', until, because: { code: 'contact-capped', most: 2 } },
    'capped until Mon 8 Jun 09:40: 2 automatic mails went to them within 7 days, which is the most',
  ],
  [
    'one a week is the most',
    { verdict: 'wait', until, because: { code: 'contact-capped', most: 1 } },
    'capped until Mon 8 Jun 09:40: 1 automatic mail went to them within 7 days, which is the most',
  ],
  [
    'enough mails went to the account that day',
    { verdict: 'wait', until, because: { code: 'account-capped', most: 3 } },
    'capped until Mon 8 Jun 09:40: 3 automatic mails went to the account that day, which is the most',
  ],
  [
    'nobody is at work there',
    { verdict: 'wait', until, because: { code: 'out-of-hours' } },
    'out of hours until Mon 8 Jun 09:40: it is to arrive in their working hours',
  ],
  [
    'somebody there is unhappy with us',
    { verdict: 'wait', until, because: { code: 'signal-open', signal: 'nps-detractor' } },
    'quiet until Mon 8 Jun 09:40: nps-detractor is open at the account, so a person speaks; asked again then',
  ],
  [
    'a task was escalated',
    { verdict: 'wait', until, because: { code: 'escalation-open' } },
    'quiet until Mon 8 Jun 09:40: a late task of the account was escalated and is still open; asked again then',
  ],
  [
    'a colleague is at it',
    { verdict: 'wait', until, because: { code: 'same-kind-handled', signal: 'hand-over' } },
    'quiet until Mon 8 Jun 09:40: somebody has a task of hand-over at the account in hand; asked again then',
  ],
  [
    'it waited too long',
    { verdict: 'hold', because: { code: 'waited-too-long', days: 14 } },
    'waited-too-long: it could not go for 14 days. Release the mail if it is still right, or drop it.',
  ],
  [
    'it is over',
    { verdict: 'drop', because: { code: 'episode-over' } },
    'episode-over: what it was about has passed. Nothing is to be done.',
  ],
  [
    'they asked for no more',
    { verdict: 'drop', because: { code: 'opted-out', kind: 'offers' } },
    'opted-out: its recipient asked for no more mails of the kind "offers". Nothing is to be done.',
  ],
];

it.each(told)('whoever looks at the outbox reads why a mail does not go: %s', (_when, verdict, reason) => {
  expect(reasonOf(verdict, 'Asia/Tokyo')).toBe(reason);
});
