import { describe, expect, it } from 'vitest';
import { subjectOf } from '../../../domain/signals/conditions.ts';
import { finishPlay } from '../../support/finish-play.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const NAME = 'nps-promoter';
const when = { kind: 'survey-answer', event: 'nps.answered', onePer: 'person', withinDays: 28, tripsAtOrAbove: 9 };
const playbook = withSignal(NAME, { side: 'opportunity', when, cooldownInDays: 180 });

const D = '2026-06-01';

/** Mori's answers, one a day from the day on. */
function answered(day: string, ...values: number[]): Story {
  const story = new Story().logins('2026-01-05', 1);
  story.playbook = playbook;
  story.known = ['login', 'nps.answered'];
  values.forEach((value, i) => {
    story.tells(`${day.slice(0, 8)}${String(Number(day.slice(8)) + i).padStart(2, '0')}`, 'nps.answered', {
      user: 'mori',
      value,
    });
  });
  return story;
}
/** What the day says of each person. */
const verdicts = (story: Story, asOf = D) =>
  story
    .day(asOf)
    .signals.filter(({ signal, subject }) => signal === NAME && subject !== null)
    .map(({ subject, verdict }) => `${subject} ${verdict}`);

describe('an answer of a promoter', () => {
  it.each([
    [8, []],
    [9, ['mori trips']],
    [10, ['mori trips']],
    [11, []],
    [9.5, []],
  ])('of %f: %j', (value, said) => {
    expect(verdicts(answered('2026-05-30', value))).toEqual(said);
  });

  it.each([
    ['2026-05-05', ['mori trips']],
    ['2026-05-04', []],
    [D, ['mori trips']],
  ])('is looked for on the last 28 days with today: one of %s, %j', (day, said) => {
    expect(verdicts(answered(day, 10))).toEqual(said);
  });

  it('goes by what the person said last, of what is on the scale', () => {
    expect(verdicts(answered('2026-05-28', 10, 3))).toEqual([]);
    expect(verdicts(answered('2026-05-28', 3, 9))).toEqual(['mori trips']);
    expect(verdicts(answered('2026-05-28', 10, 99))).toEqual(['mori trips']);
  });

  it('is one episode a person, who is its subject', () => {
    const story = answered('2026-05-28', 9, 10).tells('2026-05-30', 'nps.answered', { user: 'sato', value: 9 });
    expect(verdicts(story)).toEqual(['mori trips', 'sato trips']);
    expect(story.reading(NAME, D, 'mori')).not.toHaveProperty('person');
    expect(story.reading(NAME, D, 'mori').evidence).toEqual({ value: 10, days: 3 });
  });

  it('leaves out an answer of nobody in particular', () => {
    expect(verdicts(answered('2026-05-28', 3).tells('2026-05-30', 'nps.answered', { value: 10 }))).toEqual([]);
  });

  it('stays open while the person thinks worse of it, until its tasks are done; then keeps quiet for 180 days', () => {
    const story = answered('2026-05-28', 9, 9, 2);
    expect(story.history(NAME, '2026-05-28', '2026-06-09')).toEqual(['2026-05-28 opened']);
    expect(story.reading(NAME, '2026-06-09', 'mori')).toMatchObject({ verdict: 'holds', state: 'open' });
    finishPlay(story, { signal: NAME, subject: 'mori', openedOn: '2026-05-28' }, '2026-06-10');
    for (const day of ['2026-06-20', '2026-11-20']) story.tells(day, 'nps.answered', { user: 'mori', value: 10 });
    expect(story.history(NAME, '2026-06-10', '2026-12-31')).toEqual([
      '2026-06-10 closed recovered',
      // 6 December is the 180th day of quiet.
      '2026-12-07 opened',
    ]);
  });

  it('is unknown when no source ever sent an answer', () => {
    const story = answered('2026-05-28', 3);
    story.known = ['login'];
    expect(story.reading(NAME, D)).toMatchObject({ verdict: 'unknown', reason: 'no-source' });
  });
});

describe('the condition in a playbook', () => {
  it('is right as the default has it, and is about a person', () => {
    expect(problemsOf(playbook, NAME)).toEqual([]);
    const { when } = playbook.signals[NAME] as (typeof playbook.signals)[string];
    expect(subjectOf(when)).toBe('person');
  });
});
