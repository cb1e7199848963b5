import { gzipSync } from 'node:zlib';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { decodeUsageDays } from '../../functions/store/usage/usage-codec.ts';
import { operate } from '../../local/operator.ts';
import { logins, outputs, rowsOf, todayMinus } from './installation.ts';

const webhook = new Webhook(outputs.sources.demo?.secret as string);
let deliveries = 0;

/** Signed by the reference library, as any sender would. */
function delivery(body: string | Buffer, headers: Record<string, string> = {}): RequestInit {
  deliveries += 1;
  const id = `msg_${deliveries}`;
  const now = new Date();
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': webhook.sign(id, now, body as string),
      ...headers,
    },
  };
}
const post = (init: RequestInit, path = '/v1/hooks/demo') => fetch(new URL(path, outputs.apiUrl), init);

async function usageDays(account: string) {
  await operate('settle');
  return decodeUsageDays(await rowsOf(account));
}

describe('the webhook of the deployed stack', () => {
  it('takes the deliveries of any Standard Webhooks sender, with or without a trailing slash', async () => {
    const [first, second] = logins('taker', 'u1', 1, 2);
    expect((await post(delivery(JSON.stringify(first)))).status).toBe(202);
    const answer = await post(delivery(JSON.stringify([second])), '/v1/hooks/demo/');
    expect(await answer.json()).toEqual({ accepted: 1, quarantined: 0 });
    expect(await usageDays('taker')).toMatchObject([{ day: todayMinus(1), total: 2, names: ['login'], counts: [2] }]);
  });

  it('answers a browser that asks whether a page may post, and the page that then does', async () => {
    const asked = (origin: string) =>
      post(
        {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'authorization,content-type',
          },
        },
        '/v1/t',
      );
    const allowed = await asked('http://localhost:5173');
    expect([allowed.ok, allowed.headers.get('access-control-allow-origin')]).toEqual([true, 'http://localhost:5173']);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
    expect((await asked('https://elsewhere.example')).headers.get('access-control-allow-origin')).toBeNull();
    const call = { userId: 'u1', event: 'login', timestamp: new Date().toISOString(), writeKey: outputs.writeKey };
    const headers = { origin: 'http://localhost:5173', 'content-type': 'text/plain' };
    const answer = await post({ method: 'POST', headers, body: JSON.stringify(call) }, '/v1/t');
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, 'http://localhost:5173']);
  });

  it('9: counts a delivery that comes a hundred times in parallel once', async () => {
    const same = delivery(JSON.stringify(logins('repeated', 'u1', 1, 3)));
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(same)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(await usageDays('repeated')).toMatchObject([{ total: 3 }]);
  });

  it('8: counts an event once that comes again with another content', async () => {
    const [event] = logins('changed', 'u1', 1);
    await post(delivery(JSON.stringify(event)));
    await post(delivery(JSON.stringify({ ...event, event: 'page.viewed' })));
    expect(await usageDays('changed')).toMatchObject([{ total: 1 }]);
  });

  it('refuses what is not signed, not JSON or damaged on the way, and never redirects', async () => {
    const body = JSON.stringify(logins('refused', 'u1', 1));
    const statusOf = async (init: RequestInit, path?: string) =>
      (await post({ ...init, redirect: 'error' }, path)).status;
    expect(await statusOf({ ...delivery(body), body: body.replace('login', 'logout') })).toBe(401);
    expect(await statusOf(delivery(body), '/v1/hooks/nobody')).toBe(401);
    expect(await statusOf(delivery('{"id":1,"id":2}'))).toBe(400);
    expect(await statusOf(delivery(body, { 'content-type': 'text/plain' }))).toBe(415);
    expect(await statusOf(delivery(' '.repeat(256 * 1024 + 1)))).toBe(413);
    expect(await statusOf(delivery(gzipSync(body), { 'content-encoding': 'gzip' }))).toBe(400);
    expect(await usageDays('refused')).toEqual([]);
  });

  it('14: quarantines what it cannot use, with the reason, and counts the rest', async () => {
    const good = logins('mixed', 'u1', 1, 2);
    const bad = { ...good[0], id: 'mixed-bad', time: '1970-01-01T00:00:00Z' };
    const answer = await post(delivery(JSON.stringify([...good, bad])));
    expect(await answer.json()).toMatchObject({
      accepted: 2,
      quarantined: 1,
      quarantinedEvents: [{ index: 2, reason: 'too-old' }],
    });
    expect(await usageDays('mixed')).toMatchObject([{ total: 2 }]);
    const held = await operate<{ source: string; reason: string; raw: string }[]>('quarantine', 'list');
    expect(held).toContainEqual(expect.objectContaining({ source: 'demo', reason: 'too-old' }));
  });
});
