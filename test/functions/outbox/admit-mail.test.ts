import { describe, expect, it } from 'vitest';
import { mailPolicySchema } from '../../../domain/mail-policy/mail-policy-schema.ts';
import type { AutomaticMail } from '../../../domain/outbox/outbox.ts';
import { admitBy } from '../../../functions/outbox/admit-mail.ts';
import { deliverMail } from '../../../functions/outbox/deliver-mail.ts';
import { deliverOutbox } from '../../../functions/outbox/deliver-outbox.ts';
import { admissionOver, mailOfEpisode } from '../../support/admission-in-memory.ts';
import { deliveryOver } from '../../support/delivery.ts';

// A Monday, 9:30 in Tokyo.
const now = new Date('2026-06-01T00:30:00.000Z');
const made = [0, 1, 2, 3, 4].map((n) => mailOfEpisode(n));
const episodes = made.map(({ episode }) => episode);
const mails = made.map(({ mail }) => mail as AutomaticMail);
const [mail] = mails as [AutomaticMail];

describe('automatic mails to one contact', () => {
  it('delivered in parallel by several runs: as many go as may in a week, the rest wait until there is room', async () => {
    const { admission, ledgers } = admissionOver(episodes);
    const { delivery, outbox, sends } = deliveryOver(mails, { admit: admitBy(admission), now: () => now });
    await Promise.all(mails.map((one) => deliverOutbox(delivery, [one, ...mails], () => true)));
    expect(sends).toHaveLength(2);
    const rows = [...outbox.rows.values()];
    expect(rows.map(({ status }) => status).sort()).toEqual(['sent', 'sent', 'waiting', 'waiting', 'waiting']);
    for (const row of rows.filter(({ status }) => status === 'waiting')) {
      expect(row).toMatchObject({
        notBefore: '2026-06-08T00:30:00.000Z',
        reason: 'capped until Mon 8 Jun 09:30: 2 automatic mails went to them within 7 days, which is the most',
      });
    }
    expect(ledgers.get('shinonome')?.ledger).toHaveLength(2);
  });

  it('whose run died after it was let through is let through again, and counts once', async () => {
    const { admission, ledgers } = admissionOver(episodes);
    const admit = admitBy(admission);
    for (const _ of [1, 2, 3]) expect(await admit(mail, 'guidance', now)).toEqual({ verdict: 'send' });
    expect(ledgers.get('shinonome')?.ledger).toHaveLength(1);
  });

  it('released by a person goes though there is no room, and counts for those that follow', async () => {
    const { admission, ledgers } = admissionOver(episodes);
    const admit = admitBy(admission);
    for (const one of mails.slice(0, 2)) await admit(one, 'guidance', now);
    const third = mails[2] as AutomaticMail;
    expect(await admit(third, 'guidance', now)).toMatchObject({ verdict: 'wait' });
    expect(await admit({ ...third, releasedAt: now.toISOString() }, 'guidance', now)).toEqual({ verdict: 'send' });
    expect(ledgers.get('shinonome')?.ledger).toHaveLength(3);
  });
});

describe('whoever opted out', () => {
  const optOuts = {
    isOptedOut: async ({ contact }: { contact: string }, kind: string) => `${contact} ${kind}` === 'ren guidance',
  };

  it('gets nothing of that kind, not even what a person released', async () => {
    const admit = admitBy(admissionOver(episodes, { optOuts }).admission);
    const dropped = { verdict: 'drop', because: { code: 'opted-out', kind: 'guidance' } };
    expect(await admit(mail, 'guidance', now)).toEqual(dropped);
    expect(await admit({ ...mail, releasedAt: now.toISOString() }, 'guidance', now)).toEqual(dropped);
  });

  it('gets other kinds, and mail about the contract', async () => {
    const admit = admitBy(admissionOver(episodes, { optOuts }).admission);
    expect(await admit(mail, 'surveys', now)).toEqual({ verdict: 'send' });
    expect(await admit(mail, null, now)).toEqual({ verdict: 'send' });
  });
});

describe('the hours that count', () => {
  const policy = async () => mailPolicySchema.parse({});

  it('are those of the account’s own clock and country', async () => {
    const { admission } = admissionOver(episodes, { policy });
    expect(await admitBy(admission)(mail, 'guidance', now)).toEqual({ verdict: 'send' });
    admission.directory.findAccount = async (id) => ({ id, name: id, timeZone: 'America/New_York', country: 'US' });
    expect(await admitBy(admission)(mail, 'guidance', now)).toMatchObject({
      verdict: 'wait',
      because: { code: 'out-of-hours' },
    });
  });

  it('have nothing to do with mails to colleagues, which need no room either', async () => {
    const { admission } = admissionOver([], { policy });
    const internal = { ...mail, content: { type: 'operator', notice: 'source-stale', source: 'app', lastEventAt: '' } };
    const { delivery, sends } = deliveryOver([internal as never], { admit: admitBy(admission) });
    expect(await deliverMail(delivery, internal as never)).toBe('sent');
    expect(sends).toHaveLength(1);
  });
});

describe('a mail whose account recovered meanwhile', () => {
  it('is dropped', async () => {
    const { admission } = admissionOver([]);
    expect(await admitBy(admission)(mail, 'guidance', now)).toEqual({
      verdict: 'drop',
      because: { code: 'episode-over' },
    });
  });
});
