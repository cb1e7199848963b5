import { describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { Story, tokyo } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const NAME = 'nps-unanswered';
const when = { kind: 'survey-unanswered', sent: 'nps.sent', answered: 'nps.answered', tripsAfterDays: 7 };
const playbook = withSignal(NAME, { when });

const D = '2026-06-01';

/** Mori was sent the survey on these days. */
function asked(...days: Day[]): Story {
  const story = new Story().logins('2026-01-05', 1);
  story.playbook = playbook;
  story.known = ['login', 'nps.sent', 'nps.answered'];
  for (const day of days) story.tells(day, 'nps.sent', { user: 'mori' });
  return story;
}
const answers = (story: Story, day: Day, value = 8, time?: number) =>
  story.tells(day, 'nps.answered', { user: 'mori', value, ...(time !== undefined && { time }) });
const reading = (story: Story, asOf = D) => story.reading(NAME, asOf, 'mori');
const at = (day: Day, hour: number) => tokyo.startOf(day) + hour * 3_600_000;

describe('a survey that somebody leaves unanswered', () => {
  it.each([
    ['2026-05-25', 6, 'holds'],
    ['2026-05-24', 7, 'trips'],
    ['2026-05-23', 8, 'trips'],
    ['2026-06-01', 0, 'holds'],
  ])('sent on %s, as of 1 June: %i complete days, %s', (day, days, verdict) => {
    expect(reading(asked(day))).toMatchObject({ verdict, evidence: { days } });
  });

  it('counts from the first one after the last answer, not from a reminder', () => {
    expect(reading(asked('2026-05-20', '2026-05-30'))).toMatchObject({ verdict: 'trips', evidence: { days: 11 } });
    const again = answers(asked('2026-04-01', '2026-05-20', '2026-05-30'), '2026-04-03');
    expect(reading(again)).toMatchObject({ verdict: 'trips', evidence: { days: 11 } });
  });

  it.each([0, 10])('takes any value for an answer: %i', (value) => {
    expect(reading(answers(asked('2026-05-20'), '2026-05-22', value)).verdict).toBe('recovers');
  });

  it('takes an answer of the same day for an answer, unless the survey was sent after it', () => {
    expect(reading(answers(asked('2026-05-20'), '2026-05-20', 8, at('2026-05-20', 18))).verdict).toBe('recovers');
    expect(reading(answers(asked('2026-05-20'), '2026-05-20', 8, at('2026-05-20', 9))).verdict).toBe('trips');
    // Of an event that says nothing but who did it, the time is not kept.
    const untimed = asked('2026-05-20').happens('2026-05-20', 'survey_filled', 1, 'mori');
    untimed.playbook = { ...playbook, aliases: { survey_filled: 'nps.answered' } };
    expect(reading(untimed).verdict).toBe('recovers');
  });

  it('knows a survey and its answer by the names that the product has for them', () => {
    const story = asked().happens('2026-05-20', 'survey_mailed', 1, 'mori');
    story.playbook = { ...playbook, aliases: { survey_mailed: 'nps.sent', survey_filled: 'nps.answered' } };
    expect(reading(story).verdict).toBe('trips');
    expect(reading(story.tells('2026-05-25', 'survey_filled', { user: 'mori', value: 7 })).verdict).toBe('recovers');
  });

  it('opens one episode a person and raises nothing more for a reminder', () => {
    const story = asked('2026-05-20', '2026-06-04').tells('2026-05-21', 'nps.sent', { user: 'sato' });
    expect(story.history(NAME, '2026-05-20', '2026-07-31')).toEqual(['2026-05-28 opened', '2026-05-29 opened']);
    const own = story.state?.episodes.filter(({ signal }) => signal === NAME);
    expect(own?.map(({ subject }) => subject)).toEqual(['mori', 'sato']);
  });

  it('recovers on the day of the answer, also when a survey is sent after it, and begins anew with that one', () => {
    const story = answers(asked('2026-05-20', '2026-06-08'), '2026-06-05');
    expect(story.history(NAME, '2026-05-20', '2026-06-30')).toEqual([
      '2026-05-28 opened',
      '2026-06-05 closed recovered',
      '2026-06-16 opened',
    ]);
    const late = asked('2026-05-20', '2026-06-08');
    late.day('2026-06-07');
    // An answer that arrives late, behind the next survey.
    expect(reading(answers(late, '2026-06-05'), '2026-06-09')).toMatchObject({
      verdict: 'recovers',
      state: 'cooldown',
    });
    const still = answers(asked('2026-04-20', '2026-05-20', '2026-06-08'), '2026-05-01');
    still.day('2026-06-07');
    expect(reading(still, '2026-06-09')).toMatchObject({ verdict: 'trips', state: 'open', evidence: { days: 19 } });
  });

  it('looks back 112 days: an older survey is past asking about', () => {
    expect(reading(asked(addDays(D, -112))).verdict).toBe('trips');
    expect(() => reading(asked(addDays(D, -113)))).toThrow('says nothing');
  });

  it('stays open, and still waits for the answer, when the survey is older than that', () => {
    const story = answers(asked('2026-01-10'), '2026-01-08');
    story.day('2026-02-01');
    expect(reading(story)).toMatchObject({ verdict: 'holds', state: 'open' });
    // A reminder within the days that are read does not make it younger.
    story.tells('2026-05-30', 'nps.sent', { user: 'mori' });
    expect(reading(story)).toMatchObject({ verdict: 'holds', state: 'open' });
    expect(reading(answers(story, D, 3, at(D, 15)))).toMatchObject({ verdict: 'recovers', state: 'cooldown' });
  });

  it('leaves out a survey that was sent to nobody in particular', () => {
    const story = asked().tells('2026-05-20', 'nps.sent');
    expect(story.reading(NAME, D)).toMatchObject({ verdict: 'holds', state: 'closed' });
  });

  describe('is unknown', () => {
    it('when no source ever sent anything of surveys', () => {
      const story = asked();
      story.known = ['login'];
      expect(story.reading(NAME, D)).toMatchObject({ verdict: 'unknown', reason: 'no-source' });
    });

    it('when the source has stopped sending; an answer that did arrive counts all the same', () => {
      const story = asked('2026-05-20');
      story.sourceSendsUntil = '2026-05-29';
      expect(reading(story)).toMatchObject({ verdict: 'unknown', reason: 'source-stale', evidence: { days: 11 } });
      expect(reading(answers(story, '2026-05-28')).verdict).toBe('recovers');
    });
  });

  it('judges before anybody has ever answered: whoever sends the surveys sends the answers', () => {
    const story = asked('2026-05-20');
    story.known = ['login', 'nps.sent'];
    expect(reading(story).verdict).toBe('trips');
  });
});

describe('the condition in a playbook', () => {
  it('is right as the default has it', () => {
    expect(problemsOf(playbook, NAME)).toEqual([]);
  });

  it('names its events as the playbook does', () => {
    const aliases = { survey_mailed: 'nps.sent', survey_filled: 'nps.answered' };
    const wrong = withSignal(
      NAME,
      { when: { ...when, sent: 'survey_mailed', answered: 'survey_filled' } },
      { aliases },
    );
    expect(problemsOf(wrong, NAME)).toEqual([
      'sent `survey_mailed` is renamed by aliases: write `nps.sent`',
      'answered `survey_filled` is renamed by aliases: write `nps.answered`',
    ]);
  });
});
