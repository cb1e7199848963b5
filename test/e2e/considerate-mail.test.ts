import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../domain/time/day.ts';
import { operate } from '../../local/operator.ts';
import { heartbeat, importRows, logins, mailsTo, noonOf, sendEvents, todayMinus } from './installation.ts';

const account = 'considerate';
const eve = 'eve@considerate.example';

interface MailRow {
  id: string;
  to: string;
  status: string;
  reason: string | null;
  until: string | null;
}

describe('a contact who trips three plays at once', () => {
  beforeAll(async () => {
    await importRows('csms', [{ id: 'mika', name: 'Mika', email: 'mika@demo.example', language: 'en' }]);
    await importRows('accounts', [
      { id: account, name: 'Considerate Ltd', csm: 'mika', renewalDate: addDays(todayMinus(0), 80), language: 'en' },
    ]);
    await importRows('contacts', [
      { id: 'cora', account, name: 'Cora', role: 'champion' },
      { id: 'eve', account, name: 'Eve', email: eve, role: 'admin', language: 'en' },
    ]);
    await sendEvents([
      ...[90, 34, 33, 32, 31, 30].flatMap((daysAgo) => logins(account, 'cora', daysAgo)),
      ...logins(account, 'eve', 2),
      { id: 'survey', account, user: 'eve', event: 'nps.sent', time: noonOf(todayMinus(10)) },
      ...heartbeat(account),
    ]);
    await operate('settle');
    await operate('score', '--account', account);
    await operate('settle');
  });

  it('gets two mails, and the third waits where everybody can see why and until when', async () => {
    const rows = (await operate<MailRow[]>('mails', '--account', account)).filter(({ to }) => to === eve);
    expect(rows.map(({ status }) => status).sort()).toEqual(['sent', 'sent', 'waiting']);
    expect(await mailsTo(eve)).toHaveLength(2);

    const waiting = (await operate<MailRow[]>('outbox', '--waiting')).filter(({ to }) => to === eve);
    expect(waiting).toMatchObject([
      {
        status: 'waiting',
        reason: expect.stringMatching(/^capped until .+: 2 automatic mails went to them within 7 days/),
      },
    ]);
    const days = (Date.parse(waiting[0]?.until as string) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThanOrEqual(7);
    expect((await operate<MailRow[]>('outbox')).map(({ id }) => id)).toContain(waiting[0]?.id);
  });

  it('need not be kept in mind: the third is dropped by whoever looks after the outbox', async () => {
    const [waiting] = (await operate<MailRow[]>('outbox', '--waiting')).filter(({ to }) => to === eve);
    expect(await operate('outbox', 'drop', waiting?.id as string)).toMatchObject({ status: 'dropped' });
    expect((await operate<MailRow[]>('outbox', '--waiting')).filter(({ to }) => to === eve)).toEqual([]);
  });
});
