import { execFile, execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import { promisify } from 'node:util';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { build } from 'esbuild';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { vouchedBy } from '../functions/receive-events/signed-identity.ts';
import { identitySecretOf } from '../functions/runtime/identity-secret.ts';
import { isInstalled, needing } from './support/needs.ts';
import { EVENTS_TOKEN, PAGE_KEY, request, setUpReceiver, WRITE_KEY } from './support/receiver.ts';

const run = promisify(execFile);
/** One that has the libraries of Segment and PostHog, as in CI. */
const python = process.env.SNIPPETS_PYTHON ?? 'python3';
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const page = readFileSync('docs/sending-events.md', 'utf8');

let server: Server;
let folder: string;
let env: NodeJS.ProcessEnv;
/** What the reference library of Standard Webhooks made of each request. */
let verified: unknown[];
/** What came for the function, and the function. */
let sent: APIGatewayProxyEventV2[];
let receive: ReturnType<typeof setUpReceiver>['post'];
/** Answers that are given instead of the function's, one after the other. */
let refusals: number[];

const PATHS: Record<string, RegExp> = {
  segment: /^\/v1\/(batch|track)$/,
  posthog: /^\/batch\/$/,
  cloudevents: /^\/v1\/events$/,
};

const requestOf = ({ url = '', headers }: IncomingMessage, body: Buffer) => {
  const [path = '', query] = url.split('?');
  return request({ path, query, headers: headers as Record<string, string>, body });
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'snippets-'));
  symlinkSync(resolvePath('node_modules'), join(folder, 'node_modules'));
  copyFileSync(resolvePath('test/support/page.mjs'), join(folder, 'page.mjs'));
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (!request.url?.startsWith('/v1/hooks/')) {
      const asked = requestOf(request, Buffer.concat(chunks));
      sent.push(asked);
      const refusal = refusals.shift();
      if (refusal !== undefined) {
        response.writeHead(refusal, { 'content-type': 'application/json', 'retry-after': '0' }).end('{}');
        return;
      }
      const { status, body } = await receive(asked);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      return;
    }
    try {
      const headers = request.headers as Record<string, string>;
      verified.push(new Webhook(secret).verify(Buffer.concat(chunks).toString(), headers));
      response.writeHead(202).end();
    } catch {
      response.writeHead(401).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  env = {
    ...process.env,
    SAKIMAWARI_URL: `${url}/v1/hooks/demo`,
    SAKIMAWARI_SECRET: secret,
    SAKIMAWARI_API_URL: url,
    SAKIMAWARI_WRITE_KEY: WRITE_KEY,
    SAKIMAWARI_TOKEN: EVENTS_TOKEN,
  };
});
beforeEach(() => {
  verified = [];
  sent = [];
  refusals = [];
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const event = '{"id":"e","account":"koa","event":"ログイン"}';
/** Those that need no compiler: Go takes a minute to build its first program. */
const snippets = [
  { language: 'js', file: 'snippet.mjs', call: `\nawait deliver([${event}]);`, command: process.execPath, args: [] },
  { language: 'python', file: 'snippet.py', call: `\ndeliver([${event}])`, command: python, args: [] },
  { language: 'ruby', file: 'snippet.rb', call: `\ndeliver([JSON.parse('${event}')])`, command: 'ruby', args: [] },
  { language: 'bash', file: 'snippet.sh', call: '', command: 'bash', args: ['-eu'] },
];

for (const { language, file, call, command, args } of snippets) {
  test(`The ${language} snippet signs as the reference library expects`, {
    ...needing({ what: toInstallFor(command), isThere: isInstalled(command) }),
  }, async () => {
    writeFileSync(join(folder, file), snippet(language) + call);
    await run(command, [...args, file], { cwd: folder, env });
    expect(verified).toEqual([[expect.objectContaining({ account: 'koa' })]]);
  });
}

const show = 'identity_of("u-1207", "koa")';
const signing = [
  {
    heading: 'Node: sign an identity',
    call: '\nconsole.log(JSON.stringify(identityOf("u-1207", "koa")));',
    command: process.execPath,
    file: 'sign.mjs',
  },
  {
    heading: 'Python: sign an identity',
    call: `\nimport json\nprint(json.dumps(${show}))`,
    command: python,
    file: 'sign.py',
  },
  {
    heading: 'Ruby: sign an identity',
    call: `\nrequire 'json'\nputs JSON.generate(${show})`,
    command: 'ruby',
    file: 'sign.rb',
  },
  {
    heading: 'PHP: sign an identity',
    call: `\necho json_encode(${show});`,
    command: 'php',
    file: 'sign.php',
    before: '<?php\n',
  },
];

for (const { heading, call, command, file, before = '' } of signing) {
  test(`The snippet of "${heading}" signs who a user is and where they belong`, {
    ...needing({ what: command, isThere: isInstalled(command) }),
  }, async () => {
    writeFileSync(join(folder, file), before + snippetUnder(heading) + call);
    const secrets = [Buffer.from(secret.replace('whsec_', ''), 'base64')];
    const SAKIMAWARI_IDENTITY_SECRET = identitySecretOf(secrets[0] as Buffer);
    const { stdout } = await run(command, [file], { cwd: folder, env: { ...env, SAKIMAWARI_IDENTITY_SECRET } });
    const { userHash: user, groupHash: group } = JSON.parse(stdout);
    expect(vouchedBy(secrets, { user: 'u-1207', account: 'koa' }, { user, group })).toBe('membership');
  });
}

test('The known good signature of the page is one', () => {
  const [id, timestamp, body, signature] = ['webhook-id', 'webhook-timestamp', 'body', 'webhook-signature'].map(
    (name) => new RegExp(`^\\| ${name} \\| \`(.+)\` \\|$`, 'm').exec(page)?.[1] as string,
  ) as [string, string, string, string];
  expect(new Webhook(secret).sign(id, new Date(Number(timestamp) * 1000), body)).toBe(signature);
});

/** Those that post by a key: what is stored of each. Python's libraries may be missing outside of CI. */
const posting = [
  {
    heading: 'Node: @segment/analytics-node',
    call: '',
    command: process.execPath,
    file: 'snippet.mjs',
    dialect: 'segment',
  },
  {
    heading: 'Node: @rudderstack/rudder-sdk-node',
    call: '',
    command: process.execPath,
    file: 'snippet.mjs',
    dialect: 'segment',
  },
  { heading: 'segment-analytics-python', call: '', command: python, file: 'snippet.py', dialect: 'segment' },
  {
    heading: 'Ruby: no gem',
    call: "\ntrack('u-1207', 'login', 'koa')",
    command: 'ruby',
    file: 'snippet.rb',
    dialect: 'segment',
  },
  { heading: 'curl: a call of the Segment API', call: '', command: 'bash', file: 'snippet.sh', dialect: 'segment' },
  { heading: 'Node: posthog-node', call: '', command: process.execPath, file: 'snippet.mjs', dialect: 'posthog' },
  { heading: 'Python: posthog', call: '', command: python, file: 'snippet.py', dialect: 'posthog' },
  { heading: 'Node: cloudevents', call: '', command: process.execPath, file: 'snippet.mjs', dialect: 'cloudevents' },
  {
    heading: 'Python: a CloudEvent, no library',
    call: '',
    command: python,
    file: 'snippet.py',
    dialect: 'cloudevents',
  },
  { heading: 'curl: a binary CloudEvent', call: '', command: 'bash', file: 'snippet.sh', dialect: 'cloudevents' },
];

for (const { heading, call, command, file, dialect } of posting) {
  const code = snippetUnder(heading);
  test(`The snippet of "${heading}" posts an event that is stored`, {
    ...needing({ what: toInstallFor(command), isThere: isInstalled(command) && hasLibrary(command, code) }),
  }, async () => {
    const receiver = setUpReceiver(Date.now);
    receive = receiver.post;
    writeFileSync(join(folder, file), code + call);
    const say = process.stdout.write;
    process.stdout.write = () => true;
    await run(command, [file], { cwd: folder, env }).finally(() => {
      process.stdout.write = say;
    });
    expect(receiver.quarantined).toEqual([]);
    expect(receiver.arrivals).toEqual([
      expect.objectContaining({ event: 'login', account: 'koa', user: 'u-1207', source: 'demo' }),
    ]);
    expect(sent.map(({ rawPath }) => rawPath)).toEqual([expect.stringMatching(PATHS[dialect] as RegExp)]);
  });
}

/** More than any batch holds, so that some are left where only one is waited for. */
const USERS = Array.from({ length: 50 }, (_, n) => `u-${n}`);

for (const heading of ['@segment/analytics-node', '@rudderstack/rudder-sdk-node', 'posthog-node']) {
  test(`In a function ${heading} has delivered every event of each call before it answers, though the first is refused`, async () => {
    const receiver = setUpReceiver(Date.now);
    receive = receiver.post;
    refusals = [503];
    const calls = `\nawait handler({ users: ${JSON.stringify(USERS)} });\nconsole.log('frozen');\nawait new Promise(() => {});`;
    writeFileSync(join(folder, 'function.mjs'), snippetUnder(`In a function: ${heading}`) + calls);
    const { child, said } = started(['function.mjs']);
    try {
      await vi.waitFor(() => expect(said()).toContain('frozen'), { timeout: 50_000, interval: 5 });
      // Whatever would still come now would have been left in a frozen function.
      const users = receiver.arrivals.map((arrival) => 'user' in arrival && arrival.user);
      expect(users.toSorted()).toEqual(USERS.toSorted());
    } finally {
      child.kill('SIGKILL');
    }
  });
}

const pages = [
  {
    heading: '@segment/analytics-next',
    paths: ['/v1/g', '/v1/i', '/v1/t'],
    told: [
      { kind: 'identify', userId: 'u-1207' },
      { kind: 'group', groupId: 'koa', userId: 'u-1207' },
      { event: 'login', user: 'u-1207' },
    ],
  },
  {
    heading: 'posthog-js',
    paths: ['/e/'],
    told: [
      { kind: 'identify', userId: 'u-1207', anonymousId: expect.any(String) },
      { kind: 'group', groupId: 'koa', userId: 'u-1207' },
      { event: 'login', user: 'u-1207', account: 'koa' },
      { event: 'page.viewed' },
    ],
  },
];

for (const { heading, paths, told } of pages) {
  test(`In a page ${heading} tells who is there and what they do`, async () => {
    const receiver = setUpReceiver(Date.now);
    receive = receiver.post;
    const code = snippetUnder(`In a page: ${heading}`)
      .replaceAll('https://YOUR-API-URL', env.SAKIMAWARI_API_URL as string)
      .replaceAll('YOUR-WRITE-KEY', PAGE_KEY);
    writeFileSync(join(folder, 'in-page.mjs'), code);
    await bundle(join(folder, 'in-page.mjs'), join(folder, 'bundled.mjs'));
    const { child } = started(['--import', './page.mjs', 'bundled.mjs']);
    try {
      const all = told.map((one) => expect.objectContaining({ ...one, source: 'demo' }));
      await vi.waitFor(() => expect(receiver.arrivals).toEqual(expect.arrayContaining(all)), { timeout: 50_000 });
      expect(receiver.quarantined).toEqual([]);
      expect([...new Set(sent.map(({ rawPath }) => rawPath))].sort()).toEqual(paths);
      expect(JSON.stringify(receiver.arrivals)).not.toContain(PAGE_KEY);
    } finally {
      child.kill('SIGKILL');
    }
  });
}

/** As a page's scripts are made. */
const bundle = (script: string, outfile: string) =>
  build({ entryPoints: [script], outfile, bundle: true, format: 'esm', platform: 'browser', logLevel: 'error' });

function started(args: string[]) {
  const child = spawn(process.execPath, args, { cwd: folder, env });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  child.stderr.resume();
  return { child, said: () => text };
}

/** The first code under a heading. */
function snippetUnder(heading: string): string {
  const section = page.split(/^#+ /m).find((text) => text.split('\n', 1)[0]?.endsWith(heading));
  return /^```\w+\n(.*?)^```/ms.exec(section ?? '')?.[1] as string;
}

function toInstallFor(command: string): string {
  return command === python
    ? 'Python with the libraries of Segment and PostHog (pip install segment-analytics-python posthog; SNIPPETS_PYTHON says which Python has them)'
    : command;
}

/** Whether Python's libraries are there; Node's are, and so are the languages' own. */
function hasLibrary(command: string, code: string): boolean {
  const [, module] = /^(?:from|import) (posthog|segment\.analytics)/m.exec(code) ?? [];
  if (module === undefined) return true;
  try {
    execFileSync(command, ['-c', `import ${module}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The signing code of a language; of bash the one that signs, not the ones that look something up. */
function snippet(language: string): string {
  const blocks = [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, code]) => code);
  return blocks.find((code) => code?.includes('webhook-signature')) as string;
}
