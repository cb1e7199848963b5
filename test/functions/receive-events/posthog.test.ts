import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { StoreBusyError } from '../../../functions/adapters/dynamo-deliveries.ts';
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

  it('that sets properties of its person is both, an event and what it says of them', async () => {
    const $set = { plan: 'pro' };
    expect(await arrivalsOf(captured({}, { $set, $groups: { company: 'koa' } }))).toEqual([
      login,
      { id: 'e1', source: 'demo', time: Date.parse(AT), kind: 'identify', userId: 'u1', groupId: 'koa', traits: $set },
    ]);
  });

  it.each([
    [{ uuid: undefined }, {}, 'no-id'],
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
