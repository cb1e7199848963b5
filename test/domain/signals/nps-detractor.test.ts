import { describe, expect, it } from 'vitest';
import { subjectOf } from '../../../domain/signals/conditions.ts';
import { finishPlay } from '../../support/finish-play.ts';
import { Story, tokyo } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const NAME = 'nps-detractor';
const when = { kind: 'survey-answer', event: 'nps.answered', onePer: 'answer', withinDays: 28, tripsAtOrBelow: 6 };
const playbook = withSignal(NAME, { when, cooldownInDays: 'once' });

const D = '2026-06-01';
const ANSWER = 'demo#a1';

/** Mori answered with this value. */
function answered(value: number | undefined, day = '2026-05-30'): Story {
  const story = new Story().logins('2026-01-05', 1);
  story.playbook = playbook;
  story.known = ['login', 'nps.answered'];
  return story.tells(day, 'nps.answered', { id: 'a1', user: 'mori', value });
}
/** What the day says of each answer. */
const verdicts = (story: Story, asOf = D) =>
  story
    .day(asOf)
    .signals.filter(({ signal, subject }) => signal === NAME && subject !== null)
    .map(({ subject, verdict }) => `${subject} ${verdict}`);
const reading = (story: Story, asOf = D) => story.reading(NAME, asOf, ANSWER);

describe('an answer of a detractor', () => {
  it.each([
    [0, ['demo#a1 trips']],
    [6, ['demo#a1 trips']],
    [7, []],
    [10, []],
  ])('of %i: %j', (value, said) => {
    expect(verdicts(answered(value))).toEqual(said);
  });

  it.each([-1, 11, 5.5, undefined])('with the value %s is none: it is not on the scale', (value) => {
    expect(verdicts(answered(value))).toEqual([]);
  });

  it('trips on the very day, and says whose answer it is and how many days ago', () => {
    expect(reading(answered(3, D))).toMatchObject({
      verdict: 'trips',
      person: 'mori',
      evidence: { value: 3, days: 0 },
    });
    const opened = answered(3, D)
      .day(D)
      .transitions.filter(({ episode }) => episode.signal === NAME);
    expect(opened).toMatchObject([{ kind: 'opened', episode: { person: 'mori' } }]);
  });

  it.each([
    ['2026-05-05', ['demo#a1 trips']],
    ['2026-05-04', []],
  ])('is looked for on the last 28 days with today: one of %s, %j', (day, said) => {
    expect(verdicts(answered(3, day))).toEqual(said);
  });

  it('needs no fresh source: it did arrive', () => {
    const story = answered(3, '2026-05-20');
    story.sourceSendsUntil = '2026-05-20';
    expect(reading(story).verdict).toBe('trips');
  });

  it('counts without a person, too', () => {
    const story = answered(10).tells('2026-05-30', 'nps.answered', { id: 'a2', value: 2 });
    expect(story.reading(NAME, D, 'demo#a2')).not.toHaveProperty('person');
    expect(story.reading(NAME, D, 'demo#a2').verdict).toBe('trips');
  });

  it('is an episode of its own, each', () => {
    const story = answered(3).tells('2026-05-31', 'nps.answered', { id: 'a2', user: 'mori', value: 4 });
    expect(verdicts(story)).toEqual(['demo#a1 trips', 'demo#a2 trips']);
    expect(story.state?.episodes.filter(({ signal }) => signal === NAME)).toHaveLength(2);
  });

  it('stands as it was sent last, under the same id', () => {
    const noon = tokyo.startOf('2026-05-30') + 12 * 3_600_000;
    const story = answered(3).tells('2026-05-30', 'nps.answered', { id: 'a1', user: 'mori', value: 9, time: noon + 1 });
    expect(verdicts(story)).toEqual([]);
  });

  it('knows answers by the name that the product has for them', () => {
    const story = answered(10).tells('2026-05-31', 'survey_filled', { id: 'a9', user: 'sato', value: 1 });
    story.playbook = { ...playbook, aliases: { survey_filled: 'nps.answered' } };
    expect(verdicts(story)).toEqual(['demo#a9 trips']);
  });

  it('stays open until its tasks are done, however long ago the answer is, and is never raised again', () => {
    const story = answered(3, '2026-05-30');
    expect(story.history(NAME, '2026-05-30', '2026-07-19')).toEqual(['2026-05-30 opened']);
    expect(reading(story, '2026-07-20')).toMatchObject({
      verdict: 'holds',
      state: 'open',
      person: 'mori',
      evidence: {},
    });
    finishPlay(story, { signal: NAME, subject: ANSWER, openedOn: '2026-05-30' }, '2026-07-20', { left: 1 });
    expect(reading(story, '2026-07-20').verdict).toBe('holds');
    finishPlay(story, { signal: NAME, subject: ANSWER, openedOn: '2026-05-30' }, '2026-07-20');
    expect(story.history(NAME, '2026-07-20', '2026-09-30')).toEqual(['2026-07-20 closed recovered']);
  });

  it('is not raised again for the same answer while it still lies within the days', () => {
    const story = answered(3, '2026-05-30');
    story.day('2026-05-30');
    finishPlay(story, { signal: NAME, subject: ANSWER, openedOn: '2026-05-30' }, '2026-06-01');
    expect(story.history(NAME, '2026-05-31', '2026-09-30')).toEqual(['2026-06-01 closed recovered']);
  });

  it('is over with one task that shows a false alarm', () => {
    const story = answered(3);
    story.day(D);
    const about = { signal: NAME, subject: ANSWER, openedOn: D };
    finishPlay(story, about, '2026-06-02', { left: 2, outcome: 'false-alarm' });
    expect(reading(story, '2026-06-02').verdict).toBe('recovers');
  });

  it('is unknown when no source ever sent an answer', () => {
    const story = answered(10);
    story.known = ['login', 'nps.sent'];
    expect(story.reading(NAME, D)).toMatchObject({ verdict: 'unknown', reason: 'no-source' });
    story.known = ['login', 'nps.answered'];
    expect(story.reading(NAME, D)).toMatchObject({ verdict: 'holds', state: 'closed' });
  });
});

describe('the condition in a playbook', () => {
  it('is right as the default has it, and is about an answer', () => {
    expect(problemsOf(playbook, NAME)).toEqual([]);
    const { when } = playbook.signals[NAME] as (typeof playbook.signals)[string];
    expect(subjectOf(when)).toBe('answer');
  });

  it('takes whole values from 0 to 10', () => {
    for (const tripsAtOrBelow of [-1, 6.5, 11]) {
      expect(() => withSignal(NAME, { when: { ...when, tripsAtOrBelow } })).toThrow();
    }
  });

  it('names the answers as the playbook does', () => {
    const aliases = { survey_filled: 'nps.answered' };
    const wrong = withSignal(NAME, { when: { ...when, event: 'survey_filled' } }, { aliases });
    expect(problemsOf(wrong, NAME)).toEqual(['event `survey_filled` is renamed by aliases: write `nps.answered`']);
  });
});
