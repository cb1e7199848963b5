import { describe, expect, it } from 'vitest';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { LiveEpisode } from '../../../domain/signals/reading.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { CustomerMails } from '../../../domain/what-if/customer-mails.ts';
import { pastOf, studySetting } from '../../support/stored-past.ts';
import { defaultPlaybook } from '../../support/story.ts';

const MONDAY: Day = '2026-06-01';
const template = Object.keys(defaultPlaybook.emails)[0] as string;
const setting = studySetting();

const live = (signal: string): LiveEpisode => ({ signal, subject: null, openedOn: MONDAY, steps: [] });

/** A mail to the one contact about an episode of the signal. */
function mailAbout(signal: string, day: Day, given: Partial<OutboxMail> = {}): OutboxMail {
  return {
    id: `koa/${signal}/-/${MONDAY}/${template}/mei/${day}`,
    account: 'koa',
    kind: template,
    status: 'pending',
    contact: 'mei',
    cause: { signal, episode: `koa/${signal}/-/${MONDAY}` },
    content: { type: 'customer', template },
    to: { name: 'Mei', address: 'mei@koa.example' },
    createdAt: `${day}T00:00:00.000Z`,
    ...given,
  } as OutboxMail;
}

function mailsOf(optOuts: Parameters<typeof pastOf>[2] = {}, policy: object = {}) {
  const playbook = { ...defaultPlaybook, customerMail: { ...defaultPlaybook.customerMail, ...policy } };
  return new CustomerMails(
    pastOf('koa', () => 0, optOuts),
    playbook,
    setting,
  );
}

describe('mails that customers would have got', () => {
  it('go on a working day, and wait over a weekend', () => {
    const mails = mailsOf();
    mails.pass('2026-06-06', [mailAbout('no-login', '2026-06-06')], [live('no-login')], true);
    expect(mails.end()).toMatchObject({ sent: 0, waiting: 1 });
    mails.pass('2026-06-08', [], [live('no-login')], true);
    expect(mails.end()).toMatchObject({ sent: 1, waiting: 0 });
  });

  it('are no more than one person may get in a week', () => {
    const mails = mailsOf({}, { mostPerContactAndWeek: 1 });
    const signals = ['no-login', 'logins-fell'];
    mails.pass(
      MONDAY,
      signals.map((signal) => mailAbout(signal, MONDAY)),
      signals.map(live),
      true,
    );
    expect(mails.end()).toMatchObject({ sent: 1, waiting: 1 });
  });

  it('are dropped where what they are about is over, and where nobody wants such mail any more', () => {
    const over = mailsOf();
    over.pass(MONDAY, [mailAbout('no-login', MONDAY)], [], true);
    expect(over.end()).toMatchObject({ sent: 0, dropped: 1 });
    const optOuts = [
      {
        contact: 'mei',
        kinds: ['guidance' as const, 'offers' as const, 'surveys' as const],
        at: '2026-05-01T00:00:00.000Z',
      },
    ];
    const unwanted = mailsOf({ optOuts });
    unwanted.pass(MONDAY, [mailAbout('no-login', MONDAY)], [live('no-login')], true);
    expect(unwanted.end()).toMatchObject({ dropped: defaultPlaybook.emails[template]?.contract ? 0 : 1 });
  });

  it('are for a person to decide where they could not go for too long', () => {
    const mails = mailsOf({}, { quietWhileOpen: ['logins-fell'], waitAtMostDays: 7 });
    const open = [live('no-login'), live('logins-fell')];
    mails.pass(MONDAY, [mailAbout('no-login', MONDAY)], open, true);
    for (let day = 1; day <= 9; day += 1) mails.pass(addDays(MONDAY, day), [], open, true);
    expect(mails.end()).toMatchObject({ sent: 0, held: 1, waiting: 0 });
  });

  it('wait for their CSM, or are the CSM’s to send, as the play says', () => {
    const mails = mailsOf();
    const approval = mailAbout('no-login', MONDAY, { status: 'approval' });
    const draft = mailAbout('no-login', MONDAY, { content: { type: 'draft' } as never });
    mails.pass(MONDAY, [approval, draft], [live('no-login')], true);
    expect(mails.end()).toMatchObject({ sent: 0, approval: 1, draft: 1 });
  });

  it('of the days before the period count towards its limits, and are not told', () => {
    const mails = mailsOf({}, { mostPerContactAndWeek: 1 });
    mails.pass(MONDAY, [mailAbout('no-login', MONDAY)], [live('no-login')], false);
    const next = addDays(MONDAY, 1);
    mails.pass(next, [mailAbout('logins-fell', next)], [live('no-login'), live('logins-fell')], true);
    expect(mails.end()).toMatchObject({ sent: 0, waiting: 1 });
  });
});
