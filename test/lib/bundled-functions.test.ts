import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentOf } from '../../bench/goals/cold-start.ts';
import { firstCalls, rows, SECRETS } from '../../bench/support/first-calls.ts';
import { ServedRows } from '../../bench/support/served-rows.ts';
import { bundleAsDeployed, playbookReader } from '../../lib/bundle-functions.ts';
import { bundles, projectRoot } from './installation.ts';

const run = promisify(execFile);

const isZodLoaded = "Object.keys(require.cache).some((file) => file.endsWith('zod.js'))";
/** Of Node's own modules those that take longest to load and that most calls don't need. */
const rarelyUsed = ['zlib', 'https', 'tls', 'perf_hooks', 'child_process'];
const rarelyUsedLoaded = `process.moduleLoadList.filter((it) => ${JSON.stringify(rarelyUsed)}.includes(it.split(' ').at(-1)))`;

describe('a function that starts', () => {
  let aws: ServedRows;
  beforeAll(async () => {
    aws = await ServedRows.start(rows, SECRETS);
  });
  afterAll(() => aws.stop());

  it.each(firstCalls)('makes no object of Intl before it is called: $name', async ({ name }) => {
    const refuse = 'class { constructor() { throw new TypeError("makes an object of Intl") } }';
    const script = `for (const name of Object.getOwnPropertyNames(Intl)) Intl[name] = ${refuse};`;
    const load = `require(${JSON.stringify(join(bundles, name, 'index.js'))}); process.exit();`;
    await run(process.execPath, ['-e', script + load], { env: environmentOf(aws) });
  });

  it.each(firstCalls)('is ready without zod: $name', async ({ name }) => {
    const load = `require(${JSON.stringify(join(bundles, name, 'index.js'))})`;
    const script = `${load}; console.log('zod ' + ${isZodLoaded}); process.exit();`;
    const { stdout } = await run(process.execPath, ['-e', script], { env: environmentOf(aws) });
    expect(stdout).toContain('zod false');
  });

  it.each(firstCalls)(
    'does its first work without what it has no use for, and without zod by the playbook as this release checked it: $name',
    async ({ name, event }) => {
      const context = "{ awsRequestId: 'r', getRemainingTimeInMillis: () => 60000 }";
      const call = `require(${JSON.stringify(join(bundles, name, 'index.js'))}).handler(${JSON.stringify(event)}, ${context})`;
      const loaded = `{ zod: ${isZodLoaded}, rarelyUsed: ${rarelyUsedLoaded} }`;
      const script = `${call}.then(() => { console.log(JSON.stringify(${loaded})); process.exit(); })`;
      const { stdout } = await run(process.execPath, ['-e', script], { env: environmentOf(aws) });
      expect(JSON.parse(stdout.trim().split('\n').at(-1) as string)).toEqual({ zod: false, rarelyUsed: [] });
    },
  );

  // A kind of condition: all of them lie in one part.
  const isPartOfConditions = "(file) => require('node:fs').readFileSync(file, 'utf8').includes('features-together')";

  async function firstCallOf(name: string): Promise<{ ready: boolean; asked: boolean; done: boolean }> {
    const { event } = firstCalls.find((call) => call.name === name) as (typeof firstCalls)[number];
    const index = JSON.stringify(join(bundles, name, 'index.js'));
    const script = `const { handler } = require(${index});
      const knowsConditions = () => Object.keys(require.cache).some(${isPartOfConditions});
      const loaded = { ready: knowsConditions() };
      const { Socket } = require('node:net');
      const { write } = Socket.prototype;
      Socket.prototype.write = function (...what) {
        loaded.asked ??= knowsConditions();
        return write.apply(this, what);
      };
      handler(${JSON.stringify(event)}, { awsRequestId: 'r', getRemainingTimeInMillis: () => 60000 }).then(() => {
        console.log(JSON.stringify({ ...loaded, done: knowsConditions() }));
        process.exit();
      });`;
    const { stdout } = await run(process.execPath, ['-e', script], { env: environmentOf(aws) });
    return JSON.parse(stdout.trim().split('\n').at(-1) as string);
  }

  it.each(['score-accounts', 'score-changed'])(
    'asks for what evaluations go by before it loads the kinds of conditions: %s',
    async (name) => {
      expect(await firstCallOf(name)).toEqual({ ready: false, asked: false, done: true });
    },
  );

  it('puts a list together that nobody is on without the kinds of conditions', async () => {
    expect(await firstCallOf('send-health-list')).toEqual({ ready: false, asked: false, done: false });
  });

  // Each known by a text of its own.
  it.each([
    ['serve-team', 'what studies are made of', 'study-answer'],
    ['deliver-outbox', 'words of the report on figures', 'What moved the MRR'],
    ['sweep-outbox', 'words of the report on figures', 'What moved the MRR'],
    ['serve-team', 'what versions of the playbook said of themselves', 'playbook-told'],
  ])('leaves unread what other calls of it need: %s, %s', async (name, _, text) => {
    const { event } = firstCalls.find((call) => call.name === name) as (typeof firstCalls)[number];
    const context = "{ awsRequestId: 'r', getRemainingTimeInMillis: () => 60000 }";
    const call = `require(${JSON.stringify(join(bundles, name, 'index.js'))}).handler(${JSON.stringify(event)}, ${context})`;
    const script = `${call}.then(() => { console.log(JSON.stringify(Object.keys(require.cache))); process.exit(); })`;
    const { stdout } = await run(process.execPath, ['-e', script], { env: environmentOf(aws) });
    const read: string[] = JSON.parse(stdout.trim().split('\n').at(-1) as string);
    const holds = (file: string) => readFileSync(file, 'utf8').includes(text);
    const all = readdirSync(join(bundles, name)).map((file) => join(bundles, name, file));
    expect(all.some(holds)).toBe(true);
    expect(read.length).toBeGreaterThan(1);
    expect(read.filter(holds)).toEqual([]);
  });
});

describe('what a bundle leaves beside itself', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sakimawari-bundled-'));
    const files = {
      calendar: 'domain/time/business-days.ts',
      markdown: 'functions/mail/layout/markdown.ts',
      mail: 'node_modules/nodemailer/dist/esm/mail-composer/index.js',
    };
    await bundleAsDeployed(projectRoot, files, folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    [
      'public holidays',
      'calendar',
      'holidays.js',
      "it.businessCalendar({}).isBusinessDay('2026-05-04', { country: 'JP' })",
      'false',
    ],
    [
      'names of countries',
      'calendar',
      'country-code.js',
      "it.businessCalendar({ Japan: ['2026-06-01'] }).isBusinessDay('2026-06-01', { country: 'JP' })",
      'false',
    ],
    [
      'entities of Markdown',
      'markdown',
      'entities.js',
      "it.markdownToText(it.readMarkdown('&copy; &amp; more'))",
      '© & more',
    ],
    [
      'types of attached files',
      'mail',
      'mime-types.js',
      "new it.default({ text: 'see', attachments: [{ filename: 'a.pdf', content: '' }] }).compile().childNodes[1].getHeader('content-type')",
      'application/pdf',
    ],
    [
      'what fetches attached files',
      'mail',
      'fetch.js',
      "new Promise((answer) => new it.default({ attachments: [{ href: 'ftp://there' }] }).compile().build((error) => answer(error.code)))",
      'EFETCH',
    ],
  ])('is loaded by the first question about it, and answers as ever: %s', async (_, name, beside, question, answer) => {
    const script = `const it = require(${JSON.stringify(join(folder, name, 'index.js'))});
      const isLoaded = () => Object.keys(require.cache).some((file) => file.endsWith('${beside}'));
      (async () => console.log(isLoaded(), await ${question}, isLoaded()))();`;
    const { stdout } = await run(process.execPath, ['-e', script]);
    expect(stdout.trim()).toBe(`false ${answer} true`);
  });
});

describe('the rules by which a bundle reads the playbook', () => {
  let elsewhere: string;
  const reader = playbookReader(projectRoot);
  const change = (file: string, from: string, to: string) => {
    const text = readFileSync(join(projectRoot, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(elsewhere, file), text.replace(from, to));
  };

  beforeAll(() => {
    elsewhere = mkdtempSync(join(tmpdir(), 'sakimawari-sources-'));
    for (const part of ['domain', 'package.json', 'tsconfig.json']) {
      cpSync(join(projectRoot, part), join(elsewhere, part), { recursive: true });
    }
    symlinkSync(join(projectRoot, 'node_modules'), join(elsewhere, 'node_modules'));
  });
  afterAll(() => rmSync(elsewhere, { recursive: true }));

  it('are known by the same name wherever the sources lie', () => {
    expect(playbookReader(elsewhere)).toBe(reader);
  });

  it.each([
    ['a bound', 'domain/playbook/playbook.ts', 'z.int().min(0).max(3650)', 'z.int().min(0).max(3651)'],
    ['a default', 'domain/playbook/playbook.ts', 'remindAfterInBusinessDays: 1,', 'remindAfterInBusinessDays: 2,'],
    ['what older releases wrote', 'domain/playbook/stored-playbook.ts', "'not_multiple_of',", ''],
    ['where events are named', 'domain/playbook/used-names.ts', "['event', 'measure']", "['event']"],
  ])('have another name once they change: %s', (_, file, from, to) => {
    change(file, from, to);
    expect(playbookReader(elsewhere)).not.toBe(reader);
    change(file, from, from);
    expect(playbookReader(elsewhere)).toBe(reader);
  });
});
