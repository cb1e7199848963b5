import { describe, expect, it } from 'vitest';
import type { ChatPost } from '../../../domain/outbox/outbox.ts';
import { deliverPost } from '../../../functions/outbox/deliver-post.ts';
import { sendingOver } from '../../support/sending.ts';

const post: ChatPost = {
  channel: 'chat',
  id: 'koa/logins-fell/-/2026-06-01/chat',
  account: 'koa',
  message: {
    text: 'Koa',
    blocks: [
      { type: 'section', lines: ['Koa'] },
      { type: 'list', items: [{ text: 'Aoi: call', leadsTo: { label: 'Read the whole task', task: 't1' } }] },
    ],
  },
  status: 'pending',
  createdAt: '2026-06-01T00:00:00.000Z',
};

describe('a message to the chat', () => {
  it('leads to the page of each task, where everybody in the channel signs in as who they are', async () => {
    const { sending, posts } = sendingOver([post]);
    expect(await deliverPost(sending, post)).toBe('sent');
    expect(posts[0]?.blocks).toEqual([
      { type: 'section', lines: ['Koa'] },
      {
        type: 'list',
        items: [
          {
            text: 'Aoi: call',
            leadsTo: {
              label: 'Read the whole task',
              address: 'https://cs.example/tasks/t1',
            },
          },
        ],
      },
    ]);
  });

  it('that is about no task leads to the page that it names', async () => {
    const leadsTo = { label: 'See it', page: '/meeting' };
    const week: ChatPost = {
      ...post,
      message: { text: 'Week', blocks: [{ type: 'list', items: [{ text: 'Week', leadsTo }] }] },
    };
    const { sending, posts } = sendingOver([week]);
    await deliverPost(sending, week);
    expect(JSON.stringify(posts)).toContain('"address":"https://cs.example/meeting"');
  });

  it('waits for a person where data was put back that says what went out', async () => {
    const restored = { to: '2026-05-31T18:00:00.000Z', since: '2026-06-01T00:00:00.000Z' };
    const { sending, posts, outbox } = sendingOver([post], { restored: { read: async () => restored } });
    expect(await deliverPost(sending, post)).toBe('held');
    expect(posts).toEqual([]);
    expect(outbox.rows.get(post.id)).toMatchObject({ status: 'held', reason: expect.stringMatching(/^restored: /) });
  });

  it('that leads nowhere goes as it is', async () => {
    const plain: ChatPost = { ...post, message: { text: 'Koa', blocks: [{ type: 'section', lines: ['Koa'] }] } };
    const { sending, posts } = sendingOver([plain]);
    await deliverPost(sending, plain);
    expect(posts).toEqual([plain.message]);
  });
});
