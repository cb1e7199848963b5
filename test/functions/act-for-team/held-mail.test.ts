import { describe, expect, it } from 'vitest';
import type { ChatPost, OutboxMail } from '../../../domain/outbox/outbox.ts';
import { sampleCustomerMail } from '../../support/sample-mails.ts';
import { mailToApprove } from '../../support/sample-pages.ts';
import { teamInMemory } from '../../support/team-in-memory.ts';
import { textOf } from '../../support/text-of.ts';
import { noon } from '../../support/web-in-memory.ts';

const held: OutboxMail = {
  ...sampleCustomerMail('en', 'renewal-intent'),
  status: 'held',
  reason: 'waited-too-long: it could not go for 5 days.',
};
const members = [
  { id: 'ken', name: 'Ken', email: 'ken@mirai.example', role: 'manager' as const, language: 'en' as const },
  { id: 'aoi', name: 'Aoi', email: 'aoi@mirai.example', role: 'csm' as const, language: 'en' as const },
];
const withMail = (mail: OutboxMail = held) => teamInMemory({ mails: [mail], members });
const form = { account: held.account, mail: held.id, back: '/mails' };

describe('a mail that is held', () => {
  it('is sent after all by a manager, and the next page says so', async () => {
    const { press, world, lastActOf } = withMail();
    const answer = await press('ken', 'mails/release', form);
    expect([answer.statusCode, answer.headers?.location]).toEqual([303, '/mails']);
    const leavesAt = new Date(noon + 60_000).toISOString();
    expect(world.mails[0]).toMatchObject({ status: 'waiting', notBefore: leavesAt, decidedBy: 'ken' });
    expect(lastActOf('ken')?.text).toBe('The mail to Ren Suzuki is on its way');
  });

  it('stands where it did once what was decided is taken back, with why it was held', async () => {
    for (const act of ['mails/release', 'mails/drop']) {
      const { press, world, undo, lastActOf } = withMail();
      await press('ken', act, form);
      await undo('ken');
      expect(world.mails[0]).toMatchObject({ status: 'held', reason: held.reason });
      expect(lastActOf('ken')?.left).toEqual([]);
    }
  });

  it('that has left is not called back, and whoever tries is told so', async () => {
    const { press, world, undo, lastActOf } = withMail();
    await press('ken', 'mails/release', form);
    world.mails = world.mails.map((mail) => ({ ...mail, status: 'claimed' }));
    await undo('ken');
    expect(world.mails[0]?.status).toBe('claimed');
    expect(lastActOf('ken')?.left).toEqual([
      'The mail to Ren Suzuki is on its way: it has left already, or somebody has decided on it since',
    ]);
    expect((await press('ken', 'mails/take-back', form)).statusCode).toBe(409);
  });

  it('is taken back from its page by whoever let it go, and by nobody else', async () => {
    const { press, world } = withMail();
    world.members.push({ id: 'mia', name: 'Mia', email: 'mia@mirai.example', role: 'manager', language: 'en' });
    await press('ken', 'mails/release', form);
    expect((await press('mia', 'mails/take-back', form)).statusCode).toBe(409);
    expect((await press('aoi', 'mails/take-back', form)).statusCode).toBe(403);
    expect((await press('ken', 'mails/take-back', form)).statusCode).toBe(303);
    expect(world.mails[0]).toMatchObject({ status: 'held', reason: held.reason });
  });

  it('is dropped, and put back where it was', async () => {
    const { press, world } = withMail({ ...held, status: 'waiting', notBefore: '2026-06-02T00:00:00.000Z' });
    await press('ken', 'mails/drop', form);
    expect(world.mails[0]).toMatchObject({ status: 'dropped', droppedFrom: 'waiting' });
    await press('ken', 'mails/put-back', form);
    expect(world.mails[0]).toMatchObject({ status: 'waiting' });
  });

  it('is not decided on by those who look after customers only', async () => {
    const { press, world } = withMail();
    for (const act of ['mails/release', 'mails/drop', 'mails/put-back']) {
      expect((await press('aoi', act, form)).statusCode).toBe(403);
    }
    expect(world.mails[0]).toBe(held);
  });

  it('that went out meanwhile stays as it is, and whoever comes second learns of it', async () => {
    const { press, world } = withMail({ ...held, status: 'sent', decidedBy: 'aoi' });
    for (const act of ['mails/release', 'mails/drop', 'mails/put-back']) {
      const answer = await press('ken', act, form);
      expect(answer.statusCode).toBe(409);
      const text = textOf(answer.body as string);
      expect(text).toContain('It had changed before, so nothing was done.');
      expect(text).toContain('Sent');
      expect(text).toContain('Aoi');
    }
    expect(world.mails[0]?.status).toBe('sent');
  });

  it('that waits for its CSM’s word is not sent past them, and one that is no mail is told of', async () => {
    const { press, world } = withMail({ ...held, status: 'approval' });
    expect((await press('ken', 'mails/release', form)).statusCode).toBe(409);
    expect(world.mails[0]?.status).toBe('approval');
    for (const mail of ['', 'no-such']) {
      expect((await press('ken', 'mails/release', { ...form, mail })).statusCode).toBe(404);
    }
  });
});

describe('a message to the chat that is held', () => {
  const post: ChatPost = {
    ...{ channel: 'chat', id: 'p', account: 'shinonome', status: 'held', createdAt: '2026-06-01T00:00:00.000Z' },
    reason: 'chat-off: no channel is configured.',
    message: { text: 'Usage is down' },
  };
  const asked = { account: post.account, mail: post.id, channel: 'chat', back: '/mails' };

  it('is posted after all, or dropped, by a manager; and held again once that is taken back', async () => {
    for (const [act, status] of [
      ['mails/release', 'pending'],
      ['mails/drop', 'dropped'],
    ] as const) {
      const { press, world, undo } = teamInMemory({ posts: [post], members });
      expect((await press('aoi', act, asked)).statusCode).toBe(403);
      expect((await press('ken', act, asked)).statusCode).toBe(303);
      expect(world.posts[0]).toMatchObject({ status, decidedBy: 'ken' });
      await undo('ken');
      expect(world.posts[0]).toMatchObject({ status: 'held', reason: post.reason });
    }
  });

  it('that was posted meanwhile stays as it is, and whoever comes second learns of it', async () => {
    const { press } = teamInMemory({ posts: [{ ...post, status: 'sent' }], members });
    const { statusCode, body } = await press('ken', 'mails/release', asked);
    expect([statusCode, textOf(body as string).includes('It had changed before')]).toEqual([409, true]);
  });
});

describe('a mail that its CSM let go', () => {
  const toApprove = { ...mailToApprove('en'), csm: 'aoi', account: 'shinonome' };
  const asked = { account: 'shinonome', mail: toApprove.id, back: '/' };
  const waiting = () => teamInMemory({ toApprove: new Map([[toApprove.id, toApprove]]), members });

  it.each([
    ['send', 'waiting'],
    ['drop', 'dropped'],
  ] as const)('waits for their word again once their %s is taken back', async (decision, status) => {
    const { press, world, undo, lastActOf } = waiting();
    await press('aoi', 'mails/decide', { ...asked, decision, subject: 'Mine', body: 'My words' });
    expect(world.toApprove.get(toApprove.id)).toMatchObject({ status, decidedBy: 'aoi' });
    await undo('aoi');
    expect(world.toApprove.get(toApprove.id)?.status).toBe('approval');
    expect(lastActOf('aoi')?.left).toEqual([]);
  });
});
