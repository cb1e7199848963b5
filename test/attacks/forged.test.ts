import { describe, expect, it } from 'vitest';
import { EVENTS_TOKEN, NOW, OTHER_SECRET, request, setUpReceiver, WRITE_KEY } from '../support/receiver.ts';
import { randomOf } from '../support/seeded-random.ts';
import { SECRET, sign, signedDelivery } from '../support/signed-delivery.ts';
import { silenceLog } from '../support/silence-log.ts';

const SIZE = 313;
silenceLog();
const SECONDS = NOW / 1000;
const BODY = JSON.stringify([{ id: 'e1', account: 'koa', user: 'u1', event: 'login', time: '2026-06-01T02:00:00Z' }]);

type Forged = [what: string, request: ReturnType<typeof request>];

/** Signed as the real sender does, but for what is changed. */
const signed = (headers: Record<string, string>, body: string | Buffer = BODY) =>
  signedDelivery(body, NOW, { headers });
const secretOf = (seed: number) => {
  const random = randomOf(seed);
  return `whsec_${Buffer.from(Array.from({ length: 32 }, () => Math.floor(random() * 256))).toString('base64')}`;
};
const good = Buffer.from(sign('msg_1', SECONDS, BODY).slice(3), 'base64');
const flipped = (bytes: Buffer, bit: number) => {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
  return copy;
};
const signature = (bytes: Buffer) => signed({ 'webhook-signature': `v1,${bytes.toString('base64')}` });

function* deliveries(): Generator<Forged> {
  for (let seed = 0; seed < 80; seed += 1) {
    yield [`the secret of nobody, ${seed}`, signedDelivery(BODY, NOW, { secret: secretOf(seed) })];
  }
  for (const [source, secret] of [
    ['demo', OTHER_SECRET],
    ['other', SECRET],
    ['nobody', SECRET],
    ['constructor', SECRET],
    ['__proto__', SECRET],
    ['DEMO', SECRET],
  ] as const) {
    yield [`the secret of another source, for ${source}`, signedDelivery(BODY, NOW, { source, secret })];
  }
  for (const late of [301, 302, 600, 3_600, 86_400, 31_536_000]) {
    for (const way of [-1, 1]) {
      yield [`a replay after ${way * late} s`, signedDelivery(BODY, NOW, { timestamp: SECONDS + way * late })];
    }
  }
  for (const moved of [1, 299, 300]) {
    yield [`another time by ${moved} s`, signed({ 'webhook-timestamp': String(SECONDS - moved) })];
  }
  for (const id of ['msg_2', 'msg_', 'msg_1 ', 'MSG_1', 'msg_11', 'xmsg_1']) {
    yield [`another id: ${id}`, signed({ 'webhook-id': id })];
  }
  for (let bit = 0; bit < 256; bit += 4) yield [`the signature with bit ${bit} turned`, signature(flipped(good, bit))];
  for (let length = 0; length < 32; length += 2) {
    yield [`${length} bytes of the signature`, signature(good.subarray(0, length))];
  }
  yield ['the signature twice over', signature(Buffer.concat([good, good]))];
  for (const version of ['v0', 'v2', 'v1a', 'V1', 'v11', '']) {
    yield [`the signature as ${version}`, signed({ 'webhook-signature': `${version},${good.toString('base64')}` })];
  }
  for (let place = 0; place < BODY.length; place += 1) {
    const body = Buffer.from(BODY);
    body[place] = (body[place] as number) ^ 1;
    yield [`a body with byte ${place} changed`, signed({ 'webhook-signature': `v1,${good.toString('base64')}` }, body)];
  }
}

function* keys(): Generator<Forged> {
  const cloudEvent = { specversion: '1.0', id: 'e1', source: '/shop', type: 'login', data: { account: 'koa' } };
  const body = JSON.stringify({ ...cloudEvent, time: '2026-06-01T02:00:00Z' });
  const bearer = (authorization: string): ReturnType<typeof request> =>
    request({
      path: '/v1/events',
      headers: { authorization, 'content-type': 'application/cloudevents+json' },
      body,
    });
  const batch = JSON.stringify({ batch: [{ type: 'track', messageId: 'm1', userId: 'u1', event: 'login' }] });
  const basic = (key: string) =>
    request({
      path: '/v1/batch',
      headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
      body: batch,
    });
  for (const key of [WRITE_KEY, EVENTS_TOKEN]) {
    for (let place = 0; place < key.length; place += 2) {
      const wrong = `${key.slice(0, place)}${key[place] === 'x' ? 'y' : 'x'}${key.slice(place + 1)}`;
      yield key === WRITE_KEY
        ? [`a write key wrong at ${place}`, basic(wrong)]
        : [`a token wrong at ${place}`, bearer(`Bearer ${wrong}`)];
    }
  }
  yield ['a write key for the dialect of tokens', bearer(`Bearer ${WRITE_KEY}`)];
  yield ['a token for the dialect of write keys', basic(EVENTS_TOKEN)];
  yield ['no key', basic('')];
  yield ['a key of all objects', basic('constructor')];
}

const forged = (): Forged[] => {
  const [byKey, bySignature] = [[...keys()], [...deliveries()]];
  return [...byKey, ...bySignature].slice(0, SIZE);
};

describe('what is forged', () => {
  it(`is refused and stored nowhere, in ${SIZE} ways`, async () => {
    const attempts = forged();
    expect(attempts).toHaveLength(SIZE);
    expect(new Set(attempts.map(([what]) => what)).size).toBe(SIZE);
    for (const [what, attempt] of attempts) {
      const receiver = setUpReceiver();
      const { status } = await receiver.post(attempt);
      expect([400, 401], what).toContain(status);
      expect([receiver.arrivals, receiver.quarantined], what).toEqual([[], []]);
    }
  });

  it('is told from what is real: the same, not changed, is stored', async () => {
    const receiver = setUpReceiver();
    expect((await receiver.post(signed({}))).status).toBe(202);
    expect(receiver.arrivals).toHaveLength(1);
  });
});
