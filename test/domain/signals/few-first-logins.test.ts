import { describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const NAME = 'few-first-logins';
const when = {
  kind: 'first-login-share',
  event: 'login',
  invitedAtLeastDaysAgo: 7,
  invitedAtMostDaysAgo: 90,
  fewestContacts: 3,
  tripsAtOrBelow: 0.5,
  recoversAbove: 0.5,
};
const playbook = withSignal(NAME, { when, cooldownInDays: 30 });

const D = '2026-06-01';

/** An account that invited these on the day; the first `arrived` of them logged in, on the day after. */
function inviting(invited: number, arrived: number, invitedAt: Day = '2026-05-01'): Story {
  const story = new Story().logins('2026-01-05', 1, 'old-hand');
  story.playbook = playbook;
  for (let i = 0; i < invited; i += 1) {
    story.contacts.push({ id: `c${i}`, account: 'koa', invitedAt });
    if (i < arrived) story.logins(addDays(invitedAt, 1), 1, `c${i}`);
  }
  return story;
}

describe('invited people who never logged in', () => {
  it.each([
    [4, 1, 0.25, 'trips'],
    [4, 2, 0.5, 'trips'],
    [5, 3, 0.6, 'recovers'],
    [4, 4, 1, 'recovers'],
    [3, 0, 0, 'trips'],
  ])('of %i invited %i logged in: %f, %s', (limit, users, share, verdict) => {
    expect(inviting(limit, users).reading(NAME, D)).toMatchObject({ verdict, evidence: { share, users, limit } });
  });

  it.each([
    [6, 'unknown'],
    [7, 'trips'],
    [90, 'trips'],
    [91, 'unknown'],
  ])('is about those invited 7 to 90 days ago: %i days ago, %s', (daysAgo, verdict) => {
    expect(inviting(3, 0, addDays(D, -daysAgo)).reading(NAME, D).verdict).toBe(verdict);
  });

  it('counts nobody else: neither users who were never invited nor those to be invited', () => {
    const story = inviting(4, 2);
    story.contacts.push({ id: 'old-hand', account: 'koa' }, { id: 'next', account: 'koa', invitedAt: '2026-06-20' });
    expect(story.reading(NAME, D).evidence).toEqual({ share: 0.5, users: 2, limit: 4 });
  });

  it('takes a log-in of any day, before the invitation and today as well, and nothing but log-ins', () => {
    const story = inviting(4, 1).happens('2026-05-20', 'page.viewed', 1, 'c3');
    expect(story.reading(NAME, D).evidence).toMatchObject({ users: 1 });
    story.logins('2026-04-01', 1, 'c1').logins(D, 1, 'c2');
    expect(story.reading(NAME, D)).toMatchObject({ verdict: 'recovers', evidence: { users: 3 } });
  });

  it('trips once, recovers with the log-in that makes it more than half, and keeps quiet for 30 days', () => {
    const story = inviting(4, 2).logins('2026-05-20', 1, 'c2');
    // Five more are invited while it is quiet; none of them comes.
    for (let i = 0; i < 5; i += 1) story.contacts.push({ id: `late${i}`, account: 'koa', invitedAt: '2026-05-22' });
    expect(story.history(NAME, '2026-05-01', '2026-07-01')).toEqual([
      '2026-05-08 opened',
      '2026-05-20 closed recovered',
      '2026-06-19 opened',
    ]);
  });

  describe('is unknown', () => {
    it('with fewer than 3 to judge by, and holds its state', () => {
      const story = inviting(2, 0);
      expect(story.reading(NAME, D)).toMatchObject({
        verdict: 'unknown',
        reason: 'too-few-contacts',
        evidence: { users: 0, limit: 2 },
      });
      const open = inviting(3, 0);
      open.day(D);
      expect(open.reading(NAME, '2026-08-01')).toMatchObject({ verdict: 'unknown', state: 'open' });
    });

    it('when no source ever sent a log-in', () => {
      const story = inviting(3, 0);
      story.known = ['page.viewed'];
      expect(story.reading(NAME, D)).toMatchObject({ verdict: 'unknown', reason: 'no-source' });
    });

    it('when the source has stopped sending', () => {
      const story = inviting(3, 0);
      story.sourceSendsUntil = '2026-05-29';
      expect(story.reading(NAME, D)).toMatchObject({ verdict: 'unknown', reason: 'source-stale', state: 'closed' });
    });
  });
});

describe('the condition in a playbook', () => {
  it('is right as the default has it', () => {
    expect(problemsOf(playbook, NAME)).toEqual([]);
  });

  it('recovers above the bound it trips at, and looks at days on which somebody can have been invited', () => {
    const wrong = withSignal(NAME, { when: { ...when, recoversAbove: 0.4, invitedAtMostDaysAgo: 5 } });
    expect(problemsOf(wrong, NAME)).toEqual([
      'recoversAbove must be at least tripsAtOrBelow (0.5): it recovers on the way up',
      'invitedAtMostDaysAgo must be at least invitedAtLeastDaysAgo (7): nobody was invited between the two',
    ]);
  });

  it('names log-ins as the playbook does', () => {
    const wrong = withSignal(NAME, { when: { ...when, event: 'user.signed_in' } });
    expect(problemsOf(wrong, NAME)).toEqual(['event `user.signed_in` is renamed by aliases: write `login`']);
  });
});
