import { describe, expect, it } from 'vitest';
import type { MemberRole } from '../../../domain/account/account.ts';
import type { BacktestAnswer, SignalAnswer } from '../../../domain/backtest/backtest-answer.ts';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { numbersOf } from '../../../domain/playbook/signal-numbers.ts';
import type { SensitivityAnswer } from '../../../domain/sensitivity/sensitivity.ts';
import { emptyTally, type SignalTally } from '../../../domain/signal-work/signal-weeks.ts';
import { addDays } from '../../../domain/time/day.ts';
import { noMails } from '../../../domain/what-if/customer-mails.ts';
import type { WhatIfAnswer } from '../../../domain/what-if/what-if.ts';
import { showSignal } from '../../../functions/serve-team/signal.ts';
import type { VersionTold } from '../../../functions/store/playbooks/playbooks.ts';
import type { SignalWork } from '../../../functions/store/work/signal-work.ts';
import { actFormOn } from '../../../functions/team-pages/act-form.ts';
import type { StudyShown } from '../../../functions/team-pages/studies/study-state.ts';
import type { TeamPage } from '../../../functions/team-pages/team-page.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { awkwardName, drawn, formKey, MOST_BYTES_OF_A_PAGE, readerAs } from '../../support/drawn-team-page.ts';

const tally = (more: Partial<SignalTally>): SignalTally => ({ ...emptyTally(), ...more });
const words = { useful: 9, 'too-early': 1, 'false-alarm': 2 };
const work: SignalWork = {
  countedAt: '2026-06-23T18:00:00Z',
  weeks: [
    { week: '2026-06-22', signals: {} },
    {
      week: '2026-06-15',
      signals: { 'logins-fell': tally({ raised: 12, done: 8, ignored: 1, words }), gone: tally({ raised: 1 }) },
    },
    { week: '2026-06-08', signals: { 'logins-fell': tally({ raised: 4, done: 4 }) } },
  ],
  data: {},
};
const told: VersionTold[] = [
  {
    ...{ version: 'v3', at: '2026-06-20T02:00:00Z', who: { is: 'member', id: 'mia' }, why: 'Too many <b>' },
    signals: [
      {
        ...{ signal: 'logins-fell', change: 'changed' },
        fields: [
          { path: 'when.tripsAtOrBelow', before: 0.5, after: 0.6 },
          { path: 'why.en', before: 'a', after: 'b' },
          { path: 'why.ja', before: 'c', after: 'd' },
          { path: 'play', before: 'win-back', after: 'check-in' },
        ],
      },
    ],
  },
  { version: 'v2', at: '2026-06-10T02:00:00Z', who: { is: 'operator', id: 'ops' }, signals: [] },
  {
    ...{ version: 'v1', at: '2026-06-01T02:00:00Z', who: { is: 'operator', id: 'ops' } },
    signals: [{ signal: 'logins-fell', change: 'added', fields: [] }],
  },
];
const older: Playbook = {
  ...defaultPlaybook,
  overdue: { ...defaultPlaybook.overdue, remindAfterInBusinessDays: 5 },
  signals: {
    ...defaultPlaybook.signals,
    'no-touch': { ...(defaultPlaybook.signals['no-touch'] as Playbook['signals'][string]), cooldownInDays: 3 },
  },
};

interface Asked {
  query?: string;
  locale?: Locale;
  role?: MemberRole;
  playbook?: Playbook | undefined;
  of?: SignalWork | undefined;
  versions?: VersionTold[];
  studies?: {
    'what-if'?: StudyShown<WhatIfAnswer>;
    backtest?: StudyShown<BacktestAnswer>;
    sensitivity?: StudyShown<SensitivityAnswer>;
  };
}

async function open(id: string, asked: Asked = {}) {
  const { query = '', locale = 'en', role = 'manager' } = asked;
  const { playbook = defaultPlaybook, of, versions } = { of: work, versions: told, ...asked };
  const { studies = {} } = asked;
  const finds: unknown[] = [];
  const reader = readerAs(role, locale);
  const page = (await showSignal(
    { reader, id, query: new URLSearchParams(query), form: actFormOn('/', { reader, formKey }) },
    {
      signalWork: { read: async () => of },
      playbooks: {
        current: async () => ({ version: 'v3', playbook, pushedAt: '' }),
        version: async (version: string) => (version === 'v1' ? { version, playbook: older, pushedAt: '' } : undefined),
        latestTold: async () => versions,
      },
      records: { members: async () => [{ id: 'mia', name: 'Mia', email: 'mia@mirai.example', role: 'manager' }] },
      company: { timeZone: 'Asia/Tokyo' },
      studies: {
        find: async ({ kind, question }: { kind: 'what-if' | 'backtest' | 'sensitivity'; question: unknown }) => {
          finds.push(question);
          return studies[kind];
        },
      },
      kpis: { rules: usualKpiRules, targets: [] },
      clock: { dayOf: () => '2026-06-24' },
      now: () => 0,
    } as never,
  )) as TeamPage;
  const body = drawn(page, reader);
  return {
    page,
    body,
    finds,
    text: body
      .replace(/<style>.*?<\/style>/s, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' '),
  };
}

describe('the page of a signal', () => {
  it('says why it matters, what it says in numbers with their units, and which play it starts', async () => {
    const { text } = await open('logins-fell', { role: 'viewer' });
    for (const said of [
      'Trips at or below this part of the usual level 60%',
      'Length of the window 28 days',
      'Stays quiet for so long after it recovered 28 days',
      'As in v3, which runs now.',
    ])
      expect(text).toContain(said);
  });

  it('tells week by week what became of its tasks, also of one that the playbook has no more', async () => {
    const { text } = await open('logins-fell');
    expect(text).toContain('What became of its tasks in 3 weeks.');
    expect(text).toMatch(/of Mon 8 Jun 4 4 of 4 0 of 4/);
    expect(text).toContain('75% (9 of 12; 47% to 91%)');
    expect((await open('nps-detractor')).text).toContain('It has raised no task yet.');
    const gone = await open('gone');
    expect(gone.text).toContain('no longer in the playbook');
    expect(gone.body).not.toContain('/act/signals');
    expect((await open('constructor')).page).toMatchObject({ status: 404 });
    expect((await open('logins-fell', { of: undefined })).text).toContain('60%');
  });

  it('tells who changed it, when and why, in words, and leads back', async () => {
    const { body, text } = await open('logins-fell');
    for (const said of [
      'Sat 20 Jun',
      'Mia',
      'Trips at or below this part of the usual level: 50% → 60%',
      'Why it matters: worded or set anew',
      'Play: win-back → check-in',
      'Too many &lt;b&gt;',
      'Go back to v1',
    ])
      expect(text).toContain(said);
    expect(text.match(/worded or set anew/g)).toHaveLength(1);
    expect(body).toContain('/signals/logins-fell?when.tripsAtOrBelow=50#tried');
    expect(text).not.toContain('Go back to v3');
    expect((await open('no-touch')).text).toContain('No version has changed it since it began.');
  });

  it('lets managers and administrators move every number, by a field and by a slider', async () => {
    for (const role of ['manager', 'admin'] as const) {
      const { body } = await open('logins-fell', { role });
      for (const { path } of numbersOf(defaultPlaybook.signals['logins-fell'] as never)) {
        expect(body).toContain(`type="number" name="${path}"`);
        expect(body).toContain(`type="range" name="${path}~`);
      }
    }
    for (const role of ['viewer', 'csm'] as const) {
      const { body } = await open('logins-fell', { role, query: 'when.tripsAtOrBelow=50&back=v1' });
      expect(body).not.toMatch(/\/act\/signals|type="range"|Go back to/);
      expect(body).toContain('A manager can publish this');
    }
  });

  it('shows what is tried against what runs, with the form that publishes it', async () => {
    const { body, text } = await open('logins-fell', { query: 'when.tripsAtOrBelow=50&cooldownInDays=28' });
    expect(text).toContain('Trips at or below this part of the usual level: 60% → 50%');
    expect(text).not.toContain('28 days → 28 days');
    expect(body).toContain('action="/act/signals/publish"');
    expect(body).toContain('name="onto" value="v3"');
    expect(text).toContain('Publish it without looking first');
    expect(body).toContain('type="number" name="when.tripsAtOrBelow" value="50"');
  });

  it('says why what is tried can’t be, and offers nothing to publish', async () => {
    const { body, text } = await open('logins-fell', { query: 'when.tripsAtOrBelow=80&when.windowInDays=x' });
    expect(text).toContain('Length of the window: Enter a number.');
    expect(body).not.toContain('/act/signals/publish');
    expect(body).toContain('aria-invalid="true"');
    const other = await open('logins-fell', { query: 'when.tripsAtOrBelow=80' });
    expect(other.text).toContain('Recovers above this part of the usual level: At least 80%.');
    expect((await open('logins-fell', { query: 'when.tripsAtOrBelow=60' })).text).toContain(
      'These numbers run already.',
    );
  });

  it('shows before somebody goes back what that changes of the whole playbook', async () => {
    const { body, text } = await open('logins-fell', { query: 'back=v1' });
    for (const said of ['Go back to v1', 'Late tasks: changed', '30 days → 3 days']) expect(text).toContain(said);
    expect(body).toContain('action="/act/signals/roll-back"');
    const never = await open('logins-fell', { query: 'back=v9' });
    expect(never.text).toContain('There is no version v9 that can be read.');
    expect(never.body).not.toContain('/act/signals/roll-back');
  });

  it('says in Japanese what it says in English', async () => {
    const { text } = await open('logins-fell', { locale: 'ja', query: 'when.tripsAtOrBelow=50' });
    for (const said of [
      '発生する水準（普段に対して、この割合以下）：60% → 50%',
      '見る期間の長さ',
      '直近13週間',
      '新しい版として公開する',
      'これまでの変更',
      '大切な理由：内容を変更',
    ])
      expect(text).toContain(said);
  });

  it('weighs little with a hundred versions of people with long names and reasons, and runs none of their markup', async () => {
    const versions = Array.from(
      { length: 100 },
      (_, n): VersionTold => ({
        ...(told[0] as VersionTold),
        ...{ version: `v${n + 1}`, who: { is: 'operator', id: awkwardName(n) }, why: awkwardName(n).repeat(2) },
      }),
    );
    const signals = Object.fromEntries(
      Object.entries(defaultPlaybook.signals).map(([name, signal]) => [
        name,
        {
          ...signal,
          label: { en: awkwardName(1), ja: awkwardName(1) },
          why: { en: awkwardName(2), ja: awkwardName(2) },
        },
      ]),
    );
    const { body } = await open('logins-fell', { versions, playbook: { ...defaultPlaybook, signals } });
    expect(Buffer.byteLength(body)).toBeLessThan(MOST_BYTES_OF_A_PAGE);
    expect(body).not.toContain('<script>1');
    expect(body).toContain('Only the latest changes are shown.');
  });
});

const study = { id: 's1', shards: 32, askedBy: 'mia', askedAt: '2026-06-24T00:00:00Z' };
const going = { ...study, state: 'running' as const, done: 12 };
const done = { ...study, state: 'done' as const, done: 32 };
const weekOf = (csm: string | null, week: string, before: number, after: number, capacity: number | null) => ({
  ...{ csm, week, before, after, capacity },
});
const effect = { before: 12, after: 8, comes: 1, goes: 5, days: 1_000, unknownDays: 0, reasons: {} };
const koa = { account: 'koa', name: awkwardName(7) };
const whatIfAnswer: WhatIfAnswer = {
  ...{ from: '2026-03-25', to: '2026-06-23', tellableFrom: '2025-01-01' },
  ...{ accounts: 120, accountsWithoutPast: 0, accountsBegun: 0, accountDays: 10_920 },
  signals: { 'logins-fell': effect },
  weeks: [
    weekOf('mia', '2026-06-08', 9, 4, 5),
    weekOf('mia', '2026-06-15', 3, 2, 5),
    weekOf('gone', '2026-06-08', 2, 2, null),
    weekOf('gone', '2026-06-15', 0, 1, null),
  ],
  mails: { before: { ...noMails(), sent: 7, held: 2 }, after: { ...noMails(), sent: 4 } },
  changes: [
    { ...koa, signal: 'logins-fell', subject: null, day: '2026-06-10', change: 'goes' },
    { account: 'nagi', name: 'Nagi', signal: 'hand-over', subject: 'u', day: '2026-06-02', change: 'comes' },
  ],
  changesLeftOut: 0,
  ...{ opens: 1, closes: 3 },
  openToday: [
    { ...koa, csm: 'mia', mrr: 120_000, currency: 'JPY', signal: 'logins-fell', subject: null, change: 'closes' },
    { account: 'nagi', name: 'Nagi', signal: 'logins-fell', subject: null, change: 'opens' },
  ],
};
const share = (count: number, of: number, value: number | null = count / of) => ({
  ...{ count, of, value, interval: [0.1, 0.9] as [number, number] },
});
const signalAnswer = {
  ...{ signal: 'logins-fell', outcomes: 20, caught: 9, tooLate: 3, earlier: 2, missed: 6, catchRate: share(9, 20) },
  daysAhead: { lower: 20, median: 41, upper: 80 },
  leadCurve: [{ days: 15, warned: 9 }],
  ...{ alarms: 60, hits: 9, falseAlarms: 30, keptAfterAction: 21, tooLateAlarms: 3, unfinishedAlarms: 4 },
  ...{ precision: share(9, 60), ifActedOn: share(1, 22), ifNotActedOn: share(8, 38) },
  ...{ falseAlarmsPerCsmAndMonth: 0.25, lift: { value: 2.1, interval: [1.6, 2.9] as [number, number] } },
  ...{ p: 0.001, q: 0.02, verdict: 'better-than-chance' as const, survival: [], halfGoneAfter: null },
  quarterGoneAfter: null,
} as unknown as SignalAnswer;
const backtestAnswer = {
  ...{ accounts: 130, outcomes: 20, isEnough: true, outcomesNeeded: 0, baseRate: share(300, 4_000) },
  ...{ best: null, csms: 4, csmMonths: 44, signals: [signalAnswer] },
} as unknown as BacktestAnswer;

const at = (value: number, tasks: number, more = {}) => ({
  ...{ value, tasks, alarms: tasks - 20, comes: 2, goes: 1, open: 3, caught: 2, mails: 4, overCapacity: 0 },
  ...more,
});
const compared: SensitivityAnswer = {
  ...{ from: '2026-03-23', to: '2026-06-21', weeks: 13, tellableFrom: '2025-01-01', accounts: 120 },
  ...{ accountsWithoutPast: 0, days: 10_920, unknownDays: 0, left: 4, leftUnknown: 0, runs: 0.6, capacity: 130 },
  peopleWithCapacity: 3,
  values: [at(0.5, 65), at(0.6, 91, { comes: 0, goes: 0 }), at(0.7, 182, { overCapacity: 2, caught: 3 })],
};
const answered = { sensitivity: { ...done, answer: compared } };

describe('what would have been by other numbers', () => {
  const query = 'when.tripsAtOrBelow=50&from=2026-03-25&to=2026-06-23';

  it('is looked up by the numbers and days of the address, and asked where nobody has asked it', async () => {
    const { body, finds, page } = await open('logins-fell', { query });
    expect(finds[0]).toEqual({
      ...{ from: '2026-03-25', to: '2026-06-23' },
      change: { set: [{ path: 'signals.logins-fell.when.tripsAtOrBelow', value: 0.5 }] },
    });
    expect(body).toContain('action="/act/signals/ask"');
    expect(page.isWaiting).toBeUndefined();
    const isWhatIf = (found: unknown) => Object.hasOwn(Object(found), 'change');
    expect((await open('logins-fell')).finds.some(isWhatIf)).toBe(false);
    expect((await open('logins-fell', { query: 'when.tripsAtOrBelow=80' })).finds.some(isWhatIf)).toBe(false);
  });

  it('shows how far it has come, looks again by itself, and can be stopped', async () => {
    const { body, text } = await open('logins-fell', { query, studies: { 'what-if': going } });
    expect(text).toContain('12 of 32 parts');
    expect(body).toContain('<noscript><meta http-equiv="refresh" content="5"></noscript>');
    expect(body).toContain('data-waits');
    expect(body).toContain('action="/act/signals/stop"');
    const viewer = await open('logins-fell', { query, studies: { 'what-if': going }, role: 'viewer' });
    expect(viewer.text).toContain('12 of 32 parts');
    expect(viewer.body).not.toContain('/act/signals/stop');
  });

  it.each(['cancelled', 'failed'] as const)('can be asked again once it was %s', async (state) => {
    const { body } = await open('logins-fell', { query, studies: { 'what-if': { ...study, state, done: 3 } } });
    expect(body).toContain('action="/act/signals/ask"');
    expect(body).not.toContain('data-waits');
  });

  it('tells episodes, tasks against capacity, accounts that come and go, and mails, and then offers to publish', async () => {
    const { body, text } = await open('logins-fell', {
      ...{ query, studies: { 'what-if': { ...done, answer: whatIfAnswer } } },
    });
    for (const said of [
      'over 120 accounts',
      '12 → 8 1 come, 5 go',
      '14 → 9',
      'Tasks of the whole team, week by week',
      'Outline: as it runs now. Filled: as tried.',
      'Mia 6 → 3 5',
      '1 → 0 of 2',
      'gone 1 → 1.5',
      '▼ goes',
      'Open at the end of 23 June 2026, had it been so all along',
      '1 would be open that is not, 3 would not be open that are.',
      '▼ not open ¥120,000 Mia',
      'and 2 more',
      '▲ comes',
      'Held for a person to decide 2 0',
      'Asked by Mia',
    ])
      expect(text).toContain(said);
    expect(body).toContain('/accounts/koa');
    expect(body).not.toContain('Publish it without looking first');
    expect(body.indexOf('id="would-be"')).toBeLessThan(body.indexOf('/act/signals/publish'));
  });

  it('says why there are fewer where nothing comes or goes, and counts weeks in part by their days', async () => {
    const tell = (answer: Partial<WhatIfAnswer>) =>
      open('logins-fell', {
        ...{ query, studies: { 'what-if': { ...done, answer: { ...whatIfAnswer, ...answer } } } },
      });
    const cutOtherwise = { signals: { 'logins-fell': { ...effect, before: 8, after: 7, comes: 0, goes: 0 } } };
    const why = 'Where “Log-ins fell” goes on instead of ending and coming back';
    expect((await tell(cutOtherwise)).text).toContain(why);
    expect((await tell({})).text).not.toContain(why);

    // From Wednesday to Tuesday: thirteen weeks, of which fourteen Mondays are drawn.
    const mondays = Array.from({ length: 14 }, (_, n) => addDays('2026-03-23', 7 * n));
    const weeks = mondays.map((week) => weekOf('mia', week, 2, 1, week === '2026-03-23' ? 3 : 5));
    const whole = await tell({ weeks });
    expect(whole.text).toContain('2.2 → 1.1 a week');
    expect(whole.text).toContain('Mia 2.2 → 1.1');
    expect(whole.text).toContain('In 13 weeks');
    expect(whole.text).toContain('A week that lies in these days only in part');
    expect((await tell({})).text).not.toContain('A week that lies in these days only in part');
  });

  it('draws the weeks of one person against what they can do', async () => {
    const { text, body } = await open('logins-fell', {
      ...{ query: `${query}&person=mia`, studies: { 'what-if': { ...done, answer: whatIfAnswer } } },
    });
    expect(text).toContain('Tasks of Mia, week by week');
    expect(text).toContain('Line: what can be done.');
    expect(text).toContain('The whole team');
    expect(body).toContain('class="limit"');
  });

  it('says what of the days can’t be told: before the ledger, without data, and of accounts without a past', async () => {
    const tell = (answer: Partial<WhatIfAnswer>) =>
      open('logins-fell', { query, studies: { 'what-if': { ...done, answer: { ...whatIfAnswer, ...answer } } } });
    const begun = await tell({
      ...{ tellableFrom: '2026-05-01', accountsWithoutPast: 3, accountsBegun: 2 },
      signals: { 'logins-fell': { ...effect, unknownDays: 250 } },
    });
    for (const said of ['before 1 May 2026', 'Of 3 accounts nothing', '25% of the account days (250 of 1,000)'])
      expect(begun.text).toContain(said);
    const dataless = await tell({ signals: { 'logins-fell': { ...effect, unknownDays: 1_000 } } });
    expect(dataless.text).toContain('could tell on none of these days');
    expect((await tell({ accountDays: 0, weeks: [], changes: [] })).text).toContain(
      'Nothing can be told of these days',
    );
    const same = await tell({ signals: { 'logins-fell': { ...effect, after: 12 } }, weeks: [], changes: [] });
    expect(same.text).toContain('Nothing would have been otherwise.');
  });

  it('weighs little with 60 people of long names over a year, and a thousand accounts that come and go', async () => {
    const answer: WhatIfAnswer = {
      ...whatIfAnswer,
      weeks: Array.from({ length: 60 * 52 }, (_, n) =>
        weekOf(`${'<b>'.repeat(20)}${n % 60}`, addDays('2026-01-05', 7 * Math.floor(n / 60)), n % 7, n % 5, 4),
      ),
      changes: Array.from({ length: 1_000 }, (_, n) => ({
        ...{ account: `a${n}`, name: awkwardName(n), signal: 'hand-over', subject: null },
        ...{ day: '2026-06-02', change: 'comes' as const },
      })),
      changesLeftOut: 9_000,
      openToday: Array.from({ length: 200 }, (_, n) => ({
        ...{ account: `a${n}`, name: awkwardName(n), csm: awkwardName(n), mrr: 1_000_000_000 - n, currency: 'JPY' },
        ...{ signal: 'hand-over', subject: null, change: 'opens' as const },
      })),
    };
    const studies = { 'what-if': { ...done, answer }, backtest: { ...done, answer: backtestAnswer }, ...answered };
    const { body, text } = await open('logins-fell', { query, studies });
    expect(Buffer.byteLength(body)).toBeLessThan(MOST_BYTES_OF_A_PAGE);
    expect(text).toContain('and 9,980 more');
    expect(text).toContain('and 20 more people');
  });

  it('says in Japanese what it says in English', async () => {
    const { text } = await open('logins-fell', {
      ...{ query, locale: 'ja', studies: { 'what-if': { ...done, answer: whatIfAnswer } } },
    });
    for (const said of [
      '120社の実績',
      '増える 1件・なくなる 5件',
      'チーム全体の週ごとのタスク',
      '▼ なくなる',
      '▼ 発生しない',
    ])
      expect(text).toContain(said);
  });
});

describe('whether a signal would have warned', () => {
  it('is asked of the year up to the end of last month, by a manager', async () => {
    const { body, finds, text } = await open('logins-fell');
    expect(finds).toContainEqual(expect.objectContaining({ outcome: 'churn', from: '2025-06-01', to: '2026-05-31' }));
    expect(text).toContain('Would it have warned of those who left?');
    expect(body).toContain('action="/act/signals/backtest"');
    const ofCsm = (await open('logins-fell', { role: 'csm' })).body;
    // A heading without an answer, and without a way to one, helps nobody.
    expect(ofCsm).not.toMatch(/act\/signals\/backtest|Would it have warned/);
  });

  it('is told with counts and intervals, also to those who only read', async () => {
    const { text } = await open('logins-fell', {
      ...{ role: 'viewer', studies: { backtest: { ...done, answer: backtestAnswer } } },
    });
    for (const said of [
      '20 of 130 accounts left.',
      'It warns better than chance.',
      'Warned in time 45% (9 of 20; 10% to 90%)',
      'Warned too late 3 of 20',
      '41 days (half of them 20 to 80)',
      '15% (9 of 60; 10% to 90%)',
      '2.1 times (1.6 to 2.9)',
      '0.25 a CSM and month',
    ])
      expect(text).toContain(said);
  });

  it('is told by counts alone where too few left, with how many more it takes', async () => {
    const few = {
      ...{ ...backtestAnswer, outcomes: 3, isEnough: false, outcomesNeeded: 7, baseRate: share(3, 400, null) },
      signals: [
        { ...signalAnswer, outcomes: 3, catchRate: share(2, 3, null), precision: share(2, 9, null), lift: null },
      ],
    } as unknown as BacktestAnswer;
    const { text } = await open('logins-fell', { studies: { backtest: { ...done, answer: few } } });
    expect(text).toContain('3 customers who left are too few for a rate: it takes 7 more.');
    expect(text).toContain('Warned in time 2 of 3 (10% to 90%)');
    expect(text).not.toContain('better than chance.');
    const none = await open('logins-fell', { studies: { backtest: { ...done, answer: { ...few, outcomes: 0 } } } });
    expect(none.text).toContain('Nobody left');
    const other = await open('no-touch', { studies: { backtest: { ...done, answer: backtestAnswer } } });
    expect(other.text).toContain('not in the playbook that was looked at');
  });
});

describe('what other values would bring', () => {
  it('is asked of the threshold over the last thirteen whole weeks, or of the number that was chosen', async () => {
    const { body, finds, text } = await open('logins-fell');
    expect(finds).toContainEqual(
      expect.objectContaining({ path: 'when.tripsAtOrBelow', from: '2026-03-23', to: '2026-06-21' }),
    );
    expect(body).toContain('action="/act/signals/compare"');
    expect(text).toContain('Compare values of “Trips at or below this part of the usual level”');
    expect(body).toContain('/signals/logins-fell?compare=when.windowInDays#compare');
    const other = await open('logins-fell', { query: 'compare=when.windowInDays' });
    expect(other.finds).toContainEqual(expect.objectContaining({ path: 'when.windowInDays' }));
    expect((await open('logins-fell', { role: 'viewer' })).body).not.toContain('id="compare"');
  });

  it('is told of each value beside the one that runs, against what the team can do', async () => {
    const { body, text } = await open('logins-fell', { studies: answered });
    for (const said of [
      'over the 13 weeks from 23 March 2026 to 21 June 2026',
      '60% runs now 7 0 of 3',
      '70% 14 ▼ 2 of 3 162 +2 −1 4 3 3 of 4 (30.1% to 95.4%)',
      'Only 4 customers left in these weeks: too few to choose by. It takes 6 more.',
      'Tasks of the whole team a week',
      'Can do 10',
      '60%: 7',
    ])
      expect(text).toContain(said);
    expect(body).toContain('/signals/logins-fell?when.tripsAtOrBelow=50&amp;from=2026-03-23&amp;to=2026-06-21');
    expect(body).not.toContain('action="/act/signals/compare"');
    expect((await open('logins-fell', { role: 'viewer', studies: answered })).text).toContain('70% 14');
  });

  it('stands beside the slider, for the script to keep to while it moves', async () => {
    const { body, text } = await open('logins-fell', { studies: answered });
    expect(text).toContain(
      'At 60%: 7 tasks a week (the team can do 10), raised 71 times (0 come, 0 go), 4 mails to customers.',
    );
    const figures = /<output data-figures="([^"]+)"/.exec(body)?.[1]?.replaceAll('&quot;', '"') as string;
    expect(JSON.parse(figures).map(([shown]: [number]) => shown)).toEqual([50, 60, 70]);
    const tried = await open('logins-fell', { studies: answered, query: 'when.tripsAtOrBelow=68' });
    expect(tried.text).toContain('At 70%: 14 tasks a week');
    const together = await open('logins-fell', { studies: answered, query: 'when.windowInDays=14' });
    expect(together.text).toContain('You have moved other numbers too.');
    expect((await open('logins-fell')).body).not.toContain('<output');
  });

  it('says so where nothing is on record of these weeks, and where its data were missing', async () => {
    const tell = async (more: Partial<SensitivityAnswer>) =>
      (await open('logins-fell', { studies: { sensitivity: { ...done, answer: { ...compared, ...more } } } })).text;
    expect(await tell({ days: 0, values: [] })).toContain('Nothing is on record of any account in these weeks');
    expect(await tell({ unknownDays: 100 })).toContain('On 100 of 10,920 account days it could not tell');
    expect(await tell({ capacity: null, peopleWithCapacity: 0 })).not.toMatch(/over capacity|Can do/);
  });

  it('says in Japanese what it says in English', async () => {
    const { text } = await open('logins-fell', { locale: 'ja', studies: answered });
    for (const said of [
      '60%の場合：タスクは1週間に7件（チームで対応できるのは10件）、発生は71件',
      '70% 14 ▼ 3名中2名',
      'チーム全体の1週間あたりのタスク',
      'あと6社分の実績が必要です。',
    ])
      expect(text).toContain(said);
  });
});
