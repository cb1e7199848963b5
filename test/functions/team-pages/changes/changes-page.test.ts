import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../../domain/audit/audit.ts';
import { languages } from '../../../../domain/locale/locale.ts';
import { actorMeant, type ChangesFacts, changesPage } from '../../../../functions/team-pages/changes/changes-page.ts';
import { expectAccessible } from '../../../support/axe.ts';
import { needsBrowser } from '../../../support/browser.ts';
import { drawn, readerAs } from '../../../support/drawn-team-page.ts';
import { sharedBrowser } from '../../../support/shared-browser.ts';
import { textOf } from '../../../support/text-of.ts';

const entry = (said: Partial<AuditEntry>): AuditEntry => ({
  ...{ at: '2026-06-01T03:00:00.000Z', who: { is: 'member', id: 'aoi' }, door: 'page', what: 'account-changed' },
  ...{ about: { account: 'koa' }, before: null, after: null },
  ...said,
});
const members = [
  { id: 'aoi', name: 'Aoi Shiraishi', email: 'aoi@mirai.example', role: 'csm' as const },
  { id: 'ken', name: 'Ken Mori', email: 'ken@mirai.example', role: 'manager' as const },
];
const facts = (entries: AuditEntry[], query = '', next?: string): ChangesFacts => ({
  ...{ entries, next, members, query: new URLSearchParams(query), timeZone: 'Asia/Tokyo' },
  accountNames: new Map([['koa', 'Koa Design']]),
});
const reader = readerAs('admin');
const body = (...given: Parameters<typeof facts>) => drawn(changesPage(facts(...given), 'en'), reader);
const said = (one: Partial<AuditEntry>) => textOf(body([entry(one)]));

describe('the page of who changed what', () => {
  it('says when, what, about whom, who and by what way, each fact by its name', () => {
    const text = said({
      before: { autoRenews: false, csm: 'ken', renewalDate: null },
      after: { autoRenews: true, csm: 'aoi', renewalDate: '2026-09-01' },
    });
    expect(text).toContain(
      'Mon 1 Jun, 12:00 Account changed Renews by itself: no → yes · CSM: Ken Mori → Aoi Shiraishi · Renewal date: 1 September 2026 Koa Design Aoi Shiraishi team page',
    );
  });

  it.each([
    [
      { what: 'member-changed', about: { member: 'ken' }, before: { role: 'csm' }, after: { role: 'admin' } },
      'Role: CSM → Administrator',
    ],
    [
      { what: 'task-done', before: { status: 'open' }, after: { status: 'done', feedback: 'too-early' } },
      'Status: open → done · Judgement of the signal: Too early',
    ],
    [{ what: 'next-action-noted', before: null, after: 'Call' }, 'Next action set Call Koa Design'],
    [
      { what: 'key-revoked', about: { source: 'app', key: 'x1' }, door: 'command', who: { is: 'operator', id: 'aya' } },
      'Key revoked app · x1 aya command',
    ],
    [
      { what: 'contact-changed', who: { is: 'contact', id: null }, door: 'mail' },
      'somebody at the customer link in a mail',
    ],
    [
      { what: 'member-added', about: { member: 'ken' }, after: { email: 'k…@mirai.example' } },
      'Colleague added Ken Mori',
    ],
    [
      { what: 'stage-set', before: { stage: 'onboarding' }, after: { stage: 'adoption' } },
      'Stage: onboarding → adoption',
    ],
    [{ what: 'activity-logged', after: { kind: 'meeting', day: '2026-05-30' } }, 'Kind: Meeting · Day: 30 May 2026'],
    [
      { what: 'renewal-answered', after: { renewalDate: '2026-09-01', answer: 'not-renewing' } },
      'Answer: We are not renewing',
    ],
    [{ what: 'activity-answered', after: { rating: 'as-expected' } }, 'Rating: As expected'],
    [{ what: 'mails-chosen', after: { unwanted: 'offers, surveys' } }, 'Mails not wanted: offers, surveys'],
    [{ what: 'account-changed', before: { country: 'JP' }, after: { country: 'DE' } }, 'Country: Japan → Germany'],
  ] as [Partial<AuditEntry>, string][])('says of %o that %s', (one, text) => {
    expect(said(one).toLowerCase()).toContain(text.toLowerCase());
  });

  it.each([
    [{ what: 'activity-logged', after: { kind: 'call' } }, '種類：電話'],
    [{ what: 'renewal-answered', after: { answer: 'talk' } }, '回答：相談したい'],
    [{ what: 'mails-chosen', after: { unwanted: 'offers, surveys' } }, '受け取らないメール：提案・アンケート'],
    [{ what: 'account-changed', after: { country: 'GB' } }, '国：イギリス'],
  ] as [Partial<AuditEntry>, string][])(
    'says of %o in Japanese that %s, and not by the names of our own',
    (one, text) => {
      expect(textOf(drawn(changesPage(facts([entry(one)]), 'ja'), readerAs('admin', 'ja')))).toContain(text);
    },
  );

  it('leads to what it is about, and on to what is older', () => {
    const page = body(
      [
        entry({ about: { account: 'koa', task: 'koa/x/1' } }),
        entry({ about: { account: 'koa', mail: 'm1' } }),
        entry({ about: { member: 'ken' } }),
      ],
      'who=Aoi',
      '2026-05-01T00:00:00.000Z',
    );
    for (const href of ['/tasks/koa/x/1', '/mails/m1?account=koa', '/set-up/people/ken']) expect(page).toContain(href);
    expect(page).toContain('/set-up/changes?who=Aoi&amp;after=2026-05-01T00%3A00%3A00.000Z');
  });

  it('says so where there is nothing, and of whom', () => {
    expect(textOf(body([]))).toContain('Nothing was changed in this time');
    expect(textOf(body([], 'who=Zoe'))).toContain('Nothing by Zoe in this time');
  });

  it('knows whom somebody looks for by a part of the name, and else by just what they are called', () => {
    const meant = (who: string) => actorMeant(new URLSearchParams({ who }), members);
    expect([meant('aoi shi'), meant('KEN'), meant(' aya '), meant(' ')]).toEqual(['aoi', 'ken', 'aya', undefined]);
  });

  it('stays under 100 kB with a page of long names and texts', () => {
    const long = '東'.repeat(1000);
    const entries = Array.from({ length: 50 }, (_, n) =>
      entry({
        about: { account: `customer-${n}-of-the-north` },
        who: { is: 'operator', id: long },
        after: { note: long },
      }),
    );
    expect(Buffer.byteLength(body(entries))).toBeLessThan(100_000);
  });
});

describe('in a browser', needsBrowser, () => {
  const browser = sharedBrowser();

  it.each(languages)('who changed what is read by everybody (%s)', async (locale) => {
    const tab = await (await browser()).newPage();
    const after = { autoRenews: true, goalName: 'W'.repeat(300) };
    for (const entries of [
      [],
      [entry({ after }), entry({ about: { source: 'app' }, who: { is: 'operator', id: 'م'.repeat(300) } })],
    ]) {
      await tab.setContent(
        drawn(changesPage(facts(entries, 'who=x', '2026-05-01T00:00:00.000Z'), locale), readerAs('admin', locale)),
      );
      await expectAccessible(tab);
    }
  });
});
