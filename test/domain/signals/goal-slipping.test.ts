import { describe, expect, it } from 'vitest';
import type { Account } from '../../../domain/account/account.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const NAME = 'goal-slipping';
const when = { kind: 'goal-slipping', withinDays: 60, tripsAtShortfall: 0.2 };
const playbook = withSignal(NAME, { when, cooldownInDays: 30 }, { measures: ['hours.saved'] });

/** Seventy days of the hundred from 23 March to 1 July are over: the line stands at 70 %. */
const D = '2026-06-01';
const goal: Partial<Account> = {
  goalName: 'Save hours',
  goalMeasure: 'hours.saved',
  goalStart: 0,
  goalTarget: 100,
  goalSince: '2026-03-23',
  goalDate: '2026-07-01',
};

/** An account on the way to its goal, at this value since 31 May. */
function at(value: number | null, facts: Partial<Account> = {}): Story {
  const story = new Story().logins('2026-01-05', 1);
  story.playbook = playbook;
  story.account = { ...story.account, ...goal, ...facts };
  story.known = ['login', 'hours.saved'];
  if (value !== null) story.tells('2026-05-31', 'hours.saved', { value });
  return story;
}
const reading = (story: Story, asOf = D) => story.reading(NAME, asOf);

describe('a success goal against the straight line to it', () => {
  it.each([
    [50, 0.2, 'trips'],
    [51, 0.19, 'holds'],
    [69, 0.01, 'holds'],
    [70, 0, 'recovers'],
    [90, -0.2, 'recovers'],
    [0, 0.7, 'trips'],
  ])('at %i where the line stands at 70: behind by %f of the way, %s', (value, share, verdict) => {
    expect(reading(at(value))).toMatchObject({ verdict, evidence: { value, limit: 70, share, days: 30 } });
  });

  it.each([
    [1, 2, 1.5, 1.7, 'trips'],
    [1, 2, 1.51, 1.7, 'holds'],
    [0, 1, 0.5, 0.7, 'trips'],
    [0, 1, 0.51, 0.7, 'holds'],
    [0, 1.1, 0.55, 0.77, 'trips'],
    [200, 100, 150, 130, 'trips'],
    [200, 100, 149, 130, 'holds'],
    [200, 100, 130, 130, 'recovers'],
  ])('from %f to %f, at %f where the line stands at %f: %s', (goalStart, goalTarget, value, limit, verdict) => {
    const story = at(value, { goalStart, goalTarget });
    expect(reading(story).verdict).toBe(verdict);
    expect(reading(story).evidence.limit).toBeCloseTo(limit, 9);
  });

  it('trips within 60 days before the goal’s date, and on the date itself, not after it', () => {
    const verdicts = ['2026-08-01', '2026-07-31', '2026-06-01', '2026-05-31'].map(
      (goalDate) => reading(at(0, { goalDate })).verdict,
    );
    expect(verdicts).toEqual(['holds', 'trips', 'trips', 'holds']);
  });

  it('without a day of its own, begins with the contract', () => {
    // 152 of the 182 days from 31 December are over.
    const story = at(50, { goalSince: undefined, contractStart: '2025-12-31' });
    expect(reading(story).evidence.limit).toBeCloseTo((100 * 152) / 182, 9);
    expect(reading(at(50, { contractStart: '2025-12-31' })).evidence.limit).toBe(70);
  });

  it('stands at the start until it begins, and at the target from its date on', () => {
    expect(reading(at(5, { goalStart: 5, goalSince: '2026-06-10' })).evidence).toMatchObject({ limit: 5, share: 0 });
    expect(reading(at(90, { goalDate: '2026-05-20' })).evidence).toMatchObject({ limit: 100, share: 0.1 });
  });

  it('goes by the latest value, of at most 31 days before', () => {
    const story = at(50).tells('2026-05-20', 'hours.saved', { value: 99 });
    expect(reading(story)).toMatchObject({ verdict: 'trips', evidence: { value: 50 } });
    expect(reading(story.tells(D, 'hours.saved', { value: 80 }))).toMatchObject({ verdict: 'recovers' });
    const old = (day: string) => reading(at(null).tells(day, 'hours.saved', { value: 50 })).verdict;
    expect([old('2026-05-01'), old('2026-04-30')]).toEqual(['trips', 'unknown']);
  });

  it('opens once, recovers back on the line and keeps quiet for 30 days', () => {
    const story = at(null);
    story.tells('2026-05-05', 'hours.saved', { value: 30 }).tells('2026-05-20', 'hours.saved', { value: 60 });
    // The line gains a point a day: 50 on 12 May, 58 on the 20th, 80 on 11 June, which is within the quiet.
    expect(story.history(NAME, '2026-05-05', '2026-06-30')).toEqual([
      '2026-05-12 opened',
      '2026-05-20 closed recovered',
      '2026-06-19 opened',
    ]);
  });

  it('stays open between the bounds, and after the date, until the target is reached', () => {
    const story = at(30);
    story.day(D);
    story.tells('2026-06-02', 'hours.saved', { value: 60 });
    expect(reading(story, '2026-06-02')).toMatchObject({ verdict: 'holds', state: 'open' });
    expect(reading(story, '2026-07-03')).toMatchObject({ verdict: 'holds', state: 'open' });
    expect(reading(story.tells('2026-07-03', 'hours.saved', { value: 100 }), '2026-07-03').verdict).toBe('recovers');
  });

  describe('is unknown', () => {
    const reasonOf = (facts: Partial<Account>) => {
      const { verdict, reason } = reading(at(0, facts));
      return `${verdict} ${reason}`;
    };

    it('without a goal', () => {
      const none = { goalName: undefined, goalMeasure: undefined, goalTarget: undefined, goalDate: undefined };
      expect(reasonOf(none)).toBe('unknown no-goal');
      expect(reasonOf({ ...none, goalName: 'Save hours' })).toBe('unknown goal-incomplete');
    });

    it.each([
      { goalMeasure: undefined },
      { goalStart: undefined },
      { goalTarget: undefined },
      { goalDate: undefined },
      { goalSince: undefined },
      { goalTarget: 0 },
      { goalSince: '2026-07-01' },
    ])('with a goal that makes no line: %j', (facts) => {
      expect(reasonOf(facts)).toBe('unknown goal-incomplete');
    });

    it('without a value', () => {
      expect(reading(at(null))).toMatchObject({ verdict: 'unknown', reason: 'no-value', evidence: { days: 30 } });
    });

    it('when no source ever sent the measure', () => {
      const story = at(null);
      story.known = ['login'];
      expect(reading(story)).toMatchObject({ verdict: 'unknown', reason: 'no-source' });
    });

    it('when the source has stopped sending', () => {
      const story = at(0);
      story.sourceSendsUntil = '2026-05-29';
      expect(reading(story)).toMatchObject({ verdict: 'unknown', reason: 'source-stale', state: 'closed' });
    });
  });
});

describe('the condition in a playbook', () => {
  it('is right as the default has it', () => {
    expect(problemsOf(playbook, NAME)).toEqual([]);
  });
});
