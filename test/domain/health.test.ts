import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../domain/day.ts';
import { evaluate } from '../../domain/evaluate.ts';
import { explanationOf } from '../../domain/explanation.ts';
import { Story } from '../support/story.ts';

const D = '2026-06-01';

function explain(story: Story, asOf = D) {
  return explanationOf(story.account, 'v1', evaluate(story.input(asOf)), []).health;
}

function busyAccount(): Story {
  const story = new Story();
  story.account = { ...story.account, licenses: 10 };
  story.contacts = [{ id: 'key', account: 'koa', keyPerson: true }];
  return story.active('key', '2026-01-01', '2026-05-31').active('other', '2026-01-01', '2026-05-31');
}

describe('the health score', () => {
  it('is the weighted mean of marks between the poor and the good point', () => {
    // Log-ins as ever: 100. 2 of 10 licenses: (0.2 − 0.1) / 0.7. Key person on 28 days: 100.
    const health = explain(busyAccount());
    expect(health.parts.map(({ indicator, mark, points }) => [indicator, mark, points])).toEqual([
      ['login-level', 100, 40],
      ['active-users', 14.3, 4.3],
      ['key-person-days', 100, 30],
    ]);
    expect(health).toMatchObject({ score: 74.3, grade: 'healthy', stale: false, change: 0 });
  });

  it('leaves out what is unknown and weighs the rest anew', () => {
    const story = busyAccount();
    story.account = { id: 'koa', name: 'Koa' };
    const health = explain(story);
    expect(health.parts.map(({ indicator, weight }) => [indicator, weight])).toEqual([
      ['login-level', 0.5714],
      ['key-person-days', 0.4286],
    ]);
    expect(health.score).toBe(100);
  });

  it('is unknown below half of the weight', () => {
    const story = busyAccount();
    story.account = { id: 'koa', name: 'Koa' };
    story.contacts = [];
    expect(explain(story)).toMatchObject({ score: null, grade: null, parts: [] });
  });

  it('keeps its last value, marked stale, while the source is silent', () => {
    const story = busyAccount();
    const before = story.day(D).health;
    story.sourceSendsUntil = D;
    expect(story.day('2026-06-10').health).toMatchObject({ score: before?.score, stale: true });
  });

  it('has parts that add up exactly, today and in the change over seven days', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(150), fc.nat(6), fc.integer({ min: 1, max: 20 })), { maxLength: 120 }),
        fc.nat(12),
        (events, licenses) => {
          const story = new Story();
          story.account = { ...story.account, licenses };
          story.contacts = [{ id: 'u1', account: 'koa', keyPerson: true }];
          for (const [back, user, times] of events) story.logins(addDays(D, -back), times, `u${user}`);
          const { score, change, parts } = explain(story);
          if (score === null) return;
          const inTenths = (values: (number | null)[]) =>
            values.reduce<number>((sum, v) => sum + Math.round((v ?? 0) * 10), 0);
          expect(inTenths(parts.map(({ points }) => points))).toBe(Math.round(score * 10));
          if (change !== null) expect(inTenths(parts.map((part) => part.change))).toBe(Math.round(change * 10));
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});
