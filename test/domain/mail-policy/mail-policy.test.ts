import { describe, expect, it } from 'vitest';
import {
  judgeMail as judge,
  type MailRequest,
  type MailSituation as Situation,
} from '../../../domain/mail-policy/mail-policy.ts';
import { type MailPolicy, mailPolicySchema } from '../../../domain/mail-policy/mail-policy-schema.ts';
import { type BusinessCalendar, businessCalendar } from '../../../domain/time/business-days.ts';
import { localClock } from '../../../domain/time/time-zone.ts';

const tokyo = localClock('Asia/Tokyo');
const calendar = businessCalendar({});
const policy = mailPolicySchema.parse({ quietWhileOpen: ['nps-detractor'] });

/** In Tokyo. */
const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00+09:00`);
const inTokyo = (timeInMs: number) => new Date(timeInMs + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

// 2026-06-03 is a Wednesday.
const wednesday = at('2026-06-03 10:30');
const mail: MailRequest = {
  id: 'koa/hand-over/u7/2026-06-03/welcome/u7',
  signal: 'hand-over',
  episode: 'koa/hand-over/u7/2026-06-03',
  outlivesEpisode: false,
  optionalKind: 'guidance',
  isSurvey: false,
  isReleased: false,
  createdAt: wednesday,
};
/** Ids of episodes end with the day they opened. */
const opened = (signal: string, episode: string) => ({ signal, episode, openedOn: episode.slice(-10) });

/** Of what went out, the mail's own recipient is told by their contact here. */
type MailSituation = Omit<Situation, 'sent' | 'sentToSame'> & { sent: { contact: string; at: number }[] };
const judgeMail = (mail: MailRequest, told: MailSituation, ...rules: [MailPolicy, BusinessCalendar]) =>
  judge(
    mail,
    { ...told, sentToSame: told.sent.filter(({ contact }) => contact === 'u7').map((one) => one.at) },
    ...rules,
  );

const situation: MailSituation = {
  now: wednesday,
  recipient: { clock: tokyo, week: { country: 'JP' } },
  hasOptedOut: false,
  sent: [],
  surveyedAt: [],
  openEpisodes: [opened('hand-over', 'koa/hand-over/u7/2026-06-03')],
  answered: [],
  hasEscalation: false,
  handled: [],
};

const own = opened('hand-over', 'koa/hand-over/u7/2026-06-03');

interface Row {
  when: string;
  mail?: Partial<MailRequest>;
  situation?: Partial<MailSituation>;
  comes: string;
}

const sent = (contact: string, ...times: string[]) => times.map((time) => ({ contact, at: at(time) }));

const rows: Row[] = [
  { when: 'nothing stands against it', comes: 'send' },
  { when: 'they have opted out', situation: { hasOptedOut: true }, comes: 'drop: opted-out' },
  {
    when: 'they have opted out, and it is about their contract',
    mail: { optionalKind: null },
    situation: { hasOptedOut: true },
    comes: 'send',
  },
  {
    when: 'a person released it, whatever else stands against it',
    mail: { isReleased: true, createdAt: at('2026-05-01 10:30') },
    situation: {
      now: at('2026-06-06 23:00'),
      hasEscalation: true,
      answered: [],
      openEpisodes: [],
      sent: sent('u7', '2026-06-05 09:10', '2026-06-06 11:00'),
    },
    comes: 'send',
  },
  {
    when: 'a person released it, and they have opted out',
    mail: { isReleased: true },
    situation: { hasOptedOut: true },
    comes: 'drop: opted-out',
  },
  {
    when: 'it asks about our work, and they were asked 89 days before',
    mail: { isSurvey: true },
    situation: { surveyedAt: [at('2026-03-06 10:30')] },
    comes: 'drop: asked-recently',
  },
  {
    when: 'it asks about our work, and they were asked 90 days before',
    mail: { isSurvey: true },
    situation: { surveyedAt: [at('2026-03-05 10:30')] },
    comes: 'send',
  },
  {
    when: 'it asks nothing, whenever they were asked',
    situation: { surveyedAt: [at('2026-06-02 10:30')] },
    comes: 'send',
  },
  {
    when: 'it asks about our work again, and a person released it',
    mail: { isSurvey: true, isReleased: true },
    situation: { surveyedAt: [at('2026-06-02 10:30')] },
    comes: 'send',
  },
  {
    when: 'one mail went to them this week',
    situation: { sent: sent('u7', '2026-06-01 09:10') },
    comes: 'send',
  },
  {
    when: 'two mails went to them this week',
    situation: { sent: sent('u7', '2026-06-01 09:10', '2026-06-02 11:00') },
    comes: 'wait until 2026-06-08 09:10: contact-capped',
  },
  {
    when: 'three went to them, one more than may be: the second must be a week ago',
    situation: { sent: sent('u7', '2026-05-28 09:10', '2026-06-01 10:00', '2026-06-02 11:00') },
    comes: 'wait until 2026-06-08 10:00: contact-capped',
  },
  {
    when: 'the mails that went to them are not told in order',
    situation: { sent: sent('u7', '2026-06-02 11:00', '2026-05-28 09:10', '2026-06-01 10:00') },
    comes: 'wait until 2026-06-08 10:00: contact-capped',
  },
  {
    when: 'two mails went to a colleague of theirs',
    situation: { sent: sent('u8', '2026-06-01 09:10', '2026-06-02 11:00') },
    comes: 'send',
  },
  {
    when: 'the older of two is exactly a week ago',
    situation: { sent: sent('u7', '2026-05-27 10:30', '2026-06-02 11:00') },
    comes: 'send',
  },
  {
    when: 'the older of two is a minute less than a week ago',
    situation: { sent: sent('u7', '2026-05-27 10:31', '2026-06-02 11:00') },
    comes: 'wait until 2026-06-03 10:31: contact-capped',
  },
  {
    when: 'three mails went to the account today',
    situation: {
      sent: [...sent('u1', '2026-06-03 09:00'), ...sent('u2', '2026-06-03 09:10'), ...sent('u3', '2026-06-03 09:20')],
    },
    comes: 'wait until 2026-06-04 morning: account-capped',
  },
  {
    when: 'one of three mails to the account went yesterday',
    situation: {
      sent: [...sent('u1', '2026-06-02 17:59'), ...sent('u2', '2026-06-03 09:10'), ...sent('u3', '2026-06-03 09:20')],
    },
    comes: 'send',
  },
  {
    when: 'it is 8:59',
    situation: { now: at('2026-06-03 08:59') },
    comes: 'wait until 2026-06-03 morning: out-of-hours',
  },
  { when: 'it is 9:00', situation: { now: at('2026-06-03 09:00') }, comes: 'send' },
  { when: 'it is 17:59', situation: { now: at('2026-06-03 17:59') }, comes: 'send' },
  {
    when: 'it is 18:00',
    situation: { now: at('2026-06-03 18:00') },
    comes: 'wait until 2026-06-04 morning: out-of-hours',
  },
  {
    when: 'it is Friday evening',
    situation: { now: at('2026-06-05 18:00') },
    comes: 'wait until 2026-06-08 morning: out-of-hours',
  },
  {
    when: 'it is Saturday noon',
    situation: { now: at('2026-06-06 12:00') },
    comes: 'wait until 2026-06-08 morning: out-of-hours',
  },
  {
    when: "it is a holiday of the recipient's country",
    mail: { createdAt: at('2026-07-20 08:00') },
    situation: { now: at('2026-07-20 10:00') },
    comes: 'wait until 2026-07-21 morning: out-of-hours',
  },
  {
    when: 'it is a holiday here, and none where they are',
    mail: { createdAt: at('2026-07-20 08:00') },
    situation: {
      now: at('2026-07-20 18:30'),
      recipient: { clock: localClock('Europe/Berlin'), week: { country: 'DE' } },
    },
    comes: 'send',
  },
  {
    when: 'somebody there has said that they would not recommend us',
    situation: { openEpisodes: [own, opened('nps-detractor', 'koa/nps-detractor/a1/2026-06-02')] },
    comes: 'wait until 2026-06-04 morning: signal-open',
  },
  {
    when: 'it answers just that',
    mail: opened('nps-detractor', 'koa/nps-detractor/a1/2026-06-02'),
    situation: { openEpisodes: [opened('nps-detractor', 'koa/nps-detractor/a1/2026-06-02')] },
    comes: 'send',
  },
  {
    when: 'another risk is open',
    situation: { openEpisodes: [own, opened('logins-fell', 'koa/logins-fell/-/2026-06-02')] },
    comes: 'send',
  },
  {
    when: 'what it is about has passed by itself meanwhile',
    situation: { openEpisodes: [] },
    comes: 'drop: episode-over',
  },
  {
    when: 'what it is about has passed, and something else is open',
    situation: { openEpisodes: [opened('hand-over', 'koa/hand-over/u8/2026-06-03')] },
    comes: 'drop: episode-over',
  },
  {
    when: 'it is the answer to what ended the episode',
    mail: { outlivesEpisode: true },
    situation: { openEpisodes: [] },
    comes: 'send',
  },
  {
    when: 'a late task of the account was escalated',
    situation: { hasEscalation: true },
    comes: 'wait until 2026-06-04 morning: escalation-open',
  },
  {
    when: 'somebody has a task of the same kind, about another person',
    situation: { handled: [opened('hand-over', 'koa/hand-over/u6/2026-05-20')] },
    comes: 'wait until 2026-06-04 morning: same-kind-handled',
  },
  {
    when: 'somebody has a task of the same kind, and something else has been open for longer',
    situation: {
      openEpisodes: [opened('logins-fell', 'koa/logins-fell/-/2026-05-01'), own],
      handled: [opened('hand-over', 'koa/hand-over/u6/2026-05-20')],
    },
    comes: 'wait until 2026-06-04 morning: same-kind-handled',
  },
  {
    when: 'it answers what ended its episode, and somebody has a task of the same kind, about another person',
    mail: { outlivesEpisode: true },
    situation: { openEpisodes: [], handled: [opened('hand-over', 'koa/hand-over/u6/2026-06-03')] },
    comes: 'wait until 2026-06-04 morning: same-kind-handled',
  },
  {
    when: 'it answers what ended its episode, whose tasks somebody has',
    mail: { outlivesEpisode: true },
    situation: { openEpisodes: [], handled: [own] },
    comes: 'send',
  },
  {
    when: 'two of the same kind opened on the same day',
    situation: { handled: [opened('hand-over', 'koa/hand-over/u6/2026-06-03')] },
    comes: 'send',
  },
  {
    when: 'the tasks in hand are those of its own play, or of another kind',
    situation: {
      handled: [
        opened('hand-over', 'koa/hand-over/u7/2026-06-03'),
        opened('logins-fell', 'koa/logins-fell/-/2026-05-20'),
      ],
    },
    comes: 'send',
  },
  {
    when: 'it has waited for a minute less than fourteen days',
    mail: { createdAt: at('2026-05-20 10:31') },
    comes: 'send',
  },
  {
    when: 'it has waited for fourteen days',
    mail: { createdAt: at('2026-05-20 10:30') },
    comes: 'hold: waited-too-long',
  },
  {
    when: 'several rules object: the one with the longest breath speaks',
    situation: {
      now: at('2026-06-06 12:00'),
      hasEscalation: true,
      sent: sent('u7', '2026-06-01 09:10', '2026-06-02 11:00'),
    },
    comes: 'wait until 2026-06-08 morning: escalation-open',
  },
];

describe('an automatic mail to a customer', () => {
  it.each(rows)('$when → $comes', (row) => {
    const verdict = judgeMail({ ...mail, ...row.mail }, { ...situation, ...row.situation }, policy, calendar);
    expect(verdictText(verdict, row.comes)).toBe(row.comes);
  });

  it('waits for a minute of the morning that is its own, and the same whenever it is asked', () => {
    const evening = { ...situation, now: at('2026-06-03 20:00') };
    const minutes = Array.from({ length: 400 }, (_, n) => {
      const verdict = judgeMail({ ...mail, id: `mail-${n}` }, evening, policy, calendar);
      expect(
        judgeMail({ ...mail, id: `mail-${n}` }, { ...evening, now: at('2026-06-03 23:00') }, policy, calendar),
      ).toEqual(verdict);
      return verdict.verdict === 'wait' ? (verdict.until - at('2026-06-04 09:00')) / 60_000 : Number.NaN;
    });
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...minutes)).toBeLessThan(180);
    for (const hour of [0, 1, 2]) {
      const inThatHour = minutes.filter((minute) => Math.floor(minute / 60) === hour).length;
      expect(inThatHour).toBeGreaterThan(90);
    }
  });

  it('waits for a minute of the hours in which they may be written to, where these are few', () => {
    const shortHours = mailPolicySchema.parse({ hours: { from: 9, until: 11 } });
    const evening = { ...situation, now: at('2026-06-03 20:00') };
    const minutes = Array.from({ length: 400 }, (_, n) => {
      const verdict = judgeMail({ ...mail, id: `mail-${n}` }, evening, shortHours, calendar);
      return verdict.verdict === 'wait' ? (verdict.until - at('2026-06-04 09:00')) / 60_000 : Number.NaN;
    });
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...minutes)).toBeGreaterThan(60);
    expect(Math.max(...minutes)).toBeLessThan(120);
  });

  it('comes at nine by the clock of the wall on the days on which clocks change', () => {
    const recipient = { clock: localClock('America/New_York'), week: { country: 'US', workingDays: ['Sun'] as const } };
    for (const day of ['2026-03-08', '2026-11-01']) {
      const now = Date.parse(`${day}T05:30:00Z`);
      const verdict = judgeMail({ ...mail, createdAt: now }, { ...situation, now, recipient }, policy, calendar);
      const until = verdict.verdict === 'wait' ? verdict.until : Number.NaN;
      expect(recipient.clock.hourOf(until)).toMatchObject({ day });
      expect(recipient.clock.hourOf(until).hour).toBeGreaterThanOrEqual(9);
      expect(recipient.clock.hourOf(until).hour).toBeLessThan(12);
    }
  });
});

describe('where customers may be written to at any hour', () => {
  const anyHour = mailPolicySchema.parse({ hours: 'any' });
  const judged = (change: Partial<MailSituation>) =>
    verdictText(judgeMail(mail, { ...situation, ...change }, anyHour, calendar), '');

  it('a mail goes in the middle of a Sunday night', () => {
    expect(judged({ now: at('2026-06-07 03:00') })).toBe('send');
  });

  it('one that has to wait for tomorrow comes on a Saturday too', () => {
    expect(judged({ now: at('2026-06-05 23:00'), hasEscalation: true })).toMatch(/^wait until 2026-06-06 0[0-2]:/);
  });

  it('one that has to wait for room comes as soon as there is room', () => {
    const full = sent('u7', '2026-05-30 03:00', '2026-06-02 11:00');
    expect(judged({ now: at('2026-06-05 23:00'), sent: full })).toBe('wait until 2026-06-06 03:00: contact-capped');
  });
});

describe('a contact who trips five plays in a week', () => {
  it('gets two mails, and the others wait with their reason until there is room', () => {
    const signals = ['hand-over', 'few-first-logins', 'key-person-fell', 'no-login', 'nps-unanswered'];
    const days = ['01', '02', '03', '04', '05'];
    const went: { contact: string; at: number }[] = [];
    const told = signals.map((signal, n) => {
      const now = at(`2026-06-${days[n]} 10:00`);
      const episode = `koa/${signal}/u7/2026-06-${days[n]}`;
      const request = { ...mail, id: `${episode}/mail/u7`, signal, episode, createdAt: now };
      const openEpisodes = [opened(signal, episode)];
      const verdict = judgeMail(request, { ...situation, now, sent: went, openEpisodes }, policy, calendar);
      if (verdict.verdict === 'send') went.push({ contact: 'u7', at: now });
      return verdictText(verdict, '');
    });
    expect(told).toEqual([
      'send',
      'send',
      'wait until 2026-06-08 10:00: contact-capped',
      'wait until 2026-06-08 10:00: contact-capped',
      'wait until 2026-06-08 10:00: contact-capped',
    ]);
    // On Monday there is room for one: the next one that asks is told of Tuesday.
    const monday = at('2026-06-08 10:00');
    const asked = { ...mail, createdAt: at('2026-06-03 10:00') };
    expect(judgeMail(asked, { ...situation, now: monday, sent: went }, policy, calendar)).toEqual({ verdict: 'send' });
    went.push({ contact: 'u7', at: monday });
    expect(verdictText(judgeMail(asked, { ...situation, now: monday, sent: went }, policy, calendar), '')).toBe(
      'wait until 2026-06-09 10:00: contact-capped',
    );
  });
});

/** Whatever minute of the morning it is, where the row says so. */
function verdictText(verdict: ReturnType<typeof judgeMail>, expected: string): string {
  if (verdict.verdict === 'send') return 'send';
  if (verdict.verdict !== 'wait') return `${verdict.verdict}: ${verdict.because.code}`;
  const until = inTokyo(verdict.until);
  const isMorning = until.slice(11) >= '09:00' && until.slice(11) < '12:00';
  const told = expected.includes('morning') && isMorning ? `${until.slice(0, 10)} morning` : until;
  return `wait until ${told}: ${verdict.because.code}`;
}
