import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../../domain/account/account.ts';
import type { Locale } from '../../../../domain/locale/locale.ts';
import { businessCalendar } from '../../../../domain/time/business-days.ts';
import { actFormOn } from '../../../../functions/team-pages/act-form.ts';
import { type TodayFacts, todayPage } from '../../../../functions/team-pages/today/today-page.ts';
import { defaultPlaybook } from '../../../support/default-playbook.ts';
import { drawn, formKey, readerAs } from '../../../support/drawn-team-page.ts';
import { mailToApprove } from '../../../support/sample-pages.ts';
import { sampleTask } from '../../../support/sample-task.ts';

const today = '2026-06-02';
const members: Csm[] = [
  { id: 'aoi', name: 'Aoi Shiraishi', email: 'aoi@mirai.example', role: 'csm' },
  { id: 'ken', name: 'Ken Mori', email: 'ken@mirai.example', role: 'csm' },
];
const none: TodayFacts = {
  tasks: [],
  ofOthers: [],
  moves: [],
  accounts: new Map([['shinonome', { name: 'Shinonome Trading' }]]),
  episodes: new Map(),
  approvals: [],
  hasMoreApprovals: false,
  closed: [],
  answers: [],
  dayOf: (at) => at.slice(0, 10),
  nextLook: { day: '2026-06-03', hour: 9 },
  query: new URLSearchParams(),
  mayWork: true,
};

function pageOf(facts: Partial<TodayFacts>, { locale = 'en' as Locale, team = members } = {}): string {
  const reader = readerAs('csm', locale);
  const form = actFormOn('/', { reader, formKey });
  const drawing = {
    ...{ form, locale, today, members: team, playbook: defaultPlaybook },
    calendar: businessCalendar({}),
    week: { country: 'JP' },
  };
  return drawn(todayPage({ ...none, ...facts }, drawing), reader);
}

describe('today', () => {
  it('has the reader’s tasks by when they are due, and in each what may be done with it', () => {
    const page = pageOf({
      tasks: [sampleTask({ due: '2026-06-01' }), sampleTask({ id: 'shinonome/a/-/2026-06-01/b', due: today })],
    });
    expect([...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, heading]) => heading)).toEqual(['Late', 'By today']);
    expect(page).toContain('2 to do, 1 of them late');
    expect(
      page.match(/formaction="\/act\/tasks\/snooze" formnovalidate name="until" value="2026-06-0[38]"/g),
    ).toHaveLength(4);
    expect(page.match(/<datalist/g)).toHaveLength(1);
    expect(page).toContain('<option value="Ken Mori · CSM">');
  });

  it('does nothing by the Enter key in a field', () => {
    const [form] =
      /<form method="post" action="\/act\/tasks\/done".*?<\/form>/s.exec(pageOf({ tasks: [sampleTask()] })) ?? [];
    expect(/<button[^>]*>/.exec(form as string)?.[0]).toBe('<button disabled hidden>');
  });

  it('has what the reader’s customers answered, in their words, and leads to the account', () => {
    const answer = { account: 'shinonome', contact: 'ren', at: '2026-06-01T03:00:00.000Z', name: 'Ren <b>' };
    const answers = [
      { ...answer, what: 'survey-answered' as const, said: '3', comment: 'Too slow <script>' },
      { ...answer, what: 'renewal-answered' as const, said: 'talk' },
      { ...answer, what: 'mail-rated' as const, said: 'not-enough', name: undefined, comment: 'x'.repeat(1_000) },
    ];
    const page = pageOf({ answers });
    expect(page).toContain('What your customers answered');
    expect(page).toContain('Would recommend the product: 3 of 10');
    expect(page).toContain('<bdi>Too slow &lt;script&gt;</bdi>');
    expect(page).toContain('Renewal: they want to talk first');
    expect(page).toContain('href="/accounts/shinonome"');
    expect(page).not.toContain('x'.repeat(161));
    expect(pageOf({ answers }, { locale: 'ja' })).toContain('お薦め度：10点中3点');
    expect(pageOf({})).not.toContain('What your customers answered');
  });

  it('offers those who may only read nothing to do', () => {
    const page = pageOf({ tasks: [sampleTask()], approvals: [mailToApprove('en')], mayWork: false });
    expect(page).not.toContain('/act/tasks/');
    expect(page).not.toContain('/act/mails/');
  });

  it('has the tasks of those whom the reader stands in for, or goes on for, under their names', () => {
    const page = pageOf({
      ofOthers: [
        { person: { name: 'Ken Mori' }, why: 'away', tasks: [sampleTask()] },
        { person: { name: 'Rin' }, why: 'left', tasks: [sampleTask({ id: 'shinonome/a/-/2026-06-01/b' })] },
      ],
    });
    expect(page).toContain('You stand in for Ken Mori');
    expect(page).toContain('Left by Rin');
  });

  it('has mails that wait for the reader’s word, to be sent as they are, changed, or not at all', () => {
    const mail = mailToApprove('en');
    const page = pageOf({ approvals: [mail] });
    expect(page).toContain(`name="mail" value="${mail.id}"`);
    expect(page).toContain('name="decision" value="send"');
    expect(page).toContain(mail.proposed?.subject);
  });

  it('says what came of the day before, by whom or by itself', () => {
    const page = pageOf({
      closed: [
        sampleTask({
          status: 'done',
          outcome: 'helped',
          closedOn: '2026-06-01',
          history: [{ day: '2026-06-01', act: 'done', by: 'ken' }],
        }),
        sampleTask({ status: 'recovered', closedOn: '2026-06-01' }),
      ],
    });
    expect(page).toContain('Done · It helped · by Ken Mori');
    expect(page).toContain('Recovered by itself');
  });

  it('tells why a customer leaves, where a task was closed with the reason or the account is gone for one', () => {
    const closed = [
      sampleTask({ status: 'done', outcome: 'no-effect', closedOn: '2026-06-01', reason: 'price' }),
      sampleTask({ account: 'kaede', status: 'churned', closedOn: '2026-06-01' }),
      sampleTask({ account: 'shinonome', status: 'churned', closedOn: '2026-06-01' }),
    ];
    const accounts = new Map([
      ['shinonome', { name: 'Shinonome Trading' }],
      ['kaede', { name: 'Kaede', churnReason: 'moved <away>' }],
    ]);
    const page = pageOf({ closed, accounts });
    expect(page).toContain('No effect so far · Why they leave: Price');
    expect(page).toContain('No customer any more · Why they leave: moved &lt;away&gt;<');
    expect(page.match(/Why they leave/g)).toHaveLength(2);
    expect(pageOf({ closed, accounts }, { locale: 'ja' })).toContain('ご契約終了 · 解約の理由：moved');
  });

  it('is a small pleasure once all is done, and says when the next look is', () => {
    expect(pageOf({})).toContain('Next look: Wed 3 Jun, 9:00');
    expect(pageOf({}, { locale: 'ja' })).toContain('次の確認は6月3日(水) 9:00です');
  });

  it('stays below 100 kB with a full page, 400 colleagues and names of 1,000 characters', () => {
    const long = 'ن'.repeat(1000);
    const team = Array.from(
      { length: 400 },
      (_, n): Csm => ({ id: `p${n}`, name: `${n} ${long}`, email: 'a@b.jp', role: 'csm' }),
    );
    const tasks = Array.from({ length: 20 }, (_, n) => sampleTask({ id: `shinonome/a/-/2026-06-01/b${n}` }));
    const page = pageOf({ tasks, accounts: new Map([['shinonome', { name: long }]]) }, { team });
    expect(Buffer.byteLength(page)).toBeLessThan(100_000);
  });
});
