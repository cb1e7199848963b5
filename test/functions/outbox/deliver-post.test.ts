import { describe, expect, it } from 'vitest';
import type { ChatPost } from '../../../domain/outbox/outbox.ts';
import { deliverOutbox } from '../../../functions/outbox/deliver-outbox.ts';
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

  it('goes to the place that it names, and to the main one where it names none, as those of earlier releases', async () => {
    const there: ChatPost = { ...post, id: `${post.id}/enterprise`, place: 'enterprise' };
    const { sending, posts, enterprisePosts } = sendingOver([post, there]);
    expect([await deliverPost(sending, post), await deliverPost(sending, there)]).toEqual(['sent', 'sent']);
    expect([posts.length, enterprisePosts.length]).toEqual([1, 1]);
  });

  it('waits for a person where the configuration has no such place, and says which it has', async () => {
    const lost: ChatPost = { ...post, place: 'leads' };
    const { sending, posts, outbox } = sendingOver([lost]);
    expect(await deliverPost(sending, lost)).toBe('held');
    expect(posts).toEqual([]);
    expect(outbox.rows.get(lost.id)?.reason).toBe(
      'chat-place-unknown: the configuration names no place leads in the chat (it has main, enterprise). Name it under chat.places and deploy, then release the message, or drop it.',
    );
  });

  it('is held by no other place that fails or takes its time', async () => {
    const there: ChatPost = { ...post, id: `${post.id}/enterprise`, place: 'enterprise' };
    const gone = { result: 'refused', code: 'no_service', mend: 'Make a new one.' } as const;
    const chat = new Map([
      ['main', { turn: async () => true, post: async () => gone }],
      ['enterprise', { turn: async () => false, post: async () => ({ result: 'accepted' as const }) }],
      ['third', { turn: async () => true, post: async () => ({ result: 'accepted' as const }) }],
    ]);
    const third: ChatPost = { ...post, id: `${post.id}/third`, place: 'third' };
    const { sending, outbox } = sendingOver([post, there, third], { chat });
    const { results } = await deliverOutbox(sending, [post, there, third], () => true);
    expect(results.map(({ result }) => result)).toEqual(['held', 'left', 'sent']);
    // What has to wait for its turn was never claimed, so that nobody has to look after it.
    expect(outbox.rows.get(there.id)).toEqual(there);
  });

  it('that leads nowhere goes as it is', async () => {
    const plain: ChatPost = { ...post, message: { text: 'Koa', blocks: [{ type: 'section', lines: ['Koa'] }] } };
    const { sending, posts } = sendingOver([plain]);
    await deliverPost(sending, plain);
    expect(posts).toEqual([plain.message]);
  });
});
