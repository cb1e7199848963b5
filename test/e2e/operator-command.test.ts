import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileOf, heartbeat, logins, sakimawari, todayMinus } from './installation.ts';

const defaultPlaybook = join(import.meta.dirname, '../../playbooks/default.yaml');
const aNumber = expect.any(Number);
const aText = expect.any(String);

/** The shapes that others' scripts rely on; more keys may come, none may go. */
describe('npx sakimawari', () => {
  beforeAll(async () => {
    await json('import', 'csms', fileOf([{ id: 'cleo', name: 'Cleo', email: 'cleo@demo.example' }]));
    await json('import', 'accounts', fileOf([{ id: 'scripted', name: 'Scripted', csm: 'cleo', licenses: 4 }]));
    const usage = [40, 70, 100].flatMap((daysAgo) => logins('scripted', 'u', daysAgo, 10));
    await json('send-events', fileOf([...usage, ...heartbeat('scripted')]), '--source', 'demo');
    await json('settle');
    await json('score');
    await json('settle');
  });

  it('imports good rows and lists bad ones with their line', async () => {
    const file = fileOf([{ id: 'scripted', name: 'Scripted' }, { id: 'nameless' }, { id: 'more', name: 'More' }]);
    expect(await json('import', 'accounts', file)).toEqual({
      imported: 1,
      unchanged: 1,
      refused: [{ line: 2, reason: aText }],
    });
  });

  it('sends events in deliveries of a hundred', async () => {
    const events = logins('scripted', 'u', 60, 150);
    expect(await json('send-events', fileOf(events), '--source', 'demo')).toMatchObject({ sent: 150, deliveries: 2 });
    expect(await json('settle', '--timeout', '60')).toEqual({ settled: true, waitedMs: aNumber });
  });

  it('scores and says for which day', async () => {
    expect(await json('score', '--account', 'scripted')).toMatchObject({
      asOf: todayMinus(0),
      accounts: 1,
      opened: aNumber,
      closed: aNumber,
    });
  });

  it('explains health and every signal', async () => {
    const explanation = await json('explain', 'scripted', '--as-of', todayMinus(0));
    expect(explanation).toMatchObject({
      account: 'scripted',
      asOf: todayMinus(0),
      playbook: expect.stringMatching(/^v\d+$/),
      health: { score: aNumber, grade: expect.stringMatching(/^(healthy|watch|at-risk|at risk)$/), stale: false },
    });
    const { health, signals } = explanation as {
      health: { parts: object[] };
      signals: { signal: string; state: string; verdict: string }[];
    };
    for (const part of health.parts)
      expect(Object.keys(part)).toEqual(
        expect.arrayContaining(['indicator', 'value', 'mark', 'weight', 'points', 'change']),
      );
    expect(signals.map(({ signal }) => signal)).toEqual(
      expect.arrayContaining(['logins-fell', 'no-login', 'hand-over', 'usage-growing', 'renewal-due']),
    );
    for (const { state, verdict } of signals) {
      expect(state).toMatch(/^(open|closed|cooldown)$/);
      expect(verdict).toMatch(/^(trips|recovers|holds|unknown)$/);
    }
    expect(await json('explain', '--all')).toContainEqual(expect.objectContaining({ account: 'scripted' }));
  });

  it('lists accounts, tasks, mails and what is held', async () => {
    expect(await json('accounts')).toContainEqual(expect.objectContaining({ id: 'scripted', name: 'Scripted' }));
    const [task] = (await json('tasks', '--account', 'scripted', '--open')) as object[];
    expect(task).toMatchObject({
      ...Object.fromEntries(['id', 'episode', 'template', 'title', 'priority', 'due'].map((key) => [key, aText])),
      account: 'scripted',
      signal: 'logins-fell',
      subject: null,
      assignee: 'cleo',
      role: 'csm',
      status: 'open',
      outcome: null,
    });
    const [mail] = (await json('mails', '--account', 'scripted')) as object[];
    expect(mail).toMatchObject({
      id: aText,
      to: 'cleo@demo.example',
      from: aText,
      replyTo: aText,
      subject: aText,
      kind: 'task',
      account: 'scripted',
      status: 'sent',
      at: aText,
    });
    expect(await json('outbox', '--held')).toEqual([]);
    expect((await sakimawari('accounts', '--json')).stderr).toBe('');
  });

  it('puts aside what it cannot use, and drops it when told to', async () => {
    const unusable = { ...logins('scripted', 'u', 1)[0], id: 'long-ago', time: '1970-01-01T00:00:00Z' };
    await json('send-events', fileOf([unusable]), '--source', 'demo');
    const held = (await json('quarantine', 'list')) as { id: string; raw: string }[];
    const [row, ...others] = held.filter(({ raw }) => JSON.parse(raw).id === 'long-ago');
    expect(others).toEqual([]);
    expect(row).toMatchObject({ id: aText, source: 'demo', reason: 'too-old', detail: aText, receivedAt: aText });
    expect(await json('quarantine', 'retry', row?.id as string)).toEqual({ used: 0, kept: 1 });
    expect(await json('quarantine', 'drop', row?.id as string)).toEqual({ dropped: 1 });
  });

  it('checks, pushes and shows the playbook', async () => {
    expect(await json('playbook', 'check', defaultPlaybook)).toEqual({ ok: true, problems: [] });
    const running = await json('playbook', 'show');
    expect(running).toMatchObject({ version: aText, pushedAt: aText, playbook: { signals: expect.any(Object) } });
    expect(await json('playbook', 'push', defaultPlaybook)).toEqual({
      version: (running as { version: string }).version,
      pushed: false,
    });
  });

  it('checks the wiring', async () => {
    const { exitCode, stdout } = await sakimawari('doctor', '--json');
    const checks = JSON.parse(stdout) as { check: string; ok: boolean; mend: string | null }[];
    for (const check of checks)
      expect(check).toMatchObject({ check: aText, detail: aText, mend: check.ok ? null : aText });
    expect(exitCode).toBe(checks.every(({ ok }) => ok) ? 0 : 1);
    // The others speak of what other tests put there on purpose.
    expect(checks.filter(({ ok }) => ok).map(({ check }) => check)).toEqual(
      expect.arrayContaining([
        ...['clock', 'playbook', 'team', 'accounts', 'sender-identities', 'sending-quota'],
        ...['held-mails', 'schedule', 'dead-letters', 'understood-events'],
      ]),
    );
  });

  it('explains failures with exit code 1 and wrong usage with 2', async () => {
    const playbook = join(fileOf([]), '..', 'broken.yaml');
    writeFileSync(playbook, 'playbook: sakimawari/v1\nsignalz: {}\n');
    const check = await sakimawari('playbook', 'check', playbook, '--json');
    expect(check.exitCode).toBe(1);
    expect(JSON.parse(check.stdout)).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([{ line: 2, path: aText, message: aText }]),
    });
    expect(await sakimawari('explain', 'nobody', '--json')).toMatchObject({ exitCode: 1, stdout: '' });
    expect((await sakimawari('import', 'planets', 'x.csv')).exitCode).toBe(2);
    expect((await sakimawari('no-such-command')).exitCode).toBe(2);
  });
});

async function json(...args: string[]): Promise<unknown> {
  const { exitCode, stdout, stderr } = await sakimawari(...args, '--json');
  expect(exitCode, stderr).toBe(0);
  return JSON.parse(stdout);
}
