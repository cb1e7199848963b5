import { describe, expect, it } from 'vitest';
import type { Account } from '../../../domain/account/account.ts';
import { finishPlay } from '../../support/finish-play.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const NAME = 'roi-reached';
const when = { kind: 'goal-reached', event: 'roi.reached', withinDays: 28 };
const playbook = withSignal(NAME, { side: 'opportunity', when, cooldownInDays: 180 }, { measures: ['hours.saved'] });

const D = '2026-06-01';
const goal: Partial<Account> = { goalName: 'Save hours', goalMeasure: 'hours.saved', goalStart: 0, goalTarget: 100 };

function account(facts: Partial<Account> = {}): Story {
  const story = new Story().logins('2026-05-05', 1);
  story.playbook = playbook;
  story.account = { ...story.account, ...facts };
  story.known = ['login', 'roi.reached', 'hours.saved'];
  return story;
}
/** An account with a goal whose value was this on these days. */
function valued(values: Record<string, number>, facts: Partial<Account> = {}): Story {
  const story = account({ ...goal, ...facts });
  for (const [day, value] of Object.entries(values)) story.tells(day, 'hours.saved', { value });
  return story;
}
const reading = (story: Story, asOf = D) => story.reading(NAME, asOf);

describe('a return that was reached', () => {
  it.each([
    [D, 0, 'trips'],
    ['2026-05-05', 27, 'trips'],
    ['2026-05-04', undefined, 'holds'],
  ])('roi.reached on %s, as of 1 June: %s days, %s', (day, days, verdict) => {
    const { evidence, ...said } = reading(account().tells(day, 'roi.reached'));
    expect([evidence.days, said.verdict]).toEqual([days, verdict]);
  });

  it.each([
    [99, 'holds'],
    [100, 'trips'],
    [140, 'trips'],
  ])('the goal’s value comes from 60 to %i of 100: %s', (value, verdict) => {
    const story = valued({ '2026-04-30': 60, '2026-05-30': value });
    expect(reading(story)).toMatchObject({ verdict, evidence: { value, limit: 100 } });
  });

  it('looks at today as well', () => {
    expect(reading(valued({ '2026-05-30': 60, [D]: 100 })).verdict).toBe('trips');
  });

  it('is no news when it was reached before the last 28 days', () => {
    expect(reading(valued({ '2026-05-04': 99, '2026-05-05': 100 })).verdict).toBe('trips');
    expect(reading(valued({ '2026-05-04': 100, '2026-05-30': 101 })).verdict).toBe('holds');
  });

  it('is news when the value is seen for the first time', () => {
    expect(reading(valued({ '2026-05-30': 120 })).verdict).toBe('trips');
  });

  it('has to be so still', () => {
    expect(reading(valued({ '2026-04-30': 60, '2026-05-20': 100, '2026-05-30': 90 })).verdict).toBe('holds');
  });

  it('comes down to a target below the start', () => {
    const down = { goalStart: 100, goalTarget: 40 };
    expect(reading(valued({ '2026-04-30': 60, '2026-05-30': 41 }, down)).verdict).toBe('holds');
    expect(reading(valued({ '2026-04-30': 60, '2026-05-30': 40 }, down)).verdict).toBe('trips');
    expect(reading(valued({ '2026-04-30': 40, '2026-05-30': 60 }, down)).verdict).toBe('holds');
  });

  it('needs no start: then it is one to come up to', () => {
    expect(reading(valued({ '2026-04-30': 60, '2026-05-30': 100 }, { goalStart: undefined })).verdict).toBe('trips');
  });

  it('needs no fresh source: it did arrive', () => {
    const story = account().tells('2026-05-20', 'roi.reached');
    story.sourceSendsUntil = '2026-05-20';
    expect(reading(story).verdict).toBe('trips');
  });

  it('recovers when its tasks are done, then keeps quiet for 180 days', () => {
    const story = account().tells('2026-05-10', 'roi.reached');
    expect(story.history(NAME, '2026-05-05', '2026-06-30')).toEqual(['2026-05-10 opened']);
    const about = { signal: NAME, subject: null, openedOn: '2026-05-10' };
    finishPlay(story, about, '2026-07-01', { left: 1 });
    expect(reading(story, '2026-07-01')).toMatchObject({ state: 'open' });
    finishPlay(story, about, '2026-07-01');
    // The next return is told while it is quiet; 27 December is the 180th day.
    story.tells('2026-12-20', 'roi.reached');
    expect(story.history(NAME, '2026-07-01', '2026-12-31')).toEqual([
      '2026-07-01 closed recovered',
      '2026-12-28 opened',
    ]);
  });

  it('does not come back about a goal that stays reached', () => {
    const story = valued({ '2026-05-05': 60 });
    for (let month = 6; month <= 12; month += 1) {
      for (const day of ['01', '20']) {
        story.tells(`2026-${String(month).padStart(2, '0')}-${day}`, 'hours.saved', { value: 100 });
      }
    }
    story.day(D);
    finishPlay(story, { signal: NAME, subject: null, openedOn: D }, '2026-06-02');
    expect(story.history(NAME, '2026-06-02', '2026-12-31')).toEqual(['2026-06-02 closed recovered']);
  });

  it('stays open after the 28 days until its tasks are done', () => {
    const story = account().tells('2026-05-10', 'roi.reached');
    story.day('2026-05-10');
    expect(reading(story, '2026-07-20')).toMatchObject({ verdict: 'holds', state: 'open', evidence: {} });
  });

  describe('is unknown where no source ever sent the event', () => {
    const untold = (values: Record<string, number>, facts: Partial<Account>) => {
      const story = valued(values, facts);
      story.known = ['login', 'hours.saved'];
      return reading(story);
    };

    it('and the account has no goal', () => {
      const none = { goalName: undefined, goalMeasure: undefined, goalTarget: undefined };
      expect(untold({}, none)).toMatchObject({ verdict: 'unknown', reason: 'no-goal' });
    });

    it.each([{ goalMeasure: undefined }, { goalTarget: undefined }])('or one that lacks something: %j', (facts) => {
      expect(untold({ '2026-05-30': 60 }, facts)).toMatchObject({ verdict: 'unknown', reason: 'goal-incomplete' });
    });

    it('or no value for it', () => {
      expect(untold({}, {})).toMatchObject({ verdict: 'unknown', reason: 'no-value' });
      expect(untold({ '2026-05-30': 60 }, {}).verdict).toBe('holds');
    });
  });
});

describe('the condition in a playbook', () => {
  it('is right as the default has it', () => {
    expect(problemsOf(playbook, NAME)).toEqual([]);
  });
});
