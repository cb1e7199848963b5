import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { identitySecretOf } from '../../../functions/runtime/identity-secret.ts';
import { keyOf, NOW, OTHER_SECRET, PAGE_KEY, request, setUpReceiver, WRITE_KEY } from '../../support/receiver.ts';
import { SECRET } from '../../support/signed-delivery.ts';
import { silenceLog } from '../../support/silence-log.ts';

silenceLog();

const AT = new Date(NOW).toISOString();
const TRAITS = { email: 'stranger@evil.example', role: 'champion' };

const segment = (calls: object[], writeKey = PAGE_KEY) =>
  request({
    path: '/v1/batch',
    headers: { origin: 'https://app.example' },
    body: JSON.stringify({
      writeKey,
      batch: calls.map((call, i) => ({ messageId: `m${i}`, timestamp: AT, ...call })),
    }),
  });

const posthog = (events: object[], api_key = PAGE_KEY) =>
  request({
    path: '/batch/',
    body: JSON.stringify({
      api_key,
      batch: events.map((event, i) => ({ uuid: `p${i}`, timestamp: AT, distinct_id: 'u9', ...event })),
    }),
  });

const sign = (text: string, secret = SECRET) =>
  createHmac('sha256', identitySecretOf(keyOf(secret)))
    .update(text)
    .digest('hex');

describe('a key that may stand in a page', () => {
  it('sends what users do: for the account that it names, or else the user’s', async () => {
    const { post, arrivals, quarantined } = setUpReceiver();
    const { status, body } = await post(
      segment([
        { type: 'track', userId: 'u1', event: 'login' },
        { type: 'track', userId: 'u1', event: 'login', context: { groupId: 'koa' } },
        { type: 'track', userId: 'u9', event: 'login', context: { groupId: 'koa' } },
        { type: 'page', anonymousId: 'a9', name: 'Prices' },
      ]),
    );
    expect([status, body]).toEqual([200, { success: true }]);
    expect(arrivals).toMatchObject([
      { user: 'u1', account: 'koa' },
      { user: 'u9', account: 'koa' },
      { user: 'u1', account: 'koa' },
      { anonymousId: 'a9', account: undefined },
    ]);
    expect(quarantined).toEqual([]);
  });

  it.each([
    ['identify', segment([{ type: 'identify', userId: 'u9', traits: TRAITS, context: { groupId: 'koa' } }])],
    ['group', segment([{ type: 'group', userId: 'u9', groupId: 'koa', traits: { name: 'Evil' } }])],
    ['alias', segment([{ type: 'alias', userId: 'u9', previousId: 'a9' }])],
    ['$identify', posthog([{ event: '$identify', properties: { $set: TRAITS } }])],
    ['$set', posthog([{ event: '$set', properties: { $set: TRAITS } }])],
    [
      '$groupidentify',
      posthog([{ event: '$groupidentify', properties: { $group_type: 'company', $group_key: 'koa', $group_set: {} } }]),
    ],
    ['$set in another event', posthog([{ event: 'login', properties: { $set: TRAITS } }])],
  ])('is known by its calls wherever they go: %s', async (_name, posted) => {
    const { post, arrivals } = setUpReceiver();
    await post(posted);
    const calls = arrivals.filter((one) => 'kind' in one);
    expect(calls).toHaveLength(1);
    for (const call of calls) expect(call.limits).toEqual({ key: 'page-key', vouched: 'nothing' });
  });

  it('leaves a mark on what is put aside for any other reason too', async () => {
    const { post, quarantined } = setUpReceiver();
    await post(segment([{ type: 'identify', userId: 'u9', traits: TRAITS, timestamp: '2099-01-01T00:00:00Z' }]));
    expect(quarantined).toMatchObject([{ reason: 'in-the-future', limitedKey: 'page-key' }]);
  });

  it('is told apart from one of a server, whose calls say all they said', async () => {
    const { post, arrivals, find } = setUpReceiver();
    await post(segment([{ type: 'group', userId: 'u9', groupId: 'koa', traits: { name: 'Koa' } }], WRITE_KEY));
    expect(arrivals).toHaveLength(1);
    expect(arrivals[0]).not.toHaveProperty('limits');
    expect(find).toHaveBeenLastCalledWith(WRITE_KEY, 'write', { isFromPage: true });
    await post(posthog([{ event: 'login' }], WRITE_KEY));
    expect(find).toHaveBeenLastCalledWith(WRITE_KEY, 'write', { isFromPage: false });
  });
});

describe('an identity that the company’s server signed', () => {
  const vouchedFor = async (posted: ReturnType<typeof request>) => {
    const { post, arrivals } = setUpReceiver();
    await post(posted);
    return arrivals.flatMap((one) => ('kind' in one ? [one.limits?.vouched] : []));
  };
  const identify = (more: object) => segment([{ type: 'identify', userId: 'u9', ...more }]);
  const group = (context: object) => segment([{ type: 'group', userId: 'u9', groupId: 'koa', context }]);

  it('is found in the context or the traits, in either spelling', async () => {
    const hash = sign('u9');
    expect(await vouchedFor(identify({ context: { userHash: hash } }))).toEqual(['user']);
    expect(await vouchedFor(identify({ traits: { user_hash: hash } }))).toEqual(['user']);
    expect(await vouchedFor(posthog([{ event: '$identify', properties: { $set: { user_hash: hash } } }]))).toEqual([
      'user',
    ]);
    expect(await vouchedFor(posthog([{ event: 'login', properties: { user_hash: hash, $set: {} } }]))).toEqual([
      'user',
    ]);
  });

  it('covers an account only where user and account were signed together', async () => {
    const both = { userHash: sign('u9'), groupHash: sign('u9\nkoa') };
    expect(await vouchedFor(group(both))).toEqual(['membership']);
    expect(await vouchedFor(group({ userHash: sign('u9') }))).toEqual(['user']);
    expect(await vouchedFor(group({ ...both, groupHash: sign('koa') }))).toEqual(['user']);
    expect(await vouchedFor(group({ ...both, groupHash: sign('u8\nkoa') }))).toEqual(['user']);
    expect(await vouchedFor(group({ groupHash: both.groupHash }))).toEqual(['nothing']);
  });

  it('is none of another user, of another source, or cut short, nor what is signed as a delivery', async () => {
    const asDelivery = createHmac('sha256', keyOf(SECRET)).update('u9').digest('hex');
    for (const userHash of [sign('u8'), sign('u9', OTHER_SECRET), sign('u9').slice(0, 62), asDelivery, '', 7]) {
      expect(await vouchedFor(identify({ context: { userHash } }))).toEqual(['nothing']);
    }
  });

  it('is kept nowhere: neither with the call, nor the event, nor what is put aside', async () => {
    const { post, arrivals, quarantined } = setUpReceiver();
    const userHash = sign('u9');
    await post(segment([{ type: 'identify', userId: 'u9', traits: { userHash, plan: 'x' }, context: { userHash } }]));
    await post(segment([{ type: 'track', userId: 'u9', event: 'login', properties: { userHash, a: 1 } }]));
    await post(segment([{ type: 'track', userId: 'u9', properties: { userHash }, context: { userHash } }]));
    expect(arrivals).toHaveLength(2);
    expect(quarantined).toHaveLength(1);
    expect(JSON.stringify([arrivals, quarantined])).not.toContain(userHash);
  });

  it('may be signed with a secret that was made a moment ago', async () => {
    const { post, arrivals, secrets } = setUpReceiver();
    const fresh = Buffer.alloc(32, 9);
    secrets.refreshed.mockImplementation(async () => [fresh]);
    const userHash = createHmac('sha256', identitySecretOf(fresh)).update('u9').digest('hex');
    await post(identify({ context: { userHash } }));
    expect(arrivals).toMatchObject([{ limits: { vouched: 'user' } }]);
  });
});
