import { describe, expect, it } from 'vitest';
import { invite, revoke } from '../../../domain/customer-page/invitation.ts';
import { linksByMail, mayBringLink } from '../../../domain/customer-page/links-by-mail.ts';
import { INVITATION_TEMPLATE } from '../../../domain/mail/invitation-mail.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { sampleCustomerMail } from '../../support/sample-mails.ts';

const DAY = 86_400_000;
const sentAt = '2026-06-01T03:00:00.000Z';
const sent = Date.parse(sentAt);
const emails = {
  ...defaultPlaybook.emails,
  'your-plan': { ...defaultPlaybook.emails[INVITATION_TEMPLATE], renamedFrom: ['the-plan'] },
} as typeof defaultPlaybook.emails;
const playbook = { emails };

const mail = (more: Partial<OutboxMail> = {}, template = 'your-plan'): OutboxMail => {
  const sample = sampleCustomerMail('en', 'win-back');
  return {
    ...{ ...sample, id: `koa/no-login/-/2026-06-01/${template}/ren`, contact: 'ren', status: 'delivered', sentAt },
    ...{ content: { ...sample.content, template } as OutboxMail['content'], ...more },
  };
};
const links = (mails: OutboxMail[], nowInMs = sent + DAY, invitations = [] as Parameters<typeof revoke>[0][]) =>
  linksByMail(mails, { playbook, invitations: invitations.filter((one) => one !== undefined), nowInMs });

describe('A link to their own page that a mail of a play brought a customer', () => {
  it('is known by the mail that went to them, until it ends', () => {
    const link = { givenAt: sent, until: sent / 1000 + 90 * 86_400 };
    expect([...links([mail()])]).toEqual([['ren', link]]);
    expect(links([mail()], sent + 90 * DAY).size).toBe(0);
    expect(links([mail({}, 'the-plan')]).size).toBe(1);
  });

  it('is the last one, of several', () => {
    const later = mail({ sentAt: '2026-06-03T03:00:00.000Z' });
    expect(links([later, mail()], sent + 5 * DAY).get('ren')?.givenAt).toBe(sent + 2 * DAY);
  });

  it('stands in a draft as well, which its CSM may have sent by themselves', () => {
    const { content } = mail();
    const draft = { type: 'draft', mail: content, language: 'en', to: { name: 'Ren', address: 'ren@koa.example' } };
    expect(links([mail({ content: draft as OutboxMail['content'] })]).size).toBe(1);
  });

  it('opens nothing once links were revoked, and another one does again', () => {
    const revoked = revoke(undefined, 'ren', sent + 1000);
    expect(links([mail()], sent + DAY, [revoked]).size).toBe(0);
    const again = mail({ sentAt: new Date(sent + DAY).toISOString() });
    expect(links([mail(), again], sent + 2 * DAY, [revoked]).size).toBe(1);
    expect(links([mail()], sent + DAY, [invite(undefined, 'ren', 'aoi', sent)]).size).toBe(1);
  });

  it.each([
    ['that leads elsewhere', mail({}, 'kickoff-invitation')],
    ['that has not gone out', mail({ status: 'waiting' })],
    ['that was dropped', mail({ status: 'dropped' })],
    ['that came back for good', mail({ status: 'bounced', bounce: 'hard' })],
    ['by which somebody was invited by hand', mail({ cause: { signal: INVITATION_TEMPLATE, episode: 'koa' } })],
  ])('was brought by no mail %s', (_what, one) => {
    expect(links([one]).size).toBe(0);
  });

  it('may be in a mail whose id names such a template', () => {
    expect(mayBringLink(playbook, mail().id)).toBe(true);
    expect(mayBringLink(playbook, mail({}, 'the-plan').id)).toBe(true);
    expect(mayBringLink(playbook, 'koa/no-login/-/2026-06-01/kickoff-invitation/ren')).toBe(false);
    expect(mayBringLink(playbook, 'koa/__proto__/-/constructor/ren')).toBe(false);
  });
});
