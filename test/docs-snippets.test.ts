import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

const run = promisify(execFile);
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const page = readFileSync('docs/sending-events.md', 'utf8');

let server: Server;
let folder: string;
let env: NodeJS.ProcessEnv;
/** What the reference library of Standard Webhooks made of each request. */
let verified: unknown[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'snippets-'));
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    try {
      const headers = request.headers as Record<string, string>;
      verified.push(new Webhook(secret).verify(Buffer.concat(chunks).toString(), headers));
      response.writeHead(202).end();
    } catch {
      response.writeHead(401).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/hooks/demo`;
  env = { ...process.env, SAKIMAWARI_URL: url, SAKIMAWARI_SECRET: secret };
});
beforeEach(() => {
  verified = [];
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const event = '{"id":"e","account":"koa","event":"ログイン"}';
/** Those that need no compiler: Go takes a minute to build its first program. */
const snippets = [
  { language: 'js', file: 'snippet.mjs', call: `\nawait deliver([${event}]);`, command: process.execPath, args: [] },
  { language: 'python', file: 'snippet.py', call: `\ndeliver([${event}])`, command: 'python3', args: [] },
  { language: 'ruby', file: 'snippet.rb', call: `\ndeliver([JSON.parse('${event}')])`, command: 'ruby', args: [] },
  { language: 'bash', file: 'snippet.sh', call: '', command: 'bash', args: ['-eu'] },
];

for (const { language, file, call, command, args } of snippets) {
  test.skipIf(!isInstalled(command))(
    `The ${language} snippet signs as the reference library expects`,
    { timeout: 60_000 },
    async () => {
      writeFileSync(join(folder, file), snippet(language) + call);
      await run(command, [...args, file], { cwd: folder, env });
      expect(verified).toEqual([[expect.objectContaining({ account: 'koa' })]]);
    },
  );
}

test('The known good signature of the page is one', () => {
  const [id, timestamp, body, signature] = ['webhook-id', 'webhook-timestamp', 'body', 'webhook-signature'].map(
    (name) => new RegExp(`^\\| ${name} \\| \`(.+)\` \\|$`, 'm').exec(page)?.[1] as string,
  ) as [string, string, string, string];
  expect(new Webhook(secret).sign(id, new Date(Number(timestamp) * 1000), body)).toBe(signature);
});

/** The signing code of a language; of bash the one that signs, not the ones that look something up. */
function snippet(language: string): string {
  const blocks = [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, code]) => code);
  return blocks.find((code) => code?.includes('webhook-signature')) as string;
}

function isInstalled(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`]);
    return true;
  } catch {
    return false;
  }
}
