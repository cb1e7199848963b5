import Stripe from 'stripe';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readers } from '../../../domain/usage/dialects/dialects.ts';
import { NOW, request, setUpReceiver } from '../../support/receiver.ts';
import { signedDelivery } from '../../support/signed-delivery.ts';

/** Signs and judges only: nothing is ever asked of Stripe. */
const stripe = new Stripe('sk_test_none');
const SECRET = 'whsec_5Nq0vX7yUe1m2Qb8rTz4';
const CREATED = NOW / 1000 - 60;

interface Options {
  secret?: string;
  timestamp?: number;
  header?: string;
  source?: string;
}

/** As Stripe posts it: its own library signs. */
function posted(
  body: object | string,
  { secret = SECRET, timestamp = NOW / 1000, header, source = 'billing' }: Options = {},
) {
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  const signature = header ?? stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  return request({ path: `/v1/hooks/${source}`, headers: { 'stripe-signature': signature }, body: payload });
}

function setUp() {
  const receiver = setUpReceiver();
  receiver.live.billing = [Buffer.from(SECRET)];
  receiver.senders.billing = { vendor: 'stripe', accountField: 'account' };
  return receiver;
}

const event = (type: string, object: object, more: object = {}) => ({
  id: 'evt_1',
  object: 'event',
  api_version: '2026-04-22.dahlia',
  created: CREATED,
  livemode: true,
  pending_webhooks: 1,
  request: { id: null, idempotency_key: null },
  type,
  data: { object, ...more },
});

const invoice = (more: object = {}) => ({
  id: 'in_1',
  object: 'invoice',
  customer: 'cus_9',
  customer_name: 'Hana Sato',
  customer_email: 'hana@koa.example',
  customer_address: { line1: '1-2-3 Chiyoda', postal_code: '100-0001' },
  currency: 'jpy',
  number: 'AC-0012',
  amount_due: 33_000,
  amount_paid: 0,
  amount_remaining: 33_000,
  metadata: {},
  parent: {
    type: 'subscription_details',
    subscription_details: { subscription: 'sub_1', metadata: { account: 'koa' } },
  },
  lines: { data: [{ description: 'Secret project' }] },
  ...more,
});

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
});

describe("Stripe's signature", () => {
  it("is taken as Stripe's own library makes and judges it", async () => {
    const payload = JSON.stringify(event('invoice.payment_failed', invoice()));
    const header = stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET, timestamp: NOW / 1000 });
    expect(stripe.webhooks.constructEvent(payload, header, SECRET, 300, undefined, NOW).id).toBe('evt_1');
    const { post, noteUse } = setUp();
    expect(await post(posted(payload, { header }))).toMatchObject({
      status: 202,
      body: { accepted: 1, quarantined: 0 },
    });
    expect(noteUse).toHaveBeenCalledWith('billing', Buffer.from(SECRET));
    // While a secret is rolled over there are two, and an older scheme beside them.
    const other = stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_other', timestamp: NOW / 1000 });
    const both = `${other},${header.slice(header.indexOf('v1='))},v0=${'0'.repeat(64)}`;
    expect((await post(posted(payload, { header: both }))).status).toBe(202);
  });

  it('is refused where it is of another secret, other bytes, another time, or none that there can be', async () => {
    const body = event('invoice.payment_failed', invoice());
    const payload = JSON.stringify(body);
    const { post, arrivals, quarantined } = setUp();
    const good = stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET, timestamp: NOW / 1000 });
    const answers = [
      await post(posted(body, { secret: 'whsec_another0000000000' })),
      await post(posted(`${payload} `, { header: good })),
      await post(posted(body, { timestamp: NOW / 1000 - 301 })),
      await post(posted(body, { header: 'v1=abc' })),
      await post(posted(body, { header: `t=${NOW / 1000},v0=${'0'.repeat(64)}` })),
      await post(posted(body, { header: 't='.repeat(2_000) })),
      // The secret as the standard reads it: the base64 behind its prefix.
      await post(posted(body, { secret: Buffer.from(SECRET.slice(6), 'base64').toString('latin1') })),
    ];
    expect(answers.map((answer) => [answer.status, answer.body.error])).toEqual([
      [401, 'bad-signature'],
      [401, 'bad-signature'],
      [401, 'stale-timestamp'],
      [400, 'bad-webhook-signature'],
      [400, 'bad-webhook-signature'],
      [400, 'bad-webhook-signature'],
      [401, 'bad-signature'],
    ]);
    expect([...arrivals, ...quarantined]).toEqual([]);
  });

  it('opens a source of Stripe only, and such a source takes no other', async () => {
    const { post, live } = setUp();
    live.demo = [Buffer.from(SECRET)];
    const body = event('invoice.payment_failed', invoice());
    expect((await post(posted(body, { source: 'demo' }))).body.error).toBe('bad-signature');
    expect((await post(posted(body, { source: 'nobody' }))).body.error).toBe('bad-signature');
    const standard = signedDelivery('{}', NOW, {
      source: 'billing',
      secret: `whsec_${Buffer.from(SECRET).toString('base64')}`,
    });
    expect((await post(standard)).body.error).toBe('bad-signature');
  });
});

describe('what Stripe sends', () => {
  it('of an invoice becomes an event of the account in the metadata, with nothing that names a person', async () => {
    const { post, arrivals } = setUp();
    await post(posted(event('invoice.payment_failed', invoice())));
    expect(arrivals).toEqual([
      {
        id: 'evt_1',
        source: 'billing',
        account: 'koa',
        event: 'invoice.failed',
        time: CREATED * 1000,
        subject: 'in_1',
        value: 33_000,
        currency: 'JPY',
        reference: 'AC-0012',
      },
    ]);
  });

  it.each([[null], [12], ['A, B'], ['<b>1</b>'], ['1'.repeat(65)], ['-1']])(
    'of an invoice with the number %j is an event without it',
    async (number) => {
      const { post, arrivals } = setUp();
      await post(posted(event('invoice.payment_failed', invoice({ number }))));
      expect(arrivals).toHaveLength(1);
      expect(arrivals[0]).not.toHaveProperty('reference');
    },
  );

  it.each([
    ['the invoice’s own', invoice({ metadata: { account: 'own' } }), 'own'],
    ['that of its subscription', invoice(), 'koa'],
    [
      'where earlier versions of the API had it',
      invoice({ parent: null, subscription_details: { metadata: { account: 'old' } } }),
      'old',
    ],
  ])('goes by the metadata: %s', async (_, object, account) => {
    const { post, arrivals } = setUp();
    await post(posted(event('invoice.paid', object)));
    expect(arrivals).toMatchObject([{ account, event: 'invoice.paid' }]);
  });

  it('waits under the customer at Stripe where no metadata says whose it is, and goes where a link says', async () => {
    const { post, arrivals, links } = setUp();
    const unknown = invoice({ parent: null });
    await post(posted(event('invoice.payment_failed', unknown)));
    expect(arrivals[0]).toMatchObject({ user: 'stripe:cus_9', account: undefined });
    links.accounts.set('stripe:cus_9', 'koa');
    await post(posted(event('invoice.payment_failed', unknown)));
    expect(arrivals[1]).toMatchObject({ user: 'stripe:cus_9', account: 'koa' });
    await post(
      posted(event('customer.updated', { id: 'cus_9', email: 'x@koa.example', metadata: { account: 'koa' } })),
    );
    expect(arrivals[2]).toEqual({
      kind: 'group',
      id: 'evt_1',
      source: 'billing',
      time: CREATED * 1000,
      groupId: 'koa',
      userId: 'stripe:cus_9',
      traits: {},
    });
    expect((await post(posted(event('customer.updated', { id: 'cus_9', metadata: {} })))).body.accepted).toBe(0);
  });

  it.each([
    ['jpy', 33_000, 33_000],
    ['usd', 1_999, 19.99],
    ['kwd', 12_345, 12.345],
    ['eur', 10, 0.1],
  ])('counts amounts as %s is counted', async (currency, amount, value) => {
    const { post, arrivals } = setUp();
    await post(posted(event('invoice.payment_failed', invoice({ currency, amount_remaining: amount }))));
    expect(arrivals).toMatchObject([{ value, currency: currency.toUpperCase() }]);
  });

  const items = (
    unit: number,
    currency = 'jpy',
    quantity = 1,
    recurring: object = { interval: 'month', interval_count: 1 },
  ) => ({
    data: [{ quantity, price: { unit_amount: unit, currency, recurring } }],
  });
  const subscription = (more: object = {}) => ({
    id: 'sub_1',
    customer: 'cus_9',
    currency: 'jpy',
    cancel_at: null,
    cancel_at_period_end: false,
    metadata: { account: 'koa' },
    items: items(10_000),
    ...more,
  });

  it.each([
    [
      'its end is set',
      subscription({ cancel_at_period_end: true }),
      { cancel_at_period_end: false },
      'downgrade.scheduled',
      0,
    ],
    ['a day for its end is set', subscription({ cancel_at: 1 }), { cancel_at: null }, 'downgrade.scheduled', 0],
    ['its end is taken back', subscription(), { cancel_at_period_end: true }, 'downgrade.withdrawn', undefined],
    ['it costs less', subscription(), { items: items(20_000) }, 'downgrade.scheduled', 10_000],
    [
      'it has fewer seats',
      subscription({ items: items(100, 'jpy', 3) }),
      { items: items(100, 'jpy', 5) },
      'downgrade.scheduled',
      300,
    ],
    ['it costs more again', subscription(), { items: items(5_000) }, 'downgrade.withdrawn', undefined],
    [
      'it is billed by the year for less',
      subscription({ items: items(96_000, 'jpy', 1, { interval: 'year', interval_count: 1 }) }),
      { items: items(10_000) },
      'downgrade.scheduled',
      8_000,
    ],
  ])('of a subscription says something when %s', async (_, object, previous_attributes, name, value) => {
    const { post, arrivals } = setUp();
    await post(posted(event('customer.subscription.updated', object, { previous_attributes })));
    expect(arrivals).toMatchObject([{ event: name, subject: 'sub_1', account: 'koa' }]);
    expect((arrivals[0] as { value?: number }).value).toBe(value);
  });

  it.each([
    [
      'its currency changes, however the numbers stand',
      subscription({ items: items(70, 'usd'), currency: 'usd' }),
      { items: items(10_000, 'jpy') },
    ],
    ['it is ended already and changes otherwise', subscription({ cancel_at_period_end: true }), { metadata: {} }],
    ['it costs as much as before', subscription(), { items: items(10_000) }],
    [
      'prices are in steps, which have no amount',
      subscription({
        items: { data: [{ price: { unit_amount: null, currency: 'jpy', recurring: { interval: 'month' } } }] },
      }),
      { items: items(10_000) },
    ],
  ])('of a subscription says nothing when %s', async (_, object, previous_attributes) => {
    const { post, arrivals, quarantined } = setUp();
    const answer = await post(posted(event('customer.subscription.updated', object, { previous_attributes })));
    expect(answer).toMatchObject({ status: 202, body: { accepted: 0, quarantined: 0 } });
    expect([...arrivals, ...quarantined]).toEqual([]);
  });

  it('is taken and forgotten where it is about something else', async () => {
    const { post, arrivals, quarantined } = setUp();
    for (const type of ['charge.succeeded', 'payout.paid', 'invoice.finalized']) {
      expect((await post(posted(event(type, invoice())))).status).toBe(202);
    }
    for (const odd of ['[]', '7', 'null', '{}', '{"type": 7}']) expect((await post(posted(odd))).status).toBe(202);
    expect([...arrivals, ...quarantined]).toEqual([]);
  });

  it('that can’t be used is put aside without anything personal, and can be tried again from there', async () => {
    const { post, quarantined } = setUp();
    const nobody = invoice({ parent: null, customer: null });
    await post(posted(event('invoice.payment_failed', nobody)));
    await post(
      posted({
        id: 'evt_2',
        object: 'v2.core.event',
        type: 'v1.billing.meter.no_meter_found',
        created: '2026-06-01T00:00:00Z',
      }),
    );
    expect(quarantined.map(({ reason, dialect }) => [reason, dialect])).toEqual([
      ['no-account', 'stripe'],
      ['unknown-type', 'stripe'],
    ]);
    expect(quarantined[1]?.detail).toContain('Snapshot');
    const raw = quarantined[0]?.raw as string;
    expect(raw).not.toMatch(/hana|Sato|Chiyoda|project/i);
    const context = { source: 'billing', accepted: { earliest: 0, latest: NOW } };
    expect(readers.stripe({ ...JSON.parse(raw), account: 'koa' }, context)).toMatchObject({
      account: 'koa',
      event: 'invoice.failed',
      subject: 'in_1',
    });
  });
});
