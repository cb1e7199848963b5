import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { forgedDelivery, GOOD_BODY } from '../../support/forged-deliveries.ts';
import { keyOf, NOW, setUpReceiver } from '../../support/receiver.ts';
import { SECRET, signedDelivery } from '../../support/signed-delivery.ts';
import { silenceLog } from '../../support/silence-log.ts';

silenceLog();

const FORGERIES = Number(process.env.FORGED_REQUESTS ?? 100_000);
const ALLOWED_MILLISECONDS_A_FORGERY = 2;
const AT = NOW / 1000;

it(`of ${FORGERIES} forged deliveries none is accepted, and nothing of them stored`, {
  timeout: 60_000 + FORGERIES * ALLOWED_MILLISECONDS_A_FORGERY,
}, async () => {
  const { post, arrivals, quarantined } = setUpReceiver();
  expect((await post(signedDelivery(GOOD_BODY, NOW))).status).toBe(202);
  arrivals.length = 0;
  const statuses: Record<number, number> = {};
  for (let seed = 1; seed <= FORGERIES; seed += 1) {
    const { status } = await post(forgedDelivery(seed, NOW));
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
  // A flipped bit may make an id of no id's form: 400.
  expect(Object.keys(statuses)).toEqual(['400', '401']);
  expect(statuses[401]).toBeGreaterThan(FORGERIES * 0.9);
  expect([...arrivals, ...quarantined]).toEqual([]);
});

describe("the reference library's own cases", () => {
  const post = async (over: Record<string, string | undefined>, body = GOOD_BODY) =>
    (await setUpReceiver().post(signedDelivery(body, NOW, { headers: over as never }))).status;
  const good = new Webhook(SECRET).sign('msg_1', new Date(NOW), GOOD_BODY);

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
