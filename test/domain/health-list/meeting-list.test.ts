import { describe, expect, it } from 'vitest';
import { type BoardEntry, boardEntry } from '../../../domain/board/board-entry.ts';
import type { AccountState } from '../../../domain/evaluation/evaluate.ts';
import { healthSummary } from '../../../domain/health-list/health-list.ts';
import { meetingEntries, sortedBy } from '../../../domain/health-list/meeting-list.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

const today = '2026-06-24';
const entry = (account: string, more: Partial<BoardEntry> = {}): BoardEntry => ({
  account,
  name: account.toUpperCase(),
  score: 500,
  change: 0,
  openTasks: 0,
  ...more,
});
const listOf = (...entries: BoardEntry[]) => meetingEntries(entries, defaultPlaybook, today);
const namesOf = (entries: { account: string }[]) => entries.map(({ account }) => account);

describe('what a meeting is about', () => {
  it('is who is in bad health or fell steeply, and who was in bad health a week ago', () => {
    const found = listOf(
      entry('bad'),
      entry('well', { score: 900 }),
      entry('fell', { score: 750, openSignals: ['health-dropped', 'logins-fell'] }),
      entry('back-up', { score: 750, change: -220 }),
      entry('product', { score: 800, productScore: 300 }),
      entry('recovered', { score: 720, change: 150 }),
      entry('unknown', { score: null, change: null }),
      entry('gone', { churnedOn: '2026-06-01' }),
      entry('gone-today', { churnedOn: today }),
    );
    expect(found.map(({ account, isListed, wasListed, improved }) => [account, isListed, wasListed, improved])).toEqual(
      [
        ['bad', true, true, false],
        ['recovered', false, true, true],
        ['fell', true, false, false],
        ['product', true, false, false],
      ],
    );
  });

  it('stands in the order of risk and money, each currency by itself', () => {
    const found = listOf(
      entry('small', { mrr: 100, currency: 'JPY' }),
      entry('large', { mrr: 900, currency: 'JPY', score: 600 }),
      entry('dollar', { mrr: 5, currency: 'USD' }),
    );
    expect(namesOf(found)).toEqual(['large', 'dollar', 'small']);
  });

  it('is sorted as is asked for, what is not known at the end either way', () => {
    const found = listOf(entry('a', { mrr: 5 }), entry('b', { mrr: 20, score: 300 }), entry('c'));
    expect(namesOf(sortedBy(found, 'mrr', false))).toEqual(['a', 'b', 'c']);
    expect(namesOf(sortedBy(found, 'mrr', true))).toEqual(['b', 'a', 'c']);
    expect(namesOf(sortedBy(found, 'score', false))[0]).toBe('b');
    expect(namesOf(sortedBy(found, 'name', true))).toEqual(['c', 'b', 'a']);
    expect(namesOf(sortedBy(found, 'stake', true))).toEqual([...namesOf(found)].reverse());
  });

  it('is whoever the weekly mail names, by the same rule', () => {
    const episode = (signal: string, recoveredOn?: string) => ({ signal, subject: null, openedOn: today, recoveredOn });
    const stateOf = (score: number, episodes: object[], products: number[] = []) =>
      ({
        ...{ health: { score, parts: [], stale: false, day: today }, scores: { [today]: score }, stage: null },
        ...{
          episodes,
          productHealth: products.map((one, n) => ({ product: `p${n}`, score: one, stale: false, day: today })),
        },
      }) as unknown as AccountState;
    const states = [
      stateOf(900, []),
      stateOf(300, []),
      stateOf(800, [episode('health-dropped')]),
      stateOf(800, [episode('health-dropped', today)]),
      stateOf(800, [episode('logins-fell')]),
      stateOf(800, [], [900, 300]),
      stateOf(800, [], [900, 800]),
    ];
    const account = { id: 'koa', name: 'Koa' };
    const byMail = states.map((state) => healthSummary(account, state, defaultPlaybook, today)?.isListed ?? false);
    const byPage = states.map((state) => listOf(boardEntry(account, state, today))[0]?.isListed ?? false);
    expect(byMail).toEqual([false, true, true, false, false, true, false]);
    expect(byPage).toEqual(byMail);
  });
});
