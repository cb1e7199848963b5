import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filledInConfig } from './support/sample-config.ts';

const projectRoot = join(import.meta.dirname, '..');
const bin = (name: string) => join(projectRoot, 'node_modules/.bin', name);

const NAMES = 'functions/channels/env.ts';
const LIST = 'functions/channels/channels.ts';
const ADAPTER = 'functions/channels/notice-board/notice-board.ts';

/** What configures a channel, writes messages for it and posts them. */
const CHECKED = ['lib/features/chat.ts', 'lib/config.ts', 'functions/outbox/open-sending.ts', 'functions/channels'];

/** Where a channel may be known by its name, and why. */
const KNOWN_IN = [
  // The two places that make it one.
  /^functions\/channels\/(channels|env)\.ts$/,
  // What a configuration means that names none, as those of earlier releases do.
  /^lib\/config\.ts$/,
  // Rows of earlier releases: their key, and what they hold.
  /^functions\/store\/keys\.ts$/,
  /^functions\/store\/outbox\/earlier-chat-posts\.ts$/,
];

describe('a channel', () => {
  it.each([
    ['slack', 'slack'],
    ['teams', 'adaptive.?card|teamsworkflow|microsoft teams'],
    ['google-chat', 'google.?chat'],
    ['chatwork', 'chatwork'],
    ['line-works', 'line.?works'],
  ])(
    'is known by its name to its adapter, to the list, and to what reads what earlier releases left: %s',
    (name, words) => {
      const rooms = ['domain', 'functions', 'lib', 'cli', 'playbooks', 'mappings', 'local', 'bin'];
      const { stdout } = spawnSync('git', ['grep', '--untracked', '-ilE', words, '--', ...rooms], {
        cwd: projectRoot,
        encoding: 'utf8',
      });
      const files = stdout.trim().split('\n');
      expect(files).toContain(LIST);
      const isOwn = (file: string) => file.startsWith(`functions/channels/${name}/`);
      expect(files.filter((file) => !isOwn(file) && !KNOWN_IN.some((known) => known.test(file)))).toEqual([]);
    },
  );
});

// The compiler reads a copy of the project, on machines that do other things too.
describe('one more channel', () => {
  const tree = mkdtempSync(join(tmpdir(), 'sakimawari-channel-'));

  beforeAll(() => {
    for (const room of ['domain', 'functions', 'lib'])
      cpSync(join(projectRoot, room), join(tree, room), { recursive: true });
    symlinkSync(join(projectRoot, 'node_modules'), join(tree, 'node_modules'));
    copyFileSync(join(projectRoot, 'package.json'), join(tree, 'package.json'));
    const { compilerOptions } = JSON.parse(readFileSync(join(projectRoot, 'tsconfig.json'), 'utf8'));
    writeFileSync(join(tree, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: CHECKED }));
  });
  afterAll(() => rmSync(tree, { recursive: true }));

  it('that has a name only is asked for by the compiler, in one place', () => {
    edit(NAMES, 'chatChannelNames = [', "chatChannelNames = ['notice-board', ");
    const errors = typeErrors();
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(new RegExp(`^${LIST}.*"notice-board"' is missing`));
  });

  it('is an adapter, its name and its line in the list: the configuration takes it, and messages go there', () => {
    mkdirSync(dirname(join(tree, ADAPTER)));
    copyFileSync(join(import.meta.dirname, 'support/notice-board/notice-board.ts'), join(tree, ADAPTER));
    const loaded = "async () => (await import('./notice-board/notice-board.ts')).noticeBoard";
    edit(LIST, 'OpenChannel>> = {\n', `OpenChannel>> = {\n  'notice-board': ${loaded},\n`);
    expect(typeErrors()).toEqual([]);
    expect(posted()).toEqual({
      channel: 'notice-board',
      outcome: { result: 'accepted' },
      url: 'https://board.example/rooms/7/notices',
    });
  });

  function edit(file: string, from: string, to: string): void {
    const text = readFileSync(join(tree, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(tree, file), text.replace(from, to));
  }

  function typeErrors(): string[] {
    const { stdout } = spawnSync(bin('tsc'), ['--noEmit', '--pretty', 'false'], { cwd: tree, encoding: 'utf8' });
    return stdout.split('\n').filter((line) => line.includes('error TS'));
  }

  /** What comes of a message where the stage's configuration names the channel. */
  function posted(): unknown {
    const config = `${filledInConfig()}\nchat: { channel: notice-board, secret: sakimawari/prod/chat }\n`;
    writeFileSync(join(tree, 'prod.yaml'), config);
    writeFileSync(
      join(tree, 'post.mts'),
      `import { openChat } from './functions/channels/channels.ts';
import { chatEnv } from './functions/channels/env.ts';
import { chatPostableBy } from './lib/features/chat.ts';
import { readConfig } from './lib/config.ts';

const config = readConfig('prod.yaml');
const environment = {};
const grantee = { setEnvironment: (name, value) => { environment[name] = value; }, allow() {} };
chatPostableBy(grantee, { formatArn: () => 'arn' }, config);
const env = Object.fromEntries(Object.entries(chatEnv).map(([name, read]) => [name, read(environment[name])]));
let url;
const parts = () => ({
  secretAs: (read) => async () => read('7 t0ken'),
  send: async (asked) => { url = asked; return { status: 201, body: '' }; },
});
const chat = openChat(env, parts, { monotonic: () => 0, sleep: async () => {} });
const outcome = await chat.get('main').post({ text: 'Hello' });
console.log(JSON.stringify({ channel: config.chat.channel, outcome, url }));
`,
    );
    return JSON.parse(execFileSync(bin('tsx'), ['post.mts'], { cwd: tree, encoding: 'utf8' }));
  }
});
