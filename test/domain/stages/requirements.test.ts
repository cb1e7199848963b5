import { describe, expect, it } from 'vitest';
import type { Playbook, Requirement } from '../../../domain/playbook/playbook.ts';
import { isGoalReached, readRequirements } from '../../../domain/stages/requirements.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { defaultPlaybook, Story } from '../../support/story.ts';

const D = '2026-06-01';
const SINCE = '2026-05-04';
const text = { en: 'Text', ja: 'テキスト' };
const entry = { label: text, goal: text, reachedWhen: [], positive: [], challenge: [] };
const feature = (mustHave: boolean, ...events: string[]) => ({ label: text, events, mustHave });
const features: Playbook['features'] = {
  import: feature(true, 'imported', 'synced'),
  invoice: feature(true, 'invoiced'),
  report: feature(false, 'reported'),
};

function account(facts: Partial<Story['account']> = {}): Story {
  const story = new Story();
  story.account = { ...story.account, contractStart: '2026-03-01', ...facts };
  return story;
}

/** What is read of the requirements of an account's stage, entered on `SINCE`. */
function read(story: Story, reachedWhen: Requirement[], scores: Record<Day, number> = {}, asOf = D) {
  story.playbook = { ...defaultPlaybook, features, stages: { 'onboarding-2': { ...entry, reachedWhen } } };
  return readRequirements({ ...story.input(asOf), scores, stage: { stage: 'onboarding-2', since: SINCE } });
}
const one = (story: Story, requirement: Requirement, scores?: Record<Day, number>) => {
  const [reading] = read(story, [requirement], scores);
  return reading && [reading.value, reading.limit, reading.isMet];
};

describe('a stage’s goal', () => {
  it('is reached when all of its requirements are met', () => {
    const both: Requirement[] = [{ accountHas: ['goalName'] }, { accountHas: ['goalTarget'] }];
    const reached = (facts: Partial<Story['account']>) => isGoalReached(read(account(facts), both));
    expect(reached({})).toBe(false);
    expect(reached({ goalName: 'Faster invoices' })).toBe(false);
    expect(reached({ goalName: 'Faster invoices', goalTarget: 10 })).toBe(true);
  });

  it('is no matter of rules where there are none', () => {
    expect(isGoalReached(read(account(), []))).toBeNull();
  });
});

describe('tasks done', () => {
  const done = (...tasks: [template: string, day: Day][]) => {
    const story = account();
    story.activities = tasks.map(([template, day], i) => ({
      id: `a${i}`,
      day,
      kind: 'task',
      task: { id: `t${i}`, episode: 'e', template, outcome: null },
    }));
    return story;
  };
  const requirement = { tasksDone: ['kickoff', 'goal-talk'] };

  it.each([
    ['none', [], 0, false],
    ['one', [['kickoff', SINCE]], 1, false],
    [
      'one twice',
      [
        ['kickoff', SINCE],
        ['kickoff', D],
      ],
      1,
      false,
    ],
    [
      'both, on the day the stage was entered and today',
      [
        ['kickoff', SINCE],
        ['goal-talk', D],
      ],
      2,
      true,
    ],
    [
      'one before the stage was entered',
      [
        ['kickoff', addDays(SINCE, -1)],
        ['goal-talk', D],
      ],
      1,
      false,
    ],
    [
      'others besides',
      [
        ['kickoff', D],
        ['goal-talk', D],
        ['call', D],
      ],
      2,
      true,
    ],
  ] as [string, [string, Day][], number, boolean][])('%s', (_, tasks, value, isMet) => {
    expect(one(done(...tasks), requirement)).toEqual([value, 2, isMet]);
  });

  it('asks for tasks: a call of the same day is none', () => {
    const story = account();
    story.activities = [{ id: 'a', day: D, kind: 'call' }];
    expect(one(story, requirement)).toEqual([0, 2, false]);
  });

  it('takes joint work for done when each of them has done theirs', () => {
    const asked: Requirement = { tasksDone: ['licenses-offer'] };
    expect(one(done(['licenses-offer', SINCE]), asked)).toEqual([0, 1, false]);
    expect(one(done(['licenses-offer', SINCE], ['licenses-offer', D]), asked)).toEqual([1, 1, true]);
  });
});

describe('facts written down', () => {
  it.each([
    [{}, 0, false],
    [{ goalName: 'Faster invoices' }, 1, false],
    [{ goalName: 'Faster invoices', goalTarget: 0 }, 2, true],
  ])('%j', (facts, value, isMet) => {
    expect(one(account(facts), { accountHas: ['goalName', 'goalTarget'] })).toEqual([value, 2, isMet]);
  });
});

describe('the share of invited users who logged in', () => {
  const invited = (count: number, arrived: number, invitedAt = '2026-05-01') => {
    const story = account();
    story.contacts = Array.from({ length: count }, (_, i) => ({ id: `u${i}`, account: 'koa', invitedAt }));
    for (let i = 0; i < arrived; i += 1) story.logins('2026-05-10', 2, `u${i}`);
    return story;
  };
  const requirement = { firstLoginShareAtLeast: 0.5 };

  it.each([
    [10, 5, 0.5, true],
    [10, 4, 0.4, false],
    [1, 1, 1, true],
    [3, 0, 0, false],
  ])('of %i invited %i', (count, arrived, value, isMet) => {
    expect(one(invited(count, arrived), requirement)).toEqual([value, 0.5, isMet]);
  });

  it('is not known where nobody was invited, yet', () => {
    expect(one(invited(0, 0), requirement)).toEqual([null, 0.5, false]);
    expect(one(invited(4, 4, addDays(D, 1)), requirement)).toEqual([null, 0.5, false]);
    expect(one(invited(4, 4, D), requirement)).toEqual([1, 0.5, true]);
  });

  it('counts neither who was not invited nor who did something else', () => {
    const story = invited(4, 1).logins(D, 1, 'stranger').happens(D, 'page.viewed', 1, 'u3');
    expect(one(story, requirement)).toEqual([0.25, 0.5, false]);
  });
});

describe('must-have features used', () => {
  const all = { mustHaveFeatures: 'all' as const, usedOnDays: 2 };

  it('asks for each on so many days, by whichever of its events', () => {
    const story = account().happens('2026-04-01', 'imported', 5).happens('2026-04-02', 'invoiced');
    expect(one(story, { mustHaveFeatures: 'all', usedOnDays: 1 })).toEqual([2, 2, true]);
    expect(one(story, all)).toEqual([0, 2, false]);
    story.happens('2026-04-03', 'invoiced').happens(D, 'synced');
    expect(one(story, all)).toEqual([2, 2, true]);
  });

  it('asks for a number of them', () => {
    const story = account().happens('2026-04-01', 'imported');
    expect(one(story, { mustHaveFeatures: 1, usedOnDays: 1 })).toEqual([1, 1, true]);
    expect(one(story, { mustHaveFeatures: 2, usedOnDays: 1 })).toEqual([1, 2, false]);
  });

  it('does not count other features', () => {
    expect(one(account().happens(D, 'reported'), { mustHaveFeatures: 1, usedOnDays: 1 })).toEqual([0, 1, false]);
  });

  it.each([
    ['from the day the contract began', '2026-05-20', true],
    ['not before it', '2026-05-21', false],
    ['since the first event where nobody says when it begins', undefined, true],
    ['since the first event while it has not begun', '2026-07-01', true],
  ])('counts %s', (_, contractStart, isMet) => {
    const story = account({ contractStart });
    for (const day of ['2026-05-20', '2026-05-28']) story.happens(day, 'imported').happens(day, 'invoiced');
    expect(one(story, all)?.[2]).toBe(isMet);
  });

  it('is never met where no feature is one', () => {
    const story = account().happens(D, 'reported');
    story.playbook = { ...defaultPlaybook, features: {} };
    const stage = { stage: 'onboarding-2' as const, since: SINCE };
    story.playbook.stages = { 'onboarding-2': { ...entry, reachedWhen: [all] } };
    expect(readRequirements({ ...story.input(D), scores: {}, stage })).toMatchObject([
      { value: 0, limit: 0, isMet: false },
    ]);
  });
});

describe('health on days in a row', () => {
  const requirement = { healthAtLeast: 70, onDaysInARow: 28 };
  const scores = (days: number, score: number) =>
    Object.fromEntries(Array.from({ length: days }, (_, i) => [addDays(D, -i), score]));

  it.each([
    ['28 days with today', scores(28, 700), 28, true],
    ['27 days', scores(27, 700), 27, false],
    ['28 days just below', scores(28, 699), 0, false],
    ['longer than asked for', scores(60, 900), 28, true],
    ['a day without a score in between', { ...scores(28, 700), [addDays(D, -10)]: undefined }, 10, false],
    ['a day below in between', { ...scores(28, 700), [addDays(D, -10)]: 699 }, 10, false],
    ['no score today', { ...scores(28, 700), [D]: undefined }, 0, false],
    ['no score ever', {}, 0, false],
  ] as [string, Record<Day, number>, number, boolean][])('%s', (_, known, value, isMet) => {
    expect(one(account(), requirement, known)).toEqual([value, 28, isMet]);
  });

  it('counts from the day the stage was entered: 28 days with today, not the days before', () => {
    const asOf = addDays(SINCE, 26);
    const known = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [addDays(asOf, -i), 900]));
    expect(read(account(), [requirement], known, asOf)).toMatchObject([{ value: 27, isMet: false }]);
    known[addDays(asOf, 1)] = 900;
    expect(read(account(), [requirement], known, addDays(asOf, 1))).toMatchObject([{ value: 28, isMet: true }]);
  });
});
