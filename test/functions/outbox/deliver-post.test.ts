import { describe, expect, it } from 'vitest';
import type { SlackPost } from '../../../domain/outbox/outbox.ts';
import { slackPayload } from '../../../functions/channels/slack-webhook.ts';
import { deliverPost } from '../../../functions/outbox/deliver-post.ts';
import { deliveryOver } from '../../support/delivery.ts';

const post: SlackPost = {
  channel: 'slack',
  id: 'koa/logins-fell/-/2026-06-01/chat',
  account: 'koa',
  message: {
    text: 'Koa',
    blocks: [
      { type: 'section', text: 'Koa' },
      { type: 'section', text: '• Aoi: call', leadsTo: { label: 'Read the whole task', task: 't1' } },
    ],
  },
  status: 'pending',
  createdAt: '2026-06-01T00:00:00.000Z',
};

describe('a message to the chat', () => {
  it('leads to the page where each task can be read, by a link that lets nobody act', async () => {
    const { delivery, posts } = deliveryOver([post]);
    expect(await deliverPost(delivery, post)).toBe('sent');
    expect(slackPayload(posts[0] as SlackPost['message']).blocks).toEqual([
      { type: 'section', text: { type: 'mrkdwn', text: 'Koa' } },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: '• Aoi: call\n<https://cs.example/w/["v",7776000,"koa","t1",null]|Read the whole task>',
        },
      },
    ]);
  });

  it('that an earlier release wrote goes as it is', async () => {
    const old: SlackPost = { ...post, message: { text: 'Koa', blocks: [{ type: 'section', text: '• Aoi: call' }] } };
    const { delivery, posts } = deliveryOver([old]);
    await deliverPost(delivery, old);
    expect(posts).toEqual([old.message]);
  });

  it('is not claimed where its links can’t be made: the next try posts it', async () => {
    const addressesAt = async () => Promise.reject(new Error('no keys'));
    const { delivery, outbox } = deliveryOver([post], { addressesAt });
    await expect(deliverPost(delivery, post)).rejects.toThrow('no keys');
    expect(outbox.rows.get(post.id)?.status).toBe('pending');
  });
});
