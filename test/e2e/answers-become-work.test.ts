import { beforeAll, describe, expect, it } from 'vitest';
import type { OperationResult } from '../../functions/operate/operations.ts';
import { operate } from '../../local/operator.ts';
import { fileOf, heartbeat, importRows, logins, mailsTo, sakimawari, sendEvents, until } from './installation.ts';

type Explanation = OperationResult<'explain-account'>;

const csm = 'sara@demo.example';
const sales = 'stig@demo.example';
const withinMs = 30_000;
const account = 'answering';

describe('what people say and how many they are', () => {
  beforeAll(async () => {
    await importRows('csms', [
      { id: 'sara', name: 'Sara Holm', email: csm, language: 'en', country: 'SE' },
      { id: 'stig', name: 'Stig Sales', email: sales, role: 'sales', language: 'en', country: 'SE' },
    ]);
    const facts = { id: account, name: 'Answering AB', csm: 'sara', stage: 'adoption', language: 'en' };
    await importRows('accounts', [{ ...facts, licenses: 2, contractStart: '2024-01-01' }]);
    await importRows('contacts', [{ id: 'ulla', account, name: 'Ulla Dahl', email: 'ulla@answering.example' }]);
    await sendEvents([...logins(account, 'ulla', 1), ...heartbeat(account)]);
    await operate('settle');
    await operate('score');
    await operate('settle');
  });

  it('a low answer reaches the CSM with its comment within 30 seconds, and its tasks one after the other', async () => {
    const answer = {
      id: 'a1',
      account,
      user: 'ulla',
      event: 'nps.answered',
      value: 3,
      comment: 'It is slow on Mondays.',
    };
    await sakimawari('send-events', fileOf([{ ...answer, time: new Date().toISOString() }]), '--source', 'demo');
    const [mail] = await until('the task mail', withinMs, async () => {
      const mails = (await mailsTo(csm)).filter(({ text }) => text.includes('Ulla Dahl'));
      return mails.length > 0 && mails;
    });
    expect(mail?.subject).toContain('3 of 10');
    expect(mail?.text).toContain('It is slow on Mondays.');

    const [first, ...others] = await openTasks('nps-detractor');
    expect(others).toEqual([]);
    expect((await sakimawari('tasks', 'done', first?.id as string, '--outcome', 'helped')).exitCode).toBe(0);
    const [second] = await until('the next task', withinMs, async () => {
      const tasks = (await openTasks('nps-detractor')).filter(({ id }) => id !== first?.id);
      return tasks.length > 0 && tasks;
    });
    expect((await sakimawari('tasks', 'done', second?.id as string, '--outcome', 'helped')).exitCode).toBe(0);
    await until('the episode’s end', withinMs, async () => (await stateOf('nps-detractor')) === 'cooldown');
  });

  it('the last licenses in use become one task for the CSM and one for sales, each naming the other', async () => {
    const time = new Date().toISOString();
    await sakimawari(
      'send-events',
      fileOf([{ id: 'l2', account, user: 'vera', event: 'login', time }]),
      '--source',
      'demo',
    );
    const toSales = await until('the mail to sales', withinMs, async () =>
      (await mailsTo(sales)).find(({ text }) => text.includes('Answering AB')),
    );
    expect(toSales?.text).toContain('Sara Holm');
    const tasks = await openTasks('licenses-nearly-full');
    expect(tasks.map(({ role, assignee }) => [role, assignee]).sort()).toEqual([
      ['csm', 'sara'],
      ['sales', 'stig'],
    ]);
  });

  it('an explanation speaks of every signal of the running playbook', async () => {
    const { playbook } = await operate<{ playbook: { signals: object } }>('playbook', 'show');
    const { signals } = await operate<Explanation>('explain', account);
    expect(new Set(signals.map(({ signal }) => signal))).toEqual(new Set(Object.keys(playbook.signals)));
    expect(signals.filter(({ verdict, reason }) => verdict === 'unknown' && reason === undefined)).toEqual([]);
  });
});

async function openTasks(signal: string) {
  const tasks = await operate<{ id: string; signal: string; role: string; assignee: string }[]>(
    'tasks',
    '--account',
    account,
    '--open',
  );
  return tasks.filter((task) => task.signal === signal);
}

async function stateOf(name: string) {
  const { signals } = await operate<Explanation>('explain', account);
  return signals.find(({ signal }) => signal === name)?.state;
}
