import { describe, expect, it } from 'vitest';
import { precisionOf } from '../../../domain/signal-work/signal-precision.ts';
import {
  countedFrom,
  emptyTally,
  lastWeeks,
  outrunning,
  SignalCounter,
  type SignalTally,
  tallyOver,
} from '../../../domain/signal-work/signal-weeks.ts';
import type { Task } from '../../../domain/tasks/task.ts';

type Counted = Parameters<SignalCounter['count']>[0];

/** A Wednesday. */
const today = '2026-06-24';
const task = (more: Partial<Task> = {}): Counted => ({
  signal: 'logins-fell',
  raisedOn: '2026-06-10',
  due: '2026-06-12',
  status: 'open',
  ...more,
});

function counted(...tasks: Counted[]) {
  const counter = new SignalCounter(today);
  for (const one of tasks) counter.count(one);
  return counter.after([], '2026-05-01');
}
const lost = (ignored: number, done: number): SignalTally => ({
  ...emptyTally(),
  raised: ignored + done,
  done,
  ignored,
});

describe('what becomes of a signal’s tasks', () => {
  it('is told by the Monday of the week that raised them', () => {
    const weeks = counted(
      task({ raisedOn: '2026-06-08' }),
      task({ raisedOn: '2026-06-14' }),
      task({ raisedOn: today }),
    );
    expect(weeks.map(({ week, signals }) => [week, signals['logins-fell']?.raised])).toEqual([
      ['2026-06-22', 1],
      ['2026-06-08', 2],
    ]);
  });

  it.each<[string, Partial<Task>, 'done' | 'ignored' | 'at work']>([
    ['done by somebody', { status: 'done' }, 'done'],
    ['answered by the customer', { status: 'answered' }, 'done'],
    ['past its due date and untouched', {}, 'ignored'],
    ['due today', { due: today }, 'at work'],
    ['put off', { history: [{ day: '2026-06-11', act: 'snoozed' }] }, 'at work'],
    ['closed by itself, untouched', { status: 'recovered' }, 'ignored'],
    ['closed by itself before it was due, untouched', { status: 'recovered', due: '2026-07-01' }, 'ignored'],
    [
      'closed by itself while somebody was at it',
      { status: 'recovered', history: [{ day: today, act: 'handed-over' }] },
      'at work',
    ],
    ['left with a mail that nobody approved', { history: [{ day: today, act: 'approval-expired' }] }, 'ignored'],
  ])('a task that is %s', (_, more, becomes) => {
    const tally = counted(task(more))[0]?.signals['logins-fell'];
    expect([tally?.done, tally?.ignored]).toEqual([Number(becomes === 'done'), Number(becomes === 'ignored')]);
  });

  it('of weeks that are long over stays as it was counted last, and half a year is kept', () => {
    const counter = new SignalCounter(today);
    counter.count(task());
    const before = ['2026-06-08', '2026-03-02', '2025-01-06'].map((week) => ({
      week,
      signals: { 'logins-fell': lost(9, 0) },
    }));
    const weeks = counter.after(before, countedFrom(today, false));
    expect(weeks.map(({ week, signals }) => [week, signals['logins-fell']?.ignored])).toEqual([
      ['2026-06-08', 1],
      ['2026-03-02', 9],
    ]);
    expect([countedFrom(today, false), countedFrom(today, true)]).toEqual(['2026-05-04', '2025-12-29']);
  });

  it('is judged by the weeks that are over', () => {
    const weeks = ['2026-06-22', '2026-06-15', '2026-05-25', '2026-05-18'].map((week) => ({ week, signals: {} }));
    expect(lastWeeks(weeks, 4, today).map(({ week }) => week)).toEqual(['2026-06-15', '2026-05-25']);
  });
});

describe('the alarm that outruns people', () => {
  const weekOf = (signals: Record<string, SignalTally>) => [{ week: '2026-06-15', signals }];

  it('is the one with the most tasks that nobody did anything about', () => {
    const weeks = weekOf({ loud: lost(9, 4), louder: lost(12, 12), busy: lost(20, 60) });
    expect(outrunning(weeks, ['loud', 'louder', 'busy'])?.signal).toBe('louder');
  });

  it('is none of a handful of tasks, nor one that a name of JavaScript would stand for', () => {
    expect(outrunning(weekOf({ loud: lost(4, 0) }), ['loud', 'constructor'])).toBeNull();
    expect(tallyOver(weekOf({}), 'constructor')).toEqual(emptyTally());
  });
});

describe('the precision of a signal', () => {
  const of = (useful: number, early: number, wrong: number) =>
    precisionOf({ words: { useful, 'too-early': early, 'false-alarm': wrong } });

  it('is the share of its useful words, with the interval of Wilson', () => {
    const { share, words, interval } = of(9, 1, 2);
    expect([share, words]).toEqual([0.75, 12]);
    expect(interval?.map((bound) => Math.round(bound * 100))).toEqual([47, 91]);
  });

  it('is no share of few words, and nothing of none', () => {
    expect(of(3, 0, 1)).toMatchObject({ share: null, useful: 3, words: 4 });
    expect(of(3, 0, 1).interval?.map((bound) => Math.round(bound * 100))).toEqual([30, 95]);
    expect(of(0, 0, 0)).toMatchObject({ share: null, interval: null });
  });
});
