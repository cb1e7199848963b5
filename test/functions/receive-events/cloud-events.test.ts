import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { StoreBusyError } from '../../../functions/store/events/deliveries.ts';
import { EVENTS_TOKEN, type RequestOptions, request, setUpReceiver, WRITE_KEY } from '../../support/receiver.ts';
import { silenceLog } from '../../support/silence-log.ts';

silenceLog();

const AT = '2026-06-01T02:00:00Z';
const bearer = { authorization: `Bearer ${EVENTS_TOKEN}` };
const STRUCTURED = { ...bearer, 'content-type': 'application/cloudevents+json' };
const BATCH = { ...bearer, 'content-type': 'application/cloudevents-batch+json; charset=utf-8' };
const cloudEvent = (over: Record<string, unknown> = {}) => ({
  specversion: '1.0',
  id: 'e1',
  source: '/shop',
  type: 'login',
  time: AT,
  data: { account: 'koa', user: 'u1' },
  ...over,
});
const login = { id: '/shop e1', account: 'koa', user: 'u1', event: 'login', time: Date.parse(AT), source: 'demo' };
const asked = (body: unknown, headers: RequestOptions['headers'] = STRUCTURED, over: Partial<RequestOptions> = {}) =>
  request({
    path: '/v1/events',
    headers,
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    ...over,
  });
const binaryHeaders = (over: Record<string, string | undefined> = {}) => ({
  ...bearer,
  'content-type': 'application/json',
  'ce-specversion': '1.0',
  'ce-id': 'e1',
  'ce-source': '/shop',
  'ce-type': 'login',
  'ce-time': AT,
  ...over,
});

let receiver: ReturnType<typeof setUpReceiver>;
beforeEach(() => {
  receiver = setUpReceiver();
});

async function expectRefused(input: Parameters<typeof receiver.post>[0], status: number, error: string) {
  const answer = await receiver.post(input);
  expect(answer).toMatchObject({ status, body: { error } });
  expect([...receiver.arrivals, ...receiver.quarantined]).toEqual([]);
  return answer;
}

async function arrivalsOf(...events: unknown[]) {
  expect((await receiver.post(asked(events, BATCH))).status).toBe(202);
  expect(receiver.quarantined).toEqual([]);
  return receiver.arrivals;
}

describe('a CloudEvent', () => {
  it('is taken structured, in a batch and binary, as the same event', async () => {
    const requests = [
      asked(cloudEvent()),
      asked(Buffer.from(JSON.stringify(cloudEvent()))),
      asked(gzipSync(JSON.stringify(cloudEvent())), { ...STRUCTURED, 'content-encoding': 'gzip' }),
      asked([cloudEvent()], BATCH),
      asked({ account: 'koa', user: 'u1' }, binaryHeaders()),
      asked('', binaryHeaders({ 'ce-account': 'koa', 'ce-user': 'u1', 'content-type': undefined })),
      asked(cloudEvent(), STRUCTURED, { path: '/v1/events/' }),
      asked(cloudEvent(), STRUCTURED, { path: '/base/v1/events' }),
    ];
    for (const one of requests) {
      expect(await receiver.post(one)).toMatchObject({ status: 202, body: { accepted: 1, quarantined: 0 } });
    }
    expect(receiver.arrivals).toEqual(requests.map(() => login));
  });

  it('is told from others by source and id together', async () => {
    const events = await arrivalsOf(cloudEvent(), cloudEvent({ source: '/crm' }), cloudEvent({ id: 'e2' }));
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
  });

  it('says in its data what it measures and is about; the rest is kept', async () => {
    const data = { account: 'koa', user: 'u1', value: 3, subject: 'invoice', comment: 'nice', plan: 'pro' };
    expect(await arrivalsOf(cloudEvent({ data, traceparent: '00-1', dataschema: 'urn:x' }))).toEqual([
      {
        ...login,
        value: 3,
        subject: 'invoice',
        comment: 'nice',
        extra: '{"traceparent":"00-1","dataschema":"urn:x","plan":"pro"}',
      },
    ]);
  });

  it('may name account and user by extension attributes, and its subject by the standard’s own', async () => {
    const event = cloudEvent({ data: { user: { id: 7 }, value: 'x' }, account: 'koa', user: 'u1', subject: '/docs' });
    expect(await arrivalsOf(event)).toEqual([{ ...login, subject: '/docs', extra: '{"user":{"id":7},"value":"x"}' }]);
  });

  it('may have data that is no object, which is kept', async () => {
    const events = await arrivalsOf(
      cloudEvent({ account: 'koa', data: 'text', datacontenttype: 'text/plain' }),
      cloudEvent({ account: 'koa', data: undefined, data_base64: 'AAE=' }),
    );
    expect(events).toMatchObject([{ extra: '{"data":"text"}' }, { extra: '{"data_base64":"AAE="}' }]);
  });

  const base64 = (text: string) => Buffer.from(text).toString('base64');

  it.each([undefined, 'application/json', 'application/json; charset=utf-8', 'application/vnd.shop+json'])(
    'may carry its data as bytes of JSON, as libraries write what they were given as bytes (%s)',
    async (datacontenttype) => {
      const data = { account: 'koa', user: 'u1', plan: '松' };
      const data_base64 = base64(JSON.stringify(data));
      expect(await arrivalsOf(cloudEvent({ data: undefined, data_base64, datacontenttype }))).toEqual([
        { ...login, extra: '{"plan":"松"}' },
      ]);
      const sent = JSON.parse(JSON.stringify(cloudEvent({ data: undefined, data_base64, datacontenttype })));
      await receiver.post(asked(sent));
      expect(receiver.arrivals).toHaveLength(2);
    },
  );

  it.each([
    ['no base64', '{"account"}', undefined],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]).toString('base64'), undefined],
    ['no JSON', base64('{"account":'), undefined],
    ['a key of ill fame', base64('{"__proto__":{"account":"koa"}}'), undefined],
    ['a key twice', base64('{"account":"koa","account":"vue"}'), undefined],
    ['another type', base64('{"account":"vue"}'), 'text/plain'],
  ])('keeps bytes that are %s as they came, and costs nothing else', async (_, data_base64, datacontenttype) => {
    const event = cloudEvent({ account: 'koa', user: 'u1', data: undefined, data_base64, datacontenttype });
    expect(await arrivalsOf(event)).toEqual([{ ...login, extra: JSON.stringify({ data_base64 }) }]);
  });

  it('goes under its user’s account, or waits for it', async () => {
    const of = (user: string) => cloudEvent({ data: { user } });
    expect(await arrivalsOf(of('u1'), of('u9'))).toEqual([login, { ...login, user: 'u9', account: undefined }]);
  });

  it('of 64 KiB, and up to 256 KiB, is accepted', async () => {
    const body = JSON.stringify(cloudEvent());
    for (const size of [65_536, 262_144]) {
      expect((await receiver.post(asked(body.padEnd(size)))).status).toBe(202);
    }
  });

  it.each([
    [{ specversion: '0.3' }, 'unknown-version'],
    [{ specversion: undefined }, 'unknown-version'],
    [{ source: undefined }, 'bad-source'],
    [{ source: 'with space' }, 'bad-source'],
    [{ source: 'x'.repeat(257) }, 'bad-source'],
    [{ id: undefined }, 'no-id'],
    [{ id: '' }, 'bad-id'],
    [{ id: 7 }, 'bad-id'],
    [{ type: undefined }, 'no-event'],
    [{ data: {} }, 'no-account'],
    [{ data: { account: 'koa', user: ' u' } }, 'bad-user'],
    [{ account: true, data: undefined }, 'bad-account'],
    [{ data: undefined, account: 'koa', subject: 7 }, 'bad-subject'],
    [{ data: { account: 'koa', x: 'x'.repeat(8_200) } }, 'too-much-extra'],
  ])('with %j is put aside as %s, and the batch accepted', async (over, reason) => {
    const answer = await receiver.post(asked([cloudEvent(over), cloudEvent()], BATCH));
    expect(answer).toMatchObject({ status: 202, body: { accepted: 1, quarantined: 1 } });
    expect(receiver.arrivals).toEqual([login]);
    expect(receiver.quarantined).toMatchObject([{ reason, dialect: 'cloudevents' }]);
    expect(JSON.parse(receiver.quarantined[0]?.raw as string)).toEqual(JSON.parse(JSON.stringify(cloudEvent(over))));
  });
});

describe('headers of a binary CloudEvent', () => {
  it.each([
    ['Euro%20%E2%82%AC%20%F0%9F%98%80', 'Euro € 😀'],
    ['"in \\"quotes\\" and \\\\"', 'in "quotes" and \\'],
    ['"%E3%83%AD"', 'ロ'],
    ['100%2525', '100%25'],
    ['  plain  ', 'plain'],
  ])('%s mean %s: unquoted and percent-decoded once', async (header, subject) => {
    await receiver.post(asked('{"account":"koa"}', binaryHeaders({ 'ce-subject': header })));
    expect(receiver.arrivals).toMatchObject([{ subject }]);
  });

  it.each(['%FF', '%E3%83', '%C0%AF', '%ED%A0%80', '100%', '%zz'])('%s is 400', async (header) => {
    await expectRefused(asked('{"account":"koa"}', binaryHeaders({ 'ce-subject': header })), 400, 'bad-header');
  });

  it('are kept with the data where the event has to be put aside, and read the same again', async () => {
    await receiver.post(asked('{"account":"koa"}', binaryHeaders({ 'ce-time': undefined, 'ce-plan': 'pro' })));
    expect(JSON.parse(receiver.quarantined[0]?.raw as string)).toEqual({
      specversion: '1.0',
      id: 'e1',
      source: '/shop',
      type: 'login',
      plan: 'pro',
      datacontenttype: 'application/json',
      data: { account: 'koa' },
    });
  });

  it('may not be named constructor', async () => {
    await expectRefused(asked('{}', binaryHeaders({ 'ce-constructor': 'x' })), 400, 'forbidden-key');
  });
});

describe('a binary CloudEvent whose sender says nothing of its type', () => {
  const body = '{"account":"koa","user":"u1"}';

  it.each([
    ['nothing', undefined],
    ['what urllib adds', 'application/x-www-form-urlencoded'],
    ['what fetch adds', 'text/plain;charset=UTF-8'],
    ['bytes', 'application/octet-stream'],
  ])('(%s) is read as JSON', async (_, type) => {
    for (const sent of [body, Buffer.from(body)]) {
      const answer = await receiver.post(asked(sent, binaryHeaders({ 'content-type': type })));
      expect(answer).toMatchObject({ status: 202, body: { accepted: 1, quarantined: 0 } });
    }
    expect(receiver.arrivals).toEqual([login, login]);
  });

  it('and that is none is refused with what to do', async () => {
    await expectRefused(asked('not json', binaryHeaders({ 'content-type': undefined })), 400, 'not-json');
    await expectRefused(asked('a=b', binaryHeaders({ 'content-type': 'text/plain' })), 415, 'unsupported-type');
  });
});

describe('the token of a CloudEvents source', () => {
  it.each([
    ['none', {}, 'no-token'],
    ['a basic one', { authorization: 'Basic eDo=' }, 'no-token'],
    ['an unknown one', { authorization: `Bearer ske_${'x'.repeat(32)}` }, 'bad-token'],
    ['a write key', { authorization: `Bearer ${WRITE_KEY}` }, 'bad-token'],
  ])('%s is 401', async (_, headers, error) => {
    await expectRefused(asked(cloudEvent(), { ...STRUCTURED, authorization: undefined, ...headers }), 401, error);
  });

  it.each([{}, bearer])(
    'in the address is refused even beside a good header: addresses get logged',
    async (headers) => {
      const query = `access_token=${EVENTS_TOKEN}`;
      const type = { 'content-type': 'application/cloudevents+json' };
      const answer = await expectRefused(asked(cloudEvent(), { ...type, ...headers }, { query }), 401, 'token-in-url');
      expect(answer.body.detail).toContain('authorization: Bearer');
      expect(answer.body.detail).not.toContain(EVENTS_TOKEN);
    },
  );
});

describe('what bad input gets as a CloudEvent', () => {
  it.each([
    ['application/json', {}],
    ['application/cloudevents+xml', {}],
    ['application/cloudevents+avro', { 'ce-id': 'e1' }],
    ['application/cloudevents-batch+xml', {}],
    ['application/cloudevents+json; charset=shift_jis', {}],
    ['text/plain', {}],
    ['text/xml', binaryHeaders({ 'content-type': 'text/xml' })],
  ])('an unknown format, as %s, is 415', async (type, headers) => {
    await expectRefused(asked('<x/>', { ...bearer, ...headers, 'content-type': type }), 415, 'unsupported-type');
  });

  it('10: a body that is not UTF-8 is 400', async () => {
    await expectRefused(asked(Buffer.from([0x7b, 0xff, 0x7d])), 400, 'not-utf-8');
  });

  it('10: a lone surrogate in an id is put aside, losslessly; a NUL in a comment is kept', async () => {
    const good = cloudEvent({ data: { account: 'koa', comment: 'a\0b' } });
    await receiver.post(asked([cloudEvent({ id: '\ud800' }), good], BATCH));
    expect(receiver.quarantined).toMatchObject([{ reason: 'bad-id' }]);
    expect(JSON.parse(receiver.quarantined[0]?.raw as string).id).toBe('\ud800');
    expect(receiver.arrivals).toMatchObject([{ comment: 'a\0b' }]);
  });

  it.each([
    ['__proto__', '{"__proto__":{"polluted":true}}', STRUCTURED, 'forbidden-key'],
    ['constructor', '[{"data":{"constructor":{}}}]', BATCH, 'forbidden-key'],
    ['__proto__ in binary data', '{"__proto__":{"polluted":true}}', binaryHeaders(), 'forbidden-key'],
    ['a depth of 10,000', `{"data":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, STRUCTURED, 'too-deep'],
    ['a key twice', '{"id":"a","id":"b"}', STRUCTURED, 'duplicate-key'],
    ['no JSON', '{', STRUCTURED, 'not-json'],
    ['nothing', '', STRUCTURED, 'not-json'],
    ['an event where a batch is announced', '{}', BATCH, 'no-events'],
  ])('11: a body with %s is 400, prototypes untouched', async (_, text, headers, error) => {
    await expectRefused(asked(text, headers), 400, error);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('12: a gzip bomb is 413, truncated or pretended gzip 400', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20));
    for (const headers of [STRUCTURED, BATCH, binaryHeaders()]) {
      await expectRefused(asked(bomb, headers), 413, 'body-too-large');
    }
    await expectRefused(asked(gzipSync('{}').subarray(0, 12)), 400, 'not-gzip');
    await expectRefused(asked('{}', { ...STRUCTURED, 'content-encoding': 'gzip' }), 400, 'not-gzip');
    await expectRefused(asked('{}', { ...STRUCTURED, 'content-encoding': 'br' }), 415, 'unsupported-encoding');
  });

  it('13: 256 KiB and a byte are 413', async () => {
    await expectRefused(asked(JSON.stringify(cloudEvent()).padEnd(262_145)), 413, 'body-too-large');
  });

  it('14: of a hundred events with a bad one, 99 count and one is put aside', async () => {
    const events = Array.from({ length: 100 }, (_, i) => cloudEvent({ id: `e${i}`, ...(i === 42 && { type: 7 }) }));
    expect((await receiver.post(asked(events, BATCH))).body).toEqual({
      accepted: 99,
      quarantined: 1,
      quarantinedEvents: [{ index: 42, reason: 'bad-event', detail: expect.stringContaining('"type"') }],
    });
    expect(receiver.quarantined).toMatchObject([{ reason: 'bad-event' }]);
  });

  it.each([
    ['1970-01-01T00:00:00Z', 'too-old'],
    ['2099-01-01T00:00:00Z', 'in-the-future'],
    [undefined, 'no-time'],
    ['yesterday', 'bad-time'],
  ])('15: an event of %s is put aside as %s, alone or in a batch', async (time, reason) => {
    await receiver.post(asked(cloudEvent({ time })));
    await receiver.post(asked([cloudEvent({ time })], BATCH));
    await receiver.post(asked('{"account":"koa"}', binaryHeaders({ 'ce-time': time })));
    expect(receiver.arrivals).toEqual([]);
    expect(receiver.quarantined.map((event) => event.reason)).toEqual([reason, reason, reason]);
  });

  it('16: a store that does not take everything is 503 with Retry-After', async () => {
    receiver.deliveries.store = async () => {
      throw new StoreBusyError('busy', { cause: new Error('throttled') });
    };
    expect(await receiver.post(asked(cloudEvent()))).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  });
});
