import { describe, expect, it } from 'vitest';
import { percentHealth, raiseLevel, scoring } from '../../support/score-story.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const NAME = 'health-at-risk';
const when = { kind: 'score-level', tripsBelow: 40, recoversAtOrAbove: 50 };
const playbook = withSignal(NAME, { when, cooldownInDays: 14 }, percentHealth);

const D = '2026-06-01';

function at(score: number): Story {
  const story = scoring(score);
  story.playbook = playbook;
  return story;
}

describe('a low health score', () => {
  it.each([
    [39.9, 'trips'],
    [40, 'holds'],
    [49.9, 'holds'],
    [50, 'recovers'],
    [0, 'trips'],
  ])('%f: %s', (value, verdict) => {
    expect(at(value).reading(NAME, D)).toMatchObject({ verdict, evidence: { value } });
  });

  it('holds between the bounds: an open episode stays open, a closed one closed', () => {
    const story = at(45);
    expect(story.history(NAME, '2026-05-31', D)).toEqual([]);
    const open = at(39);
    open.day(D);
    expect(open.logins('2026-05-20', 60).reading(NAME, D)).toMatchObject({ verdict: 'holds', state: 'open' });
    expect(open.logins('2026-05-20', 50).reading(NAME, D)).toMatchObject({ verdict: 'recovers', state: 'cooldown' });
  });

  it('keeps quiet for 14 days from the recovery on, then trips again', () => {
    const story = at(30);
    expect(story.history(NAME, D, '2026-06-02')).toEqual(['2026-06-01 opened']);
    story.logins('2026-06-02', 200);
    expect(story.history(NAME, '2026-06-03', '2026-06-03')).toEqual(['2026-06-03 closed recovered']);
    // 500 of usually 2,000 log-ins: at risk again on the next day, told on the day after the 14th of quiet.
    raiseLevel(story, 1000);
    expect(story.history(NAME, '2026-06-04', '2026-06-20')).toEqual(['2026-06-17 opened']);
  });

  describe('is unknown', () => {
    it('without a score', () => {
      const story = new Story().logins('2026-05-20', 1);
      story.playbook = playbook;
      expect(story.reading(NAME, D)).toMatchObject({ verdict: 'unknown', reason: 'no-score', evidence: {} });
    });

    it('while the score stands still for want of data', () => {
      const story = at(30);
      story.day(D);
      story.sourceSendsUntil = D;
      expect(story.reading(NAME, '2026-06-05')).toMatchObject({
        verdict: 'unknown',
        reason: 'score-stale',
        state: 'open',
        evidence: { value: 30 },
      });
    });
  });
});

describe('the condition in a playbook', () => {
  it('is right as the default has it', () => {
    expect(problemsOf(playbook, NAME)).toEqual([]);
  });

  it('recovers at or above the bound it trips below', () => {
    const wrong = withSignal(NAME, { when: { ...when, recoversAtOrAbove: 39 } });
    expect(problemsOf(wrong, NAME)).toEqual([
      'recoversAtOrAbove must be at least tripsBelow (40): it recovers on the way up',
    ]);
  });
});
