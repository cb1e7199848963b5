import { describe, expect, it } from 'vitest';
import type { MemberRole } from '../../../domain/account/account.ts';
import type { BacktestAnswer } from '../../../domain/backtest/backtest-answer.ts';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { emptyTally, type SignalTally } from '../../../domain/signal-work/signal-weeks.ts';
import { showSignals } from '../../../functions/serve-team/signals.ts';
import type { SignalWork } from '../../../functions/store/work/signal-work.ts';
import { actFormOn } from '../../../functions/team-pages/act-form.ts';
import type { StudyShown } from '../../../functions/team-pages/studies/study-state.ts';
import type { TeamPage } from '../../../functions/team-pages/team-page.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { drawn, formKey, MOST_BYTES_OF_A_PAGE, readerAs } from '../../support/drawn-team-page.ts';

const nowInMs = Date.parse('2026-06-24T01:00:00Z');
const tally = (more: Partial<SignalTally>): SignalTally => ({ ...emptyTally(), ...more });
const words = { useful: 9, 'too-early': 1, 'false-alarm': 2 };

const work: SignalWork = {
  countedAt: '2026-06-23T18:00:00Z',
  weeks: [
    { week: '2026-06-22', signals: {} },
    {
      week: '2026-06-15',
      signals: {
        'logins-fell': tally({ raised: 12, done: 8, ignored: 1, words }),
        'no-touch': tally({ raised: 20, done: 4, ignored: 14 }),
        'gone <b>': tally({ raised: 1 }),
      },
    },
    { week: '2026-06-08', signals: { 'logins-fell': tally({ raised: 4, done: 4 }) } },
  ],
  data: {
    'logins-fell': { state: 'on', missing: [] },
    'nps-detractor': { state: 'off', missing: ['nps.answered'] },
  },
};

interface Asked {
  of?: SignalWork | undefined;
  locale?: Locale;
  role?: MemberRole;
  at?: number;
  backtest?: StudyShown<BacktestAnswer>;
}

function open(asked: Asked = {}) {
  const { of, locale, role, at, backtest } = {
    of: work,
    locale: 'en' as const,
    role: 'csm' as const,
    at: nowInMs,
    ...asked,
  };
  const reader = readerAs(role, locale);
  return showSignals(
    { reader, id: '', query: new URLSearchParams(), form: actFormOn('/signals', { reader, formKey }) } as never,
    {
      signalWork: { read: async () => of },
      records: { members: async () => [{ id: 'mia', name: 'Mia', email: 'mia@mirai.example', role: 'manager' }] },
      playbooks: { current: async () => ({ version: 'v3', playbook: defaultPlaybook }) },
      studies: { find: async ({ kind }: { kind: string }) => (kind === 'backtest' ? backtest : undefined) },
      company: { timeZone: 'Asia/Tokyo' },
      kpis: { rules: usualKpiRules },
      clock: { dayOf: () => '2026-06-24' },
      now: () => at,
    } as never,
  ) as Promise<TeamPage>;
}
const textOf = ({ heading, lead = '', body }: TeamPage) =>
  `${heading} ${lead} ${(body?.markup ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')}`;
const rowOf = (page: TeamPage, name: string) =>
  (page.body?.markup ?? '').split('<tr role="row">').find((row) => row.includes(name)) ?? '';

describe('the page of the signals', () => {
  it('says what was raised and done lately, and names the alarm that outruns people', async () => {
    const text = textOf(await open());
    expect(text).toContain('37 tasks raised in the last 4 weeks, 16 of them done.');
    expect(text).toMatch(/“[^”]+” raises more than people get done Nobody did anything about 14 of its 20 tasks/);
  });

  it('tells of each signal its tasks, the word of the team with its interval, and whether its data arrives', async () => {
    const page = await open();
    const row = rowOf(page, '/signals/logins-fell').replace(/<[^>]+>/g, ' ');
    for (const said of [
      '12 of 16',
      '1 of 16',
      '9 useful · 1 too early · 2 false alarms',
      '75% (9 of 12; 47% to 91%)',
      'arrives',
    ])
      expect(row).toContain(said);
    expect(rowOf(page, '/signals/nps-detractor')).toContain('missing: nps.answered');
  });

  it('shows what a signal was called as text, also where the playbook has it no more', async () => {
    const row = rowOf(await open(), 'gone &lt;b&gt;');
    expect(row).toContain('no longer in the playbook');
    expect(row).toContain('/signals/gone%20%3Cb%3E');
  });

  it('weighs little with 400 signals of long names, each of which lacks 400 kinds of events', async () => {
    const names = Array.from({ length: 400 }, (_, n) => `<b>${n}-${'x'.repeat(90)}`);
    const signals = Object.fromEntries(names.map((name) => [name, tally({ raised: 40, ignored: 30, words })]));
    const missing = names.map((_, n) => `event.${n}.${'x'.repeat(90)}`);
    const huge: SignalWork = {
      countedAt: '2026-06-23T18:00:00Z',
      weeks: work.weeks.map(({ week }) => ({ week, signals })),
      data: Object.fromEntries(names.map((name) => [name, { state: 'off', missing }])),
    };
    const body = drawn(await open({ of: huge }), readerAs('csm'));
    expect(Buffer.byteLength(body)).toBeLessThan(MOST_BYTES_OF_A_PAGE);
    expect(body).not.toMatch(/<b>\d/);
    expect(body).toContain('/signals?after=50');
  });

  it('says that nothing was counted or raised yet, and that nights brought no new count', async () => {
    const none = await showSignals(
      { reader: { locale: 'en' }, id: '', query: new URLSearchParams() } as never,
      {
        signalWork: { read: async () => undefined },
        records: { members: async () => [] },
        playbooks: { current: async () => undefined },
        now: () => 0,
      } as never,
    );
    expect(textOf(none as TeamPage)).toContain('Nothing counted yet');
    expect((await open({ of: { ...work, weeks: [] } })).lead).toContain('No signal raised a task');
    expect(textOf(await open({ at: nowInMs + 5 * 86_400_000 }))).toContain('The last nights brought no new count');
  });

  describe('and of those who left', () => {
    const share = (count: number, of: number, value: number | null) => ({
      ...{ count, of, value, interval: [0.26, 0.66] as [number, number] },
    });
    const answerOf = (outcomes: number, value: number | null) =>
      ({
        ...{ accounts: 130, outcomes, isEnough: value !== null, outcomesNeeded: 10 - outcomes },
        signals: [{ signal: 'logins-fell', catchRate: share(9, outcomes, value) }],
      }) as unknown as BacktestAnswer;
    const done = (answer: BacktestAnswer) => ({
      ...{
        id: 's',
        state: 'done' as const,
        done: 32,
        shards: 32,
        askedBy: 'mia',
        askedAt: '2026-06-24T00:10:00Z',
        answer,
      },
    });

    it('how many each signal warned of in time, with its interval', async () => {
      const page = await open({ backtest: done(answerOf(20, 0.45)) });
      expect(textOf(page)).toContain('Warned in time');
      expect(textOf(page)).toContain('20 of 130 accounts left');
      expect(rowOf(page, '/signals/logins-fell')).toContain('45% (9 of 20; 26% to 66%)');
      // Of one that was not looked at nothing is said.
      expect(rowOf(page, '/signals/no-touch')).toContain('–');
    });

    it('counts and no rate where too few left, and no column where nobody did', async () => {
      const few = await open({ backtest: done(answerOf(9, null)) });
      expect(rowOf(few, '/signals/logins-fell')).toContain('9 of 9 (26% to 66%)');
      expect(rowOf(few, '/signals/logins-fell')).not.toContain('100%');
      const none = await open({ backtest: done(answerOf(0, null)) });
      expect(textOf(none)).not.toContain('Warned in time');
      expect(textOf(none)).toContain('Nobody left');
    });

    it('is asked by managers, and told to everybody', async () => {
      expect((await open({ role: 'manager' })).body?.markup).toContain('action="/act/signals/backtest"');
      expect((await open()).body?.markup).not.toContain('/act/signals/backtest');
      const going = {
        id: 's',
        state: 'running' as const,
        done: 12,
        shards: 32,
        askedBy: 'mia',
        askedAt: '2026-06-24T00:10:00Z',
      };
      const page = await open({ backtest: going });
      expect([page.isWaiting, textOf(page)]).toEqual([true, expect.stringContaining('12 of 32 parts')]);
    });
  });

  it('says in Japanese what it says in English', async () => {
    const text = textOf(await open({ locale: 'ja' }));
    for (const said of [
      '直近4週間で37件のタスクが発生し、16件が完了しました',
      '手が回っていません',
      '16件中12件',
      '役に立った 9',
    ])
      expect(text).toContain(said);
  });
});
