import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NOW, request, setUpReceiver } from '../../support/receiver.ts';

const SECRET = '6ae7b9c2-1d3f-4a58-9e21-0c5d7f8a9b10';
const AT = NOW / 1000 - 60;

function posted(body: object | string, { secret = SECRET, signature = '' } = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const signed = `sha1=${createHmac('sha1', secret).update(text).digest('hex')}`;
  return request({
    path: '/v1/hooks/help',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'intercom-webhook-client/1.0',
      'x-hub-signature': signature || signed,
    },
    body: text,
  });
}

function setUp() {
  const receiver = setUpReceiver();
  receiver.live.help = [Buffer.from(SECRET)];
  receiver.senders.help = { vendor: 'intercom', accountField: 'account' };
  return receiver;
}

const hana = { type: 'contact', id: '63ea1a19d248071b8d297eee', external_id: 'u1' };
const conversation = (more: object = {}) => ({
  type: 'conversation',
  id: '215468',
  title: 'Where is Hana Sato’s invoice?',
  source: { type: 'conversation', body: '<p>Please send it to hana@koa.example</p>', author: { name: 'Hana' } },
  contacts: { type: 'contact.list', contacts: [hana] },
  state: 'open',
  ...more,
});
const notification = (topic: string, item: object = conversation(), more: object = {}) => ({
  type: 'notification_event',
  app_id: 'a86dr8yl',
  data: { type: 'notification_event_data', item },
  links: {},
  id: 'notif_78c122d0-23ba-11e4-9464-79b01267cc2e',
  topic,
  delivery_status: 'pending',
  delivery_attempts: 1,
  delivered_at: 0,
  first_sent_at: AT,
  created_at: AT,
  self: null,
  ...more,
});

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
});

describe("Intercom's signature", () => {
  it('is over the body, by the client secret as it stands there', async () => {
    const { post, noteUse } = setUp();
    expect((await post(posted(notification('conversation.user.created')))).status).toBe(202);
    expect(noteUse).toHaveBeenCalledWith('help', Buffer.from(SECRET));
  });

  it('is refused where it is of another secret, other bytes, another way, or none that there can be', async () => {
    const { post, arrivals } = setUp();
    const body = notification('conversation.user.created');
    const good = `sha1=${createHmac('sha1', SECRET).update(JSON.stringify(body)).digest('hex')}`;
    const sha256 = `sha256=${createHmac('sha256', SECRET).update(JSON.stringify(body)).digest('hex')}`;
    const answers = [
      await post(posted(body, { secret: 'another' })),
      await post(posted(`${JSON.stringify(body)} `, { signature: good })),
      await post(posted(body, { signature: sha256 })),
      await post(posted(body, { signature: 'sha1=' })),
    ];
    expect(answers.map(({ status, body: { error } }) => [status, error])).toEqual([
      [401, 'bad-signature'],
      [401, 'bad-signature'],
      [400, 'bad-webhook-signature'],
      [400, 'bad-webhook-signature'],
    ]);
    expect(arrivals).toEqual([]);
  });
});

describe('an address that is entered at Intercom', () => {
  it('is answered when Intercom asks for its headers, whether or not there is such a source', async () => {
    const { post, noteUse } = setUp();
    for (const path of ['/v1/hooks/help', '/v1/hooks/nobody', '/v1/hooks/help/']) {
      expect((await post(request({ path, method: 'HEAD' }))).status).toBe(200);
    }
    expect((await post(request({ path: '/v1/events', method: 'HEAD' }))).status).not.toBe(200);
    expect(noteUse).not.toHaveBeenCalled();
  });
});

describe('what Intercom sends', () => {
  it('of a conversation counts for the account of the user who asks, and keeps nothing that was written', async () => {
    const { post, arrivals } = setUp();
    await post(posted(notification('conversation.user.created')));
    expect(arrivals).toEqual([
      {
        ...{ id: 'notif_78c122d0-23ba-11e4-9464-79b01267cc2e', source: 'help', account: 'koa', user: 'u1' },
        ...{ event: 'ticket.opened', time: AT * 1000, subject: '215468' },
      },
    ]);
  });

  it('of a contact whom the product does not know waits under Intercom’s own id, until that is linked', async () => {
    const { post, arrivals, links } = setUp();
    const stranger = conversation({ contacts: { contacts: [{ type: 'contact', id: '9', external_id: null }] } });
    await post(posted(notification('conversation.user.created', stranger)));
    expect(arrivals).toMatchObject([{ account: undefined, user: 'intercom:contact:9', event: 'ticket.opened' }]);
    links.accounts.set('intercom:contact:9', 'koa');
    await post(posted(notification('conversation.user.created', stranger)));
    expect(arrivals[1]).toMatchObject({ account: 'koa' });
  });

  it('of several contacts is that of the first whom the product knows', async () => {
    const { post, arrivals } = setUp();
    const contacts = { contacts: [{ id: '9' }, hana, { id: '8', external_id: 'u2' }] };
    await post(posted(notification('conversation.user.created', conversation({ contacts }))));
    expect(arrivals).toMatchObject([{ user: 'u1', account: 'koa' }]);
  });

  it.each([
    ['is answered', 'conversation.admin.replied', 'ticket.answered'],
    ['is closed', 'conversation.admin.closed', 'ticket.solved'],
    ['is opened again', 'conversation.admin.opened', 'ticket.reopened'],
    ['gets a note among colleagues', 'conversation.admin.noted', null],
    ['gets another message of the customer', 'conversation.user.replied', null],
    ['is tried out there', 'ping', null],
    ['is named like a part of every object', 'constructor', null],
  ])('of a conversation that %s', async (_, topic, name) => {
    const { post, arrivals, quarantined } = setUp();
    expect((await post(posted(notification(topic)))).status).toBe(202);
    expect(arrivals.map((one) => ('event' in one ? one.event : one.kind))).toEqual(name === null ? [] : [name]);
    expect(JSON.stringify([arrivals, quarantined])).not.toMatch(/Hana|invoice|hana@/);
  });

  it.each([
    [1, 0],
    [4, 0.75],
    [5, 1],
  ])('of a rating of %i of 5 is %f', async (rating, value) => {
    const { post, arrivals } = setUp();
    const conversation_rating = { rating, remark: 'Hana says thanks', created_at: AT };
    await post(posted(notification('conversation.rating.added', conversation({ conversation_rating }))));
    expect(arrivals).toMatchObject([{ event: 'ticket.rated', subject: '215468', value }]);
    expect(JSON.stringify(arrivals)).not.toMatch(/Hana/);
  });

  it('of a rating that was asked for and not given is nothing', async () => {
    const { post, arrivals } = setUp();
    for (const conversation_rating of [{ rating: null }, { rating: 0 }, { rating: 6 }, null, undefined]) {
      await post(posted(notification('conversation.rating.added', conversation({ conversation_rating }))));
    }
    expect(arrivals).toEqual([]);
  });

  it('of nobody is put aside with the reason, without what was written', async () => {
    const { post, quarantined } = setUp();
    await post(posted(notification('conversation.user.created', conversation({ contacts: { contacts: [] } }))));
    expect(quarantined).toMatchObject([{ reason: 'no-account', dialect: 'intercom' }]);
    expect(quarantined[0]?.detail).toContain('contact');
    expect(quarantined[0]?.raw).not.toMatch(/Hana|invoice/);
  });

  it('is taken and forgotten where it is odd', async () => {
    const { post, arrivals, quarantined } = setUp();
    for (const odd of ['[]', '7', 'null', '{}', '{"topic": 7}', '{"topic": "conversation.user.created", "data": 3}']) {
      expect((await post(posted(odd))).status).toBe(202);
    }
    expect([...arrivals, ...quarantined]).toEqual([]);
  });
});
