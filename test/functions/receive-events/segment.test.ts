import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AwsError } from '../../../functions/aws/aws-error.ts';
import { StoreBusyError } from '../../../functions/store/events/deliveries.ts';
import { type RequestOptions, request, setUpReceiver, WRITE_KEY } from '../../support/receiver.ts';
import { silenceLog } from '../../support/silence-log.ts';

silenceLog();

const AT = '2026-06-01T02:00:00.000Z';
const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` });
const track = (over: Record<string, unknown> = {}) => ({
  type: 'track',
  messageId: 'm1',
  userId: 'u1',
  event: 'login',
  timestamp: AT,
  ...over,
});
const batchRequest = (body: unknown, over: Partial<RequestOptions> = {}) =>
  request({
    path: '/v1/batch',
    headers: basic(WRITE_KEY),
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    ...over,
  });
const batchOf = (...batch: unknown[]) => batchRequest({ batch, sentAt: AT });
const login = { id: 'm1', account: 'koa', user: 'u1', event: 'login', time: Date.parse(AT), source: 'demo' };

let receiver: ReturnType<typeof setUpReceiver>;
beforeEach(() => {
  receiver = setUpReceiver();
});

async function expectRefused(asked: Parameters<typeof receiver.post>[0], status: number, error: string) {
  expect(await receiver.post(asked)).toMatchObject({ status, body: { error } });
  expect([...receiver.arrivals, ...receiver.quarantined]).toEqual([]);
}

describe('a batch of the Segment API', () => {
  it('is stored, then answered by 200 and success', async () => {
    const answer = await receiver.post(batchOf(track()));
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    expect(receiver.arrivals).toEqual([login]);
  });

  it.each([
    ['t', { event: 'login' }],
    ['track', { event: 'login' }],
    ['i', { traits: { name: 'Ann' } }],
    ['g', { groupId: 'koa' }],
    ['p', { name: 'Home' }],
    ['s', { name: 'Home' }],
    ['a', { previousId: 'a1' }],
  ])('may be one call of a page (/v1/%s), whose kind the path says in short', async (path, over) => {
    const { type: _, event: __, ...call } = track();
    const body = JSON.stringify({ ...call, ...over, writeKey: WRITE_KEY, sentAt: AT });
    const headers = { 'content-type': 'text/plain' };
    expect((await receiver.post(request({ path: `/v1/${path}`, headers, body }))).status).toBe(200);
    expect(receiver.quarantined).toEqual([]);
    const kinds = receiver.arrivals.map((arrival) => ('kind' in arrival ? arrival.kind : arrival.event));
    const said: Record<string, string> = { t: 'login', track: 'login', i: 'identify', g: 'group', p: 'page.viewed' };
    expect(kinds).toEqual([said[path] ?? { s: 'screen.viewed', a: 'alias' }[path]]);
  });

  it.each(['b', 'import', 'import/'])(
    'may be a batch of a page or of Segment’s library for Java (/v1/%s)',
    async (path) => {
      const body = JSON.stringify({ batch: [track()], writeKey: WRITE_KEY, sentAt: AT });
      expect((await receiver.post(request({ path: `/v1/${path}`, body }))).status).toBe(200);
      expect(receiver.arrivals).toEqual([login]);
    },
  );

  it('may leave out message ids: a retry is the same by what it says, not by when it was sent', async () => {
    const nameless = { ...track(), messageId: undefined };
    await receiver.post(batchOf({ ...nameless, sentAt: AT }, { ...nameless, messageId: '' }, track()));
    await receiver.post(
      batchOf({ ...nameless, sentAt: '2026-06-01T02:05:00Z' }, { ...nameless, messageId: '' }, track()),
    );
    const { type: _, ...single } = nameless;
    for (const sentAt of [AT, '2026-06-01T02:05:00Z']) {
      await receiver.post(batchRequest({ ...single, sentAt }, { path: '/v1/track' }));
    }
    const ids = receiver.arrivals.map(({ id }) => id);
    expect(ids.slice(3, 6)).toEqual(ids.slice(0, 3));
    expect(ids[7]).toBe(ids[6]);
    expect(new Set(ids.slice(0, 3)).size).toBe(3);
  });

  it('may come from RudderStack: compressed, called a form, dated by originalTimestamp', async () => {
    const { timestamp, ...call } = track();
    const body = gzipSync(
      JSON.stringify({ batch: [{ ...call, originalTimestamp: timestamp, sentAt: AT }], timestamp: AT, sentAt: AT }),
    );
    const type = { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' };
    expect((await receiver.post(batchRequest(body, { headers: { ...basic(WRITE_KEY), ...type } }))).status).toBe(200);
    expect(receiver.arrivals).toEqual([login]);
  });

  it('counts by the time of the event, never by when it was sent: a retry is the same event', async () => {
    for (const sentAt of [AT, '2026-06-01T02:59:00Z', undefined]) {
      await receiver.post(batchRequest({ batch: [track({ sentAt })], sentAt }));
    }
    expect(receiver.arrivals).toEqual([login, login, login]);
  });

  it.each(['/v1/batch', '/v1/batch/', '/v1/batch//', '/base/path/v1/batch/'])(
    'is taken at %s, and never answered by a redirect',
    async (path) => {
      expect((await receiver.post(batchRequest({ batch: [track()] }, { path }))).status).toBe(200);
      expect(receiver.arrivals).toHaveLength(1);
    },
  );

  it('may bring its key in the body, and keeps it nowhere', async () => {
    const body = JSON.stringify({ ...track({ event: 7 }), writeKey: WRITE_KEY });
    expect((await receiver.post(request({ path: '/v1/track', body }))).status).toBe(200);
    expect(receiver.quarantined).toHaveLength(1);
    expect(JSON.stringify(receiver.quarantined)).not.toContain(WRITE_KEY);
  });

  it.each([
    ['no key', {}, 'no-key'],
    ['an unknown key', basic('skw_unknown'), 'bad-key'],
    ['a token', { authorization: `Bearer ${WRITE_KEY}` }, 'no-key'],
    ['the name of something every object has', basic('constructor'), 'bad-key'],
  ])('with %s is 401', async (_, headers, error) => {
    await expectRefused(batchRequest({ batch: [track()] }, { headers }), 401, error);
  });

  it('holds an account for all its calls where it has a context of its own', async () => {
    await receiver.post(
      batchRequest({ batch: [track(), track({ context: { groupId: 'vue' } })], context: { groupId: 'elm' } }),
    );
    expect(receiver.arrivals).toMatchObject([{ account: 'elm' }, { account: 'vue' }]);
  });

  it('with nothing in it is fine', async () => {
    expect((await receiver.post(batchOf())).status).toBe(200);
  });

  it('of 500 KB and 2,500 events is stored whole', async () => {
    const padding = 'x'.repeat(60);
    const batch = Array.from({ length: 2_500 }, (_, i) => track({ messageId: `m${i}`, properties: { padding } }));
    const text = JSON.stringify({ batch }).padEnd(512_000);
    expect(text).toHaveLength(512_000);
    expect((await receiver.post(batchRequest(text))).status).toBe(200);
    expect(receiver.arrivals).toHaveLength(2_500);
  });

  it.each(['track', 'identify', 'group', 'page', 'screen', 'alias'])('may be a single call to /v1/%s', async (type) => {
    const call = { messageId: 'm1', userId: 'u1', event: 'login', groupId: 'koa', previousId: 'a1', timestamp: AT };
    for (const path of [`/v1/${type}`, `/v1/${type}/`]) {
      expect((await receiver.post(batchRequest(call, { path }))).status).toBe(200);
    }
    expect(receiver.quarantined).toEqual([]);
    expect(receiver.arrivals).toHaveLength(2);
  });
});

describe('what a call says', () => {
  const arrivalOf = async (call: unknown) => {
    await receiver.post(batchOf(call));
    expect(receiver.quarantined).toEqual([]);
    return receiver.arrivals;
  };

  it('belongs to context.groupId, before any account of its user', async () => {
    expect(await arrivalOf(track({ context: { groupId: 'vue', ip: '192.0.2.1' } }))).toEqual([
      { ...login, account: 'vue' },
    ]);
  });

  it('waits where nobody has said yet which account its user has', async () => {
    expect(await arrivalOf(track({ userId: 'u9' }))).toEqual([{ ...login, user: 'u9', account: undefined }]);
  });

  it('is of the user whom an anonymous one turned out to be, or waits', async () => {
    expect(await arrivalOf(track({ userId: undefined, anonymousId: 'a1' }))).toEqual([login]);
    await receiver.post(batchOf(track({ userId: '', anonymousId: 'a9' })));
    expect(receiver.arrivals[1]).toMatchObject({ anonymousId: 'a9', account: undefined });
    expect(receiver.arrivals[1]).not.toHaveProperty('user');
  });

  it('waits for the account of a user who is known by name only', async () => {
    receiver.links.users.set('a2', 'u2');
    expect(await arrivalOf(track({ userId: null, anonymousId: 'a2' }))).toMatchObject([
      { user: 'u2', account: undefined },
    ]);
  });

  it('counts for the account without a user where an anonymous one names it', async () => {
    const [event] = await arrivalOf(track({ userId: undefined, anonymousId: 'a9', context: { groupId: 'koa' } }));
    expect(event).toEqual({ ...login, user: undefined });
  });

  it('takes value, subject and comment of the properties where they fit, and keeps the rest', async () => {
    const properties = { value: 3, subject: 'invoice', comment: 'nice', plan: 'pro', id: 7, event: 'x' };
    expect(await arrivalOf(track({ properties }))).toEqual([
      { ...login, value: 3, subject: 'invoice', comment: 'nice', extra: '{"plan":"pro","id":7,"event":"x"}' },
    ]);
    await receiver.post(batchOf(track({ properties: { value: '3', subject: { id: 1 }, comment: null } })));
    expect(receiver.arrivals[1]).toEqual({
      ...login,
      extra: '{"value":"3","subject":{"id":1},"comment":null}',
    });
  });

  it.each([
    [{ type: 'page', name: 'Docs' }, 'page.viewed', 'Docs'],
    [{ type: 'page', properties: { path: '/docs' } }, 'page.viewed', '/docs'],
    [{ type: 'page', name: 'Docs', properties: { subject: 'guide' } }, 'page.viewed', 'guide'],
    [{ type: 'page', name: '' }, 'page.viewed', undefined],
    [{ type: 'screen', name: 'Inbox' }, 'screen.viewed', 'Inbox'],
  ])('%j is %s of %s', async (call, event, subject) => {
    expect(await arrivalOf({ ...track(), ...call })).toMatchObject([{ event, ...(subject && { subject }) }]);
  });

  it('may have whole numbers as ids, as databases do', async () => {
    expect(await arrivalOf(track({ userId: 1207, context: { groupId: 42 } }))).toMatchObject([
      { user: '1207', account: '42' },
    ]);
  });

  it('says who accounts and people are, by its own time', async () => {
    const common = { id: 'm1', source: 'demo', time: Date.parse(AT) };
    const traits = { name: 'Koa', plan: 'pro' };
    const calls = [
      [
        { type: 'group', groupId: 'koa', traits },
        { kind: 'group', groupId: 'koa', userId: 'u1', traits },
      ],
      [
        { type: 'group', userId: undefined, anonymousId: 'a1', groupId: 'koa' },
        { kind: 'group', groupId: 'koa', anonymousId: 'a1', traits: {} },
      ],
      [
        { type: 'identify', traits, anonymousId: 'a1' },
        { kind: 'identify', userId: 'u1', anonymousId: 'a1', traits },
      ],
      [
        { type: 'identify', traits, context: { groupId: 'koa' } },
        { kind: 'identify', userId: 'u1', groupId: 'koa', traits },
      ],
      [
        { type: 'alias', previousId: 'a1' },
        { kind: 'alias', userId: 'u1', anonymousId: 'a1', traits: {} },
      ],
    ];
    await receiver.post(batchOf(...calls.map(([call]) => ({ ...track({ event: undefined }), ...call }))));
    expect(receiver.quarantined).toEqual([]);
    expect(receiver.arrivals).toEqual(calls.map(([, read]) => ({ ...common, ...read })));
  });

  it.each([
    [{ messageId: {} }, 'bad-id'],
    [{ messageId: 'm'.repeat(100) }, 'bad-id'],
    [{ userId: undefined }, 'no-user'],
    [{ userId: ' u1' }, 'bad-user'],
    [{ userId: {} }, 'bad-user'],
    [{ userId: undefined, anonymousId: 'a\n' }, 'bad-user'],
    [{ context: { groupId: true } }, 'bad-account'],
    [{ event: undefined }, 'no-event'],
    [{ event: 'nps.answered' }, 'bad-value'],
    [{ type: 'click' }, 'unknown-type'],
    [{ type: undefined }, 'unknown-type'],
    [{ type: 'group' }, 'no-account'],
    [{ type: 'group', groupId: 'koa', traits: 'x' }, 'bad-traits'],
    [{ type: 'group', groupId: 'koa', timestamp: undefined }, 'no-time'],
    [{ type: 'identify', userId: '', anonymousId: 'a1' }, 'no-user'],
    [{ type: 'alias' }, 'no-user'],
    [{ type: 'alias', previousId: '\u0000' }, 'bad-user'],
    [{ properties: { x: 'x'.repeat(8_200) } }, 'too-much-extra'],
  ])('%j is put aside as %s, and the batch succeeds', async (over, reason) => {
    const answer = await receiver.post(batchOf(track(over), track({ messageId: 'm2' })));
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    expect(receiver.arrivals).toMatchObject([{ id: 'm2' }]);
    expect(receiver.quarantined).toMatchObject([{ reason, dialect: 'segment', source: 'demo' }]);
    expect(JSON.parse(receiver.quarantined[0]?.raw as string)).toEqual(JSON.parse(JSON.stringify(track(over))));
    expect(receiver.quarantined[0]?.detail).not.toBe('');
  });

  it('with 99 characters of messageId is taken', async () => {
    expect(await arrivalOf(track({ messageId: 'm'.repeat(99) }))).toHaveLength(1);
  });
});

describe('what bad input gets from the Segment API', () => {
  it('6: a key of another kind opens nothing', async () => {
    await expectRefused(batchRequest({ batch: [] }, { headers: basic(`ske_${'e'.repeat(32)}`) }), 401, 'bad-key');
  });

  it('10: a body that is not UTF-8 is 400', async () => {
    await expectRefused(batchRequest(Buffer.from([0x7b, 0xff, 0x7d])), 400, 'not-utf-8');
  });

  it('10: a BOM is passed over; a NUL or a lone surrogate is kept, or put aside where it would be an id', async () => {
    await receiver.post(
      batchRequest(`\ufeff${JSON.stringify({ batch: [track({ properties: { comment: 'a\0' } })] })}`),
    );
    await receiver.post(batchOf(track({ properties: { note: '\ud800' } }), track({ userId: 'u\ud800' })));
    expect(receiver.arrivals).toMatchObject([{ comment: 'a\0' }, { extra: '{"note":"\\ud800"}' }]);
    expect(receiver.quarantined).toMatchObject([{ reason: 'bad-user' }]);
    expect(JSON.parse(receiver.quarantined[0]?.raw as string).userId).toBe('u\ud800');
  });

  it.each([
    ['__proto__', `{"batch":[{"__proto__":{"polluted":true}}]}`, 'forbidden-key'],
    ['constructor', `{"batch":[{"context":{"constructor":{}}}]}`, 'forbidden-key'],
    ['a depth of 10,000', `{"batch":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'too-deep'],
    ['a key twice', `{"batch":[],"batch":[1]}`, 'duplicate-key'],
    ['no JSON', `{"batch":`, 'not-json'],
    ['nothing', '', 'not-json'],
    ['an array', '[]', 'no-events'],
    ['no batch', '{}', 'no-events'],
    ['a batch that is no array', '{"batch":{}}', 'no-events'],
  ])('11: a body with %s is 400, prototypes untouched', async (_, text, error) => {
    await expectRefused(batchRequest(text), 400, error);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('12: a gzip bomb is 413, truncated or pretended gzip 400; memory stays bounded', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000, 0x20));
    expect(bomb.length).toBeLessThan(512_000);
    const before = process.memoryUsage().arrayBuffers;
    await expectRefused(batchRequest(bomb), 413, 'body-too-large');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
    await expectRefused(batchRequest(gzipSync('{"batch":[]}').subarray(0, 20)), 400, 'not-gzip');
    await expectRefused(batchRequest(Buffer.from([0x1f, 0x8b, 1, 2, 3])), 400, 'not-gzip');
    const pretended = batchRequest('{"batch":[]}', { headers: { ...basic(WRITE_KEY), 'content-encoding': 'gzip' } });
    await expectRefused(pretended, 400, 'not-gzip');
    const { detail } = (await receiver.post(pretended)).body;
    expect(detail).toContain('send it uncompressed');
    for (const setting of ['`disable_compression: true` in posthog-js', '`disableCompression: true` in posthog-node'])
      expect(detail).toContain(setting);
  });

  it('13: 2,501 events are 413', async () => {
    await expectRefused(batchOf(...Array.from({ length: 2_501 }, () => ({}))), 413, 'too-many-events');
  });

  it('13: 500 KB and a byte are 413, sent or inflated', async () => {
    const text = JSON.stringify({ batch: [track()] }).padEnd(512_001);
    await expectRefused(batchRequest(text), 413, 'body-too-large');
    await expectRefused(batchRequest(gzipSync(text)), 413, 'body-too-large');
    expect((await receiver.post(batchRequest(gzipSync(text.slice(0, -1))))).status).toBe(200);
  });

  it('13: an event of 32 KB is taken, one with a byte more put aside, whatever its letters', async () => {
    const identify = (traits: unknown) => ({ ...track({ event: undefined }), type: 'identify', traits });
    const sized = (bytes: number) => {
      const empty = Buffer.byteLength(JSON.stringify(identify({ note: 'あ' })));
      return identify({ note: `あ${'x'.repeat(bytes - empty)}` });
    };
    await receiver.post(batchOf(sized(32_768)));
    expect(receiver.arrivals).toHaveLength(1);
    await receiver.post(batchOf(sized(32_769)));
    expect(receiver.arrivals).toHaveLength(1);
    expect(receiver.quarantined).toMatchObject([{ reason: 'too-large' }]);
  });

  it('14: of a hundred events with a bad one, 99 count and one is put aside', async () => {
    const calls = Array.from({ length: 100 }, (_, i) => track({ messageId: `m${i}`, ...(i === 42 && { event: 7 }) }));
    expect((await receiver.post(batchOf(...calls))).status).toBe(200);
    expect(receiver.arrivals).toHaveLength(99);
    expect(receiver.quarantined).toMatchObject([{ reason: 'bad-event' }]);
  });

  it.each([
    ['1970-01-01T00:00:00Z', 'too-old'],
    ['2099-01-01T00:00:00Z', 'in-the-future'],
    [undefined, 'no-time'],
    ['yesterday', 'bad-time'],
  ])('15: an event of %s is put aside as %s', async (timestamp, reason) => {
    expect((await receiver.post(batchOf(track({ timestamp })))).status).toBe(200);
    expect(receiver.quarantined).toMatchObject([{ reason }]);
  });

  it('16: a store that does not take everything is 503 with Retry-After in whole seconds', async () => {
    receiver.deliveries.store = async () => {
      throw new StoreBusyError('busy', { cause: new Error('throttled') });
    };
    expect(await receiver.post(batchOf(track()))).toMatchObject({
      status: 503,
      body: { error: 'store-busy' },
      headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
    });
  });

  it('16: so is one that cannot say whose the key is or where a user belongs', async () => {
    receiver.find.mockRejectedValueOnce(new AwsError('ThrottlingException', 400, 'slow down'));
    expect((await receiver.post(batchOf(track()))).status).toBe(503);
    vi.spyOn(receiver.links, 'of').mockRejectedValueOnce(new StoreBusyError('busy'));
    expect((await receiver.post(batchOf(track()))).status).toBe(503);
    expect(receiver.arrivals).toEqual([]);
    expect((await receiver.post(batchOf(track()))).status).toBe(200);
    expect(receiver.arrivals).toEqual([login]);
  });
});

it('any other path is 404, and says where to post', async () => {
  await expectRefused(batchRequest({ batch: [] }, { path: '/v2/batches' }), 404, 'no-such-path');
});

it('leaves it to the gateway which web pages may post', async () => {
  const headers = { ...basic(WRITE_KEY), origin: 'https://evil.example' };
  const answer = await receiver.post(batchRequest({ batch: [track()] }, { headers }));
  expect(Object.keys(answer.headers ?? {})).toEqual(['content-type']);
});
