import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installationOf, type Said, say as sayTo, toolsOver } from '../support/operator.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const PLAYBOOK = new URL('../../playbooks/default.yaml', import.meta.url).pathname;

let folder: string;
let tables: TestTables;
let say: (...line: string[]) => Promise<Said>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-preview-'));
  tables = await createTables();
  const tools = toolsOver(tables, () => NOW, { changedAccounts: { send: async () => {} } as never });
  say = (...line) => sayTo(line, { openInstallation: () => installationOf(tools), now: () => NOW });
  await say('playbook', 'push', PLAYBOOK);
  const imports = {
    csms: 'id,name,email,role,manager\naya,Aya,aya@test.example,csm,mio\nmio,Mio,mio@test.example,manager,\n',
    accounts: 'id,name,csm,renewalDate,language\nkoa/1,Koa,aya,2026-09-01,ja\nlone,Lone,,,\n',
    contacts: 'id,account,name,email,role\nren,koa/1,Ren,ren+x@例え.example,admin\n',
  };
  for (const [kind, content] of Object.entries(imports)) {
    await writeFile(join(folder, `${kind}.csv`), content);
    await say('import', kind, join(folder, `${kind}.csv`));
  }
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const rowsOfKoa = () => rowsUnder(tables.client, tables.accountsTable, 'account#koa/1');
const opened = async (name: string) => PostalMime.parse(await readFile(join(folder, 'out', `${name}.eml`)));

test('every mail of a play is written as a browser, a terminal and a mail program show it, and nothing is changed', async () => {
  const before = await rowsOfKoa();
  const { exitCode, json } = await say(
    ...['preview', 'renewal', '--account', 'koa/1', '--out', join(folder, 'out'), '--language', 'en', '--json'],
  );
  expect(exitCode).toBe(0);
  expect(await rowsOfKoa()).toEqual(before);
  expect(json).toMatchObject({ play: 'renewal', account: 'koa/1', playbook: 'v1', signal: 'renewal-due', lacks: [] });
  const { mails } = json as { mails: { name: string; kind: string; subject: string; to: string }[] };
  const kinds = mails.map(({ kind }) => kind);
  expect(kinds.slice(0, 3)).toEqual(['renewal-intent', 'renewal-reminder', 'renewal-last-reminder']);
  expect(new Set(kinds.slice(3))).toEqual(new Set(['task', 'reminder', 'escalation']));
  const files = mails.flatMap(({ name }) => ['.eml', '.html', '.txt'].map((ending) => name + ending));
  expect((await readdir(join(folder, 'out'))).sort()).toEqual(files.sort());

  for (const { name, subject, to } of mails) {
    const mail = await opened(name);
    expect(mail).toMatchObject({ subject, to: [{ address: to }] });
    expect(mail.html?.trim()).toBe((await readFile(join(folder, 'out', `${name}.html`), 'utf8')).trim());
    expect(mail.text?.trim()).toBe((await readFile(join(folder, 'out', `${name}.txt`), 'utf8')).trim());
  }
  expect(mails[0]?.to).toBe('ren+x@xn--r8jz45g.example');
  const [first, reminder] = await Promise.all([opened(mails[0]?.name as string), opened(mails[1]?.name as string)]);
  expect(reminder.inReplyTo).toBe(first.messageId);
  expect(first.html).toContain('http://127.0.0.1:1/w/preview');
});

test('mails are in their readers’ languages unless told otherwise, and the list says what is missing', async () => {
  const { stdout } = await say('preview', 'renewal', '--account', 'koa/1', '--out', join(folder, 'own'));
  expect(stdout).toContain('01-renewal-intent-ja');
  expect(stdout).toContain('Nothing was sent or changed.');
  const lone = await say('preview', 'renewal', '--account', 'lone', '--out', join(folder, 'lone'));
  expect(lone.stdout).toContain('The account has no CSM');
});

test.each([
  ['a play that is not there', ['renewals', '--account', 'koa/1'], 'Did you mean renewal?'],
  ['an account that is not there', ['renewal', '--account', 'nobody'], 'There is no account "nobody".'],
  ['a folder that can’t be', ['renewal', '--account', 'koa/1', '--out', '/dev/null/x'], '--out FOLDER'],
])('%s is refused with what to do', async (_, line, expected) => {
  const { exitCode, stderr } = await say('preview', ...line);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(expected);
});
