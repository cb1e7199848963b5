import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { StoreBusyError } from '../../../functions/store/events/deliveries.ts';
import { request, setUpReceiver, WRITE_KEY } from '../../support/receiver.ts';
import { silenceLog } from '../../support/silence-log.ts';

silenceLog();

const AT = '2026-06-01T02:00:00.000Z';
const lib = { $lib: 'posthog-node', $lib_version: '5.70.0', $is_server: true, $geoip_disable: true };
const captured = (over: Record<string, unknown> = {}, properties: Record<string, unknown> = {}) => ({
  uuid: 'e1',
  event: 'login',
  distinct_id: 'u1',
  timestamp: AT,
  properties: { ...properties, ...lib },
  ...over,
});
const batchRequest = (body: unknown, headers: Record<string, string> = {}) =>
  request({
    path: '/batch/',
    headers,
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
const batchOf = (...batch: unknown[]) => batchRequest({ api_key: WRITE_KEY, batch, sent_at: AT });
const login = { id: 'e1', account: 'koa', user: 'u1', event: 'login', time: Date.parse(AT), source: 'demo' };

let receiver: ReturnType<typeof setUpReceiver>;
beforeEach(() => {
  receiver = setUpReceiver();
});

async function expectRefused(asked: Parameters<typeof receiver.post>[0], status: number, error: string) {
  expect(await receiver.post(asked)).toMatchObject({ status, body: { error } });
  expect([...receiver.arrivals, ...receiver.quarantined]).toEqual([]);
}

async function arrivalsOf(...events: unknown[]) {
  expect((await receiver.post(batchOf(...events))).status).toBe(200);
  expect(receiver.quarantined).toEqual([]);
  return receiver.arrivals;
}

describe('a batch of a PostHog library', () => {
  it('is stored, then answered by 200 and success, compressed or not', async () => {
    const body = JSON.stringify({ api_key: WRITE_KEY, batch: [captured()], sent_at: AT });
    const bodies = [batchRequest(body), batchRequest(gzipSync(body), { 'content-encoding': 'gzip' })];
    for (const asked of [...bodies, { ...batchRequest(body), rawPath: '/batch' }]) {
      expect(await receiver.post(asked)).toMatchObject({ status: 200, body: { success: true } });
    }
    expect(receiver.arrivals).toEqual([login, login, login]);
  });

  it.each([
    [undefined, 'no-key'],
    ['', 'no-key'],
    [7, 'no-key'],
    ['phc_unknown', 'bad-key'],
  ])('with the key %j is 401', async (api_key, error) => {
    await expectRefused(batchRequest({ api_key, batch: [captured()] }), 401, error);
  });
});

describe('what an event says', () => {
  it('belongs to the group that is a customer, before any account of its user', async () => {
    const grouped = ($groups: unknown) => captured({}, { $groups });
    const arrivals = await arrivalsOf(
      grouped({ company: 'vue' }),
      grouped({ project: 'p1', organization: 'elm', account: '' }),
      grouped({ customer: 42 }),
      grouped({ project: 'p1' }),
      grouped(['company']),
    );
    expect(arrivals.map((arrival) => 'account' in arrival && arrival.account)).toEqual([
      'vue',
      'elm',
      '42',
      'koa',
      'koa',
    ]);
  });

  it('keeps what it says in words of its own, and nothing that the library adds', async () => {
    expect(await arrivalsOf(captured({}, { value: 2, plan: 'pro', $current_url: 'https://a.example/' }))).toEqual([
      { ...login, value: 2, extra: '{"plan":"pro"}' },
    ]);
  });

  it.each([
    ['$pageview', { $current_url: 'https://a.example/docs/x?token=1#y' }, 'page.viewed', '/docs/x'],
    ['$pageview', { $current_url: 'https://a.example' }, 'page.viewed', '/'],
    ['$pageview', { $pathname: '/docs', $current_url: 'https://a.example/other' }, 'page.viewed', '/docs'],
    ['$pageview', {}, 'page.viewed', undefined],
    ['$screen', { $screen_name: 'Inbox' }, 'screen.viewed', 'Inbox'],
    ['$autocapture', {}, '$autocapture', undefined],
  ])('%s with %j is %s of %s', async (event, properties, read, subject) => {
    const [arrival] = await arrivalsOf(captured({ event }, properties));
    expect(arrival).toEqual({ ...login, event: read, ...(subject && { subject }) });
  });

  it('of nobody in particular counts for its account without a user, or waits', async () => {
    const nobody = { $process_person_profile: false };
    const [counted, waiting] = await arrivalsOf(
      captured({ distinct_id: 'x1' }, { ...nobody, $groups: { company: 'koa' } }),
      captured({ distinct_id: 'x1' }, nobody),
    );
    expect(counted).toEqual({ ...login, user: undefined });
    expect(waiting).toMatchObject({ anonymousId: 'x1', account: undefined });
  });

  it('says who accounts and people are', async () => {
    const common = { id: 'e1', source: 'demo', time: Date.parse(AT) };
    const $set = { email: 'a@example.com' };
    const arrivals = await arrivalsOf(
      captured({ event: '$identify' }, { $set, $set_once: {}, $anon_distinct_id: 'a1' }),
      captured({ event: '$set', $set }),
      captured(
        { event: '$groupidentify', distinct_id: '$company_koa' },
        { $group_type: 'company', $group_key: 'koa', $group_set: { name: 'Koa' } },
      ),
      captured({ event: '$groupidentify' }, { $group_type: 'account', $group_key: 'koa' }),
      captured({ event: '$create_alias' }, { distinct_id: 'u1', alias: 'a1' }),
    );
    expect(arrivals).toEqual([
      { ...common, kind: 'identify', userId: 'u1', anonymousId: 'a1', traits: $set },
      { ...common, kind: 'identify', userId: 'u1', traits: $set },
      { ...common, kind: 'group', groupId: 'koa', traits: { name: 'Koa' } },
      { ...common, kind: 'group', groupId: 'koa', userId: 'u1', traits: {} },
      { ...common, kind: 'alias', userId: 'u1', anonymousId: 'a1', traits: {} },
    ]);
  });

  it.each<[string, object, object, { userId: string; anonymousId: string }]>([
    // As posthog-node 5.70, posthog-go 1.5.2, posthog-java 1.2.0 write it: who it is, and a name that is theirs too.
    ['posthog-node', { distinct_id: 'user' }, {}, { userId: 'user', anonymousId: 'other' }],
    [
      'posthog-go',
      { distinct_id: undefined, library: 'posthog-go' },
      { $lib: undefined },
      { userId: 'user', anonymousId: 'other' },
    ],
    [
      'posthog-java',
      { distinct_id: 'user', $lib: 'posthog-java' },
      { $lib: undefined },
      { userId: 'user', anonymousId: 'other' },
    ],
    ['posthog-php', { distinct_id: null }, {}, { userId: 'user', anonymousId: 'other' }],
    ['posthog-ruby', {}, {}, { userId: 'user', anonymousId: 'other' }],
    // As posthog 7.91.1 for Python and the libraries of pages and apps write it: the name so far, and who it is.
    ['posthog-python', { distinct_id: 'user' }, {}, { userId: 'other', anonymousId: 'user' }],
    ['web', { distinct_id: 'user' }, { $is_identified: false }, { userId: 'other', anonymousId: 'user' }],
    ['posthog-ios', { distinct_id: 'user' }, {}, { userId: 'other', anonymousId: 'user' }],
    ['web', { distinct_id: 'user' }, { $is_identified: true }, { userId: 'user', anonymousId: 'other' }],
  ])(
    'by which two names are joined (%s, %j, %j) is one person, each library read in its own way',
    async ($lib, over, properties, names) => {
      const [alias] = await arrivalsOf({
        uuid: 'e1',
        event: '$create_alias',
        timestamp: AT,
        properties: { distinct_id: 'user', alias: 'other', $lib, ...properties },
        ...over,
      });
      expect(alias).toEqual({ id: 'e1', source: 'demo', time: Date.parse(AT), kind: 'alias', ...names, traits: {} });
    },
  );

  it('of a customer without a person links nobody, whatever the library writes in the person’s place', async () => {
    const group = (distinct_id: string, properties: object) =>
      captured({
        event: '$groupidentify',
        distinct_id,
        properties: { $group_type: 'company', $group_key: 'koa', ...properties },
      });
    const madeUp = '68a7c04d-e79a-441c-8079-d368e87672e7';
    const arrivals = await arrivalsOf(
      group(madeUp, { $lib: 'posthog-python' }),
      group('u1', { $lib: 'posthog-python' }),
      group('$company_koa', { $lib: 'posthog-go' }),
      group(madeUp, { $lib: 'posthog-node' }),
      group('01a226e0-3814-7d52-a12c-2b79bb34fbd5', { $lib: 'web', $is_identified: false }),
    );
    expect(arrivals.map((arrival) => 'kind' in arrival && [arrival.groupId, arrival.userId])).toEqual([
      ['koa', undefined],
      ['koa', 'u1'],
      ['koa', undefined],
      ['koa', madeUp],
      ['koa', undefined],
    ]);
  });

  it('of somebody who has not signed in makes no contact', async () => {
    const $set = { plan: 'pro' };
    await receiver.post(batchOf(captured({ event: '$set' }, { $set, $is_identified: false })));
    expect(receiver.arrivals).toEqual([]);
    expect(receiver.quarantined).toMatchObject([{ reason: 'no-user' }]);
  });

  it('that sets properties of its person is both, an event and what it says of them', async () => {
    const $set = { plan: 'pro' };
    expect(await arrivalsOf(captured({}, { $set, $groups: { company: 'koa' } }))).toEqual([
      login,
      { id: 'e1', source: 'demo', time: Date.parse(AT), kind: 'identify', userId: 'u1', groupId: 'koa', traits: $set },
    ]);
  });

  it.each([
    [{ uuid: 7 }, {}, 'bad-id'],
    [{ distinct_id: '' }, {}, 'no-user'],
    [{ event: null }, {}, 'no-event'],
    [{ timestamp: '1970-01-01T00:00:00Z' }, {}, 'too-old'],
    [{ timestamp: '2099-01-01T00:00:00Z' }, {}, 'in-the-future'],
    [{ timestamp: undefined }, {}, 'no-time'],
    [{ event: '$identify' }, { $set: 'x' }, 'bad-traits'],
    [{ event: '$create_alias' }, {}, 'no-user'],
    [{ event: '$groupidentify' }, { $group_type: 'project', $group_key: 'p1' }, 'unknown-group-type'],
    [{ event: '$groupidentify' }, { $group_type: 'company' }, 'no-account'],
    [{ event: '$identify' }, { $set: { note: 'x'.repeat(33_000) } }, 'too-large'],
  ])('%j with %j is put aside as %s', async (over, properties, reason) => {
    expect((await receiver.post(batchOf(captured(over, properties), captured()))).status).toBe(200);
    expect(receiver.arrivals).toEqual([login]);
    expect(receiver.quarantined).toMatchObject([{ reason, dialect: 'posthog' }]);
    expect(JSON.stringify(receiver.quarantined)).not.toContain(WRITE_KEY);
  });

  it('that is no object is put aside', async () => {
    expect((await receiver.post(batchOf('login', null, [captured()]))).status).toBe(200);
    expect(receiver.quarantined.map(({ reason }) => reason)).toEqual(Array(3).fill('not-an-object'));
  });
});

describe('an event without an id of its own', () => {
  // As posthog-php 3.0.0 and posthog-go 1.5.2 send it.
  const php = {
    distinct_id: '301',
    event: 'login',
    type: 'capture',
    library: 'posthog-php',
    library_version: '3.0.0',
    timestamp: '2026-06-01T02:00:00+00:00',
    properties: { $lib: 'posthog-php', $groups: { company: '9001' } },
  };

  it('gets one from what it says: sent again it is the same, and another is another', async () => {
    await arrivalsOf(php, { ...php, uuid: '' }, { ...php, timestamp: '2026-06-01T02:00:01+00:00' });
    await arrivalsOf(php, { ...php, uuid: '' }, { ...php, timestamp: '2026-06-01T02:00:01+00:00' });
    const ids = receiver.arrivals.map(({ id }) => id);
    expect(ids.slice(3)).toEqual(ids.slice(0, 3));
    expect(new Set(ids).size).toBe(3);
    expect(receiver.arrivals[0]).toMatchObject({ account: '9001', user: '301', event: 'login' });
  });

  it('twice in one batch is two events, as a library with whole seconds sends them', async () => {
    await arrivalsOf(php, php);
    await arrivalsOf(php, php);
    const ids = receiver.arrivals.map(({ id }) => id);
    expect(ids[0]).not.toBe(ids[1]);
    expect(ids.slice(2)).toEqual(ids.slice(0, 2));
  });

  it('keeps the id that it got when it is put aside', async () => {
    await receiver.post(batchOf({ ...php, timestamp: undefined }));
    expect(receiver.quarantined).toMatchObject([{ reason: 'no-time' }]);
    expect(JSON.parse(receiver.quarantined[0]?.raw as string).uuid).toMatch(/^sha256-[\w-]{43}$/);
  });
});

describe('what a page’s posthog-js sends', () => {
  const event = {
    uuid: 'e1',
    event: 'login',
    timestamp: AT,
    properties: { distinct_id: 'u1', token: WRITE_KEY, $lib: 'web' },
  };
  const body = { api_key: WRITE_KEY, batch: [event] };
  const form = (data: string) => `data=${encodeURIComponent(data)}`;
  const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

  it.each<[string, string, string | Buffer, string?]>([
    ['a batch', '/e/', JSON.stringify(body)],
    ['a batch, compressed', '/e/', gzipSync(JSON.stringify(body))],
    ['one event', '/i/v0/e/', JSON.stringify({ ...event, api_key: WRITE_KEY })],
    ['one event with a token', '/e', JSON.stringify({ ...event, token: WRITE_KEY })],
    ['an array', '/capture/', JSON.stringify([event])],
    ['a beacon', '/e/', form(base64(body)), 'compression=base64&beacon=1'],
    ['a form of JSON', '/capture/', form(JSON.stringify(body))],
    [
      'a form of compressed bytes',
      '/e/',
      form(gzipSync(JSON.stringify(body)).toString('base64')),
      'compression=gzip-js',
    ],
    ['a form with the key beside it', '/e/', `${form(base64([event]))}&api_key=${WRITE_KEY}`],
  ])('(%s to %s) is taken, and the key is nowhere kept', async (_, path, sent, query) => {
    for (const rawPath of [path, `/base${path}`]) {
      const asked = { ...request({ path: rawPath, headers: { 'content-type': 'text/plain' }, body: sent, query }) };
      expect(await receiver.post(asked)).toMatchObject({ status: 200, body: { success: true } });
    }
    expect([receiver.arrivals, receiver.quarantined]).toEqual([[login, login], []]);
  });

  it('keeps a token that is the product’s own', async () => {
    await receiver.post(
      request({
        path: '/e/',
        body: JSON.stringify({ ...event, api_key: WRITE_KEY, properties: { ...event.properties, token: 'own' } }),
      }),
    );
    expect(receiver.arrivals).toMatchObject([{ extra: '{"token":"own"}' }]);
  });

  it('holds no key where it has to be put aside', async () => {
    await receiver.post(
      request({ path: '/e/', body: JSON.stringify([{ ...event, timestamp: undefined, token: WRITE_KEY }]) }),
    );
    expect(receiver.quarantined).toHaveLength(1);
    expect(JSON.stringify(receiver.quarantined)).not.toContain(WRITE_KEY);
  });

  it.each([
    ['an empty array', '[]', 400, 'no-events'],
    ['no key', JSON.stringify([{ ...event, properties: {} }]), 401, 'no-key'],
    ['an empty form', 'data=', 400, 'not-json'],
    ['a form without data', 'x=1', 400, 'not-json'],
    ['a form of nonsense', form('!!'), 400, 'not-json'],
  ])('%s is refused', async (_, sent, status, error) => {
    await expectRefused(request({ path: '/e/', body: sent }), status as number, error as string);
  });

  it('compressed, and destroyed by a gateway that read it as text, is refused with what to set', async () => {
    const text = gzipSync(JSON.stringify(body)).toString('utf8');
    await expectRefused(
      request({ path: '/e/', headers: { 'content-type': 'text/plain' }, body: text }),
      400,
      'not-gzip',
    );
  });

  it.each(['/flags/', '/decide', '/base/flags/'])(
    'asking for flags (%s) is told that none are served',
    async (path) => {
      const answer = await receiver.post(request({ path, body: JSON.stringify({ token: WRITE_KEY }) }));
      expect(answer).toMatchObject({ status: 404, body: { error: 'no-flags' } });
      expect(answer.body.detail).toContain('advanced_disable_flags');
    },
  );
});

describe('what bad input gets from PostHog’s batch', () => {
  it('10: a body that is not UTF-8 is 400', async () => {
    await expectRefused(batchRequest(Buffer.from([0x7b, 0xff, 0x7d])), 400, 'not-utf-8');
  });

  it.each([
    ['__proto__', `{"batch":[{"__proto__":{"polluted":true}}]}`, 'forbidden-key'],
    ['a depth of 10,000', `{"batch":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'too-deep'],
    ['a key twice', `{"batch":[],"batch":[1]}`, 'duplicate-key'],
    ['no batch', `{"api_key":"${WRITE_KEY}"}`, 'no-events'],
  ])('11: a body with %s is 400, prototypes untouched', async (_, text, error) => {
    await expectRefused(batchRequest(text), 400, error);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('12: bytes that a gateway destroyed by reading them as text are 400, with what to do', async () => {
    const bytes = gzipSync(JSON.stringify({ api_key: WRITE_KEY, batch: [captured()] }));
    const destroyed = batchRequest(bytes.toString('utf8'), { 'content-encoding': 'gzip' });
    await expectRefused(destroyed, 400, 'not-gzip');
    expect((await receiver.post(destroyed)).body.detail).toContain('send it uncompressed');
  });

  it('12: a gzip bomb is 413', async () => {
    await expectRefused(batchRequest(gzipSync(Buffer.alloc(50_000_000, 0x20))), 413, 'body-too-large');
  });

  it('13: what is too much for one batch is 413, on which the library halves it', async () => {
    await expectRefused(batchOf(...Array.from({ length: 2_501 }, () => ({}))), 413, 'too-many-events');
    const text = JSON.stringify({ api_key: WRITE_KEY, batch: [] }).padEnd(512_001);
    await expectRefused(batchRequest(text), 413, 'body-too-large');
  });

  it('14: of a hundred events with a bad one, 99 count and one is put aside', async () => {
    const events = Array.from({ length: 100 }, (_, i) => captured({ uuid: `e${i}`, ...(i === 42 && { event: [] }) }));
    expect((await receiver.post(batchOf(...events))).status).toBe(200);
    expect(receiver.arrivals).toHaveLength(99);
    expect(receiver.quarantined).toMatchObject([{ reason: 'bad-event' }]);
  });

  it('16: a store that does not take everything is 503 with Retry-After', async () => {
    receiver.deliveries.store = async () => {
      throw new StoreBusyError('busy', { cause: new Error('throttled') });
    };
    expect(await receiver.post(batchOf(captured()))).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  });
});
