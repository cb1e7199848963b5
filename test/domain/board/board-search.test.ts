import { describe, expect, it } from 'vitest';
import { type Stage, stages } from '../../../domain/account/account.ts';
import { type BoardEntry, boardEntry } from '../../../domain/board/board-entry.ts';
import { type BoardSearch, boardOrders, NONE, searchBoard } from '../../../domain/board/board-search.ts';
import type { AccountState } from '../../../domain/evaluation/evaluate.ts';
import { addDays } from '../../../domain/time/day.ts';

const today = '2026-06-03';
const people: Record<string, { id: string; name: string }> = {
  mika: { id: 'mika', name: 'Mika' },
  aoi: { id: 'aoi', name: 'Aoi' },
  // Who has left is followed by Aoi.
  gone: { id: 'aoi', name: 'Aoi' },
};
const context = {
  health: { healthyFrom: 70, watchFrom: 50 },
  today,
  csmOf: ({ csm }: Pick<BoardEntry, 'csm'>) => people[csm ?? ''] ?? null,
};
const entry = (account: string, more: Partial<BoardEntry> = {}): BoardEntry => ({
  account,
  name: account,
  score: null,
  change: null,
  openTasks: 0,
  ...more,
});
const found = (entries: BoardEntry[], search: Partial<BoardSearch> = {}) =>
  searchBoard(entries, { order: 'name', isDescending: false, ...search }, context).map(({ account }) => account);

describe('what the board says of an account', () => {
  const scores = { '2026-05-27': 800, '2026-06-03': 640 };
  const state = {
    health: { score: 640, parts: [], stale: false, day: today },
    scores,
    stage: { stage: 'adoption' },
    episodes: [
      { signal: 'no-login', tasks: [{}, {}] },
      { signal: 'nps-low', recoveredOn: today },
      { signal: 'logins-fell', tasks: [{}] },
    ],
    productHealth: [{ score: 500 }, { score: 410 }],
  } as unknown as AccountState;

  it('is what is known of it today, with the change within a week and all open tasks', () => {
    const known = { id: 'koa', name: 'Koa', stage: 'renewal' as const, mrr: 5, currency: 'JPY', csm: 'mika' };
    const account = { ...known, parent: 'group' };
    expect(boardEntry(account, state, today)).toEqual({
      account: 'koa',
      name: 'Koa',
      csm: 'mika',
      stage: 'adoption',
      mrr: 5,
      currency: 'JPY',
      parent: 'group',
      score: 640,
      change: -160,
      openTasks: 3,
      openSignals: ['logins-fell', 'no-login'],
      productScore: 410,
    });
  });

  it('has no score before the first evaluation, and the stage that the facts name', () => {
    expect(boardEntry({ id: 'koa', name: 'Koa', stage: 'renewal' }, null, today)).toEqual({
      account: 'koa',
      name: 'Koa',
      stage: 'renewal',
      score: null,
      change: null,
      openTasks: 0,
    });
  });

  it('has no change where a week ago there was no score', () => {
    expect(boardEntry({ id: 'k', name: 'K' }, { ...state, scores: { [today]: 640 } }, today).change).toBeNull();
  });

  it('has the next renewal of its products, and what they pay together', () => {
    const products = [
      { name: 'A', mrr: 3, renewalDate: '2026-01-01' },
      { name: 'B', mrr: 4, renewalDate: '2026-09-01' },
    ];
    const account = { id: 'k', name: 'K', currency: 'JPY', products };
    expect(boardEntry(account, null, today)).toMatchObject({ mrr: 7, currency: 'JPY', renewal: '2026-09-01' });
  });
});

describe('the board', () => {
  it.each([
    ['a part of the name', 'しのの'],
    ['the other kana', 'シノノ'],
    ['half width', 'ｼﾉﾉﾒ'],
    ['two words in any order', '商事 しののめ'],
    ['the id', 'C-0012'],
    ['the id in capitals or not', 'c-00'],
    ['full width', 'Ｃ－００'],
  ])('is searched by %s', (_, words) => {
    const entries = [entry('C-0012', { name: '株式会社しののめ商事' }), entry('C-9', { name: 'Koa' })];
    expect(found(entries, { words })).toEqual(['C-0012']);
  });

  it('finds no account by the end of its name and the beginning of its id', () => {
    expect(found([entry('id', { name: 'Koa' })], { words: 'koaid' })).toEqual([]);
  });

  it('is filtered by who looks after them today, or nobody', () => {
    const entries = [entry('a', { csm: 'mika' }), entry('b', { csm: 'gone' }), entry('c'), entry('d', { csm: 'x' })];
    expect(found(entries, { csm: 'aoi' })).toEqual(['b']);
    expect(found(entries, { csm: NONE })).toEqual(['c', 'd']);
  });

  it('is filtered by grade as the running playbook has it, or none yet', () => {
    const entries = [entry('a', { score: 700 }), entry('b', { score: 699 }), entry('c', { score: 499 }), entry('d')];
    expect(found(entries, { grade: 'healthy' })).toEqual(['a']);
    expect(found(entries, { grade: 'watch' })).toEqual(['b']);
    expect(found(entries, { grade: 'at-risk' })).toEqual(['c']);
    expect(found(entries, { grade: NONE })).toEqual(['d']);
  });

  it('is filtered by the account that it belongs to, directly or through another', () => {
    const entries = [entry('a'), entry('b', { parent: 'a' }), entry('c', { parent: 'b' }), entry('d')];
    expect(found(entries, { parent: 'a' })).toEqual(['b', 'c']);
  });

  it('is filtered by stage and segment', () => {
    const entries = [entry('a', { stage: 'renewal', segment: 'x' }), entry('b', { segment: 'y' }), entry('c')];
    expect(found(entries, { stage: 'renewal' })).toEqual(['a']);
    expect(found(entries, { stage: NONE })).toEqual(['b', 'c']);
    expect(found(entries, { segment: 'y' })).toEqual(['b']);
  });

  it('is filtered by a renewal that comes or has passed', () => {
    const entries = [
      entry('past', { renewal: '2026-06-02' }),
      entry('today', { renewal: today }),
      entry('last', { renewal: '2026-07-03' }),
      entry('later', { renewal: '2026-07-04' }),
      entry('never'),
    ];
    expect(found(entries, { renewal: 30 })).toEqual(['last', 'today']);
    expect(found(entries, { renewal: 'passed' })).toEqual(['past']);
  });

  it('leaves out who is no customer any more, unless they are asked for', () => {
    const entries = [entry('a', { churnedOn: today }), entry('b', { churnedOn: '2026-06-04' }), entry('c')];
    expect(found(entries)).toEqual(['b', 'c']);
    expect(found(entries, { hasLeft: true })).toEqual(['a']);
  });

  it.each(['health', 'change', 'mrr', 'renewal', 'stage', 'csm'] as const)(
    'sorted by %s has those without it last, whichever way round, and the same ones by name',
    (order) => {
      const low = { score: 1, change: -5, mrr: 1, renewal: today, stage: 'adoption', csm: 'aoi' } as const;
      const high = { score: 9, change: 5, mrr: 9, renewal: '2027-01-01', stage: 'renewal', csm: 'mika' } as const;
      const entries = [entry('none'), entry('high', high), entry('low-b', low), entry('low-a', low)];
      expect(found(entries, { order })).toEqual(['low-a', 'low-b', 'high', 'none']);
      expect(found(entries, { order, isDescending: true })).toEqual(['high', 'low-a', 'low-b', 'none']);
    },
  );

  it('is sorted by name as it is read, and by open tasks', () => {
    const entries = [entry('1', { name: 'beta', openTasks: 2 }), entry('2', { name: 'Alpha', openTasks: 10 })];
    expect(found(entries)).toEqual(['2', '1']);
    expect(found(entries, { order: 'tasks', isDescending: true })).toEqual(['2', '1']);
  });

  it.each(boardOrders)('asked for again by %s is in order the same way, whatever was asked between', (order) => {
    const csms = ['mika', 'aoi', 'gone'];
    const entries = Array.from({ length: 40 }, (_, i) =>
      entry(`c-${(i * 7) % 40}`, {
        ...(i % 3 === 0 && { score: i % 5, change: -i, csm: csms[i % 2] as string, stage: stages[i % 4] as Stage }),
        ...(i % 4 === 0 && { mrr: i % 7, currency: i % 8 === 0 ? 'JPY' : 'USD', renewal: addDays(today, i) }),
        openTasks: i % 6,
      }),
    );
    for (const isDescending of [false, true, false]) {
      const asked = { order, isDescending };
      const anew = found([...entries], asked);
      expect(found(entries, asked)).toEqual(anew);
      expect(found(entries, { ...asked, words: 'c-1' })).toEqual(found([...entries], { ...asked, words: 'c-1' }));
    }
  });

  it('has whoever looks after accounts by now, and amounts among those found, decide anew', () => {
    const entries = [entry('a', { csm: 'mika' }), entry('b', { csm: 'gone' })];
    expect(found(entries, { order: 'csm' })).toEqual(['b', 'a']);
    const swapped = { ...context, csmOf: () => null };
    expect(searchBoard(entries, { order: 'csm', isDescending: true }, swapped).map(({ account }) => account)).toEqual([
      'a',
      'b',
    ]);
    const paying = [
      entry('usd', { mrr: 5, currency: 'USD', segment: 'x' }),
      ...['1', '2'].map((id) => entry(id, { mrr: 1, currency: 'JPY' })),
    ];
    paying.push(
      entry('yen', { mrr: 9, currency: 'JPY', segment: 'x' }),
      entry('usd-2', { mrr: 4, currency: 'USD', segment: 'x' }),
    );
    expect(found(paying, { order: 'mrr' })).toEqual(['1', '2', 'yen', 'usd-2', 'usd']);
    expect(found(paying, { order: 'mrr', segment: 'x' })).toEqual(['usd-2', 'usd', 'yen']);
  });

  it('compares no amounts of two currencies: that which most pay in comes first', () => {
    const entries = [
      entry('usd', { mrr: 5_000, currency: 'USD' }),
      entry('less', { mrr: 900, currency: 'JPY' }),
      entry('more', { mrr: 90_000, currency: 'JPY' }),
    ];
    expect(found(entries, { order: 'mrr', isDescending: true })).toEqual(['more', 'less', 'usd']);
    expect(found(entries, { order: 'mrr' })).toEqual(['less', 'more', 'usd']);
  });
});
