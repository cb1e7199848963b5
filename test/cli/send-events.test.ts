import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Installation } from '../../cli/installation.ts';
import { say } from '../support/operator.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

interface Received {
  path: string;
  id: string;
  events: { id: string }[];
}

let received: Received[];
/** What the webhook answers next, before it goes back to 202. */
let answers: { status: number; headers?: Record<string, string> }[];
let pauses: number[];
let server: ReturnType<typeof createServer>;
let apiUrl: string;
let folder: string;

beforeEach(async () => {
  [received, answers, pauses] = [[], [], []];
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-events-'));
  server = createServer(receive);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { status, headers } = answers.shift() ?? { status: 202 };
  // The reference library is the judge of the signature; it throws on a wrong one.
  const events = new Webhook(SECRET).verify(Buffer.concat(chunks), request.headers as Record<string, string>);
  received.push({
    path: request.url as string,
    id: request.headers['webhook-id'] as string,
    events: events as Received['events'],
  });
  response.writeHead(status, headers).end(JSON.stringify({ accepted: 1, quarantined: 0 }));
}

async function send(content: string, ...options: string[]) {
  const path = join(folder, 'events.ndjson');
  await writeFile(path, content);
  const installation: Partial<Installation> = {
    apiUrl: async () => apiUrl,
    onlySource: async () => 'demo',
    secretOf: async () => SECRET,
  };
  return say(['send-events', path, '--json', ...options], {
    openInstallation: () => installation as Installation,
    sleep: async (milliseconds) => {
      pauses.push(milliseconds);
    },
  });
}

const event = (id: number, extra = {}) =>
  JSON.stringify({ id: `e${id}`, account: 'koa', user: 'u', event: 'login', time: '2026-06-01T00:00:00Z', ...extra });
const events = (count: number) => Array.from({ length: count }, (_, i) => `${event(i)}\n`).join('');

describe('sending events', () => {
  test('posts signed deliveries of a hundred to the webhook of the source', async () => {
    const { exitCode, json } = await send(events(250), '--source', 'app');
    expect(exitCode).toBe(0);
    expect(json).toEqual({ sent: 250, deliveries: 3, quarantined: 0, refused: [] });
    expect(received.map((delivery) => delivery.events.length).sort()).toEqual([100, 100, 50]);
    expect(new Set(received.map(({ path }) => path))).toEqual(new Set(['/v1/hooks/app']));
  });

  test('cuts deliveries below the size the webhook takes', async () => {
    const { json } = await send(
      Array.from({ length: 40 }, (_, i) => `${event(i, { note: 'x'.repeat(10_000) })}\n`).join(''),
    );
    expect(json).toMatchObject({ sent: 40, deliveries: 2 });
  });

  test('gives the same file the same delivery ids, and another source others', async () => {
    await send(events(150));
    const first = received.map(({ id }) => id).sort();
    received = [];
    await send(events(150));
    expect(received.map(({ id }) => id).sort()).toEqual(first);
    received = [];
    await send(events(150), '--source', 'app');
    expect(received.map(({ id }) => id)).not.toContain(first[0]);
  });

  test('tries again under the same id, after the pause that was asked for', async () => {
    answers = [{ status: 429, headers: { 'retry-after': '7' } }, { status: 503 }, { status: 500 }];
    const { exitCode, json } = await send(events(1));
    expect([exitCode, json.sent]).toEqual([0, 1]);
    expect(received).toHaveLength(4);
    expect(new Set(received.map(({ id }) => id)).size).toBe(1);
    expect(pauses).toEqual([7000, 1000, 2000]);
  });

  test('stops and explains when the webhook refuses the signature', async () => {
    answers = [{ status: 401 }];
    const { exitCode, stdout, stderr } = await send(events(1));
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain('The webhook answered 401');
    expect(received).toHaveLength(1);
  });

  test('gives up in the end when nobody listens, and says that repeating is harmless', async () => {
    await new Promise((resolve) => server.close(resolve));
    const { exitCode, stderr } = await send(events(1));
    expect(exitCode).toBe(1);
    expect(stderr).toContain('not counted twice');
    expect(pauses).toHaveLength(7);
  });

  test('sends the good lines, lists the bad ones, and fails', async () => {
    const { exitCode, json, stderr } = await send(
      `\ufeff${event(1)}\n\noops\n[${event(2)}]\n{"id":1,"id":2}\n${event(3)}\n`,
    );
    expect(exitCode).toBe(1);
    expect(json.sent).toBe(2);
    expect(json.refused.map(({ line }: { line: number }) => line)).toEqual([3, 4, 5]);
    expect(stderr).toContain('line 3: ');
    expect(received[0]?.events.map(({ id }) => id)).toEqual(['e1', 'e3']);
  });

  test('of a file that is not there is a failure in three lines', async () => {
    const { exitCode, stderr } = await say(['send-events', join(folder, 'nothing.ndjson')], {
      openInstallation: () =>
        ({
          apiUrl: async () => 'http://127.0.0.1:1',
          onlySource: async () => 'demo',
          secretOf: async () => SECRET,
        }) as never,
    });
    expect(exitCode).toBe(1);
    expect(stderr.trimEnd().split('\n')).toHaveLength(3);
  });
});
