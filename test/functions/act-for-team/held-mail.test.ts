import { describe, expect, it } from 'vitest';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { sampleCustomerMail } from '../../support/sample-mails.ts';
import { teamInMemory } from '../../support/team-in-memory.ts';
import { textOf } from '../../support/text-of.ts';

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
    expect(world.mails[0]).toMatchObject({ status: 'pending', decidedBy: 'ken' });
    expect(lastActOf('ken')?.text).toBe('The mail to Ren Suzuki is on its way');
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
