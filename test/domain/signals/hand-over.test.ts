import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/time/day.ts';
import { Story } from '../../support/story.ts';

const D = '2026-06-01';

/** A champion active on `days` days that end on `last`, others logging in as ever, a newcomer since `newcomer`. */
function handOver({ last = '2026-05-17', days = 4, newcomer = '2026-05-30' } = {}): Story {
  const story = new Story();
  story.contacts = [{ id: 'champion', account: 'koa', role: 'champion' }];
  story.active('colleague', '2026-02-01', D);
  story.active('champion', addDays(last, 1 - days), last);
  if (newcomer) story.logins(newcomer, 1, 'newcomer');
  return story;
}
const verdictOf = (story: Story, asOf = D) => story.reading('hand-over', asOf, 'newcomer').verdict;

describe('a hand-over inside the customer', () => {
  it('trips when somebody new appears 14 complete days after the champion’s last activity', () => {
    expect(verdictOf(handOver())).toBe('trips');
  });

  it('does not trip while only 13 complete days have passed', () => {
    expect(verdictOf(handOver({ last: '2026-05-18' }))).toBe('holds');
  });

  it('asks for a champion active on 4 of the 28 days that end with their last activity', () => {
    expect(verdictOf(handOver({ days: 3 }))).toBe('holds');
  });

  it('counts as a newcomer until 14 days after the first event', () => {
    expect(verdictOf(handOver({ newcomer: '2026-05-18' }))).toBe('trips');
    const older = handOver({ newcomer: '2026-05-17' });
    expect(() => older.reading('hand-over', D, 'newcomer')).toThrow('says nothing');
  });

  it('trips on the very day the newcomer appears', () => {
    expect(verdictOf(handOver({ newcomer: D }))).toBe('trips');
  });

  it('raises nothing for a new user alone', () => {
    const story = handOver({ newcomer: D }).logins(D, 1, 'champion');
    expect(verdictOf(story)).toBe('holds');
  });

  it('asks for an account older than 60 days', () => {
    const story = (since: string) => {
      const young = new Story().active('champion', since, addDays(since, 3)).logins('2026-05-30', 1, 'newcomer');
      young.contacts = [{ id: 'champion', account: 'koa', role: 'champion' }];
      return verdictOf(young);
    };
    expect([story('2026-04-02'), story('2026-04-01')]).toEqual(['holds', 'trips']);
  });

  it('trips without a silent champion while log-ins have fallen', () => {
    const story = new Story().logins('2026-05-30', 1, 'newcomer');
    for (const day of ['2026-02-09', '2026-03-09', '2026-04-06']) story.logins(day, 10);
    expect(verdictOf(story)).toBe('trips');
  });

  it('is unknown without a champion to go by', () => {
    const story = handOver();
    story.contacts = [];
    expect(story.reading('hand-over', D, 'newcomer')).toMatchObject({ verdict: 'unknown', reason: 'no-champion' });
  });

  it('is unknown when the source has stopped, since silence can’t be told from missing data', () => {
    const story = handOver();
    story.sourceSendsUntil = '2026-05-29';
    expect(story.reading('hand-over', D, 'newcomer')).toMatchObject({ verdict: 'unknown', reason: 'source-stale' });
  });

  it('recovers when the champion is back', () => {
    const story = handOver();
    story.day(D);
    story.logins('2026-06-02', 1, 'champion');
    expect(story.reading('hand-over', '2026-06-02', 'newcomer')).toMatchObject({
      verdict: 'recovers',
      state: 'cooldown',
    });
  });

  it('recovers when the newcomer was active on 5 of 28 days', () => {
    const story = handOver();
    story.day(D);
    story.active('newcomer', '2026-06-02', '2026-06-04');
    expect(story.reading('hand-over', '2026-06-04', 'newcomer')).toMatchObject({
      state: 'open',
      evidence: { value: 4 },
    });
    story.logins('2026-06-05', 1, 'newcomer');
    expect(verdictOf(story, '2026-06-05')).toBe('recovers');
  });

  it('opens one episode a newcomer, and no more at once than the playbook allows', () => {
    const story = handOver();
    for (let i = 0; i < 9; i += 1) story.logins('2026-05-31', 1, `new-${i}`);
    const opened = story.day(D).transitions.filter(({ episode }) => episode.signal === 'hand-over');
    expect(opened).toHaveLength(story.playbook.signals['hand-over']?.atMostOpen as number);
    expect(new Set(opened.map(({ episode }) => episode.subject)).size).toBe(opened.length);
  });
});
