import { describe, expect, it } from 'vitest';
import type { AccountState } from '../../../domain/evaluation/evaluate.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { percentHealth, raiseLevel, scoring } from '../../support/score-story.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const NAME = 'health-dropped';
const when = { kind: 'score-drop', overDays: 14, tripsAtDrop: 20, recoversWithin: 10 };
const playbook = withSignal(NAME, { when, cooldownInDays: 14 }, percentHealth);

const D = '2026-06-01';

/** An account with these scores on record, in tenths, and this one on 1 June. */
function at(score: number, scores: Record<Day, number>): Story {
  const story = scoring(score);
  story.playbook = playbook;
  story.day('2026-05-10');
  story.state = { ...(story.state as AccountState), scores, episodes: [] };
  return story;
}
const reading = (story: Story, asOf = D) => story.reading(NAME, asOf);

describe('a fall of the health score', () => {
  it.each([
    [60, 40, 'trips'],
    [60, 40.1, 'holds'],
    [60, 49.9, 'holds'],
    [60, 50, 'recovers'],
    [60, 70, 'recovers'],
    // In doubles, 61.2 − 41.2 is a little more and 70.1 − 50.1 a little less than 20.
    [61.2, 41.2, 'trips'],
    [70.1, 50.1, 'trips'],
  ])('from %f to %f in 14 days: %s', (before, score, verdict) => {
    const story = at(score, { '2026-05-18': Math.round(before * 10) });
    expect(reading(story)).toMatchObject({ verdict, evidence: { value: score, baseline: before } });
  });

  it('looks at the score of the day 14 days before, at no other', () => {
    const scores = { '2026-05-17': 990, '2026-05-18': 600, '2026-05-19': 990, '2026-05-31': 990 };
    expect(reading(at(45, scores))).toMatchObject({ verdict: 'holds', evidence: { baseline: 60 } });
  });

  it('goes by the score it fell from while it is open', () => {
    const story = at(40, { '2026-05-18': 600, '2026-05-19': 400, '2026-05-20': 400 });
    story.day(D);
    story.logins('2026-05-20', 99);
    expect(reading(story, D)).toMatchObject({ verdict: 'holds', state: 'open', evidence: { baseline: 60 } });
    expect(reading(story.logins('2026-05-20', 1), D)).toMatchObject({ verdict: 'recovers', state: 'cooldown' });
  });

  it('keeps quiet for 14 days from the recovery on, then trips again', () => {
    const scores = Object.fromEntries(
      Array.from({ length: 14 }, (_, i): [Day, number] => [addDays('2026-05-18', i), 600]),
    );
    const story = at(40, scores);
    expect(story.history(NAME, D, '2026-06-02')).toEqual(['2026-06-01 opened']);
    story.logins('2026-06-02', 100);
    expect(story.history(NAME, '2026-06-03', '2026-06-03')).toEqual(['2026-06-03 closed recovered']);
    // 500 of usually 2,000 log-ins, a score of 25: far below that of 14 days ago from the next day on.
    raiseLevel(story, 1000);
    expect(story.history(NAME, '2026-06-04', '2026-06-20')).toEqual(['2026-06-17 opened']);
  });

  describe('is unknown', () => {
    it('without a score of 14 days before', () => {
      expect(reading(at(40, { '2026-05-17': 600, '2026-05-19': 600 }))).toMatchObject({
        verdict: 'unknown',
        reason: 'no-earlier-score',
        evidence: { value: 40 },
      });
    });

    it('without a score', () => {
      const story = new Story().logins('2026-05-20', 1);
      story.playbook = playbook;
      expect(reading(story)).toMatchObject({ verdict: 'unknown', reason: 'no-score' });
    });

    it('while the score stands still for want of data', () => {
      const story = at(40, { '2026-05-18': 600 });
      story.day(D);
      story.sourceSendsUntil = D;
      expect(reading(story, '2026-06-05')).toMatchObject({
        verdict: 'unknown',
        reason: 'score-stale',
        state: 'open',
      });
    });
  });
});

describe('the condition in a playbook', () => {
  it('is right as the default has it', () => {
    expect(problemsOf(playbook, NAME)).toEqual([]);
  });

  it('recovers nearer than it trips', () => {
    const wrong = withSignal(NAME, { when: { ...when, recoversWithin: 20 } });
    expect(problemsOf(wrong, NAME)).toEqual([
      'recoversWithin must be below tripsAtDrop (20): it recovers on the way up',
    ]);
  });
});
