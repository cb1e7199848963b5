import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { keyOf, NOW, setUpReceiver } from '../../support/receiver.ts';
import { randomOf } from '../../support/seeded-random.ts';
import { SECRET, sign, signedDelivery } from '../../support/signed-delivery.ts';
import { silenceLog } from '../../support/silence-log.ts';

silenceLog();

const FORGERIES = Number(process.env.FORGED_REQUESTS ?? 100_000);
const ALLOWED_MILLISECONDS_A_FORGERY = 2;
const BODY = JSON.stringify({ id: 'e1', account: 'koa', user: 'u1', event: 'login', time: '2026-06-01T02:00:00Z' });
const AT = NOW / 1000;
const SIGNATURE = Buffer.from(sign('msg_1', AT, BODY).slice('v1,'.length), 'base64');

function withBitFlipped(bytes: Buffer, random: () => number): Buffer {
  const flipped = Buffer.from(bytes);
  const at = Math.floor(random() * bytes.length);
  flipped[at] = (flipped[at] as number) ^ (1 << Math.floor(random() * 8));
  return flipped;
}

/** The good delivery with one thing changed that its signature covers, or the signature itself. */
function forged(seed: number) {
  const random = randomOf(seed);
  const good = signedDelivery(BODY, NOW);
  const withHeader = (name: string, value: string) => ({ ...good, headers: { ...good.headers, [name]: value } });
  switch (Math.floor(random() * 8)) {
    case 0:
      return { ...good, body: withBitFlipped(Buffer.from(BODY), random).toString('base64'), isBase64Encoded: true };
    case 1: {
      const at = Math.floor(random() * BODY.length);
      return { ...good, body: BODY.slice(0, at) + BODY.slice(at + 1) };
    }
    case 2: {
      const at = Math.floor(random() * (BODY.length + 1));
      return { ...good, body: `${BODY.slice(0, at)}${random() < 0.5 ? ' ' : '0'}${BODY.slice(at)}` };
    }
    case 3:
      return withHeader('webhook-id', withBitFlipped(Buffer.from('msg_1'), random).toString('latin1'));
    case 4:
      return withHeader('webhook-timestamp', String(AT + 1 + Math.floor(random() * 299)));
    case 5:
      return withHeader('webhook-timestamp', `${'0'.repeat(1 + Math.floor(random() * 2))}${AT}`);
    case 6:
      return withHeader('webhook-signature', `v1,${withBitFlipped(SIGNATURE, random).toString('base64')}`);
    default:
      return withHeader(
        'webhook-signature',
        `v1,${SIGNATURE.subarray(0, Math.floor(random() * SIGNATURE.length)).toString('base64')}`,
      );
  }
}

it(`of ${FORGERIES} forged deliveries none is accepted, and nothing of them stored`, {
  timeout: 60_000 + FORGERIES * ALLOWED_MILLISECONDS_A_FORGERY,
}, async () => {
  const { post, arrivals, quarantined } = setUpReceiver();
  expect((await post(signedDelivery(BODY, NOW))).status).toBe(202);
  arrivals.length = 0;
  const statuses: Record<number, number> = {};
  for (let seed = 1; seed <= FORGERIES; seed += 1) {
    const { status } = await post(forged(seed));
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
  // A flipped bit may make an id of no id's form: 400.
  expect(Object.keys(statuses)).toEqual(['400', '401']);
  expect(statuses[401]).toBeGreaterThan(FORGERIES * 0.9);
  expect([...arrivals, ...quarantined]).toEqual([]);
});

describe("the reference library's own cases", () => {
  const post = async (over: Record<string, string | undefined>, body = BODY) =>
    (await setUpReceiver().post(signedDelivery(body, NOW, { headers: over as never }))).status;
  const good = new Webhook(SECRET).sign('msg_1', new Date(NOW), BODY);

  it.each([
    ['no id', { 'webhook-id': undefined }, 400],
    ['no timestamp', { 'webhook-timestamp': undefined }, 400],
    ['a timestamp that is none', { 'webhook-timestamp': 'hello' }, 400],
    ['no signature', { 'webhook-signature': undefined }, 401],
    ['another signature', { 'webhook-signature': 'v1,dawfeoifkpqwoekfpqoekf' }, 401],
    ['a signature without a value', { 'webhook-signature': 'v1,' }, 400],
    ['a timestamp too old', { 'webhook-timestamp': String(AT - 301) }, 401],
    ['a timestamp too new', { 'webhook-timestamp': String(AT + 301) }, 401],
    ['several signatures, one of them good', { 'webhook-signature': `v1,AAAA v2,BBBB ${good} v1,CCCC` }, 202],
    ['the library’s signature', { 'webhook-signature': good }, 202],
  ])('%s', async (_, headers, status) => {
    expect(await post(headers)).toBe(status);
  });
});

it('ten rotations, each with its time of two live secrets, refuse nobody', async () => {
  const { post, live, arrivals } = setUpReceiver();
  const secretOf = (turn: number) => `whsec_${Buffer.alloc(32, turn).toString('base64')}`;
  const send = async (id: string, secret: string) => {
    const body = JSON.stringify({ id, account: 'koa', event: 'login', time: NOW });
    return (await post(signedDelivery(body, NOW, { id, secret }))).status;
  };
  live.demo = [keyOf(secretOf(1))];
  for (let turn = 1; turn <= 10; turn += 1) {
    const [old, next] = [secretOf(turn), secretOf(turn + 1)];
    live.demo = [keyOf(next), keyOf(old)];
    // Senders change over one by one, while deliveries keep coming from all.
    const statuses = await Promise.all(
      Array.from({ length: 50 }, (_, i) => send(`msg_${turn}_${i}`, i % 2 === 0 ? old : next)),
    );
    expect(new Set(statuses)).toEqual(new Set([202]));
    live.demo = [keyOf(next)];
    expect(await send(`late_${turn}`, old)).toBe(401);
  }
  expect(arrivals).toHaveLength(500);
});
