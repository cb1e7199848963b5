import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../domain/evaluation/evaluate.ts';
import { explanationOf } from '../../../domain/evaluation/explanation.ts';
import type { HealthIndicator, HealthRules } from '../../../domain/health/health-rules.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Freshness } from '../../../domain/sources/freshness.ts';
import { addDays } from '../../../domain/time/day.ts';
import { defaultPlaybook, Story } from '../../support/story.ts';

const D = '2026-06-01';

function explain(story: Story, asOf = D) {
  return explanationOf(story.account, { playbook: story.playbook, version: 'v1' }, evaluate(story.input(asOf)), [])
    .health;
}

const text = (name: string) => ({ en: name, ja: name });
const feature = (mustHave: boolean, ...events: string[]) => ({ label: text('Feature'), events, mustHave });
const features: Playbook['features'] = {
  import: feature(true, 'imported', 'synced'),
  invoice: feature(true, 'invoiced'),
  report: feature(false, 'reported'),
  board: feature(false, 'boarded'),
};

const window = { label: text('Indicator'), windowInDays: 28 };
/** The default score with every kind of indicator there is. */
const allIndicators: HealthRules = {
  ...defaultPlaybook.health,
  indicators: {
    ...defaultPlaybook.health.indicators,
    'must-haves': { ...window, kind: 'must-have-share', poor: 0, good: 1 },
    breadth: { ...window, kind: 'feature-breadth', poor: 0, good: 0.7 },
    nps: { ...window, windowInDays: 92, kind: 'survey-mean', event: 'nps.answered', poor: 0, good: 10 },
    tickets: { ...window, kind: 'event-count', event: 'ticket.opened', poor: 10, good: 0 },
  },
  weights: {
    default: {
      'login-level': 0.2,
      'active-users': 0.2,
      'key-person-days': 0.2,
      'must-haves': 0.1,
      breadth: 0.1,
      nps: 0.1,
      tickets: 0.1,
    },
  },
};

/** An account whose score is made of one indicator alone. */
function scoredBy(indicator: HealthIndicator): Story {
  const story = new Story();
  const health = { ...defaultPlaybook.health, indicators: { only: indicator }, weights: { default: { only: 1 } } };
  story.playbook = { ...defaultPlaybook, features, health };
  story.known = ['login', 'imported', 'invoiced', 'reported', 'boarded', 'nps.answered', 'ticket.opened'];
  return story.logins('2026-01-05', 1);
}
/** Value and mark of the only indicator; `null` when it is unknown. */
function only(story: Story, asOf = D): [number | null, number | null] | null {
  const [part] = explain(story, asOf).parts;
  return part === undefined ? null : [part.value, part.mark];
}

function busyAccount(): Story {
  const story = new Story();
  story.account = { ...story.account, licenses: 10 };
  story.contacts = [{ id: 'key', account: 'koa', keyPerson: true }];
  return story.active('key', '2026-01-01', '2026-05-31').active('other', '2026-01-01', '2026-05-31');
}

describe('the level of an event within the score', () => {
  it('is compared by business days where the indicator says so', () => {
    const level = { ...window, kind: 'counter-level' as const, event: 'login', baselineWindows: 3, poor: 0, good: 2 };
    const story = scoredBy(level);
    for (const day of ['2026-02-09', '2026-03-09', '2026-04-06', '2026-05-04']) story.logins(day, 10);
    expect(only(story)).toEqual([1, 50]);
    const byBusinessDays = {
      ...story.playbook.health,
      indicators: { only: { ...level, per: 'businessDay' as const } },
    };
    story.playbook = { ...story.playbook, health: byBusinessDays };
    // Ten log-ins on 17 business days, against ten on 19.
    expect(only(story)).toEqual([1.1176, 55.9]);
  });

  it('is unknown without business days to compare by', () => {
    const level = { ...window, kind: 'counter-level' as const, event: 'login', baselineWindows: 3, poor: 0, good: 2 };
    const story = scoredBy({ ...level, windowInDays: 1, per: 'businessDay' });
    for (const day of ['2026-04-22', '2026-04-23', '2026-04-24']) story.logins(day, 10);
    expect(only(story, '2026-04-25')).toEqual([1, 50]);
    expect(only(story, '2026-04-26')).toBeNull();
  });
});

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

  it('is there without an indicator that no source has ever fed', () => {
    const story = busyAccount();
    story.playbook = { ...story.playbook, health: allIndicators };
    expect(explain(story)).toMatchObject({ stale: false });
    expect(explain(story).parts.map(({ indicator }) => indicator)).toEqual([
      'login-level',
      'active-users',
      'key-person-days',
    ]);
  });

  it('keeps its last value while the source of any indicator is silent, but not for want of surveys', () => {
    const story = busyAccount();
    story.playbook = { ...story.playbook, features, health: allIndicators };
    const silent = (event: string) => {
      const input = story.input('2026-06-10');
      const freshness: Freshness = {
        staleness: (events) => (events !== 'acts' && events.includes(event) ? 'source-stale' : null),
      };
      return evaluate({ ...input, freshness }).health?.stale;
    };
    story.day(D);
    expect(['login', 'invoiced', 'boarded', 'ticket.opened', 'nps.answered'].map(silent)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it('has parts that add up exactly, today and in the change over seven days', () => {
    const events = ['login', 'imported', 'invoiced', 'reported', 'boarded', 'ticket.opened'];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(150), fc.nat(6), fc.integer({ min: 1, max: 20 }), fc.constantFrom(...events)), {
          maxLength: 120,
        }),
        fc.array(fc.tuple(fc.nat(120), fc.nat(6), fc.nat(10)), { maxLength: 10 }),
        fc.array(fc.nat(100), { minLength: 7, maxLength: 7 }),
        fc.nat(12),
        (acts, answers, drawn, licenses) => {
          const story = new Story();
          const names = Object.keys(allIndicators.indicators);
          const weights = { default: Object.fromEntries(names.map((name, i) => [name, (drawn[i] as number) / 100])) };
          story.playbook = { ...story.playbook, features, health: { ...allIndicators, weights } };
          story.known = [...events, 'nps.answered'];
          story.account = { ...story.account, licenses };
          story.contacts = [{ id: 'u1', account: 'koa', keyPerson: true }];
          for (const [back, user, times, event] of acts) story.happens(addDays(D, -back), event, times, `u${user}`);
          for (const [back, user, value] of answers) {
            story.tells(addDays(D, -back), 'nps.answered', { user: `u${user}`, value });
          }
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

describe('the share of must-have features used', () => {
  const story = () => scoredBy({ ...window, kind: 'must-have-share', poor: 0, good: 1 });

  it.each([
    ['none', [], 0],
    ['one of two', [['imported', 1]], 0.5],
    [
      'one by two of its events',
      [
        ['imported', 1],
        ['synced', 2],
      ],
      0.5,
    ],
    [
      'both',
      [
        ['synced', 1],
        ['invoiced', 28],
      ],
      1,
    ],
    [
      'one of them 29 days ago',
      [
        ['synced', 1],
        ['invoiced', 29],
      ],
      0.5,
    ],
    [
      'one of them today, which is not over',
      [
        ['synced', 1],
        ['invoiced', 0],
      ],
      0.5,
    ],
    [
      'others besides',
      [
        ['imported', 1],
        ['reported', 1],
        ['boarded', 1],
      ],
      0.5,
    ],
  ] as [string, [string, number][], number][])('%s', (_, used, share) => {
    const account = story();
    for (const [event, back] of used) account.happens(addDays(D, -back), event, 3);
    expect(only(account)).toEqual([share, share * 100]);
  });

  it('is unknown without a must-have feature, before the first event, and while no source has sent a use', () => {
    const without = story();
    without.playbook = { ...without.playbook, features: { report: feature(false, 'reported') } };
    const unfed = story();
    unfed.known = ['login', 'reported'];
    expect([only(without), only(unfed), only(story(), '2026-01-04')]).toEqual([null, null, null]);
  });
});

describe('the breadth of features used', () => {
  const story = () => scoredBy({ ...window, kind: 'feature-breadth', poor: 0, good: 0.5 });

  it.each([
    ['none', [], 0, 0],
    ['one of four', ['reported'], 0.25, 50],
    ['two of four', ['reported', 'imported', 'synced'], 0.5, 100],
    ['all', ['reported', 'imported', 'invoiced', 'boarded'], 1, 100],
  ])('%s', (_, used, share, mark) => {
    const account = story();
    for (const event of used) account.happens(addDays(D, -3), event);
    expect(only(account)).toEqual([share, mark]);
  });

  it('is unknown without features, and while no source has sent a use of any', () => {
    const without = story();
    without.playbook = { ...without.playbook, features: {} };
    const unfed = story();
    unfed.known = ['login'];
    expect([only(without), only(unfed)]).toEqual([null, null]);
  });
});

describe('the mean of what people answered', () => {
  const story = () =>
    scoredBy({ ...window, kind: 'survey-mean', windowInDays: 92, event: 'nps.answered', poor: 0, good: 10 });
  const answered = (
    account: Story,
    ...answers: [user: string | undefined, value: number | undefined, back: number][]
  ) => {
    for (const [user, value, back] of answers) account.tells(addDays(D, -back), 'nps.answered', { user, value });
    return account;
  };

  it.each([
    ['one answer', [['u1', 8, 10]], 8],
    [
      'two persons',
      [
        ['u1', 8, 10],
        ['u2', 3, 20],
      ],
      5.5,
    ],
    [
      'the latest of each person',
      [
        ['u1', 2, 50],
        ['u2', 4, 40],
        ['u1', 9, 3],
      ],
      6.5,
    ],
    [
      'whichever comes first',
      [
        ['u1', 9, 3],
        ['u1', 2, 50],
      ],
      9,
    ],
    ['an answer of today', [['u1', 8, 0]], 8],
    ['the 92nd day with today', [['u1', 8, 91]], 8],
    ['the worst', [['u1', 0, 1]], 0],
    ['the best', [['u1', 10, 1]], 10],
    [
      'two that don’t say who they are',
      [
        [undefined, 4, 5],
        [undefined, 8, 5],
      ],
      6,
    ],
    [
      'one without a number, and one beyond the scale',
      [
        ['u1', undefined, 1],
        ['u2', 11, 1],
        ['u3', -1, 1],
        ['u4', 6, 1],
      ],
      6,
    ],
  ] as [string, [string | undefined, number | undefined, number][], number][])('%s', (_, answers, mean) => {
    expect(only(answered(story(), ...answers))).toEqual([mean, mean * 10]);
  });

  it('is unknown without an answer, and when the last one is 92 days old', () => {
    expect([only(story()), only(answered(story(), ['u1', 8, 92])), only(answered(story(), ['u1', 8, -1]))]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('knows answers under the product’s own name', () => {
    const account = story();
    account.playbook = { ...account.playbook, aliases: { nps_score: 'nps.answered' } };
    expect(only(account.tells(D, 'nps_score', { user: 'u1', value: 7 }))).toEqual([7, 70]);
  });
});

describe('the burden of open requests', () => {
  const story = () => scoredBy({ ...window, kind: 'event-count', event: 'ticket.opened', poor: 10, good: 0 });

  it.each([
    [0, 100],
    [1, 90],
    [10, 0],
    [25, 0],
  ])('%i tickets in 28 days: a mark of %i', (tickets, mark) => {
    const account = story();
    for (let i = 0; i < tickets; i += 1) account.happens(addDays(D, -1 - (i % 28)), 'ticket.opened');
    expect(only(account)).toEqual([tickets, mark]);
  });

  it('counts complete days only, 28 of them', () => {
    const account = story().happens(D, 'ticket.opened').happens(addDays(D, -29), 'ticket.opened');
    expect(only(account)).toEqual([0, 100]);
    expect(only(account.happens(addDays(D, -28), 'ticket.opened', 1))).toEqual([1, 90]);
  });

  it('is unknown, not nothing, while no source has ever sent one, and before the account’s first event', () => {
    const unfed = story();
    unfed.known = ['login'];
    expect([only(unfed), only(story(), '2026-01-04')]).toEqual([null, null]);
  });
});
