import { describe, expect, it } from 'vitest';
import type { LinkAction } from '../../../domain/links/link.ts';
import { renderMail } from '../../../functions/mail/render-mail.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { mailToApprove } from '../../support/sample-pages.ts';
import { webInMemory } from '../../support/web-in-memory.ts';

const mail = mailToApprove('en');
const proposed = mail.proposed ?? { subject: '', body: '' };
const linkActionOf = (person = 'aoi'): LinkAction => ({ to: 'approval', account: 'shinonome', mail: mail.id, person });
const asking = () => webInMemory({ toApprove: new Map([[mail.id, mail]]) });
const send = { decision: 'send', ...proposed };

describe('a CSM who is asked whether a mail may go', () => {
  it('sees its very words, and by looking at it changes nothing', async () => {
    const web = asking();
    const { statusCode, body = '' } = await web.open(linkActionOf());
    expect(statusCode).toBe(200);
    expect(body).toContain('May this mail go to Ren Suzuki?');
    expect(body).toContain(proposed.subject);
    expect(body).toContain('aoi@<wbr>mirai.example');
    expect(body).toContain('[answer buttons]');
    expect(web.world.toApprove.get(mail.id)).toBe(mail);
  });

  it('sends it as it is: a person’s word stands for it, and the words stay the playbook’s', async () => {
    const web = asking();
    const { body } = await web.press(linkActionOf(), send);
    expect(body).toContain('It is on its way');
    const decided = web.world.toApprove.get(mail.id);
    expect(decided).toMatchObject({
      ...{ status: 'waiting', decidedBy: 'aoi', releasedAt: '2026-06-02T03:00:00.000Z' },
      notBefore: '2026-06-02T03:01:00.000Z',
    });
    expect(decided).not.toHaveProperty('edited');
  });

  it('sends it in their own words, with the buttons where they left them', async () => {
    const web = asking();
    const body = 'Dear Ren,\r\n\r\nhow is <b>it</b> going?\r\n\r\n{{ answerLinks }}\r\n\r\nAoi';
    await web.press(linkActionOf(), { decision: 'send', subject: ' A word\r\nBcc: x@y.example ', body });
    const decided = web.world.toApprove.get(mail.id);
    expect(decided?.edited).toEqual({ subject: 'A word Bcc: x@y.example', body: body.replaceAll('\r', '') });
    const sent = renderMail(decided ?? mail, defaultPlaybook, 'Asia/Tokyo', ({ to }) => `https://cs.example/w/${to}`);
    expect(sent.subject).toBe('A word Bcc: x@y.example');
    expect(sent.html).toContain('how is &lt;b&gt;it&lt;/b&gt; going?');
    expect(sent.text).toMatch(/going\?\n\n.*https:\/\/cs\.example\/w\/renewal.*\n\nAoi\n$/s);
    expect(sent.text).not.toContain('{{');
  });

  it('decides against it, and the customer gets nothing', async () => {
    const web = asking();
    const { body } = await web.press(linkActionOf(), { decision: 'drop' });
    expect(body).toContain('Decided by you. The customer got nothing.');
    expect(web.world.toApprove.get(mail.id)).toMatchObject({
      status: 'dropped',
      decidedBy: 'aoi',
      reason: 'not-approved: aoi decided against it. Nothing is to be done.',
    });
  });

  it.each([
    ['lets it go', { ...send, subject: 'In my own words' }, 'You can take it back until it goes out'],
    ['decides against it', { decision: 'drop' }, 'You can take it back and decide anew'],
  ])('who %s by mistake takes it back by the same link, and decides anew', async (_what, form, offered) => {
    const web = asking();
    const { body = '' } = await web.press(linkActionOf(), form);
    expect(body).toContain(offered);
    expect(body).toContain('name="decision" value="take-back"');
    for (let time = 0; time < 2; time += 1) {
      const taken = await web.press(linkActionOf(), { decision: 'take-back' });
      expect([taken.statusCode, taken.body]).toEqual([200, expect.stringContaining('Taken back.')]);
      expect(taken.body).toContain('May this mail go to Ren Suzuki?');
      if (time === 0 && 'subject' in form) expect(taken.body).toContain('>In my own words</textarea>');
      expect(web.world.toApprove.get(mail.id)).toMatchObject({ status: 'approval' });
    }
    expect((await web.press(linkActionOf(), send)).body).toContain('It is on its way');
  });

  it('takes nothing back that has gone out, nor what a colleague decided', async () => {
    const web = asking();
    await web.press(linkActionOf(), send);
    const waiting = web.world.toApprove.get(mail.id) as typeof mail;
    const byColleague = await web.press(linkActionOf('stig'), { decision: 'take-back' });
    expect([byColleague.statusCode, byColleague.body]).toEqual([409, expect.stringContaining('It was not taken back')]);
    expect((await web.open(linkActionOf('stig'))).body).not.toContain('take-back');
    web.world.toApprove.set(mail.id, { ...waiting, status: 'sent' });
    const late = await web.press(linkActionOf(), { decision: 'take-back' });
    expect([late.statusCode, late.body]).toEqual([409, expect.stringContaining('This mail has gone out')]);
    expect(late.body).not.toContain('name="decision"');
    expect(web.world.toApprove.get(mail.id)?.status).toBe('sent');
  });

  it('twice at once, decides once', async () => {
    const web = asking();
    const answers = await Promise.all([web.press(linkActionOf(), send), web.press(linkActionOf(), send)]);
    for (const { body } of answers) expect(body).toContain('Approved by you');
  });

  it('second, after a colleague did, learns what was decided and by whom, and changes nothing', async () => {
    const web = asking();
    await web.press(linkActionOf(), { decision: 'drop' });
    const { body } = await web.press(linkActionOf('stig'), send);
    expect(body).toContain('This mail does not go out');
    expect(body).toContain('Decided by Aoi Shiraishi');
    expect(web.world.toApprove.get(mail.id)?.status).toBe('dropped');
  });

  it.each([
    ['without a subject', { ...send, subject: ' ' }, 'A mail needs a subject and a text.'],
    ['without a text', { ...send, body: '' }, 'A mail needs a subject and a text.'],
    ['that is too long', { ...send, body: 'x'.repeat(10_001) }, 'That is too long'],
    ['without saying what they want', proposed, 'May this mail go'],
  ])('with a mail %s is told so, and keeps what they wrote', async (_what, form, said) => {
    const web = asking();
    const { statusCode, body } = await web.press(linkActionOf(), { ...form });
    expect(statusCode).toBe(422);
    expect(body).toContain(said);
    expect(web.world.toApprove.get(mail.id)).toBe(mail);
  });

  it('too late, learns that it was dropped', async () => {
    const expired = { ...mail, status: 'dropped' as const, reason: 'approval-expired: nobody approved it' };
    const web = webInMemory({ toApprove: new Map([[mail.id, expired]]) });
    expect((await web.open(linkActionOf())).body).toContain('Nobody approved it in time');
    expect((await webInMemory().open(linkActionOf())).statusCode).toBe(404);
  });

  it.each([
    ['sent', 'This mail has gone out'],
    ['delivered', 'This mail has gone out'],
    ['held', 'This mail could not go out'],
    ['pending', 'It is on its way'],
  ] as const)('comes back once it is %s, and sees that', async (status, said) => {
    const decided = { ...mail, status, decidedBy: 'aoi' };
    const { body } = await webInMemory({ toApprove: new Map([[mail.id, decided]]) }).open(linkActionOf());
    expect(body).toContain(said);
  });
});
