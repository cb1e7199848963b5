import { describe, expect, it } from 'vitest';
import { type Activity, touchKinds } from '../../../domain/activities/activity.ts';
import type { Day } from '../../../domain/time/day.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const NAME = 'no-touch';
const playbook = withSignal(NAME, { when: { kind: 'days-without-touch', tripsAtOrAbove: 90 }, cooldownInDays: 30 });

const D = '2026-06-01';

/** An account in adoption, watched since the day, that we did something for on these days. */
function watched(since: Day, ...touches: Day[]): Story {
  const story = new Story();
  story.playbook = playbook;
  story.account = { ...story.account, stage: 'adoption', contractStart: '2025-01-01' };
  story.activities = touches.map((day, i): Activity => ({ id: `a${i}`, day, kind: 'call' }));
  story.day(since);
  return story;
}
const reading = (story: Story, asOf = D) => story.reading(NAME, asOf);

describe('an account that nobody on our side has to do with', () => {
  it.each([
    ['2026-03-03', 89, 'recovers'],
    ['2026-03-02', 90, 'trips'],
    ['2026-03-01', 91, 'trips'],
    [D, 0, 'recovers'],
  ])('last touched on %s, as of 1 June: %i complete days, %s', (day, days, verdict) => {
    expect(reading(watched('2025-06-01', '2026-01-05', day))).toMatchObject({ verdict, evidence: { days } });
  });

  it('with nothing on record, counts from the day it was first evaluated', () => {
    expect(reading(watched('2026-03-03'))).toMatchObject({ verdict: 'recovers', evidence: { days: 89 } });
    expect(reading(watched('2026-03-02'))).toMatchObject({ verdict: 'trips', evidence: { days: 90 } });
    expect(reading(watched('2026-05-31', '2026-01-05'))).toMatchObject({ verdict: 'trips', evidence: { days: 146 } });
  });

  it.each(touchKinds)('takes a %s for a touch', (kind) => {
    const story = watched('2025-06-01', '2026-01-05');
    story.activities.push({ id: 'last', day: '2026-05-31', kind });
    expect(reading(story)).toMatchObject({ verdict: 'recovers', evidence: { days: 0 } });
  });

  it('takes a task that somebody finished and an answer on the renewal for a touch', () => {
    const task = { id: 't', episode: 'koa/no-touch/-/2026-05-01', template: 'call', outcome: null };
    const done = watched('2025-06-01', '2026-01-05');
    done.activities.push({ id: 't', day: '2026-05-20', kind: 'task', task });
    expect(reading(done)).toMatchObject({ verdict: 'recovers', evidence: { days: 11 } });
    const answered = watched('2025-06-01', '2026-01-05');
    answered.answers = [{ renewalDate: '2026-09-01', answer: 'renew', day: '2026-05-20' }];
    expect(reading(answered)).toMatchObject({ verdict: 'recovers', evidence: { days: 11 } });
  });

  it('takes no note of a stage that somebody set by hand', () => {
    const story = watched('2025-06-01', '2026-01-05');
    story.activities.push({ id: 'moved', day: '2026-05-31', kind: 'stage', stage: 'adoption', note: 'They said so' });
    expect(reading(story)).toMatchObject({ verdict: 'trips', evidence: { days: 146 } });
  });

  it('knows on a past day only of what was done until then', () => {
    const story = watched('2025-06-01', '2026-01-05', '2026-06-02');
    story.answers = [{ renewalDate: '2026-09-01', answer: 'renew', day: '2026-06-03' }];
    expect(reading(story)).toMatchObject({ verdict: 'trips', evidence: { days: 146 } });
  });

  it('needs no usage, and no source that sends', () => {
    const story = watched('2025-06-01', '2026-01-05');
    story.sourceSendsUntil = '2026-01-31';
    expect(reading(story).verdict).toBe('trips');
  });

  it('says nothing against an account in onboarding', () => {
    const story = watched('2026-01-05');
    story.account = { ...story.account, stage: 'onboarding-3' };
    expect(reading(story)).toMatchObject({ verdict: 'holds', evidence: { days: 146 } });
  });

  it('is unknown while nobody said which stage the account is in', () => {
    const story = new Story();
    story.playbook = playbook;
    story.day('2026-01-05');
    expect(reading(story)).toMatchObject({ verdict: 'unknown', reason: 'no-stage', evidence: { days: 146 } });
  });

  it('recovers on the day of the touch and keeps quiet for 30 days', () => {
    const story = watched('2025-06-01', '2026-01-05', '2026-06-01');
    expect(story.history(NAME, '2026-03-01', '2026-12-31')).toEqual([
      '2026-04-06 opened',
      '2026-06-01 closed recovered',
      '2026-08-31 opened',
    ]);
    const short = withSignal(NAME, { when: { kind: 'days-without-touch', tripsAtOrAbove: 10 }, cooldownInDays: 30 });
    const quiet = watched('2026-01-01', '2026-02-01');
    quiet.playbook = short;
    expect(quiet.history(NAME, '2026-01-02', '2026-03-31')).toEqual([
      '2026-01-12 opened',
      '2026-02-01 closed recovered',
      // 2 March is the 30th day of quiet.
      '2026-03-03 opened',
    ]);
  });

  it('stays open while the account is taken back to onboarding', () => {
    const story = watched('2025-06-01', '2026-01-05');
    story.day(D);
    story.account = { ...story.account, stage: 'onboarding-1' };
    expect(reading(story, '2026-06-02')).toMatchObject({ verdict: 'holds', state: 'open' });
  });
});

describe('the condition in a playbook', () => {
  it('is right as the default has it', () => {
    expect(problemsOf(playbook, NAME)).toEqual([]);
  });
});
