import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/time/day.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const NAME = 'must-have-unused';
const feature = (mustHave: boolean, ...events: string[]) => ({ label: { en: 'F', ja: 'F' }, events, mustHave });
const features = {
  export: feature(true, 'exported', 'export.scheduled'),
  share: feature(true, 'shared'),
  print: feature(false, 'printed'),
};
const playbook = withSignal(NAME, { when: { kind: 'feature-unused', pastOnboardingForDays: 14 } }, { features });

const D = '2026-06-01';

/** An account in adoption since its contract began, that shares but does not export. */
function adopting(contractStart = '2026-05-18'): Story {
  const story = new Story().logins('2026-01-05', 1).happens(contractStart, 'shared');
  story.playbook = playbook;
  story.account = { ...story.account, stage: 'adoption', contractStart };
  story.known = ['login', 'exported', 'shared', 'printed'];
  return story;
}
const reading = (story: Story, asOf = D, name = 'export') => story.reading(NAME, asOf, name);

describe('a must-have feature that nobody uses', () => {
  it.each([
    ['2026-05-31', 13, 'holds'],
    ['2026-06-01', 14, 'trips'],
    ['2026-06-02', 15, 'trips'],
  ])('as of %s, %i days past onboarding: %s', (asOf, days, verdict) => {
    expect(reading(adopting(), asOf)).toMatchObject({ verdict, evidence: { days } });
  });

  it('counts from the day the account left onboarding, not from the stage it is in now', () => {
    const story = adopting('2026-03-01');
    story.account = { ...story.account, stage: 'onboarding-3' };
    story.day('2026-05-01');
    story.account = { ...story.account, stage: 'adoption' };
    story.day('2026-05-17');
    story.account = { ...story.account, stage: 'expansion' };
    story.day('2026-05-30');
    expect([reading(story, '2026-05-30').verdict, reading(story, '2026-05-31').verdict]).toEqual(['holds', 'trips']);
  });

  it('says nothing against an account that is still in onboarding', () => {
    const story = adopting('2026-01-10');
    story.account = { ...story.account, stage: 'onboarding-3' };
    expect(reading(story)).toMatchObject({ verdict: 'holds', evidence: {} });
  });

  it('is about the features that onboarding has to reach, each for itself', () => {
    const story = adopting();
    const read = story.day(D).signals.filter(({ signal }) => signal === NAME);
    expect(read.map(({ subject, verdict }) => [subject, verdict])).toEqual([
      ['export', 'trips'],
      ['share', 'recovers'],
    ]);
  });

  it('takes any of the feature’s events as its use, by whatever name the product has for it', () => {
    expect(reading(adopting().happens('2026-05-20', 'export.scheduled')).verdict).toBe('recovers');
    const story = adopting().happens('2026-05-20', 'dump_created');
    story.playbook = { ...playbook, aliases: { dump_created: 'exported' } };
    expect(reading(story).verdict).toBe('recovers');
  });

  it.each([
    ['2026-05-17', 'trips'],
    ['2026-05-18', 'recovers'],
    ['2026-06-01', 'recovers'],
  ])('used on %s under a contract since 18 May: %s', (day, verdict) => {
    expect(reading(adopting().happens(day, 'exported')).verdict).toBe(verdict);
  });

  it('without a contract start, is about any use ever', () => {
    const unused = () => {
      const story = new Story().logins('2026-01-05', 1);
      story.playbook = playbook;
      story.account = { ...story.account, stage: 'adoption' };
      story.known = ['login', 'exported'];
      return story;
    };
    expect(reading(unused()).verdict).toBe('trips');
    expect(reading(unused().happens('2026-01-06', 'exported')).verdict).toBe('recovers');
  });

  it('leaves a contract that has yet to begin out of it', () => {
    const story = adopting('2026-01-10').happens('2026-02-01', 'exported');
    story.day('2026-05-01');
    story.account = { ...story.account, contractStart: '2026-07-01' };
    expect(reading(story).verdict).toBe('recovers');
  });

  it('opens once, recovers on the day of the first use and does not come back', () => {
    const story = adopting().happens('2026-06-10', 'exported');
    expect(story.history(NAME, '2026-05-25', '2026-09-01')).toEqual([
      '2026-06-01 opened',
      '2026-06-10 closed recovered',
    ]);
  });

  it('stays open while the account is taken back to onboarding', () => {
    const story = adopting();
    story.day(D);
    story.account = { ...story.account, stage: 'onboarding-2' };
    expect(reading(story, '2026-06-02')).toMatchObject({ verdict: 'holds', state: 'open' });
  });

  it('is over when the playbook no longer asks for the feature', () => {
    const story = adopting();
    story.day(D);
    story.playbook = { ...playbook, features: { ...features, export: feature(false, 'exported') } };
    expect(reading(story, '2026-06-02')).toMatchObject({ verdict: 'recovers', state: 'cooldown' });
  });

  it('says nothing for a playbook without such features', () => {
    const story = adopting();
    story.playbook = { ...playbook, features: {} };
    expect(story.reading(NAME, D)).toMatchObject({ verdict: 'holds', state: 'closed' });
  });

  describe('is unknown', () => {
    it('while nobody said which stage the account is in', () => {
      const story = adopting();
      story.account = { ...story.account, stage: undefined };
      expect(reading(story)).toMatchObject({ verdict: 'unknown', reason: 'no-stage' });
    });

    it('when no source ever sent any of its events: perhaps they only aren’t connected', () => {
      const story = adopting();
      story.known = ['login', 'shared'];
      expect(reading(story)).toMatchObject({ verdict: 'unknown', reason: 'no-source' });
    });

    it('when its source has stopped sending; a use that did arrive counts all the same', () => {
      const story = adopting();
      story.sourceSendsUntil = addDays(D, -3);
      expect(reading(story)).toMatchObject({ verdict: 'unknown', reason: 'source-stale', state: 'closed' });
      expect(reading(story.happens('2026-05-20', 'exported')).verdict).toBe('recovers');
    });
  });
});

describe('the condition in a playbook', () => {
  it('is right as the default has it', () => {
    expect(problemsOf(playbook, NAME)).toEqual([]);
  });
});
