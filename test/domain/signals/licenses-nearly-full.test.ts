import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/time/day.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const D = '2026-06-01';
const SIGNAL = 'licenses-nearly-full';
const when = { kind: 'license-share', event: 'login', tripsAtOrAbove: 0.9, recoversBelow: 0.8 };
const playbook = withSignal(SIGNAL, { side: 'opportunity', when, cooldownInDays: 60, offer: 'unlimited' });

/** So many people logged in once, of so many licenses. */
function activated(users: number, licenses?: number, day = '2025-01-10'): Story {
  const story = new Story();
  story.playbook = playbook;
  story.account = { ...story.account, licenses };
  for (let i = 0; i < users; i += 1) story.logins(day, 2, `u${i}`);
  return story;
}

describe('licenses taken up', () => {
  it.each([
    [18, 'trips'],
    [17, 'holds'],
    [16, 'holds'],
    [15, 'recovers'],
    [0, 'recovers'],
    [25, 'trips'],
  ])('%i of 20: %s', (users, verdict) => {
    expect(activated(users, 20).reading(SIGNAL, D)).toMatchObject({
      verdict,
      evidence: { users, limit: 20, share: users / 20 },
    });
  });

  it('counts whoever ever logged in, today as well, each once', () => {
    const story = activated(17, 20).logins(D, 3, 'u3');
    expect(story.reading(SIGNAL, D).evidence.users).toBe(17);
    expect(story.logins(D, 1, 'newcomer').reading(SIGNAL, D)).toMatchObject({
      verdict: 'trips',
      evidence: { users: 18 },
    });
    expect(story.reading(SIGNAL, addDays(D, -1)).evidence.users).toBe(17);
  });

  it('takes nobody for activated who only did something else', () => {
    expect(activated(17, 20).happens(D, 'page.viewed', 1, 'guest').reading(SIGNAL, D).evidence.users).toBe(17);
  });

  it('knows log-ins under the product’s own name', () => {
    const story = activated(17, 20).happens(D, 'user.signed_in', 1, 'newcomer');
    expect(story.reading(SIGNAL, D).evidence.users).toBe(18);
  });

  it('recovers with more licenses, below 80 % and not at it, and keeps quiet for 60 days', () => {
    const story = activated(36, 40);
    expect(story.history(SIGNAL, '2026-01-10', '2026-01-10')).toEqual(['2026-01-10 opened']);
    story.account = { ...story.account, licenses: 45 };
    expect(story.history(SIGNAL, '2026-01-11', '2026-01-12')).toEqual([]);
    story.account = { ...story.account, licenses: 46 };
    expect(story.history(SIGNAL, '2026-01-13', '2026-01-13')).toEqual(['2026-01-13 closed recovered']);
    story.account = { ...story.account, licenses: 40 };
    expect(story.history(SIGNAL, '2026-01-14', '2026-03-31')).toEqual(['2026-03-14 opened']);
  });

  it('never trips where the account holds what is offered', () => {
    const story = activated(20, 20);
    story.account = { ...story.account, holds: ['unlimited'] };
    expect(story.reading(SIGNAL, D)).toMatchObject({ verdict: 'recovers', reason: 'already-held' });
    expect(story.history(SIGNAL, D, '2026-06-05')).toEqual([]);
  });

  it.each([undefined, 0])('is unknown with %s licenses', (licenses) => {
    expect(activated(3, licenses).reading(SIGNAL, D)).toMatchObject({
      verdict: 'unknown',
      reason: 'no-licenses',
      evidence: { users: 3 },
    });
  });

  it('is unknown while no source has ever sent a log-in', () => {
    const story = activated(0, 20).happens(D, 'page.viewed');
    story.known = ['page.viewed'];
    expect(story.reading(SIGNAL, D)).toMatchObject({ verdict: 'unknown', reason: 'no-source' });
  });

  it('trips on what came before the source fell silent, and does not recover in the meantime', () => {
    const full = activated(18, 20);
    full.sourceSendsUntil = addDays(D, -4);
    expect(full.reading(SIGNAL, D).verdict).toBe('trips');
    const open = activated(18, 20);
    open.day(addDays(D, -10));
    open.sourceSendsUntil = addDays(D, -4);
    open.account = { ...open.account, licenses: 40 };
    expect(open.reading(SIGNAL, D)).toMatchObject({ verdict: 'unknown', reason: 'source-stale', state: 'open' });
  });
});

it('its check refuses to recover above the level at which it trips', () => {
  const wrong = withSignal(SIGNAL, { when: { ...when, recoversBelow: 0.95 } });
  expect(problemsOf(wrong, SIGNAL)).toEqual([
    'recoversBelow must be at most tripsAtOrAbove (0.9): it recovers on the way down',
  ]);
  expect(problemsOf(playbook, SIGNAL)).toEqual([]);
});
