import { describe, expect, it } from 'vitest';
import { inCalendarDays, Story } from '../../support/story.ts';

const D = '2026-06-01';

/** An account by itself, in windows as they are: the example to work out by hand. */
class Alone extends Story {
  override playbook = inCalendarDays;
}

/** The four days of the worked example, one in each window. */
function tenLoginsAWindow(newest = 10): Story {
  return new Alone()
    .logins('2026-02-09', 10)
    .logins('2026-03-09', 10)
    .logins('2026-04-06', 10)
    .logins('2026-05-04', newest);
}

describe('log-ins against the account’s own earlier level', () => {
  it('compares the last 28 complete days with the median of the three windows before', () => {
    expect(tenLoginsAWindow().reading('logins-fell', D)).toMatchObject({
      verdict: 'recovers',
      evidence: { window: 10, baseline: 10, ratio: 1 },
    });
  });

  it.each([
    [7, 'holds'],
    [6, 'trips'],
    [5, 'trips'],
    [8, 'recovers'],
  ])('%i of 10 log-ins: %s', (logins, verdict) => {
    expect(tenLoginsAWindow(logins).reading('logins-fell', D)).toMatchObject({
      verdict,
      evidence: { ratio: logins / 10 },
    });
  });

  it('leaves an open episode open between the bounds, and a closed one closed', () => {
    const closed = tenLoginsAWindow(7);
    closed.day(D);
    expect(closed.state?.episodes).toEqual([]);

    const open = tenLoginsAWindow(7);
    open.state = {
      lastScoredDay: '2026-05-31',
      health: null,
      scores: {},
      watchedSince: '2026-01-01',
      stage: null,
      episodes: [{ signal: 'logins-fell', subject: null, openedOn: '2026-05-28', baseline: 10, steps: [] }],
    };
    const reading = open.day(D).signals.find(({ signal }) => signal === 'logins-fell');
    expect(reading).toMatchObject({ state: 'open', since: '2026-05-28', verdict: 'holds' });
  });

  it('recovers above 75 % of the baseline it tripped with, not at it', () => {
    const since = (logins: number) => {
      const story = new Alone();
      for (const day of ['2026-02-09', '2026-03-09', '2026-04-06']) story.logins(day, 20);
      story.logins('2026-05-04', 12).day(D);
      return story.logins('2026-05-20', logins).reading('logins-fell', D).verdict;
    };
    expect([since(3), since(4)]).toEqual(['holds', 'recovers']);
  });

  it('judges with windows 1 and 2 when the first event lies at the start of window 2', () => {
    const story = new Alone().logins('2026-03-09', 10).logins('2026-04-06', 10).logins('2026-05-04', 6);
    expect(story.reading('logins-fell', D)).toMatchObject({ verdict: 'trips', evidence: { baseline: 10 } });
  });

  it('is unknown when only window 1 begins on or after the first event', () => {
    const story = new Alone().logins('2026-03-10', 10).logins('2026-04-06', 10).logins('2026-05-04', 6);
    expect(story.reading('logins-fell', D)).toMatchObject({ verdict: 'unknown', reason: 'too-little-history' });
  });

  it('asks for a baseline of 8', () => {
    const level = (baseline: number) =>
      new Alone()
        .logins('2026-02-09', baseline)
        .logins('2026-03-09', baseline)
        .logins('2026-04-06', baseline)
        .logins('2026-05-04', 1)
        .reading('logins-fell', D).verdict;
    expect([level(7), level(8)]).toEqual(['holds', 'trips']);
  });

  it('does not look at today', () => {
    expect(tenLoginsAWindow(6).logins(D, 50).reading('logins-fell', D)).toMatchObject({ evidence: { window: 6 } });
  });

  it('closes a lasting fall as a new level after 84 days, then keeps quiet for the cooldown', () => {
    const story = new Alone();
    for (let week = 0; week < 60; week += 1) {
      const monday = new Date(Date.UTC(2025, 5, 2) + week * 7 * 86_400_000).toISOString().slice(0, 10);
      story.logins(monday, monday < '2026-02-02' ? 10 : 4);
    }
    const told = story.history('logins-fell', '2026-01-01', '2026-06-30');
    expect(told).toHaveLength(2);
    const [opened, closed] = told as [string, string];
    expect(opened).toMatch(/opened$/);
    expect(closed).toMatch(/closed new-level$/);
    expect((Date.parse(closed.slice(0, 10)) - Date.parse(opened.slice(0, 10))) / 86_400_000).toBe(84);
  });

  it('is unknown, and holds its state, when the source stops sending', () => {
    const story = tenLoginsAWindow(6);
    story.sourceSendsUntil = '2026-05-29';
    expect(story.reading('logins-fell', D)).toMatchObject({
      verdict: 'unknown',
      reason: 'source-stale',
      state: 'closed',
    });
    story.sourceSendsUntil = '2026-05-31';
    expect(story.reading('logins-fell', D)).toMatchObject({ verdict: 'trips', state: 'open' });
  });

  it('mirrors the fall for growth: trips at 140 %, holds from 120 %', () => {
    const verdicts = [11, 12, 13, 14, 20].map((n) => tenLoginsAWindow(n).reading('usage-growing', D).verdict);
    expect(verdicts).toEqual(['recovers', 'holds', 'holds', 'trips', 'trips']);
  });
});
