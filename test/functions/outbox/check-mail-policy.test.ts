import { describe, expect, it } from 'vitest';
import { mailPolicySchema } from '../../../domain/mail-policy/mail-policy-schema.ts';
import type { AutomaticMail } from '../../../domain/outbox/outbox.ts';
import { mailPolicyCheck } from '../../../functions/outbox/check-mail-policy.ts';
import { deliverMail } from '../../../functions/outbox/deliver-mail.ts';
import { deliverOutbox } from '../../../functions/outbox/deliver-outbox.ts';
import { mailOfEpisode, mailPolicySourcesOver } from '../../support/mail-policy-in-memory.ts';
import { sendingOver } from '../../support/sending.ts';

// A Monday, 9:30 in Tokyo.
const now = new Date('2026-06-01T00:30:00.000Z');
const made = [0, 1, 2, 3, 4].map((n) => mailOfEpisode(n));
const episodes = made.map(({ episode }) => episode);
const mails = made.map(({ mail }) => mail as AutomaticMail);
const [mail] = mails as [AutomaticMail];

describe('automatic mails to one contact', () => {
  it('delivered in parallel by several runs: as many go as may in a week, the rest wait until there is room', async () => {
    const { sources, histories } = mailPolicySourcesOver(episodes);
    const { sending, outbox, sends } = sendingOver(mails, { checkPolicy: mailPolicyCheck(sources), now: () => now });
    await Promise.all(mails.map((one) => deliverOutbox(sending, [one, ...mails], () => true)));
    expect(sends).toHaveLength(2);
    const rows = [...outbox.rows.values()];
    expect(rows.map(({ status }) => status).sort()).toEqual(['sent', 'sent', 'waiting', 'waiting', 'waiting']);
    for (const row of rows.filter(({ status }) => status === 'waiting')) {
      expect(row).toMatchObject({
        notBefore: '2026-06-08T00:30:00.000Z',
        reason: 'capped until Mon 8 Jun 09:30: 2 automatic mails went to them within 7 days, which is the most',
      });
    }
    expect(histories.get('shinonome')?.history).toHaveLength(2);
  });

  it('whose run died after it was let through is let through again, and counts once', async () => {
    const { sources, histories } = mailPolicySourcesOver(episodes);
    const checkPolicy = mailPolicyCheck(sources);
    for (const _ of [1, 2, 3]) expect(await checkPolicy(mail, 'guidance', now)).toEqual({ verdict: 'send' });
    expect(histories.get('shinonome')?.history).toHaveLength(1);
  });

  it('released by a person goes though there is no room, and counts for those that follow', async () => {
    const { sources, histories } = mailPolicySourcesOver(episodes);
    const checkPolicy = mailPolicyCheck(sources);
    for (const one of mails.slice(0, 2)) await checkPolicy(one, 'guidance', now);
    const third = mails[2] as AutomaticMail;
    expect(await checkPolicy(third, 'guidance', now)).toMatchObject({ verdict: 'wait' });
    expect(await checkPolicy({ ...third, releasedAt: now.toISOString() }, 'guidance', now)).toEqual({
      verdict: 'send',
    });
    expect(histories.get('shinonome')?.history).toHaveLength(3);
  });
});

describe('a mail to a parent about an account that belongs to it', () => {
  const toParent: AutomaticMail = { ...mail, account: 'group', cause: { ...mail.cause, account: 'shinonome' } };
  const verdictWith = (states: Record<string, typeof episodes>) => {
    const state = { lastScoredDay: '2026-06-01', watchedSince: '2026-01-01', stage: null, health: null, scores: {} };
    const directory = {
      findAccount: async (id: string) => ({ id, name: id }),
      findState: async (id: string) => ({ ...state, episodes: states[id] ?? [] }),
    };
    return mailPolicyCheck(mailPolicySourcesOver([], { directory }).sources)(toParent, 'guidance', now);
  };

  it('goes as long as the episode of that account is open, and counts among the parent’s mails', async () => {
    expect(await verdictWith({ shinonome: episodes })).toEqual({ verdict: 'send' });
    const over = { verdict: 'drop', because: { code: 'episode-over' } };
    expect(await verdictWith({ group: episodes })).toEqual(over);
  });

  it('waits while anything is escalated at either of them', async () => {
    const task = { id: 't', template: 't', due: '2026-05-01', assignee: null, late: 'escalated' as const };
    const escalated = [{ signal: 'other', subject: null, openedOn: '2026-05-01', steps: [], tasks: [task] }];
    const waits = { verdict: 'wait', because: { code: 'escalation-open' } };
    expect(await verdictWith({ shinonome: episodes, group: escalated })).toMatchObject(waits);
    expect(await verdictWith({ shinonome: [...episodes, ...escalated] })).toMatchObject(waits);
  });
});

describe('whoever opted out', () => {
  const optOuts = {
    isOptedOut: async ({ contact }: { contact: string }, kind: string) => `${contact} ${kind}` === 'ren guidance',
  };

  it('gets nothing of that kind, not even what a person released', async () => {
    const checkPolicy = mailPolicyCheck(mailPolicySourcesOver(episodes, { optOuts }).sources);
    const dropped = { verdict: 'drop', because: { code: 'opted-out', kind: 'guidance' } };
    expect(await checkPolicy(mail, 'guidance', now)).toEqual(dropped);
    expect(await checkPolicy({ ...mail, releasedAt: now.toISOString() }, 'guidance', now)).toEqual(dropped);
  });

  it('gets other kinds, and mail about the contract', async () => {
    const checkPolicy = mailPolicyCheck(mailPolicySourcesOver(episodes, { optOuts }).sources);
    expect(await checkPolicy(mail, 'surveys', now)).toEqual({ verdict: 'send' });
    expect(await checkPolicy(mail, null, now)).toEqual({ verdict: 'send' });
  });
});

describe('the hours that count', () => {
  const policy = async () => mailPolicySchema.parse({});

  it('are those of the account’s own clock and country', async () => {
    const { sources } = mailPolicySourcesOver(episodes, { policy });
    expect(await mailPolicyCheck(sources)(mail, 'guidance', now)).toEqual({ verdict: 'send' });
    sources.directory.findAccount = async (id) => ({ id, name: id, timeZone: 'America/New_York', country: 'US' });
    expect(await mailPolicyCheck(sources)(mail, 'guidance', now)).toMatchObject({
      verdict: 'wait',
      because: { code: 'out-of-hours' },
    });
  });

  it('have nothing to do with mails to colleagues, which need no room either', async () => {
    const { sources } = mailPolicySourcesOver([], { policy });
    const internal = { ...mail, content: { type: 'operator', notice: 'source-stale', source: 'app', lastEventAt: '' } };
    const { sending, sends } = sendingOver([internal as never], { checkPolicy: mailPolicyCheck(sources) });
    expect(await deliverMail(sending, internal as never)).toBe('sent');
    expect(sends).toHaveLength(1);
  });
});

describe('a mail whose account recovered meanwhile', () => {
  it('is dropped', async () => {
    const { sources } = mailPolicySourcesOver([]);
    expect(await mailPolicyCheck(sources)(mail, 'guidance', now)).toEqual({
      verdict: 'drop',
      because: { code: 'episode-over' },
    });
  });
});

describe('a mail that asks about our own work', () => {
  const asks = { survey: 'activity', activity: 'training' } as const;
  const DAY_IN_MS = 86_400_000;
  const later = (days: number) => new Date(now.getTime() + days * DAY_IN_MS);
  const other = { ...mail, id: `${mail.id}/again` };

  it('puts on record with its going whom it asks, and how they stand', async () => {
    const asked: unknown[] = [];
    const { sources } = mailPolicySourcesOver(episodes, { standing: async () => ({ segment: 'fan', role: 'admin' }) });
    const { write } = sources.history;
    sources.history.write = async (...args) => {
      asked.push(args[4]);
      return write(...args);
    };
    await mailPolicyCheck(sources)(mail, 'surveys', now, asks);
    expect(asked).toEqual([
      {
        ...asks,
        account: mail.account,
        contact: mail.contact,
        mail: mail.id,
        day: expect.any(String),
        segment: 'fan',
        role: 'admin',
      },
    ]);
    await mailPolicyCheck(sources)(other, 'guidance', later(8));
    expect(asked[1]).toBeUndefined();
  });

  it('asks nobody twice within the quarter, over all mails that ask and by the address as well', async () => {
    const { sources } = mailPolicySourcesOver(episodes, {
      policy: async () => mailPolicySchema.parse({ hours: 'any', waitAtMostDays: 90 }),
    });
    const check = mailPolicyCheck(sources);
    expect(await check(mail, 'surveys', now, asks)).toEqual({ verdict: 'send' });
    for (const [one, days] of [
      [other, 8],
      [{ ...other, contact: 'another-one' }, 60],
    ] as const) {
      expect(
        await check({ ...one, createdAt: later(days).toISOString() }, 'surveys', later(days), { survey: 'cs-nps' }),
      ).toEqual({
        verdict: 'drop',
        because: { code: 'asked-recently', days: 90 },
      });
    }
    // What asks nothing goes by its own rules.
    expect(await check({ ...other, createdAt: later(20).toISOString() }, 'guidance', later(20))).toEqual({
      verdict: 'send',
    });
    expect(await check({ ...other, createdAt: later(91).toISOString() }, 'surveys', later(91), asks)).toEqual({
      verdict: 'send',
    });
  });

  it('asks as often as it likes where the playbook sets no limit', async () => {
    const policy = async () => mailPolicySchema.parse({ hours: 'any', surveyEveryDays: 0 });
    const { sources } = mailPolicySourcesOver(episodes, { policy });
    const check = mailPolicyCheck(sources);
    await check(mail, 'surveys', now, asks);
    expect(await check({ ...other, createdAt: later(1).toISOString() }, 'surveys', later(1), asks)).toEqual({
      verdict: 'send',
    });
  });
});
