import { describe, expect, it } from 'vitest';
import { renderMail } from '../../../functions/mail/render-mail.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { teamInMemory } from '../../support/team-in-memory.ts';
import { company, noon } from '../../support/web-in-memory.ts';

const account = 'shinonome';
const back = `/accounts/${account}`;
const byMail = { account, contact: 'ren', how: 'mail', back };
const byLink = { ...byMail, how: 'link' };

describe('A page of their own for one of the customer’s people', () => {
  it('is brought to them by a mail in their CSM’s name, which the mail policy counts and nobody has to approve', async () => {
    const { press, world, lastActOf } = teamInMemory();
    const answer = await press('stig', 'accounts/invite', byMail);
    expect([answer.statusCode, answer.headers?.location]).toEqual([303, back]);
    expect(lastActOf('stig')?.text).toBe('The invitation goes to Ren Suzuki.');
    expect(world.mails).toMatchObject([
      {
        ...{ status: 'pending', from: { address: 'aoi@mirai.example' }, to: { address: 'ren@shinonome.example' } },
        ...{ decidedBy: 'stig', releasedAt: new Date(noon).toISOString(), contact: 'ren', csm: 'aoi' },
        cause: { signal: 'page-invitation', outlives: true },
      },
    ]);
    expect(world.invitations.get('ren')).toMatchObject({ by: 'stig', mailedOn: '2026-06-02' });
  });

  it('has its address in the mail, as a link in either part', async () => {
    const { press, world } = teamInMemory();
    await press('stig', 'accounts/invite', byMail);
    const address = 'https://cs.example/w/sealed_to-ren';
    for (const language of ['en', 'ja'] as const) {
      const mail = { ...world.mails[0], language } as (typeof world.mails)[number];
      const { html, text } = renderMail(mail, defaultPlaybook, company.timeZone, ({ to }) =>
        to === 'roadmap' ? address : 'https://cs.example/u/other',
      );
      expect(html).toContain(`href="${address}"`);
      expect(text).toContain(address);
    }
  });

  it('is brought once a day, however often the button is pressed', async () => {
    const { press, world } = teamInMemory();
    await press('stig', 'accounts/invite', byMail);
    const { statusCode, body } = await press('aoi', 'accounts/invite', byMail);
    expect([statusCode, world.mails.length]).toEqual([422, 1]);
    expect(body).toContain('has been sent an invitation today');
    world.invitations.set('ren', { contact: 'ren', mailedOn: '2026-06-01' });
    expect((await press('aoi', 'accounts/invite', byMail)).statusCode).toBe(303);
    expect(world.mails).toHaveLength(2);
  });

  it('opens by a link that is handed on, until every link is revoked', async () => {
    const { press, world, open } = teamInMemory();
    await press('stig', 'accounts/invite', byLink);
    expect([world.mails, world.invitations.get('ren')?.by]).toEqual([[], 'stig']);
    const own = { to: 'roadmap', account, contact: 'ren' } as const;
    expect((await open(own)).statusCode).toBe(200);
    await press('aoi', 'accounts/revoke-page', { account, contact: 'ren', back });
    expect((await open(own)).statusCode).toBe(410);
  });

  it.each([
    ['nobody is named', {}, { contact: '' }, 'Choose whom to invite.'],
    ['they are not known', {}, { contact: 'gone' }, 'Choose whom to invite.'],
    ['they have no address', { contact: { id: 'ren', account, name: 'Ren' } }, {}, 'no address on record'],
    ['the contract is over', { account: { id: account, name: 'S', churnedOn: '2026-06-01' } }, {}, 'is over'],
    ['nobody looks after the account', { account: { id: account, name: 'S' } }, {}, 'Nobody looks after'],
    [
      'they want no such mails',
      { optOuts: new Map([['ren', { contact: 'ren', kinds: ['guidance' as const], at: '' }]]) },
      {},
      'does not want mails',
    ],
  ])('is not brought where %s', async (_why, given, asked, said) => {
    const { press, world } = teamInMemory(given);
    const { statusCode, body } = await press('stig', 'accounts/invite', { ...byMail, ...asked });
    expect(statusCode).toBe(422);
    expect(body).toContain(said);
    expect([world.mails, world.invitations.size]).toEqual([[], 0]);
  });

  it('is noted as opened by the day, once a day', async () => {
    const { open, act, world, tokenOf } = teamInMemory();
    const own = { to: 'roadmap', account, contact: 'ren' } as const;
    const { body = '', headers } = await open(own);
    expect(body).toContain("act:'opened'");
    expect(headers?.['content-security-policy']).toMatch(/script-src 'sha256-[^']+'; connect-src 'self'/);
    const event = {
      ...{ pathParameters: { proxy: tokenOf(own) }, requestContext: { http: { method: 'POST' } }, body: 'act=opened' },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    } as never;
    expect((await act(event)).statusCode).toBe(200);
    expect(world.invitations.get('ren')).toEqual({ contact: 'ren', openedOn: '2026-06-02' });
    expect((await open(own)).body).not.toContain('<script');
  });
});

describe('A success goal', () => {
  const goal = {
    account,
    name: 'Invoices out  within 2 days',
    measure: '',
    start: '５',
    target: '2',
    date: '2026-12-25',
    back,
  };

  it('is proposed on the customer’s page, and changes nothing of the account until they agree', async () => {
    const { press, world } = teamInMemory();
    expect((await press('aoi', 'accounts/propose-goal', goal)).statusCode).toBe(303);
    expect(world.proposal).toEqual({
      ...{ name: 'Invoices out within 2 days', start: 5, target: 2, date: '2026-12-25' },
      ...{ at: '2026-06-02T03:00:00.000Z', day: '2026-06-02', by: 'aoi' },
    });
    expect(world.account.goalName).toBeUndefined();
  });

  it.each([
    [{ name: ' ' }, 'Write the goal'],
    [{ target: 'two' }, 'are numbers'],
    [{ date: '2026-06-02' }, 'lie after today'],
  ])('is not proposed as %o, and what was typed is there', async (wrong, said) => {
    const { press, world } = teamInMemory();
    const { statusCode, body } = await press('aoi', 'accounts/propose-goal', { ...goal, ...wrong });
    expect([statusCode, world.proposal]).toEqual([422, undefined]);
    expect(body).toContain(said);
    expect(body).toContain(`value="${{ ...goal, ...wrong }.target}"`);
  });
});
