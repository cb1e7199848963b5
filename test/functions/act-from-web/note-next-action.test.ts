import { describe, expect, it } from 'vitest';
import type { LinkAction } from '../../../domain/links/link.ts';
import { asSeen } from '../../../functions/pages/as-seen.ts';
import { textOf } from '../../support/text-of.ts';
import { webInMemory } from '../../support/web-in-memory.ts';

const linkAction = (person = 'aoi'): LinkAction => ({ to: 'next-action', account: 'shinonome', person });
const text = 'Ask the CFO about the budget';

describe('the next action of an account', () => {
  it('is written on a page that shows how the account stands, and stands in the next list', async () => {
    const web = webInMemory();
    web.world.state = { health: { score: 321 } } as never;
    web.world.account = { ...web.world.account, mrr: 120000, currency: 'JPY' };
    const { body = '' } = await web.open(linkAction());
    expect(textOf(body)).toContain('Health 32.1 MRR ¥120,000 Renewal 1 September 2026');
    const { statusCode, body: saved = '' } = await web.press(linkAction(), { before: '', text: ` ${text}\n ` });
    expect([statusCode, textOf(saved)]).toEqual([200, expect.stringContaining(`So far ${text} you, Tue 2 Jun`)]);
    expect(web.world.nextActions.get('shinonome')).toEqual({ text, by: 'aoi', day: '2026-06-02', score: 321 });
    expect(textOf((await web.open(linkAction('ken'))).body ?? '')).toContain(`${text} Aoi Shiraishiさん、6月2日(火)`);
  });

  it('sent twice, is written once', async () => {
    const web = webInMemory();
    await web.press(linkAction(), { before: '', text });
    const first = web.world.nextActions.get('shinonome');
    expect((await web.press(linkAction(), { before: '', text })).statusCode).toBe(200);
    expect(web.world.nextActions.get('shinonome')).toBe(first);
  });

  it('that somebody else has written meanwhile is shown first, then replaced by who still means it', async () => {
    const web = webInMemory();
    await web.press(linkAction('stig'), { before: '', text: 'Send the offer' });
    const { statusCode, body = '' } = await web.press(linkAction(), { before: '', text });
    expect(statusCode).toBe(422);
    expect(textOf(body)).toContain('Stig Berg has noted something else in the meantime');
    expect(body).toContain(`>\n${text}</textarea>`);
    expect(body).toContain(`name="before" value="${asSeen('Send the offer')}"`);
    expect(web.world.nextActions.get('shinonome')?.text).toBe('Send the offer');
    await web.press(linkAction(), { before: asSeen('Send the offer'), text });
    expect(web.world.nextActions.get('shinonome')).toMatchObject({ text, by: 'aoi' });
  });

  it('written by two at the same moment is kept of one, and the other one sees it', async () => {
    const web = webInMemory();
    const answers = await Promise.all([
      web.press(linkAction(), { before: '', text }),
      web.press(linkAction('stig'), { before: '', text: 'Send the offer' }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 422]);
  });

  it.each([
    ['', 'Write down what happens next'],
    [' \n', 'Write down what happens next'],
    ['x'.repeat(301), '300 characters at most'],
  ])('that can’t be (%j) keeps what was written and says what is wrong', async (wrong, why) => {
    const web = webInMemory();
    const { statusCode, body } = await web.press(linkAction(), { before: '', text: wrong });
    expect([statusCode, body]).toEqual([422, expect.stringContaining(why)]);
    expect(web.world.nextActions.size).toBe(0);
  });

  it('of an account that is gone is not written', async () => {
    const web = webInMemory();
    web.world.account.id = 'other';
    expect((await web.open(linkAction())).statusCode).toBe(404);
    expect((await web.press(linkAction(), { before: '', text })).statusCode).toBe(404);
    expect(web.world.nextActions.size).toBe(0);
  });
});
