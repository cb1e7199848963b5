import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startApiProxy } from '../../local/api-proxy.ts';
import { StopList } from '../../local/stop-list.ts';
import { findFreePort } from '../support/free-port.ts';

const secret = 'rin@customer.example';
let folder: string;
let stops: StopList;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sakimawari-proxy-'));
  stops = new StopList();
});
afterEach(async () => {
  await stops.stopAll();
  rmSync(folder, { recursive: true, force: true });
});

describe('the local API', () => {
  it('passes path, query, headers and body as they are', async () => {
    const { url } = await proxyBefore(async (request, response) => {
      const body = await buffer(request);
      response.writeHead(418, { 'x-seen': `${request.method} ${request.url} ${request.headers['webhook-id']}` });
      response.end(body);
    });
    const answer = await post(`${url}/v1/hooks/demo?a=%20b`, { 'webhook-id': 'msg_1' });
    expect(answer.status).toBe(418);
    expect(answer.headers.get('x-seen')).toBe('POST /_aws/execute-api/api/$default/v1/hooks/demo?a=%20b msg_1');
    expect(await answer.text()).toBe(secret);
  });

  it('lets the local AWS work on a few requests at a time, and answers all of three hundred', async () => {
    const limit = 16;
    let inFlight = 0;
    let most = 0;
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { url } = await proxyBefore(async (request, response) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      // The first ones stay for a while, in which others would come too if they were let through.
      if (most === limit) void pause(300).then(letGo);
      await Promise.all([buffer(request), held]);
      inFlight -= 1;
      response.writeHead(202).end();
    });
    const answers = await Promise.all(Array.from({ length: 300 }, () => post(url)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(most).toBe(limit);
  });

  it('answers 502 when the connection breaks, and keeps the cause without what was sent', async () => {
    const { url, log } = await proxyBefore((request) => request.socket.destroy());
    expect((await post(`${url}/${secret}`)).status).toBe(502);
    expect(log()).toMatch(/^\S+Z 502 the connection to the local AWS broke: socket hang up\n$/);
  });

  it('keeps that the local AWS itself failed', async () => {
    const { url, log } = await proxyBefore((_request, response) => response.writeHead(503).end(secret));
    expect((await post(`${url}/${secret}`)).status).toBe(503);
    expect(log()).toMatch(/^\S+Z 503 from the local AWS\n$/);
  });
});

async function proxyBefore(localAws: RequestListener) {
  const logFile = join(folder, 'api.log');
  const aws = createServer(localAws);
  await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
  stops.add(() => close(aws));
  const awsEndpoint = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
  const api = await startApiProxy({ port: await findFreePort(), awsEndpoint, apiId: 'api', logFile });
  stops.add(api.stop);
  return { url: api.url, log: () => readFileSync(logFile, 'utf8') };
}

const post = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: secret, headers });

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
