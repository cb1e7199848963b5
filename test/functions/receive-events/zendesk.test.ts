import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NOW, request, setUpReceiver } from '../../support/receiver.ts';

const SECRET = 'HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA=';
const AT = new Date(NOW - 1_000).toISOString();

function posted(body: object | string, { secret = SECRET, timestamp = AT, signature = '' } = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const signed = createHmac('sha256', secret)
    .update(timestamp + text)
    .digest('base64');
  return request({
    path: '/v1/hooks/desk',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-zendesk-webhook-signature': signature || signed,
      'x-zendesk-webhook-signature-timestamp': timestamp,
      'x-zendesk-account-id': '12514403',
    },
    body: text,
  });
}

function setUp() {
  const receiver = setUpReceiver();
  receiver.live.desk = [Buffer.from(SECRET)];
  receiver.senders.desk = { vendor: 'zendesk', accountField: 'account' };
  return receiver;
}

/** As an event subscription sends it. */
const event = (type: string, detail: object, changed: object = {}) => ({
  type: `zen:event-type:${type}`,
  account_id: 12514403,
  id: '2b24ef10-19d4-4740-93cf-8f98ec4776c0',
  time: '2026-06-01T02:00:00Z',
  zendesk_event_version: '2022-11-06',
  subject: 'zen:ticket:12345',
  detail,
  event: { meta: { sequence: { id: 'abc', position: 1, total: 1 } }, ...changed },
});
const ticket = (more: object = {}) => ({
  id: '12345',
  organization_id: '6607619104125',
  requester_id: '6596848315901',
  status: 'OPEN',
  subject: 'Where is Hana Sato’s invoice?',
  description: 'Please send it to hana@koa.example',
  tags: ['vip'],
  ...more,
});

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
});

describe("Zendesk's signature", () => {
  it('is over the time and the body, by the secret as it stands there', async () => {
    const { post, noteUse } = setUp();
    expect((await post(posted(event('ticket.created', ticket())))).status).toBe(202);
    expect(noteUse).toHaveBeenCalledWith('desk', Buffer.from(SECRET));
  });

  it('is refused where it is of another secret, other bytes, another time, or none that there can be', async () => {
    const { post, arrivals } = setUp();
    const body = event('ticket.created', ticket());
    const good = createHmac('sha256', SECRET)
      .update(AT + JSON.stringify(body))
      .digest('base64');
    const answers = [
      await post(posted(body, { secret: 'another' })),
      await post(posted(`${JSON.stringify(body)} `, { signature: good })),
      await post(posted(body, { timestamp: new Date(NOW - 301_000).toISOString() })),
      await post(posted(body, { timestamp: 'yesterday' })),
      await post(posted(body, { signature: 'x'.repeat(101) })),
      // The secret decoded, as the standard would.
      await post(posted(body, { secret: Buffer.from(SECRET, 'base64').toString('latin1') })),
    ];
    expect(answers.map(({ status, body: { error } }) => [status, error])).toEqual([
      [401, 'bad-signature'],
      [401, 'bad-signature'],
      [401, 'stale-timestamp'],
      [400, 'bad-webhook-signature'],
      [400, 'bad-webhook-signature'],
      [401, 'bad-signature'],
    ]);
    expect(arrivals).toEqual([]);
  });
});

describe('what Zendesk sends', () => {
  it('of a ticket waits under its organization until a link says whose that is, and keeps nothing that was written', async () => {
    const { post, arrivals, links } = setUp();
    await post(posted(event('ticket.created', ticket())));
    expect(arrivals).toEqual([
      {
        id: '2b24ef10-19d4-4740-93cf-8f98ec4776c0',
        source: 'desk',
        account: undefined,
        user: 'zendesk:organization:6607619104125',
        event: 'ticket.opened',
        time: Date.parse('2026-06-01T02:00:00Z'),
        subject: '12345',
      },
    ]);
    links.accounts.set('zendesk:organization:6607619104125', 'koa');
    await post(posted(event('ticket.created', ticket({ organization_id: 6607619104125 }))));
    expect(arrivals[1]).toMatchObject({ account: 'koa', event: 'ticket.opened' });
  });

  it.each(['organization.created', 'organization.external_id_changed'])(
    'of an organization links it: %s',
    async (type) => {
      const { post, arrivals } = setUp();
      await post(posted(event(type, { id: '6607619104125', name: 'Koa', external_id: 'koa' }, { current: 'koa' })));
      expect(arrivals).toMatchObject([
        { kind: 'group', groupId: 'koa', userId: 'zendesk:organization:6607619104125', traits: {} },
      ]);
      const none = await post(posted(event(type, { id: '6607619104125', name: 'Koa', external_id: '' })));
      expect(none.body).toEqual({ accepted: 0, quarantined: 0 });
    },
  );

  const comment = (is_public: boolean, is_staff: boolean) => ({
    comment: { id: '1', body: 'Dear Hana', is_public, author: { id: '2', is_staff, name: 'Aya' } },
  });
  it.each([
    ['it is solved', 'ticket.status_changed', { current: 'SOLVED', previous: 'OPEN' }, 'ticket.solved'],
    [
      'it is closed, which it was in all but name',
      'ticket.status_changed',
      { current: 'CLOSED', previous: 'SOLVED' },
      null,
    ],
    ['it is opened again', 'ticket.status_changed', { current: 'OPEN', previous: 'SOLVED' }, 'ticket.reopened'],
    ['it waits for the customer', 'ticket.status_changed', { current: 'PENDING', previous: 'OPEN' }, null],
    ['it is answered', 'ticket.comment_added', comment(true, true), 'ticket.answered'],
    ['the customer writes', 'ticket.comment_added', comment(true, false), null],
    ['a colleague notes something', 'ticket.comment_added', comment(false, true), null],
    ['it is deleted', 'ticket.soft_deleted', {}, 'ticket.solved'],
    ['its tags change', 'ticket.tags_changed', {}, null],
  ])('of a ticket when %s', async (_, type, changed, name) => {
    const { post, arrivals, quarantined } = setUp();
    await post(posted(event(type, ticket(), changed)));
    expect(arrivals.map((one) => ('event' in one ? one.event : one.kind))).toEqual(name === null ? [] : [name]);
    expect(JSON.stringify([arrivals, quarantined])).not.toMatch(/Hana|invoice|Dear/);
  });

  it('by a trigger of a rating: good, bad, and by the external id where it is there', async () => {
    const { post, arrivals } = setUp();
    const rated = { trigger: 'rated', ticket: '12345', organization: '6607619104125', time: '2026-06-01T02:30:00Z' };
    await post(posted({ ...rated, rating: 'bad', account: 'koa' }));
    await post(posted({ ...rated, rating: 'good', account: '' }));
    await post(posted({ ...rated, rating: 'Offered', account: 'koa' }));
    expect(arrivals).toMatchObject([
      { id: '12345-rated-bad-2026-06-01T02:30:00Z', account: 'koa', event: 'ticket.rated', subject: '12345', value: 0 },
      { user: 'zendesk:organization:6607619104125', event: 'ticket.rated', value: 1 },
    ]);
    expect(arrivals).toHaveLength(2);
  });

  it('of nobody’s organization is put aside with the reason, without what was written', async () => {
    const { post, quarantined } = setUp();
    await post(posted(event('ticket.created', ticket({ organization_id: '0' }))));
    expect(quarantined).toMatchObject([{ reason: 'no-account', dialect: 'zendesk' }]);
    expect(quarantined[0]?.detail).toContain('organization');
    expect(quarantined[0]?.raw).not.toMatch(/Hana|invoice/);
  });

  it('is taken and forgotten where it is odd', async () => {
    const { post, arrivals, quarantined } = setUp();
    for (const odd of ['[]', '7', 'null', '{}', '{"type": 7}', '{"type": "zen:event-type:ticket.status_changed"}']) {
      expect((await post(posted(odd))).status).toBe(202);
    }
    expect([...arrivals, ...quarantined]).toEqual([]);
  });
});
