import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { ChatPost, OutboxRow, PostOutcome } from '../../domain/outbox/outbox.ts';
import { checkChat } from '../../functions/operate/commands/installation/check-chat.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import { deliverOutbox } from '../../functions/outbox/deliver-outbox.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { installationOf, say, toolsOver } from '../support/operator.ts';
import { sendingOver } from '../support/sending.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-10T03:00:00.000Z');
let tables: TestTables;
let tools: Tools;
let folder: string;
/** What each place answers. */
let answers: Record<string, PostOutcome>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-chat-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  tables = await createTables();
  tools = toolsOver(tables, () => NOW, { changedAccounts: { send: async () => {} } as never });
  answers = { main: { result: 'accepted' }, enterprise: { result: 'accepted' } };
});

/** What the stream's function does with what was just written. */
async function deliverAll(): Promise<void> {
  const rows: OutboxRow[] = [];
  for await (const { row } of tools.outbox.openRows()) if (row.channel === 'chat') rows.push(row);
  const chat = new Map(
    Object.entries(answers).map(([place, answer]) => [place, { turn: async () => true, post: async () => answer }]),
  );
  const { sending } = sendingOver([], { chat, now: () => new Date(NOW) });
  await deliverOutbox({ ...sending, outbox: tools.outbox as never }, rows, () => true);
}

/** While the command waits, the message is delivered. */
const command = (...line: string[]) =>
  say(['--json', ...line], {
    openInstallation: () => installationOf(tools),
    now: () => NOW,
    sleep: async () => deliverAll(),
  });

test('a place is tried by its own message, which says what its service answered and leaves nothing behind', async () => {
  const taken = await command('chat', 'test', 'enterprise');
  expect([taken.exitCode, taken.json]).toEqual([
    0,
    expect.objectContaining({ place: 'enterprise', status: 'sent', taken: true }),
  ]);
  expect((await tools.outbox.findPost({ account: '', id: taken.json.id }))?.place).toBe('enterprise');

  answers.main = { result: 'refused', code: 'no_service', mend: 'Make a new one.' };
  const refused = await command('chat', 'test');
  expect([refused.exitCode, refused.json]).toEqual([
    1,
    expect.objectContaining({ place: 'main', reason: 'refused: no_service. Make a new one.', taken: false }),
  ]);
  expect((await command('outbox', '--held')).json).toEqual([]);

  const retryAfterInSeconds = 60;
  answers.main = { result: 'deferred', code: 'rate_limited', retryAfterInSeconds };
  const waits = await command('chat', 'test', 'main');
  expect(waits.json).toMatchObject({
    status: 'pending',
    reason: 'put-off: rate_limited',
    notBefore: '2026-06-10T03:01:00.000Z',
  });
});

test('a place that nobody set up is told with those that there are', async () => {
  const { exitCode, stderr } = await command('chat', 'test', 'enterprize');
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('enterprise')]);
  tools.installation.chatPlaces = [];
  expect((await command('chat', 'test')).stderr).toContain('no channel to post to');
});

test('doctor names places that were never posted to, that refuse, and that somebody means and nobody set up', async () => {
  expect(await checkChat(tools)).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/main: nothing was posted there.*enterprise: nothing was posted there/),
    mend: 'Try it: sakimawari chat test main. Try it: sakimawari chat test enterprise.',
  });
  await command('chat', 'test', 'main');
  await command('chat', 'test', 'enterprise');
  expect(await checkChat(tools)).toMatchObject({ ok: true, detail: 'main, enterprise take messages' });

  const held: ChatPost = {
    ...{ channel: 'chat', place: 'enterprise', id: 'koa/x', account: 'koa', message: { text: 'Koa' } },
    ...{ status: 'held', reason: 'refused: gone. Mend it.', createdAt: new Date(NOW).toISOString() },
  };
  await tools.outbox.add(held);
  const file = join(folder, 'csms.csv');
  await writeFile(file, 'id,name,email,role,chat\nmika,Mika,mika@cs.example,csm,mikas-room\n');
  expect((await command('import', 'csms', file)).exitCode).toBe(0);
  expect(await checkChat(tools)).toMatchObject({
    ok: false,
    detail: 'enterprise: 1 message held; mikas-room: mika means it, and the configuration names no such place',
  });

  tools.installation.chatPlaces = [];
  expect(await checkChat(tools)).toMatchObject({ ok: true, detail: expect.stringContaining('none') });
});

test('a playbook that names a place which nobody set up is not pushed, and the check says the line', async () => {
  const file = join(folder, 'playbook.yaml');
  await writeFile(file, stringify({ ...defaultPlaybook, chat: { healthList: ['main', 'enterprize'] } }));
  expect((await command('playbook', 'check', file)).exitCode).toBe(0);
  const checked = await command('playbook', 'check', '--deployed', file);
  expect([checked.exitCode, checked.json.problems]).toEqual([
    1,
    [
      expect.objectContaining({
        path: 'chat.healthList.1',
        message: expect.stringMatching(/enterprize.*enterprise/),
      }),
    ],
  ]);
  const pushed = await command('playbook', 'push', file);
  expect([pushed.exitCode, pushed.stderr]).toEqual([1, expect.stringContaining('enterprize')]);
  await writeFile(file, stringify({ ...defaultPlaybook, chat: { healthList: ['main', 'enterprise'] } }));
  expect((await command('playbook', 'push', file)).exitCode).toBe(0);
});
