import { describe, expect, it } from 'vitest';
import { effects } from '../../../domain/effects/effects.ts';
import { addEffects, type EffectsPart, effectsOfAccount } from '../../../domain/effects/play-effects.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { trialOf } from '../../../domain/plays/trials.ts';
import { emptyTally } from '../../../domain/signal-work/signal-weeks.ts';
import { addDays } from '../../../domain/time/day.ts';
import { showPlays } from '../../../functions/serve-team/plays.ts';
import { actFormOn } from '../../../functions/team-pages/act-form.ts';
import type { EffectsCount } from '../../../functions/team-pages/plays/plays-page.ts';
import type { TeamPage } from '../../../functions/team-pages/team-page.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { drawn, formKey, MOST_BYTES_OF_A_PAGE, readerAs } from '../../support/drawn-team-page.ts';
import { studySetting } from '../../support/stored-past.ts';

const nowInMs = Date.parse('2026-06-10T01:00:00Z');
const OPENED = '2026-02-01';

function playbookWith(change: object, of: Playbook = defaultPlaybook): Playbook {
  const playbook = structuredClone(of);
  Object.assign(playbook.plays['check-in'] as object, change);
  return playbook;
}
const tried = playbookWith({ variants: { look: {}, call: { steps: [{ task: 'check-in-call' }] } }, holdOut: 0.1 });

const asked = { id: 's', askedBy: 'mia', askedAt: '2026-06-09T22:58:00Z' };

interface Accounts {
  count: number;
  left: number;
  arm?: string;
  acted?: boolean;
}

/** What is found of accounts of which so many left. */
function counted(playbook: Playbook, groups: Accounts[]): EffectsCount {
  const setting = studySetting({ playbook });
  const trial = trialOf(playbook.plays['check-in'] as Playbook['plays'][string]);
  const rules = { asOf: '2026-06-09', horizonInDays: 90, trials: { 'check-in': trial }, playsNow: {} };
  let part: EffectsPart = {};
  for (const { count, left, arm, acted = false } of groups) {
    for (let n = 0; n < count; n += 1) {
      const assigned = { play: 'check-in', name: arm ?? 'play', ...(arm !== undefined && trial !== null && { trial }) };
      const past = {
        episodes: [{ id: 'e', openedOn: OPENED, arm: assigned }],
        acts: acted ? [{ episode: 'e', day: addDays(OPENED, 2) }] : [],
        scores: {
          [addDays(OPENED, -28)]: 500,
          [OPENED]: 400 + n,
          [addDays(OPENED, 90)]: 420 + 2 * n + (acted ? 40 : 0),
        },
        hasLeft: (day: string) => n < left && day > addDays(OPENED, 30),
      };
      part = addEffects(part, effectsOfAccount(past, rules));
    }
  }
  const answer = effects.answer(part, { horizonInDays: 90 }, setting);
  return { ...asked, state: 'done', done: 32, shards: 32, endedAt: '2026-06-09T23:00:00Z', answer, failed: [] };
}

function open({
  count = undefined as EffectsCount | undefined,
  playbook = defaultPlaybook as Playbook | null,
  role = 'manager' as Parameters<typeof readerAs>[0],
  locale = 'en' as 'en' | 'ja',
  at = nowInMs,
} = {}) {
  const reader = readerAs(role, locale);
  const form = actFormOn('/plays', { reader, formKey });
  const weeks = [{ week: '2026-06-01', signals: { 'logins-fell': { ...emptyTally(), raised: 12, done: 8 } } }];
  const showing = {
    playbooks: { current: async () => (playbook === null ? undefined : { version: 'v3', playbook }) },
    signalWork: { read: async () => ({ countedAt: '2026-06-09T18:00:00Z', weeks, data: {} }) },
    studies: { find: async () => count },
    records: { members: async () => [{ id: 'mia', name: 'Mia' }] },
    company: { timeZone: 'Asia/Tokyo' },
    now: () => at,
  };
  return showPlays(
    { reader, form, id: '', query: new URLSearchParams() } as never,
    showing as never,
  ) as Promise<TeamPage>;
}

const textOf = ({ heading, lead = '', body }: TeamPage) =>
  `${heading} ${lead} ${(body?.markup ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')}`;
const rowOf = (page: TeamPage, name: string) =>
  (page.body?.markup ?? '').split('<tr role="row">').find((row) => row.includes(name)) ?? '';
const observed = [
  { count: 70, left: 14, acted: true },
  { count: 80, left: 32 },
];
const byChance = [
  { count: 260, left: 26, arm: 'call' },
  { count: 260, left: 65, arm: 'look' },
  { count: 60, left: 15, arm: 'hold-out' },
];

describe('the page of the plays', () => {
  it('tells of each play its use, what was compared, and the difference with its interval', async () => {
    const row = rowOf(await open({ count: counted(defaultPlaybook, observed) }), 'Check in').replace(/<[^>]+>/g, ' ');
    for (const said of [
      '8 of 12 tasks done',
      'acted on: 56 of 70 stayed, 80% (69% to 88%)',
      'not acted on: 48 of 80 stayed, 60% (49% to 70%)',
      '+20 percentage points (+5 to +33)',
      'More customers stay',
      'A comparison, no proof',
    ])
      expect(row).toContain(said);
  });

  it('counts and gives no rate where fewer than ten left, and says how many a rate needs', async () => {
    const few = [
      { count: 30, left: 2, acted: true },
      { count: 30, left: 3 },
    ];
    const row = rowOf(await open({ count: counted(defaultPlaybook, few) }), 'Check in').replace(/<[^>]+>/g, ' ');
    expect(row).toContain('acted on: 28 of 30 stayed');
    expect(row.split('Not begun')[0]).not.toMatch(/\d%/);
    expect(row).toContain('A rate needs 10 customers who left; there are 5.');
  });

  it('tells the ways that are tried side by side, and which is better, once there are enough', async () => {
    const page = await open({ playbook: tried, count: counted(tried, byChance) });
    expect(rowOf(page, 'call against look').replace(/<[^>]+>/g, ' ')).toMatch(
      /\+15 percentage points .* More customers stay/s,
    );
    expect(rowOf(page, 'call against held out')).toContain('Can’t tell yet');
    expect(textOf(page)).toContain('call: 234 of 260 stayed, 90%');
  });

  it('lets a manager make a way the play, with a reason, and tells others who may', async () => {
    const count = counted(tried, byChance);
    const markup = (await open({ playbook: tried, count })).body?.markup ?? '';
    for (const said of [
      'action="/act/plays/choose"',
      'name="way" value="call"',
      'name="onto" value="v3"',
      'name="note"',
    ])
      expect(markup).toContain(said);
    expect(markup).not.toContain('name="way" value="hold-out"');
    const others = await open({ playbook: tried, count, role: 'csm' });
    expect(others.body?.markup).not.toContain('plays/choose');
    expect(textOf(others)).toContain('A manager can make one of them the play.');
  });

  it('offers to end a trial of the play against nothing', async () => {
    const playbook = playbookWith({ holdOut: 0.1 });
    const page = await open({ playbook, count: counted(playbook, [{ count: 20, left: 1, arm: 'play' }]) });
    expect(textOf(page)).toContain('Hold nobody out any more');
    expect(page.body?.markup).toContain('name="way" value="play"');
  });

  it('says how the count stands: not asked for, under way, ended without an answer, or old', async () => {
    expect(textOf(await open())).toContain('Nothing counted yet');
    const going = await open({ count: { ...asked, state: 'running', done: 3, shards: 32 } });
    expect(going.isWaiting).toBe(true);
    expect(textOf(going)).toContain('3 of 32 parts');
    expect(textOf(await open({ count: { ...asked, state: 'failed', done: 3, shards: 32 } }))).toContain(
      'ended without an answer',
    );
    const count = counted(defaultPlaybook, observed);
    expect(textOf(await open({ count, at: nowInMs + 8 * 86_400_000 }))).toContain('more than a week old');
    expect(textOf(await open({ count: { ...count, failed: [{ reason: 'x', accounts: 2, examples: [] }] } }))).toContain(
      '2 accounts could not be read',
    );
    expect(textOf(await open({ playbook: null }))).toContain('No playbook is running');
  });

  it('is read by everybody, and counted by a manager', async () => {
    expect((await open({ role: 'manager' })).body?.markup).toContain('/act/plays/count');
    for (const role of ['viewer', 'csm'] as const) expect((await open({ role })).body?.markup).not.toContain('/act/');
  });

  it('weighs little with 400 plays of long names, and shows them as text', async () => {
    const playbook = structuredClone(defaultPlaybook);
    const play = playbook.plays['check-in'] as Playbook['plays'][string];
    const label = { en: `<b>${'x'.repeat(900)}`, ja: '名'.repeat(900) };
    const variants = Object.fromEntries(Array.from({ length: 4 }, (_, n) => [`way-${n}-${'x'.repeat(40)}`, {}]));
    for (let n = 0; n < 400; n += 1)
      playbook.plays[`p${n}`] = { ...play, label, ...(n < 3 && { variants, holdOut: 0.1 }) };
    const body = drawn(await open({ playbook, count: counted(playbook, observed) }), readerAs('manager'));
    expect(Buffer.byteLength(body)).toBeLessThan(MOST_BYTES_OF_A_PAGE);
    expect(body).not.toContain('<b>xxx');
  });

  it('says in Japanese what it says in English', async () => {
    const text = textOf(await open({ locale: 'ja', playbook: tried, count: counted(tried, byChance) }));
    for (const said of [
      '無作為の割り当て',
      'callとlook',
      '継続が多くなっています',
      'まだ判断できません',
      '260社中234社が継続',
    ])
      expect(text).toContain(said);
  });
});
