import { describe, expect, it } from 'vitest';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { addDays } from '../../../domain/time/day.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const D = '2026-06-01';
const SIGNAL = 'features-combined';
const PAIR = 'reports+boards';
const text = (name: string) => ({ en: name, ja: name });
const features: Playbook['features'] = {
  reports: { label: text('Reports'), events: ['report.made', 'report.sent'], mustHave: false },
  boards: { label: text('Boards'), events: ['board.made'], mustHave: false },
};
const combination = { features: ['reports', 'boards'], offer: 'team-plan' };
const when = {
  kind: 'features-together',
  combinations: [combination],
  windowInDays: 28,
  tripsAtDays: 3,
  recoversBelowDays: 1,
};
const playbook = withSignal(SIGNAL, { side: 'opportunity', when, cooldownInDays: 90 }, { features });

/** Uses of the two features, so many days ago each. */
function used(reports: number[], boards: number[], asOf = D): Story {
  const story = new Story();
  story.playbook = playbook;
  story.known = ['login', 'report.made', 'board.made'];
  for (const days of reports) story.happens(addDays(asOf, -days), 'report.made');
  for (const days of boards) story.happens(addDays(asOf, -days), 'board.made');
  return story;
}

describe('features used together', () => {
  it.each([
    ['each on three days', [0, 1, 2], [0, 1, 2], 'trips', 3],
    ['each on three days, though never on the same', [0, 2, 4], [1, 3, 5], 'trips', 3],
    ['one on two days', [0, 1, 2], [0, 1], 'holds', 2],
    ['one on three days of which the first is the 28th', [0, 1, 27], [0, 1, 2], 'trips', 3],
    ['one on three days of which the first is the 29th', [0, 1, 28], [0, 1, 2], 'holds', 2],
    ['one of them on a single day', [0, 1, 2], [27], 'holds', 1],
    ['one of them not in 28 days', [0, 1, 2], [28, 29, 30], 'recovers', 0],
    ['none ever', [], [], 'recovers', 0],
  ])('%s: %j and %j days ago', (_, reports, boards, verdict, days) => {
    expect(used(reports, boards).reading(SIGNAL, D, PAIR)).toMatchObject({ verdict, evidence: { days } });
  });

  it('counts days, not uses, and any of a feature’s events', () => {
    const story = used([0, 0, 0, 1], [0, 1, 2]);
    expect(story.reading(SIGNAL, D, PAIR).evidence).toEqual({ days: 2 });
    expect(story.happens('2026-05-20', 'report.sent').reading(SIGNAL, D, PAIR).evidence).toEqual({ days: 3 });
  });

  it('stays open until one of them was on none of 28 days, then keeps quiet for 90', () => {
    const story = used([0, 1, 2], [0, 1, 2], '2026-01-05');
    for (let day = '2026-01-06'; day <= '2026-06-30'; day = addDays(day, 1)) story.happens(day, 'report.made');
    for (let day = '2026-02-15'; day <= '2026-06-30'; day = addDays(day, 1)) story.happens(day, 'board.made');
    expect(story.history(SIGNAL, '2026-01-05', '2026-06-30')).toEqual([
      '2026-01-05 opened',
      '2026-02-02 closed recovered',
      '2026-05-03 opened',
    ]);
  });

  it('never trips where the account holds what the combination stands for', () => {
    const story = used([0, 1, 2], [0, 1, 2]);
    story.account = { ...story.account, holds: ['team-plan'] };
    expect(story.reading(SIGNAL, D, PAIR)).toMatchObject({ verdict: 'recovers', reason: 'already-held' });
    expect(story.history(SIGNAL, '2026-05-30', D)).toEqual([]);
  });

  it('is over when the playbook no longer has the combination', () => {
    const story = used([0, 1, 2], [0, 1, 2]);
    story.day(D);
    const others = [{ features: ['boards', 'reports'], offer: 'team-plan' }];
    story.playbook = withSignal(SIGNAL, { when: { ...when, combinations: others } }, { features });
    expect(story.day('2026-06-02').transitions).toMatchObject([
      { kind: 'closed', reason: 'recovered', episode: { subject: PAIR } },
      { kind: 'opened', episode: { subject: 'boards+reports' } },
    ]);
  });

  it('is unknown while no source has ever sent one of the two', () => {
    const story = used([0, 1, 2], []);
    story.known = ['report.made'];
    expect(story.reading(SIGNAL, D, PAIR)).toMatchObject({ verdict: 'unknown', reason: 'no-source' });
  });

  it('does not take a silent source for disuse, nor overlooks what was used before', () => {
    const silent = used([0, 1, 2], [0, 1, 2], addDays(D, -40));
    silent.day(addDays(D, -40));
    silent.sourceSendsUntil = addDays(D, -4);
    expect(silent.reading(SIGNAL, D, PAIR)).toMatchObject({
      verdict: 'unknown',
      reason: 'source-stale',
      state: 'open',
    });
    const before = used([5, 6, 7], [5, 6, 7]);
    before.sourceSendsUntil = addDays(D, -4);
    expect(before.reading(SIGNAL, D, PAIR).verdict).toBe('trips');
  });
});

describe('its check', () => {
  it.each([
    [
      { combinations: [{ features: ['reports', 'board'], offer: 'x' }] },
      'combinations.0.features.1 there is no feature `board`; did you mean `boards`?',
    ],
    [
      { combinations: [{ features: ['reports', 'payments'], offer: 'x' }] },
      'combinations.0.features.1 there is no feature `payments`; there are: reports, boards',
    ],
    [
      { combinations: [{ features: ['reports', 'reports'], offer: 'x' }] },
      'combinations.0.features.1 `reports` is in this combination already',
    ],
    [
      { combinations: [combination, { features: ['boards', 'reports'], offer: 'x' }] },
      'combinations.1 boards and reports are a combination already: keep one of them',
    ],
    [{ tripsAtDays: 29 }, 'tripsAtDays must be at most windowInDays (28)'],
    [{ recoversBelowDays: 4 }, 'recoversBelowDays must be at most tripsAtDays (3): it recovers on the way down'],
  ])('refuses %j', (changed, message) => {
    expect(problemsOf(withSignal(SIGNAL, { when: { ...when, ...changed } }, { features }), SIGNAL)).toEqual([message]);
  });

  it('has nothing against the condition as it stands, and asks for two features and a day to recover below', () => {
    expect(problemsOf(playbook, SIGNAL)).toEqual([]);
    expect(() => withSignal(SIGNAL, { when: { ...when, recoversBelowDays: 0 } })).toThrow();
    const alone = [{ features: ['reports'], offer: 'x' }];
    expect(() => withSignal(SIGNAL, { when: { ...when, combinations: alone } })).toThrow('needs at least two features');
  });
});
