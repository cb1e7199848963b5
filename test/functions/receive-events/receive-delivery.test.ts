import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { StoreBusyError } from '../../../functions/store/events/deliveries.ts';
import { keyOf, NOW, OTHER_SECRET, setUpReceiver } from '../../support/receiver.ts';
import { SECRET, sign, signedDelivery } from '../../support/signed-delivery.ts';

const event = (over: Record<string, unknown> = {}) => ({
  id: 'e1',
  account: 'koa',
  user: 'u1',
  event: 'login',
  time: '2026-06-01T02:00:00Z',
  ...over,
});

/** Posts and expects a refusal that stores nothing. */
async function expectRefused(delivery: APIGatewayProxyEventV2, status: number, error?: string) {
  const { post, arrivals, quarantined } = setUpReceiver();
  const answer = await post(delivery);
  expect(answer).toMatchObject({ status, body: error === undefined ? {} : { error } });
  expect(answer.body.detail).not.toBe('');
  expect([...arrivals, ...quarantined]).toEqual([]);
}

let lines: Record<string, unknown>[];
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(JSON.parse(String(line)));
    return true;
  });
});

describe('a good delivery', () => {
  it('is stored before it is answered, as one event, an array or {"events"}', async () => {
    const { post, arrivals } = setUpReceiver();
    for (const body of [event(), [event({ id: 'e2' }), event({ id: 'e3' })], { events: [event({ id: 'e4' })] }]) {
      expect((await post(signedDelivery(JSON.stringify(body), NOW))).status).toBe(202);
    }
    expect(arrivals.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3', 'e4']);
    expect(arrivals[0]).toEqual({
      id: 'e1',
      account: 'koa',
      user: 'u1',
      event: 'login',
      time: Date.parse('2026-06-01T02:00:00Z'),
      source: 'demo',
    });
  });

  it('keeps the currency of an invoice, and leaves what else goes by that word to the sender', async () => {
    const { post, arrivals } = setUpReceiver();
    const failed = { event: 'invoice.failed', subject: 'in_1', value: 19.5 };
    const bodies = [
      event({ ...failed, currency: 'USD' }),
      event({ ...failed, currency: 'dollars' }),
      event({ currency: 'USD' }),
    ];
    await post(signedDelivery(JSON.stringify(bodies), NOW));
    expect(arrivals.map((one) => ('currency' in one ? one.currency : undefined))).toEqual([
      'USD',
      undefined,
      undefined,
    ]);
  });

  it('says how many events were accepted and how many quarantined, and counts them as metrics', async () => {
    const { post } = setUpReceiver();
    const answer = await post(signedDelivery(JSON.stringify([event(), { ...event(), id: undefined }]), NOW));
    expect(answer).toMatchObject({ status: 202, body: { accepted: 1, quarantined: 1 } });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      message: 'received',
      AcceptedEvents: 1,
      QuarantinedEvents: 1,
      ConflictingEvents: 0,
      source: 'demo',
      reasons: { 'no-id': 1 },
      _aws: {
        CloudWatchMetrics: [{ Namespace: 'Sakimawari', Dimensions: [['function'], ['function', 'source']] }],
      },
    });
  });

  it('says of each event that was put aside which it was and why, of very many of the first hundred', async () => {
    const { post } = setUpReceiver();
    const one = await post(signedDelivery(JSON.stringify({ ...event(), time: undefined }), NOW));
    expect(one.body.quarantinedEvents).toMatchObject([{ index: 0, reason: 'no-time' }]);
    const events = [event(), 7, event({ id: 'e2' }), event({ id: 'e3', value: 'x' })];
    expect((await post(signedDelivery(JSON.stringify({ events }), NOW))).body.quarantinedEvents).toMatchObject([
      { index: 1, reason: 'not-an-object' },
      { index: 3, reason: 'bad-value' },
    ]);
    const { quarantined, quarantinedEvents } = (await post(signedDelivery(`[${'1,'.repeat(2_499)}1]`, NOW))).body;
    expect([quarantined, quarantinedEvents.length, quarantinedEvents[99].index]).toEqual([2_500, 100, 99]);
    expect((await post(signedDelivery(JSON.stringify(event()), NOW))).body).toEqual({ accepted: 1, quarantined: 0 });
  });

  it('holds at most 2,500 events: a body full of numbers would be a hundred thousand rows', async () => {
    const { post, arrivals, quarantined } = setUpReceiver();
    for (const numbers of [2_501, 100_000]) {
      const answer = await post(signedDelivery(`[${'1,'.repeat(numbers - 1)}1]`, NOW));
      expect(answer).toMatchObject({ status: 413, body: { error: 'too-many-events' } });
    }
    expect([arrivals.length, quarantined.length]).toEqual([0, 0]);
  });

  it('may come with a trailing slash, as base64, or compressed whatever its headers say', async () => {
    const { post, arrivals } = setUpReceiver();
    const body = JSON.stringify(event());
    const deliveries = [
      signedDelivery(body, NOW, { rawPath: '/v1/hooks/demo/' }),
      signedDelivery(body, NOW, { base64: true }),
      signedDelivery(gzipSync(body), NOW, { headers: { 'content-encoding': 'gzip' } }),
      signedDelivery(gzipSync(body), NOW),
      signedDelivery(body, NOW, { headers: { 'content-type': 'application/json; charset=UTF-8' } }),
      signedDelivery(`\ufeff${body}`, NOW),
    ];
    for (const delivery of deliveries) expect((await post(delivery)).status).toBe(202);
    expect(arrivals).toHaveLength(deliveries.length);
  });

  it('lends its id to a single event without one', async () => {
    const { post, arrivals } = setUpReceiver();
    await post(signedDelivery(JSON.stringify({ ...event(), id: undefined }), NOW, { id: 'msg_9' }));
    expect(arrivals[0]?.id).toBe('msg_9');
  });
});

describe('what bad input gets', () => {
  const body = JSON.stringify(event());

  it('1: one bit flipped in body, id or timestamp is 401', async () => {
    const good = signedDelivery(body, NOW);
    await expectRefused({ ...good, body: body.replace('koa', 'kob') }, 401, 'bad-signature');
    await expectRefused({ ...good, headers: { ...good.headers, 'webhook-id': 'msg_2' } }, 401, 'bad-signature');
    const later = String(Math.floor(NOW / 1000) + 1);
    await expectRefused({ ...good, headers: { ...good.headers, 'webhook-timestamp': later } }, 401, 'bad-signature');
  });

  it.each([-300, 300])('2: a timestamp %i seconds off is accepted', async (offset) => {
    const { post } = setUpReceiver();
    expect((await post(signedDelivery(body, NOW, { timestamp: NOW / 1000 + offset }))).status).toBe(202);
  });

  it.each([-301, 301])('2: a timestamp %i seconds off is 401', async (offset) => {
    await expectRefused(signedDelivery(body, NOW, { timestamp: NOW / 1000 + offset }), 401, 'stale-timestamp');
  });

  it.each(['1700000000abc', '1e9', '-1780282800', '', ' 1780282800', '1234567890123'])(
    '3: timestamp %j is 400',
    async (timestamp) => {
      await expectRefused(signedDelivery(body, NOW, { timestamp }), 400, 'bad-webhook-timestamp');
    },
  );

  it('3: a missing timestamp is 400, a missing signature 401', async () => {
    await expectRefused(signedDelivery(body, NOW, { headers: { 'webhook-timestamp': undefined as never } }), 400);
    await expectRefused(signedDelivery(body, NOW, { headers: { 'webhook-signature': undefined as never } }), 401);
  });

  it('4: repeated signature headers, comma-joined by the gateway, are verified', async () => {
    const { post } = setUpReceiver();
    const good = sign('msg_1', NOW / 1000, body);
    for (const joined of [`${good},v1,AAAA`, `v1,AAAA, ${good}`, `v2,AAAA ${good}`]) {
      expect((await post(signedDelivery(body, NOW, { headers: { 'webhook-signature': joined } }))).status).toBe(202);
    }
    await expectRefused(signedDelivery(body, NOW, { headers: { 'webhook-signature': 'v1,AAAA,v1,BBBB' } }), 401);
  });

  it('5: a thousand signatures are 400, and none of them is computed', async () => {
    const { post, secrets } = setUpReceiver();
    const of = vi.spyOn(secrets, 'of');
    const good = sign('msg_1', NOW / 1000, body);
    const many = (count: number) => ({ 'webhook-signature': Array(count).fill(good).join(' ') });
    expect((await post(signedDelivery(body, NOW, { headers: many(1_000) }))).status).toBe(400);
    expect((await post(signedDelivery(body, NOW, { headers: many(11) }))).status).toBe(400);
    expect(of).not.toHaveBeenCalled();
    expect((await post(signedDelivery(body, NOW, { headers: many(10) }))).status).toBe(202);
  });

  it("6: source A's signature on source B is 401, as is any unknown source", async () => {
    await expectRefused(signedDelivery(body, NOW, { source: 'other' }), 401, 'bad-signature');
    await expectRefused(signedDelivery(body, NOW, { source: 'nobody' }), 401, 'bad-signature');
    await expectRefused(signedDelivery(body, NOW, { source: 'constructor' }), 401, 'bad-signature');
  });

  it('7: re-serialised JSON is 401', async () => {
    const pretty = JSON.stringify(event(), null, 2);
    await expectRefused({ ...signedDelivery(pretty, NOW), body }, 401, 'bad-signature');
  });

  it('10: a body that is not UTF-8 is 400', async () => {
    await expectRefused(signedDelivery(Buffer.from([0x7b, 0xff, 0x7d]), NOW), 400, 'not-utf-8');
  });

  it.each([
    ['a lone surrogate in an id', '{"id":"e\\ud800"}', 'bad-id'],
    ['a NUL in an id', '{"id":"e\\u0000"}', 'bad-id'],
    ['a lone surrogate in a comment', '{"comment":"\\udc00"}', 'bad-comment'],
  ])('10: %s is quarantined, losslessly', async (_, fields, reason) => {
    const { post, quarantined } = setUpReceiver();
    const raw = { ...event(), ...JSON.parse(fields) };
    expect((await post(signedDelivery(JSON.stringify(raw), NOW))).status).toBe(202);
    expect(quarantined).toMatchObject([{ reason }]);
    expect(JSON.parse(quarantined[0]?.raw as string)).toEqual(raw);
  });

  it('10: a NUL in a comment and a lone surrogate in a further field are stored as they are', async () => {
    const { post, arrivals } = setUpReceiver();
    await post(signedDelivery(JSON.stringify(event({ comment: 'a\u0000b', note: '\ud800' })), NOW));
    expect(arrivals[0]).toMatchObject({ comment: 'a\u0000b', extra: '{"note":"\\ud800"}' });
  });

  it.each([
    ['__proto__', `{"id":"e1","__proto__":{"polluted":true}}`, 'forbidden-key'],
    ['constructor', `[{"x":{"constructor":{"prototype":{"polluted":true}}}}]`, 'forbidden-key'],
    ['a depth of 10,000', `{"x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'too-deep'],
    ['a depth of 10,000 without an end', '['.repeat(10_000), 'not-json'],
    ['a key twice', `{"id":"e1","account":"koa","account":"other"}`, 'duplicate-key'],
    ['a key twice, once escaped', `{"id":"e1","i\\u0064":"e2"}`, 'duplicate-key'],
    ['no JSON', `{"id":`, 'not-json'],
    ['nothing', '', 'not-json'],
    ['a number', '1', 'no-events'],
  ])('11: a body with %s is 400, prototypes untouched', async (_, text, error) => {
    await expectRefused(signedDelivery(text, NOW), 400, error);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('12: a gzip bomb is 413, truncated or pretended gzip 400 with what to do', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20));
    const before = process.memoryUsage().arrayBuffers;
    await expectRefused(signedDelivery(bomb, NOW), 413, 'body-too-large');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
    await expectRefused(signedDelivery(gzipSync(body).subarray(0, 20), NOW), 400, 'not-gzip');
    await expectRefused(signedDelivery(Buffer.from([0x1f, 0x8b, 1, 2, 3]), NOW), 400, 'not-gzip');
    const pretended = signedDelivery(body, NOW, { headers: { 'content-encoding': 'gzip' } });
    await expectRefused(pretended, 400, 'not-gzip');
    expect((await setUpReceiver().post(pretended)).body.detail).toContain('send it uncompressed');
  });

  it('12: compressed bytes that the gateway destroyed by reading them as text are 400, not "bad signature"', async () => {
    const bytes = gzipSync(body);
    const destroyed = {
      ...signedDelivery(bytes, NOW, { headers: { 'content-encoding': 'gzip' } }),
      isBase64Encoded: false,
    };
    await expectRefused({ ...destroyed, body: bytes.toString('utf8') }, 400, 'not-gzip');
  });

  it('13: 256 KiB are accepted, a byte more is 413', async () => {
    const fill = (length: number) => JSON.stringify(event()).padEnd(length);
    for (const base64 of [false, true]) {
      expect((await setUpReceiver().post(signedDelivery(fill(262_144), NOW, { base64 }))).status).toBe(202);
      await expectRefused(signedDelivery(fill(262_145), NOW, { base64 }), 413, 'body-too-large');
    }
    await expectRefused(signedDelivery('あ'.repeat(100_000), NOW), 413, 'body-too-large');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/cloudevents+json',
    'application/json; charset=shift_jis',
    undefined,
  ])('a body of type %s is 415', async (type) => {
    await expectRefused(
      signedDelivery(body, NOW, { headers: { 'content-type': type as string } }),
      415,
      'unsupported-type',
    );
  });

  it('14: of a hundred events with a bad one, 99 count and one is quarantined with the reason', async () => {
    const { post, arrivals, quarantined } = setUpReceiver();
    const events = Array.from({ length: 100 }, (_, i) => event({ id: `e${i}`, ...(i === 42 ? { account: 7 } : {}) }));
    expect((await post(signedDelivery(JSON.stringify(events), NOW))).body).toEqual({
      accepted: 99,
      quarantined: 1,
      quarantinedEvents: [{ index: 42, reason: 'bad-account', detail: expect.stringContaining('"account"') }],
    });
    expect(arrivals).toHaveLength(99);
    expect(quarantined).toMatchObject([
      { source: 'demo', reason: 'bad-account', receivedAt: new Date(NOW).toISOString() },
    ]);
    expect(JSON.parse(quarantined[0]?.raw as string)).toEqual(events[42]);
  });

  it.each([
    ['1970-01-01T00:00:00Z', 'too-old'],
    ['2099-01-01T00:00:00Z', 'in-the-future'],
    [undefined, 'no-time'],
    ['yesterday', 'bad-time'],
  ])('15: an event of %s is quarantined as %s', async (time, reason) => {
    const { post, arrivals, quarantined } = setUpReceiver();
    expect((await post(signedDelivery(JSON.stringify(event({ time })), NOW))).status).toBe(202);
    expect(arrivals).toEqual([]);
    expect(quarantined).toMatchObject([{ reason }]);
  });

  it('16: a store that does not take everything is 503 with Retry-After', async () => {
    const { post, deliveries } = setUpReceiver();
    deliveries.store = async () => {
      throw new StoreBusyError('busy', { cause: new Error('throttled') });
    };
    const answer = await post(signedDelivery(body, NOW));
    expect(answer).toMatchObject({ status: 503, body: { error: 'store-busy' }, headers: { 'retry-after': '5' } });
  });

  it.each([undefined, '', 'with.dot', 'with space', 'x'.repeat(129)])('webhook-id %j is 400', async (id) => {
    await expectRefused(signedDelivery(body, NOW, { headers: { 'webhook-id': id as string } }), 400, 'bad-webhook-id');
  });
});

describe('a failure of ours', () => {
  it('is 500, tells the sender nothing and the log everything but the body', async () => {
    const { post, deliveries } = setUpReceiver();
    deliveries.store = async () => {
      throw new TypeError('table is gone');
    };
    const answer = await post(signedDelivery(JSON.stringify(event({ user: 'hanako@example.com' })), NOW));
    expect(answer).toMatchObject({ status: 500, body: { error: 'internal' } });
    expect(JSON.stringify(answer.body)).not.toContain('table');
    expect(lines).toMatchObject([{ level: 'error', error: { message: 'table is gone' } }]);
    expect(JSON.stringify(lines)).not.toContain('hanako');
  });
});

describe('a disabled source', () => {
  it('is answered 401 with the reason, stores nothing, and goes on where it was once it is enabled', async () => {
    const { post, arrivals, disabled } = setUpReceiver();
    const delivery = signedDelivery(JSON.stringify(event()), NOW);
    disabled.add('demo');
    expect(await post(delivery)).toMatchObject({ status: 401, body: { error: 'source-disabled' } });
    expect(arrivals).toEqual([]);
    disabled.delete('demo');
    expect((await post(delivery)).status).toBe(202);
  });

  it('tells nobody without its secret that it is there', async () => {
    const { post, disabled } = setUpReceiver();
    disabled.add('demo');
    const guessed = signedDelivery(JSON.stringify(event()), NOW, { secret: OTHER_SECRET });
    expect(await post(guessed)).toMatchObject({ status: 401, body: { error: 'bad-signature' } });
  });
});

describe('a secret being rotated', () => {
  it('has the use of the one noted that signed, and of no other', async () => {
    const { post, live, noteUse } = setUpReceiver();
    live.demo = [keyOf(OTHER_SECRET), keyOf(SECRET)];
    await post(signedDelivery(JSON.stringify(event()), NOW));
    await post(signedDelivery('{}', NOW, { secret: `whsec_${Buffer.alloc(32).toString('base64')}` }));
    expect(noteUse.mock.calls).toEqual([['demo', keyOf(SECRET)]]);
  });

  it('is fetched anew when no known one fits, and both are good meanwhile', async () => {
    const { post, secrets, live } = setUpReceiver();
    const rotated = signedDelivery(JSON.stringify(event()), NOW, { secret: OTHER_SECRET });
    expect((await post(rotated)).status).toBe(401);
    secrets.refreshed.mockImplementation(async () => [keyOf(OTHER_SECRET), keyOf(SECRET)]);
    expect((await post(rotated)).status).toBe(202);
    live.demo = [keyOf(OTHER_SECRET), keyOf(SECRET)];
    expect((await post(signedDelivery(JSON.stringify(event()), NOW))).status).toBe(202);
  });
});

describe('a refusal', () => {
  it('is counted by its source and its reason; names that nobody has are no dimension', async () => {
    await expectRefused(signedDelivery('1', NOW), 400, 'no-events');
    expect(lines).toMatchObject([
      {
        message: 'refused',
        RefusedRequests: 1,
        source: 'demo',
        reason: 'no-events',
        _aws: { CloudWatchMetrics: [{ Dimensions: [['function'], ['function', 'source', 'reason']] }] },
      },
    ]);
    lines.length = 0;
    await expectRefused(signedDelivery('{}', NOW, { source: 'made-up' }), 401);
    expect(lines).toMatchObject([{ source: '-', reason: 'bad-signature' }]);
  });
});
