import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../domain/evaluation/evaluate.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Freshness } from '../../../domain/sources/freshness.ts';
import { addDays } from '../../../domain/time/day.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const D = '2026-06-01';
const SIGNAL = 'feature-adopted';
const text = (name: string) => ({ en: name, ja: name });
const features: Playbook['features'] = {
  reports: { label: text('Reports'), events: ['report.made', 'report.sent'], mustHave: false, option: 'analytics' },
  boards: { label: text('Boards'), events: ['board.made'], mustHave: false, option: 'whiteboard' },
  search: { label: text('Search'), events: ['searched'], mustHave: false },
};
const when = {
  kind: 'feature-share',
  windowInDays: 28,
  fewestActiveUsers: 3,
  tripsAtOrAbove: 0.6,
  recoversBelow: 0.45,
};
const playbook = withSignal(SIGNAL, { side: 'opportunity', when, cooldownInDays: 90 }, { features });

/** So many people logged in on a day, and so many of them made a report. */
function team(active: number, using: number, day = D): Story {
  const story = new Story();
  story.playbook = playbook;
  story.known = ['login', 'report.made', 'board.made', 'searched'];
  return work(story, active, using, day);
}

function work(story: Story, active: number, using: number, day: string): Story {
  for (let i = 0; i < active; i += 1) story.logins(day, 1, `u${i}`);
  for (let i = 0; i < using; i += 1) story.happens(day, 'report.made', 1, `u${i}`);
  return story;
}

describe('a feature that most people use', () => {
  it.each([
    [20, 12, 'trips'],
    [20, 11, 'holds'],
    [20, 9, 'holds'],
    [20, 8, 'recovers'],
    [20, 0, 'recovers'],
    [5, 3, 'trips'],
    [3, 2, 'trips'],
    [3, 1, 'recovers'],
  ])('of %i active users %i use it: %s', (active, using, verdict) => {
    expect(team(active, using).reading(SIGNAL, D, 'reports')).toMatchObject({
      verdict,
      evidence: { window: active, users: using, share: using / active },
    });
  });

  it.each([
    ['today', 0, 'trips'],
    ['the 28th day with today', 27, 'trips'],
    ['the 29th', 28, 'unknown'],
  ])('looks at the last 28 days with today: %s', (_, days, verdict) => {
    expect(team(4, 3, addDays(D, -days)).reading(SIGNAL, D, 'reports').verdict).toBe(verdict);
  });

  it('asks for three active users', () => {
    expect(team(2, 2).reading(SIGNAL, D, 'reports')).toMatchObject({ verdict: 'unknown', reason: 'too-few-users' });
    expect(team(3, 3).reading(SIGNAL, D, 'reports').verdict).toBe('trips');
  });

  it('is unknown while nobody is active', () => {
    expect(team(0, 0).logins('2026-01-05', 1).reading(SIGNAL, D, 'reports')).toMatchObject({
      verdict: 'unknown',
      reason: 'too-few-users',
      evidence: { window: 0, users: 0 },
    });
  });

  it('counts a user once, however often they use it and by whichever of its events', () => {
    const story = team(5, 2).happens(D, 'report.made', 9, 'u0').happens('2026-05-20', 'report.sent', 3, 'u1');
    expect(story.reading(SIGNAL, D, 'reports')).toMatchObject({
      verdict: 'recovers',
      evidence: { users: 2, share: 0.4 },
    });
    expect(story.happens(D, 'report.sent', 1, 'u4').reading(SIGNAL, D, 'reports')).toMatchObject({
      verdict: 'trips',
      evidence: { users: 3, share: 0.6 },
    });
  });

  it('counts who does nothing but use it among the active', () => {
    expect(team(2, 2).happens(D, 'report.made', 1, 'quiet').reading(SIGNAL, D, 'reports')).toMatchObject({
      verdict: 'trips',
      evidence: { window: 3, users: 3 },
    });
  });

  it.each([
    // Clocks go forward on 29 March and back on 25 October 2026.
    ['2026-04-01', '2026-03-05T00:30:00+01:00', '2026-03-04T23:30:00+01:00'],
    ['2026-11-01', '2026-10-05T00:30:00+02:00', '2026-10-04T23:30:00+02:00'],
  ])('keeps to calendar days where clocks change: as of %s', (asOf, within, before) => {
    const used = (time: string) => {
      const story = team(0, 0);
      story.clock = localClock('Europe/Berlin');
      for (const user of ['u0', 'u1', 'u2']) story.sendsAt(time, 'report.made', { user });
      return story.reading(SIGNAL, asOf, 'reports').evidence.users;
    };
    expect([used(within), used(before)]).toEqual([3, 0]);
  });

  it('watches each feature on which an option builds, and no other', () => {
    const readings = team(5, 3)
      .day(D)
      .signals.filter(({ signal }) => signal === SIGNAL);
    expect(readings.map(({ subject, verdict }) => [subject, verdict])).toEqual([
      ['reports', 'trips'],
      ['boards', 'recovers'],
    ]);
  });

  it('recovers below 45 %, not at it, and then keeps quiet for 90 days', () => {
    const story = team(20, 12, '2026-01-05');
    expect(story.history(SIGNAL, '2026-01-05', '2026-01-05')).toEqual(['2026-01-05 opened']);
    work(story, 20, 9, '2026-02-10');
    expect(story.reading(SIGNAL, '2026-02-10', 'reports')).toMatchObject({ verdict: 'holds', state: 'open' });
    work(story, 21, 9, '2026-02-10');
    // Then it is used by all again.
    for (let day = '2026-02-11'; day <= '2026-06-30'; day = addDays(day, 7)) work(story, 21, 21, day);
    expect(story.history(SIGNAL, '2026-02-10', '2026-06-30')).toEqual([
      '2026-02-10 closed recovered',
      '2026-05-11 opened',
    ]);
  });

  it('never trips where the account holds the option', () => {
    const story = team(5, 5);
    story.account = { ...story.account, holds: ['analytics'] };
    expect(story.reading(SIGNAL, D, 'reports')).toMatchObject({ verdict: 'recovers', reason: 'already-held' });
    expect(story.history(SIGNAL, '2026-05-01', D)).toEqual([]);
  });

  it('is over once the option is bought, and once no option builds on the feature any more', () => {
    const buyer = team(5, 5);
    buyer.day(D);
    buyer.account = { ...buyer.account, holds: ['analytics'] };
    expect(buyer.history(SIGNAL, '2026-06-02', '2026-06-02')).toEqual(['2026-06-02 closed recovered']);

    const changed = team(5, 5);
    changed.day(D);
    changed.playbook = { ...playbook, features: { search: features.search as Playbook['features'][string] } };
    expect(changed.history(SIGNAL, '2026-06-02', '2026-06-02')).toEqual(['2026-06-02 closed recovered']);
  });

  it('is unknown while no source has ever sent a use of the feature', () => {
    const story = team(5, 0);
    story.known = ['login'];
    expect(story.reading(SIGNAL, D, 'reports')).toMatchObject({ verdict: 'unknown', reason: 'no-source' });
  });

  it('is unknown while a source is silent: of fewer people the share would rise', () => {
    const story = team(5, 5, addDays(D, -10));
    story.sourceSendsUntil = addDays(D, -4);
    expect(story.reading(SIGNAL, D, 'reports')).toMatchObject({ verdict: 'unknown', reason: 'source-stale' });
    // The source of log-ins alone: those who use the feature would be all there are.
    const staleness: Freshness['staleness'] = (events) => (events === 'acts' ? 'source-stale' : null);
    const { signals } = evaluate({ ...team(5, 5).input(D), freshness: { staleness } });
    expect(signals.find(({ subject }) => subject === 'reports')).toMatchObject({
      verdict: 'unknown',
      reason: 'source-stale',
    });
  });
});

describe('its check', () => {
  it('refuses to recover above the level at which it trips', () => {
    const wrong = withSignal(SIGNAL, { when: { ...when, recoversBelow: 0.7 } }, { features });
    expect(problemsOf(wrong, SIGNAL)).toEqual([
      'recoversBelow must be at most tripsAtOrAbove (0.6): it recovers on the way down',
    ]);
    expect(problemsOf(playbook, SIGNAL)).toEqual([]);
  });

  it.each([[{ recoversBelow: 0 }], [{ tripsAtOrAbove: 1.2 }]])(
    'refuses %j, which no share could ever meet',
    (changed) => {
      expect(() => withSignal(SIGNAL, { when: { ...when, ...changed } })).toThrow();
    },
  );
});
