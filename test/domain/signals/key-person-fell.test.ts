import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/time/day.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const NAME = 'key-person-fell';
const when = {
  kind: 'person-level',
  windowInDays: 28,
  baselineWindows: 3,
  minimumBaseline: 4,
  tripsAtOrBelow: 0.5,
  recoversAbove: 0.75,
};
const playbook = withSignal(NAME, { when, cooldownInDays: 28, newLevelAfterInDays: 84 });

const D = '2026-06-01';
/** First days of windows 0 to 3, seen from D. */
const WINDOWS = ['2026-05-04', '2026-04-06', '2026-03-09', '2026-02-09'] as const;

/** Mori, a key person, active on so many days in each window from 0 on; colleagues since long before. */
function active(...days: number[]): Story {
  const story = new Story().logins('2026-01-05', 1, 'colleague');
  story.playbook = playbook;
  story.contacts = [{ id: 'mori', account: 'koa', keyPerson: true }];
  days.forEach((count, k) => {
    const first = WINDOWS[k] as string;
    if (count > 0) story.active('mori', first, addDays(first, count - 1));
  });
  return story;
}
const reading = (story: Story, asOf = D) => story.reading(NAME, asOf, 'mori');

describe('a key person against their own earlier level', () => {
  it('compares active days, not events, with the median of windows 1 to 3', () => {
    const story = active(4, 8, 20, 6).logins('2026-05-05', 50, 'mori');
    expect(reading(story)).toMatchObject({ verdict: 'trips', evidence: { window: 4, baseline: 8, ratio: 0.5 } });
  });

  it.each([
    [4, 'trips'],
    [5, 'holds'],
    [6, 'holds'],
    [7, 'recovers'],
  ])('%i of usually 8 active days: %s', (days, verdict) => {
    expect(reading(active(days, 8, 8, 8))).toMatchObject({ verdict });
  });

  it('asks for a baseline of 4 days', () => {
    expect([reading(active(1, 3, 3, 3)).verdict, reading(active(1, 4, 4, 4)).verdict]).toEqual(['holds', 'trips']);
  });

  it('does not look at today', () => {
    const story = active(4, 8, 8, 8).logins(D, 1, 'mori');
    expect(reading(story)).toMatchObject({ verdict: 'trips', evidence: { window: 4 } });
  });

  it('looks at the person alone, not at what colleagues do', () => {
    expect(reading(active(0, 8, 8, 8).active('colleague', '2026-05-04', '2026-05-31')).verdict).toBe('trips');
  });

  it('counts everything one can do, but no surveys', () => {
    const story = active(3, 8, 8, 8);
    story.happens('2026-05-20', 'page.viewed', 1, 'mori').happens('2026-05-21', 'nps.answered', 1, 'mori');
    expect(reading(story)).toMatchObject({ evidence: { window: 4 } });
  });

  it('goes by the baseline it tripped with while it is open: recovers above 75 % of it, not at it', () => {
    const since = (days: number) => {
      // Seen from 29 June the usual level would be 4.
      const story = active(4, 8, 4, 8);
      story.day(D);
      story.active('mori', '2026-06-01', addDays('2026-06-01', days - 1));
      return story.reading(NAME, '2026-06-29', 'mori');
    };
    expect(since(6)).toMatchObject({ verdict: 'holds', state: 'open', evidence: { baseline: 8, ratio: 0.75 } });
    expect(since(7)).toMatchObject({ verdict: 'recovers', state: 'cooldown' });
  });

  it('opens one episode a person', () => {
    const story = active(4, 8, 8, 8).active('sato', '2026-03-09', '2026-04-20');
    story.contacts.push({ id: 'sato', account: 'koa', keyPerson: true }, { id: 'colleague', account: 'koa' });
    const opened = story.day(D).transitions.filter(({ episode }) => episode.signal === NAME);
    expect(opened.map(({ episode }) => episode.subject)).toEqual(['mori', 'sato']);
    expect(story.reading(NAME, D, 'sato').evidence).toEqual({ window: 0, baseline: 15, ratio: 0 });
  });

  it('keeps quiet for 28 days from the recovery on, then trips again', () => {
    const story = active(0, 8, 8, 8);
    story.active('mori', '2026-06-01', '2026-06-07');
    expect(story.history(NAME, D, '2026-07-31')).toEqual([
      '2026-06-01 opened',
      // Seven days of usually eight.
      '2026-06-08 closed recovered',
      // Quiet until 5 July, the 28th day; what tripped within those days still stands on the next.
      '2026-07-06 opened',
    ]);
  });

  it('is over for somebody who is no key person any more', () => {
    const story = active(4, 8, 8, 8);
    story.day(D);
    story.contacts = [{ id: 'mori', account: 'koa', keyPerson: false }];
    expect(reading(story, '2026-06-02')).toMatchObject({ verdict: 'recovers', state: 'cooldown' });
    story.contacts = [];
    expect(reading(story, '2026-06-02')).toMatchObject({ verdict: 'recovers', state: 'cooldown' });
  });

  describe('is unknown', () => {
    it('when the account has no key person', () => {
      const story = active(4, 8, 8, 8);
      story.contacts = [{ id: 'mori', account: 'koa', role: 'champion' }];
      expect(story.reading(NAME, D)).toMatchObject({ verdict: 'unknown', reason: 'no-key-person' });
    });

    it('when only window 1 begins on or after the account’s first event', () => {
      const story = (firstDay: string) => {
        const young = new Story().logins(firstDay, 1, 'colleague').active('mori', '2026-04-06', '2026-04-13');
        young.playbook = playbook;
        young.contacts = [{ id: 'mori', account: 'koa', keyPerson: true }];
        return reading(young);
      };
      expect(story('2026-03-10')).toMatchObject({ verdict: 'unknown', reason: 'too-little-history' });
      // Windows 1 and 2, the second of them empty: the median of 8 and 0.
      expect(story('2026-03-09')).toMatchObject({ verdict: 'trips', evidence: { window: 0, baseline: 4 } });
    });

    it('when the person was never active in most of the windows before', () => {
      expect(reading(active(3, 8, 0, 0))).toMatchObject({ verdict: 'unknown', reason: 'baseline-zero' });
    });

    it('and holds its state, when a source has stopped sending', () => {
      const story = active(0, 8, 8, 8);
      story.sourceSendsUntil = '2026-05-29';
      expect(reading(story)).toMatchObject({ verdict: 'unknown', reason: 'source-stale', state: 'closed' });
      story.sourceSendsUntil = D;
      story.day(D);
      story.active('mori', '2026-06-02', '2026-06-20');
      expect(reading(story, '2026-06-21')).toMatchObject({ verdict: 'unknown', reason: 'source-stale', state: 'open' });
    });

    it('when no source ever sent what people do', () => {
      const story = active(0, 8, 8, 8);
      story.known = ['nps.sent'];
      expect(reading(story)).toMatchObject({ verdict: 'unknown', reason: 'no-source' });
    });
  });
});

describe('the condition in a playbook', () => {
  it('is right as the default has it', () => {
    expect(problemsOf(playbook, NAME)).toEqual([]);
  });

  it('recovers above the bound it trips at', () => {
    const wrong = withSignal(NAME, { when: { ...when, recoversAbove: 0.4 } });
    expect(problemsOf(wrong, NAME)).toEqual([
      'recoversAbove must be at least tripsAtOrBelow (0.5): it recovers on the way up',
    ]);
  });
});
