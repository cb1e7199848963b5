import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../domain/time/day.ts';
import { operate } from '../../local/operator.ts';
import { heartbeat, importRows, mailsTo, sendEvents, todayMinus, until } from './installation.ts';

const account = 'approving';
const eve = 'eve@approving.example';
const csm = 'rin@demo.example';
const withinMs = 30_000;

interface MailRow {
  id: string;
  to: string;
  status: string;
}

const waiting = async () => (await operate<MailRow[]>('outbox', '--approval')).filter(({ to }) => to === eve);

describe('a CSM who wants to be asked first', () => {
  beforeAll(async () => {
    const rin = { id: 'rin', name: 'Rin', email: csm, language: 'en', customerMail: 'approve' };
    expect(await importRows('csms', [rin])).toMatchObject({ imported: 1 });
    await importRows('accounts', [
      { id: account, name: 'Approving Ltd', csm: 'rin', renewalDate: addDays(todayMinus(0), 80), language: 'en' },
    ]);
    await importRows('contacts', [{ id: 'eve', account, name: 'Eve', email: eve, role: 'admin', language: 'en' }]);
    await sendEvents(heartbeat(account));
    await operate('settle');
    await operate('score', '--account', account);
    await operate('settle');
  });

  it('gets the very mail with one link, changes its words on the page, takes back a press by mistake, and lets it go, once', async () => {
    expect(await waiting()).toMatchObject([{ status: 'approval' }]);
    const asking = await until('the mail that asks', withinMs, async () =>
      (await mailsTo(csm)).find(({ subject }) => subject.startsWith('Approve · Approving Ltd')),
    );
    expect(asking.text).toContain('renewal');
    const link = /https?:\/\/\S+\/w\/[\w.~-]+/.exec(asking.text)?.[0] as string;

    const shown = await fetch(link);
    expect(shown.status).toBe(200);
    expect(await shown.text()).toContain('May this mail go to Eve?');
    const [asked] = await waiting();
    expect(asked).toBeDefined();

    const form = { decision: 'send', subject: 'In my own words', body: 'Dear Eve,\n\n{{ answerLinks }}\n\nRin' };
    const send = async () => (await fetch(link, { method: 'POST', body: new URLSearchParams(form) })).text();
    const drop = { method: 'POST', body: new URLSearchParams({ decision: 'drop' }) };
    expect(await (await fetch(link, drop)).text()).toContain('take it back and decide anew');
    const undo = { method: 'POST', body: new URLSearchParams({ decision: 'take-back' }) };
    expect(await (await fetch(link, undo)).text()).toContain('Taken back.');
    expect(await send()).toContain('It is on its way');
    expect(await send()).toContain('Approved by you');
    expect(await waiting()).toEqual([]);
    expect(await mailsTo(eve), 'until it can no longer be taken back').toEqual([]);
    await operate('outbox', 'release', asked?.id as string);
    const arrived = await until('the approved mail', withinMs, async () => (await mailsTo(eve))[0]);
    expect(arrived.subject).toBe('In my own words');
    expect(await mailsTo(eve)).toHaveLength(1);
  });
});
