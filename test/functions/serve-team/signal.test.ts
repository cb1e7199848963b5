import { describe, expect, it } from 'vitest';
import type { MemberRole } from '../../../domain/account/account.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { numbersOf } from '../../../domain/playbook/signal-numbers.ts';
import { emptyTally, type SignalTally } from '../../../domain/signal-work/signal-weeks.ts';
import { showSignal } from '../../../functions/serve-team/signal.ts';
import type { VersionTold } from '../../../functions/store/playbooks/playbooks.ts';
import type { SignalWork } from '../../../functions/store/work/signal-work.ts';
import { actFormOn } from '../../../functions/team-pages/act-form.ts';
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
}

async function open(id: string, asked: Asked = {}) {
  const { query = '', locale = 'en', role = 'manager' } = asked;
  const { playbook = defaultPlaybook, of, versions } = { of: work, versions: told, ...asked };
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
    } as never,
  )) as TeamPage;
  const body = drawn(page, reader);
  return {
    page,
    body,
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
      '見る期間の長さ 28日',
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
