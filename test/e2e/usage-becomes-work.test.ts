import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../domain/time/day.ts';
import { operate } from '../../local/operator.ts';
import { heartbeat, importRows, logins, mailsTo, sendEvents, todayMinus, until } from './installation.ts';

interface Row {
  title: string;
  id: string;
  account: string;
  signal: string;
  template: string;
  due: string;
  assignee: string | null;
  kind: string;
  from: string;
  to: string;
  status: string;
}

const withinMs = 15_000;
const csm = 'ayumi@demo.example';

describe('usage that a product posts becomes work for its CSM', () => {
  beforeAll(async () => {
    await importRows('csms', [
      { id: 'ayumi', name: '森 歩', email: csm, role: 'csm', language: 'ja', country: 'JP', manager: 'boss' },
      { id: 'boss', name: 'The Boss', email: 'boss@demo.example', role: 'manager', language: 'en' },
    ]);
    await importRows('accounts', [
      { id: 'falling', name: '下り坂株式会社', csm: 'ayumi', licenses: 3, stage: 'adoption', language: 'ja' },
      { id: 'renewing', name: 'Renewing Ltd', csm: 'ayumi', renewalDate: addDays(todayMinus(0), 80), language: 'en' },
    ]);
    await importRows('contacts', [
      { id: 'rin', account: 'falling', name: '林 凛', email: 'rin@falling.example', role: 'champion' },
      {
        id: 'amy',
        account: 'renewing',
        name: 'Amy Admin',
        email: 'amy@renewing.example',
        role: 'admin',
        language: 'en',
      },
    ]);
    await sendEvents([
      // The day before all windows: with three of them the usual one is one of ten log-ins, whatever the days off.
      ...logins('falling', 'rin', 113, 1),
      ...[40, 70, 100].flatMap((daysAgo) => logins('falling', 'rin', daysAgo, 10)),
      ...logins('falling', 'rin', 5, 4),
      ...heartbeat('falling'),
    ]);
    await operate('settle');
    await operate('score');
    await operate('settle');
  });

  it('opens a group of tasks for the account’s CSM, once log-ins have fallen below 60 % of the usual level', async () => {
    const tasks = await tasksOf('falling');
    expect(tasks.map(({ template, assignee }) => [template, assignee])).toEqual([['check-in-look', 'ayumi']]);
  });

  it('mails the CSM the tasks in their language, with the data that raised them', async () => {
    const tasks = await tasksOf('falling');
    // Other signals of the account have mails of their own.
    const mails = (await mailsTo(csm)).filter(
      ({ subject, text }) => text.includes('下り坂株式会社') && subject.includes('ログイン'),
    );
    // One mail for the whole assignment, however many tasks it has.
    expect(mails).toHaveLength(1);
    expect(mails[0]?.from[0]?.address).toBe('sakimawari@demo.example');
    for (const { title } of tasks) expect(mails[0]?.text).toContain(title);
    expect(mails.some(({ text }) => /\b4回/.test(text) && /営業日は\d+日/.test(text))).toBe(true);
  });

  it('asks the customer about the renewal from the CSM’s own address, three months before', async () => {
    const [mail, ...others] = await mailsTo('amy@renewing.example');
    expect(others).toEqual([]);
    expect(mail?.from[0]?.address).toBe(csm);
    expect(mail?.subject).toContain('renewal');
    expect(mail?.text).toContain('Amy Admin');
  });

  it('says with hand-checkable numbers why log-ins count as fallen', async () => {
    const { signals } = await operate<{ signals: { signal: string; verdict: string; evidence: object }[] }>(
      'explain',
      'falling',
    );
    expect(signals.find(({ signal }) => signal === 'logins-fell')).toMatchObject({
      state: 'open',
      verdict: 'trips',
      evidence: { window: 4, baseline: 10 },
    });
  });

  it('raises the next task, and mails it, within seconds after the one before it is done', async () => {
    const [look] = (await tasksOf('falling')) as [Row];
    await operate('tasks', 'done', look.id, '--outcome', 'helped', '--note', '新しい課長が来た');
    const doneAt = Date.now();
    const call = await until('the next task', withinMs, async () =>
      (await tasksOf('falling')).find(({ template }) => template === 'check-in-call'),
    );
    const mail = await until('its mail', withinMs, async () =>
      (await mailsTo(csm)).find(({ text }) => text.includes('新しい課長が来た')),
    );
    expect(Date.now() - doneAt).toBeLessThan(withinMs);
    expect(call).toMatchObject({ status: 'open', assignee: 'ayumi' });
    expect(mail.text).toContain(call.title);
    expect(await operate('activity', 'list', 'falling')).toMatchObject([{ task: look.id, outcome: 'helped' }]);
    await operate('settle');
    expect((await tasksOf('falling')).map(({ template, status }) => [template, status])).toEqual([
      ['check-in-look', 'done'],
      ['check-in-call', 'open'],
    ]);
  });

  it('does nothing twice when runs repeat and overlap', async () => {
    const before = await inboxes();
    await Promise.all([operate('score'), operate('score'), operate('score', '--account', 'falling')]);
    await operate('score');
    await operate('settle');
    expect(await inboxes()).toEqual(before);

    const rows = await operate<Row[]>('mails', '--account', 'falling');
    expect(rows.map(({ status }) => status)).toEqual(rows.map(() => 'sent'));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });
});

/** Of the account's signal that this is about, in their order. */
async function tasksOf(account: string): Promise<Row[]> {
  const tasks = await operate<Row[]>('tasks', '--account', account);
  return tasks.filter(({ signal }) => signal === 'logins-fell').sort((a, b) => (a.due < b.due ? -1 : 1));
}

async function inboxes() {
  const tasks = await operate<Row[]>('tasks', '--account', 'falling');
  return {
    tasks: tasks.map(({ id }) => id).sort(),
    csm: (await mailsTo(csm)).length,
    customer: (await mailsTo('amy@renewing.example')).length,
  };
}
