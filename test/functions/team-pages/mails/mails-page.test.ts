import { describe, expect, it } from 'vitest';
import { languages } from '../../../../domain/locale/locale.ts';
import type { ChatPost, OutboxMail, OutboxRow } from '../../../../domain/outbox/outbox.ts';
import { actFormOn } from '../../../../functions/team-pages/act-form.ts';
import { decisionForms } from '../../../../functions/team-pages/mails/decision-forms.ts';
import { type MailFacts, mailPage } from '../../../../functions/team-pages/mails/mail-page.ts';
import { type MailsFacts, mailsPage } from '../../../../functions/team-pages/mails/mails-page.ts';
import { mailViews } from '../../../../functions/team-pages/mails/words/sections.ts';
import { expectAccessible } from '../../../support/axe.ts';
import { needsBrowser } from '../../../support/browser.ts';
import { defaultPlaybook } from '../../../support/default-playbook.ts';
import { drawn, formKey, readerAs } from '../../../support/drawn-team-page.ts';
import { sampleCustomerMail, sampleDigestMail, sampleTaskMail } from '../../../support/sample-mails.ts';
import { sharedBrowser } from '../../../support/shared-browser.ts';
import { textOf } from '../../../support/text-of.ts';

const at = '2026-06-01T00:10:00.000Z';
const held: OutboxMail = {
  ...sampleCustomerMail('en', 'renewal-intent'),
  status: 'held',
  reason:
    'suppressed: mail to this address came back for good on 2026-05-01. Drop the mail; suppressed remove ADDRESS.',
};
const waiting: OutboxMail = {
  ...sampleCustomerMail('en', 're-onboarding'),
  status: 'waiting',
  notBefore: '2026-06-02T00:00:00.000Z',
  reason: 'out of hours until Tue 2 Jun 09:00: it is to arrive in their working hours',
};
const post: ChatPost = {
  channel: 'chat',
  id: 'p',
  account: 'shinonome',
  status: 'held',
  reason: 'chat-off: no channel is configured. Name one.',
  createdAt: at,
  message: { text: 'Usage is down' },
};

const factsOf = (rows: OutboxRow[], changes: Partial<MailsFacts> = {}): MailsFacts => ({
  view: 'decide',
  query: new URLSearchParams(),
  mails: rows.map((row) => ({ row, listedAt: at })),
  accounts: new Map([['shinonome', { name: 'Shinonome Trading' }]]),
  members: [{ id: 'aoi', name: 'Aoi Shiraishi' }],
  playbook: defaultPlaybook,
  timeZone: 'Asia/Tokyo',
  ...changes,
});
const mailFacts = (mail: OutboxMail, changes: Partial<MailFacts> = {}): MailFacts => ({
  mail,
  text: { subject: 'Your renewal', text: 'Dear Ren,\n\nshall we talk?' },
  account: { id: 'shinonome', name: 'Shinonome Trading' },
  members: [{ id: 'aoi', name: 'Aoi Shiraishi' }],
  playbook: defaultPlaybook,
  timeZone: 'Asia/Tokyo',
  ...changes,
});
const list = (rows: OutboxRow[], changes?: Partial<MailsFacts>) =>
  drawn(mailsPage(factsOf(rows, changes), 'en'), readerAs('manager'));

describe('the list of mails', () => {
  it('says of each whom it goes to, what it is about, why it is where it is and since when', () => {
    const text = textOf(list([held, post]));
    expect(text).toContain('2 mails wait for a decision');
    expect(text).toContain('Shinonome Trading');
    expect(text).toContain('Mail to a customer · ');
    expect(text).toContain('Held');
    expect(text).toContain('Mail to this address came back, or was marked as unwanted.');
    expect(text).toContain('since Mon 1 Jun, 09:10');
    expect(text).toContain('The chat');
    expect(text).toContain('No place in the chat is set up to post to.');
    // What the operator is told to type is nobody else's.
    expect(text).not.toContain('suppressed remove');
  });

  it('says until when what waits does', () => {
    const text = textOf(list([waiting], { view: 'waiting' }));
    expect(text).toContain('1 mail waits for the right moment');
    expect(text).toContain('until Tue 2 Jun, 09:00');
    expect(text).toContain('It waits for their office hours.');
  });

  it.each(mailViews)('is empty in words that say what would be here (%s)', (view) => {
    expect(textOf(list([], { view }))).toMatch(/appear|leaves within seconds/);
    expect(textOf(list([], { view, query: new URLSearchParams({ q: 'x' }) }))).toContain('No mail matches');
  });

  it('leads to the mail, also where ids hold any characters', () => {
    const odd = { ...held, account: 'a/b&c', id: 'a/b&c/ü ?/"x"' };
    expect(list([odd])).toContain('href="/mails/a/b%26c/%C3%BC%20%3F/%22x%22?account=a%2Fb%26c"');
  });

  it('stays under 100 kB with the longest names, and shows no markup of anybody', () => {
    const name = `<b>${'ん'.repeat(1000)}`;
    const long = { ...held, to: { name, address: held.to.address }, subject: name };
    const body = list(
      Array.from({ length: 25 }, () => long),
      {
        members: Array.from({ length: 60 }, (_, i) => ({ id: `m${i}`, name: `Member ${i}` })),
        accounts: new Map([['shinonome', { name }]]),
      },
    );
    expect(Buffer.byteLength(body)).toBeLessThan(100_000);
    expect(body).not.toContain('<b>ん');
  });
});

describe('the page of a mail', () => {
  const page = (mail: OutboxMail, role: 'manager' | 'admin' = 'manager', changes?: Partial<MailFacts>) =>
    textOf(drawn(mailPage(mailFacts(mail, changes), readerAs(role)), readerAs(role)));

  it('says why it is held, what comes next, and the words themselves', () => {
    const text = page(held);
    expect(text).toContain('Held · Mail to this address came back, or was marked as unwanted.');
    expect(text).toContain('Give the contact another address, and drop this one.');
    expect(text).toContain('shall we talk?');
    expect(text).not.toContain('suppressed remove');
  });

  it('gives the commands that mend it to those who have a command line', () => {
    expect(page(held, 'admin')).toContain('suppressed remove ADDRESS');
  });

  it('asks a manager whether it goes or not, and lets what was dropped be put back', () => {
    const form = actFormOn('/mails', { reader: readerAs('manager'), formKey });
    const asked = (mail: OutboxMail) => decisionForms(mail, form, 'en')?.markup.match(/action="[^"]+"/g) ?? [];
    expect(asked(held)).toEqual(['action="/act/mails/release"', 'action="/act/mails/drop"']);
    expect(asked(waiting)).toEqual(asked(held));
    expect(asked({ ...held, status: 'dropped', droppedFrom: 'held' })).toEqual(['action="/act/mails/put-back"']);
    for (const status of ['sent', 'approval', 'dropped', 'pending'] as const)
      expect(asked({ ...held, status })).toEqual([]);
    expect(asked({ ...waiting, releasedFrom: { status: 'held' } })).toEqual(['action="/act/mails/drop"']);
  });

  it('asks a manager about messages to the chat in the list, since they have no page', () => {
    const form = actFormOn('/mails', { reader: readerAs('manager'), formKey });
    expect(list([post, held])).not.toContain('<form method="post" action="/act/mails');
    const page = list([post, held], { form });
    expect(page.match(/action="\/act\/mails\/[^"]+"/g)).toEqual([
      'action="/act/mails/release"',
      'action="/act/mails/drop"',
    ]);
    expect(page.match(/name="channel" value="chat"/g)).toHaveLength(2);
  });

  it('says who decided, and that words are hidden', () => {
    const text = page({ ...held, status: 'sent', sentAt: at, decidedBy: 'aoi' }, 'manager', { text: 'hidden' });
    expect(text).toContain('Decided by');
    expect(text).toContain('Aoi Shiraishi');
    expect(text).toContain('Only its reader may see what it says.');
  });

  it('stays under 100 kB however long a digest is', () => {
    const body = drawn(
      mailPage(
        mailFacts(sampleDigestMail('ja'), { text: { subject: 's', text: '長'.repeat(200_000) } }),
        readerAs('admin'),
      ),
      readerAs('admin'),
    );
    expect(Buffer.byteLength(body)).toBeLessThan(100_000);
  });
});

describe('in a browser', needsBrowser, () => {
  const browser = sharedBrowser();

  it.each(languages)('mails are read by everybody, on a phone and at a desk (%s)', async (locale) => {
    const reader = readerAs('admin', locale);
    const odd = { ...held, to: { name: `محمد ${'W'.repeat(1000)}`, address: held.to.address } };
    const pages = [
      mailsPage(factsOf([odd, waiting, post, sampleTaskMail(locale)], { next: 'x' }), locale),
      mailsPage(factsOf([], { view: 'done', query: new URLSearchParams({ person: 'aoi' }) }), locale),
      mailPage(mailFacts(odd), reader),
      mailPage(mailFacts(held, { text: 'unwritable' }), reader),
    ];
    const tab = await (await browser()).newPage();
    for (const page of pages) {
      await tab.setContent(drawn(page, reader));
      await expectAccessible(tab);
    }
  });
});
