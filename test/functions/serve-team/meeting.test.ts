import { describe, expect, it } from 'vitest';
import type { BoardEntry } from '../../../domain/board/board-entry.ts';
import { MOST_CHARACTERS_OF_AN_ACTION, type NextAction } from '../../../domain/health-list/health-list.ts';
import { asSeen } from '../../../functions/pages/as-seen.ts';
import { html } from '../../../functions/pages/html.ts';
import { showMeeting } from '../../../functions/serve-team/meeting.ts';
import type { TeamPage } from '../../../functions/team-pages/team-page.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { awkwardName, drawn, MOST_BYTES_OF_A_PAGE, readerAs } from '../../support/drawn-team-page.ts';

const today = '2026-06-24';
const team = [
  { id: 'aya', name: 'Aya', email: 'aya@x.example', role: 'csm' },
  { id: 'ren', name: 'Ren', email: 'ren@x.example', role: 'csm' },
];
const entry = (account: string, more: Partial<BoardEntry> = {}): BoardEntry => ({
  ...{
    account,
    name: `Firm ${account}`,
    csm: 'aya',
    score: 500,
    change: -60,
    mrr: 1000,
    currency: 'JPY',
    openTasks: 1,
  },
  ...more,
});

interface Asked {
  address?: string;
  entries?: BoardEntry[];
  asOf?: number | null;
  actions?: Record<string, NextAction>;
  reader?: { id: string; rights: string[] };
  locale?: string;
  members?: typeof team;
  nameOf?: (account: string) => string;
}

function open({
  address = '/meeting',
  entries = [],
  asOf = 1_782_000_000_000,
  actions = {},
  reader,
  locale = 'en',
  members = team,
  nameOf = (account) => `Firm ${account}`,
}: Asked) {
  const { id, rights } = reader ?? { id: 'mari', rights: ['read', 'work', 'manage'] };
  const states = new Map(
    entries.map(({ account, score, productScore }) => [
      account,
      {
        ...{ health: { score, stale: false, day: today }, scores: { '2026-06-17': 620 }, episodes: [] },
        ...(productScore !== undefined && {
          productHealth: [{ product: 'Ledger <b>', score: productScore, stale: false, day: today }],
        }),
      },
    ]),
  );
  return showMeeting(
    {
      reader: { locale, member: { id }, may: (right: string) => rights.includes(right) },
      id: '',
      query: new URL(address, 'https://x.example').searchParams,
      form: (act: string, fields: unknown) => html`<form action="/act/${act}">${fields as never}</form>`,
    } as never,
    {
      board: { read: async () => ({ entries, isPartial: false, ...(asOf !== null && { asOf }) }) },
      records: { members: async () => members, playbook: async () => defaultPlaybook },
      lists: {
        accounts: async (ids: string[]) =>
          new Map(
            ids.map((one) => [one, { id: one, name: nameOf(one), csm: entries.find((e) => e.account === one)?.csm }]),
          ),
        states: async () => states,
        nextActions: async () => new Map(Object.entries(actions)),
      },
      company: { timeZone: 'Asia/Tokyo' },
      clock: { dayOf: () => today },
      now: () => 0,
    } as never,
  ) as Promise<TeamPage>;
}
const markupOf = ({ body }: TeamPage) => body?.markup ?? '';
const textOf = (page: TeamPage) =>
  `${page.heading} ${page.lead ?? ''} ${markupOf(page)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')}`;
const order = (page: TeamPage) =>
  [...markupOf(page).matchAll(/rowheader" scope="row"><a class="whole" href="[^"]*">Firm ([^<]+)</g)].map(
    ([, id]) => id,
  );

describe('the page of the weekly meeting', () => {
  it('says first how many to talk about and what they pay, currency by currency, and what became of last week’s', async () => {
    const text = textOf(
      await open({
        entries: [
          entry('a', { score: 300 }),
          entry('b', { mrr: 5, currency: 'USD' }),
          entry('c', { score: 750, change: 100 }),
        ],
      }),
    );
    expect(text).toContain('2 accounts to talk about: 1 at risk, 1 to watch; together ¥1,000 and $5 a month.');
    expect(text).toContain('Of 3 listed a week ago, 1 improved and 1 are in good health again.');
    expect(text).toContain('In good health again since last week');
    expect(text).toContain('(100 − score) × MRR');
  });

  it('tells then and now, what was agreed and by whom, and whether it helped', async () => {
    const actions = { a: { text: 'Call <b>Rin</b>', by: 'ren', day: '2026-06-17', score: 400 } };
    const page = await open({ entries: [entry('a')], actions });
    const text = textOf(page);
    for (const said of ['56 → 50', 'worse', 'Ren · Wed 17 Jun · the score has gone up since']) {
      expect(text).toContain(said);
    }
    expect(markupOf(page)).toContain('Call &lt;b&gt;Rin&lt;/b&gt;');
    expect(markupOf(page)).toContain(`name="before" value="${asSeen('Call <b>Rin</b>')}"`);
  });

  it('lets a manager say what comes next for all, a CSM for their own, and a viewer for none; not of who is well again', async () => {
    const entries = [entry('a'), entry('b', { csm: 'ren' }), entry('c', { score: 900, change: 400 })];
    const formsFor = async (id: string, ...rights: string[]) =>
      (markupOf(await open({ entries, reader: { id, rights } })).match(/accounts\/next-action/g) ?? []).length;
    expect(await formsFor('mari', 'read', 'work', 'manage')).toBe(2);
    expect(await formsFor('aya', 'read', 'work')).toBe(1);
    expect(await formsFor('aya', 'read')).toBe(0);
  });

  it('cuts a long agreement short in the list, and has the whole of it where it is changed', async () => {
    const text = `Call ${'them '.repeat(50)}tomorrow`;
    const markup = markupOf(
      await open({ entries: [entry('a')], actions: { a: { text, by: 'ren', day: today, score: 500 } } }),
    );
    expect(markup.split(text)).toHaveLength(2);
    expect(markup).toContain(`>${text}</textarea>`);
    expect(markup).toMatch(/Call (them )+\w*…<\/span><br>/);
  });

  it('is of one CSM for the 1-on-1, sorted as the address says, and paged', async () => {
    const entries = [entry('a', { mrr: 10 }), entry('b', { csm: 'ren' }), entry('c', { mrr: 900 })];
    const own = await open({ entries, address: '/meeting?csm=aya' });
    expect(own.heading).toBe('Meeting with Aya, Wed 24 Jun');
    expect(order(own)).toEqual(['c', 'a']);
    expect(order(await open({ entries, address: '/meeting?sort=-name' }))).toEqual(['c', 'b', 'a']);
    expect(await open({ entries, address: '/meeting?csm=nobody' })).toMatchObject({ status: 404 });
    const many = Array.from({ length: 70 }, (_, n) => entry(String(n).padStart(2, '0')));
    const second = await open({ entries: many, address: '/meeting?sort=name&after=20' });
    expect([order(second)[0], order(second).length]).toEqual(['20', 20]);
    expect(markupOf(second)).toContain('/meeting?sort=name&amp;after=40');
  });

  it('weighs little however long names and next actions are, however many CSMs and accounts there are', async () => {
    const members = Array.from({ length: 400 }, (_, n) => ({ ...team[0], id: `csm-${n}`, name: awkwardName(n) }));
    const entries = Array.from({ length: 400 }, (_, n) =>
      // Every other one was at risk, and is well again.
      entry(`a${n}`, { name: awkwardName(n), csm: `csm-${n}`, ...(n % 2 && { score: 900, change: 400 }) }),
    );
    const action = { text: `<b>${'長'.repeat(MOST_CHARACTERS_OF_AN_ACTION - 3)}`, by: 'csm-1', day: today, score: 500 };
    const actions = Object.fromEntries(entries.map(({ account }) => [account, action]));
    for (const [address, locale] of [
      ['/meeting', 'en'],
      ['/meeting', 'ja'],
      ['/meeting?csm=csm-1', 'en'],
    ] as const) {
      const page = await open({
        locale,
        entries,
        actions,
        members: members as typeof team,
        nameOf: () => awkwardName(1),
        address,
      });
      const body = drawn(page, readerAs('manager', locale));
      expect(Buffer.byteLength(body)).toBeLessThan(MOST_BYTES_OF_A_PAGE);
      expect(body).not.toMatch(/<script>\d|<b>長/);
    }
  });

  it('says what comes next where there is nothing to talk about, or no list yet', async () => {
    expect(textOf(await open({ entries: [entry('a', { score: 900, change: 10 })] }))).toContain(
      'Every account is in good health',
    );
    expect(textOf(await open({ address: '/meeting?csm=ren', entries: [entry('a')] }))).toContain('No account of Ren');
    expect(textOf(await open({ asOf: null }))).toContain('No list yet');
  });

  it('says in Japanese what it says in English', async () => {
    const text = textOf(await open({ entries: [entry('a', { score: 300 }), entry('b')], locale: 'ja' }));
    for (const said of [
      '定例会議 6月24日(水)',
      '確認する顧客は2社です（危険1社・注意1社）',
      '月額の合計は￥2,000です',
      '次の一手を決める',
    ])
      expect(text).toContain(said);
  });

  it('names an account in good health for what brings it here: a steep fall, or one of its products', async () => {
    const well = { score: 800, change: 0 };
    const textOf = async (more: Partial<BoardEntry>) =>
      ((await open({ entries: [entry('a', { ...well, ...more })] })) as TeamPage).body?.markup ?? '';
    expect(await textOf({ openSignals: ['health-dropped'] })).toContain('</span> fell</span>');
    const byProduct = await textOf({ productScore: 300 });
    expect(byProduct).toMatch(/healthy<.*<bdi>Ledger &lt;b&gt;<\/bdi> at risk 30/s);
    expect(byProduct).not.toContain('</span> fell</span>');
  });
});
