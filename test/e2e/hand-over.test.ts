import { beforeAll, describe, expect, it } from 'vitest';
import { operate } from '../../local/operator.ts';
import { heartbeat, importRows, logins, mailsTo, sendEvents, until } from './installation.ts';

const csm = 'nils@demo.example';
const newcomer = 'nora@changing.example';
const withinMs = 30_000;

describe('a hand-over inside the customer', () => {
  beforeAll(async () => {
    await importRows('csms', [{ id: 'nils', name: 'Nils Berg', email: csm, language: 'en', country: 'SE' }]);
    await importRows('accounts', [{ id: 'changing', name: 'Changing AB', csm: 'nils', licenses: 5, language: 'en' }]);
    await importRows('contacts', [
      { id: 'old', account: 'changing', name: 'Olle Old', email: 'olle@changing.example', role: 'champion' },
      { id: 'new', account: 'changing', name: 'Nora New', email: newcomer, role: 'user', language: 'en' },
    ]);
    await sendEvents([
      ...[90, 34, 33, 32, 31, 30].flatMap((daysAgo) => logins('changing', 'old', daysAgo)),
      ...heartbeat('changing'),
    ]);
    await operate('settle');
    await operate('score');
    await operate('settle');
  });

  it('raises nothing while only the champion is silent', async () => {
    expect(await handOverTasks()).toEqual([]);
    expect(await mailsTo(newcomer)).toEqual([]);
  });

  it('welcomes the newcomer from the CSM’s own address, and mails the CSM the tasks, within 30 seconds', async () => {
    const postedAt = Date.now();
    await sendEvents([
      { id: 'first', account: 'changing', user: 'new', event: 'login', time: new Date(postedAt).toISOString() },
    ]);
    const [welcome] = await until('the re-onboarding mail', withinMs, async () => {
      const mails = await mailsTo(newcomer);
      return mails.length > 0 && mails;
    });
    const taskMail = await until('the task mail', withinMs, async () =>
      // What else is the matter with the account has mails of its own.
      (await mailsTo(csm)).find(({ subject }) => subject.includes('hand-over')),
    );
    expect(Date.now() - postedAt).toBeLessThan(withinMs);

    expect(welcome?.from).toEqual([{ address: csm, name: 'Nils Berg' }]);
    expect(welcome?.text).toContain('Nora New');
    expect(taskMail.text).toContain('Changing AB');

    await operate('settle');
    expect(await mailsTo(newcomer)).toHaveLength(1);
    expect(new Set((await handOverTasks()).map(({ subject }) => subject))).toEqual(new Set(['new']));
  });
});

async function handOverTasks() {
  const tasks = await operate<{ signal: string; subject: string }[]>('tasks', '--account', 'changing');
  return tasks.filter(({ signal }) => signal === 'hand-over');
}
