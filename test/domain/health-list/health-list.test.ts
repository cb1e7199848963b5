import { describe, expect, it } from 'vitest';
import type { Account } from '../../../domain/account/account.ts';
import type { AccountState } from '../../../domain/evaluation/evaluate.ts';
import {
  type HealthSummary,
  healthLine,
  healthListOf,
  healthSummary,
} from '../../../domain/health-list/health-list.ts';
import { addDays } from '../../../domain/time/day.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

const TODAY = '2026-06-01';
const { healthyFrom, watchFrom } = defaultPlaybook.health;
const healthy = healthyFrom * 10 + 50;
const watched = healthyFrom * 10 - 50;
const atRisk = watchFrom * 10 - 100;

/** What the last evaluation left, with the score of today and that of a week ago. */
function stateOf(score: number, before: number | null, changes: Partial<AccountState> = {}): AccountState {
  return {
    lastScoredDay: TODAY,
    watchedSince: '2026-01-01',
    stage: null,
    health: { score, parts: [], stale: false, day: TODAY },
    scores: { ...(before !== null && { [addDays(TODAY, -7)]: before }), [TODAY]: score },
    episodes: [],
    ...changes,
  };
}

const summaryOf = (score: number, before: number | null, changes: Partial<AccountState> = {}, id = 'koa') =>
  healthSummary({ id, name: id }, stateOf(score, before, changes), defaultPlaybook, TODAY);

const details = { owner: null, health: null, nextAction: null, nameOf: (id: string) => id };

describe('the list of accounts in bad health', () => {
  it.each([
    ['at risk', atRisk, null, { isListed: true, wasListed: false, grade: 'at-risk' }],
    ['to watch, and was a week ago', watched, atRisk, { isListed: true, wasListed: true, grade: 'watch' }],
    ['well again', healthy, atRisk, { isListed: false, wasListed: true, grade: 'healthy' }],
  ])('has a place for an account that is %s', (_, score, before, expected) => {
    expect(summaryOf(score, before)).toMatchObject(expected);
  });

  it('passes over who is well and was, who was never scored, and who is no customer any more', () => {
    expect(summaryOf(healthy, healthy)).toBeNull();
    expect(healthSummary({ id: 'koa', name: 'Koa' }, undefined, defaultPlaybook, TODAY)).toBeNull();
    const left = { id: 'koa', name: 'Koa', churnedOn: TODAY };
    expect(healthSummary(left, stateOf(atRisk, atRisk), defaultPlaybook, TODAY)).toBeNull();
  });

  it('lists a steep fall that ended in good health', () => {
    const episodes = [{ signal: 'health-dropped', subject: null, openedOn: TODAY, steps: [] }];
    expect(summaryOf(healthy, healthy + 200, { episodes })).toMatchObject({ isListed: true, grade: 'healthy' });
    const over = episodes.map((episode) => ({ ...episode, recoveredOn: TODAY }));
    expect(summaryOf(healthy, healthy + 200, { episodes: over })).toBeNull();
  });

  it('lists an account for one of its products too, and tells their scores, the worst first', () => {
    const product = { stale: false, day: TODAY };
    const ofProducts = (...scores: number[]) => ({
      productHealth: scores.map((score, i) => ({ ...product, product: `p${i}`, score })),
    });
    expect(summaryOf(healthy, healthy, ofProducts(healthy, healthy))).toBeNull();
    const summary = summaryOf(healthy, healthy, ofProducts(healthy, atRisk)) as HealthSummary;
    expect(summary).toMatchObject({ isListed: true, grade: 'healthy' });
    expect(healthLine(summary, details).products).toEqual([
      { name: 'p1', score: atRisk / 10, grade: 'at-risk', stale: false },
      { name: 'p0', score: healthy / 10, grade: 'healthy', stale: false },
    ]);
    expect(healthLine(summaryOf(atRisk, null) as HealthSummary, details)).not.toHaveProperty('products');
  });

  it('compares with the last known score where a week ago there was none', () => {
    const scores = { [addDays(TODAY, -9)]: 400, [TODAY]: watched };
    expect(summaryOf(watched, null, { scores })?.scoreBefore).toBe(400);
    expect(summaryOf(watched, null, { scores: { [addDays(TODAY, -15)]: 400 } })?.scoreBefore).toBeNull();
  });

  it('draws the score week by week, from the first that is known to today’s', () => {
    const scores = { [addDays(TODAY, -30)]: 500, [addDays(TODAY, -14)]: 450, [addDays(TODAY, -7)]: 430, [TODAY]: 390 };
    expect(summaryOf(390, null, { scores })?.trend).toEqual([500, 500, 450, 430, 390]);
    expect(summaryOf(390, null)?.trend).toEqual([390]);
  });

  it('counts open tasks, and those that are late', () => {
    const task = { id: 't', template: 't', assignee: null };
    const tasks = [
      { ...task, due: addDays(TODAY, -1) },
      { ...task, due: TODAY },
    ];
    const episodes = [{ signal: 'logins-fell', subject: null, openedOn: TODAY, steps: [], tasks }];
    expect(summaryOf(atRisk, null, { episodes })).toMatchObject({ openTasks: 2, lateTasks: 1 });
  });
});

describe('a line of the list', () => {
  const line = (changes: Partial<Parameters<typeof healthLine>[1]>, score = 500, before = 400) =>
    healthLine(summaryOf(score, before) as HealthSummary, { ...details, ...changes });

  it('names the three parts that moved the score most', () => {
    const part = (indicator: string, change: number | null) => ({
      ...{ indicator, change },
      ...{ value: null, mark: null, weight: 0, points: 0 },
    });
    const parts = [part('a', 1), part('b', -4), part('c', 0), part('d', null), part('e', 2), part('f', -3)];
    expect(line({ health: { change: -4, parts } })).toMatchObject({
      change: -4,
      parts: [
        { indicator: 'b', change: -4 },
        { indicator: 'f', change: -3 },
        { indicator: 'e', change: 2 },
      ],
    });
  });

  it('has what the account pays and until when, as far as that is on record', () => {
    const account = { id: 'koa', name: 'Koa', mrr: 9_000, currency: 'EUR', renewalDate: '2026-09-01' };
    const known = healthSummary(account, stateOf(400, 500), defaultPlaybook, TODAY) as HealthSummary;
    expect(healthLine(known, details)).toMatchObject({
      ...{ mrr: 9_000, currency: 'EUR', renewalDate: '2026-09-01' },
      trend: [50, 40],
    });
    expect(Object.keys(line({}))).not.toContain('mrr');
  });

  it('says whether the score is better since the next action was agreed on', () => {
    const agreed = { text: 'Call', by: 'aoi', day: '2026-05-25' };
    const improved = (score: number | null) => line({ nextAction: { ...agreed, score } }).nextAction?.improved;
    expect([improved(400), improved(495), improved(600), improved(null)]).toEqual([true, false, false, null]);
  });
});

describe('the list of a week', () => {
  it('begins with the worst, and says what became of those of the week before', () => {
    const summaries = [
      summaryOf(watched, atRisk, {}, 'better'),
      summaryOf(atRisk, atRisk, {}, 'worst'),
      summaryOf(healthy, watched, {}, 'well'),
      summaryOf(atRisk + 10, null, {}, 'new'),
    ] as HealthSummary[];
    const lines = new Map(summaries.map((summary) => [summary.account.id, healthLine(summary, details)]));
    const list = healthListOf(summaries, lines, { csm: null, day: TODAY });
    expect(list?.lines.map(({ account }) => account)).toEqual(['worst', 'new', 'better']);
    expect(list).toMatchObject({
      ...{ atRisk: 2, watch: 1, more: 0 },
      lastWeek: { listed: 3, improved: 2, recovered: ['well'] },
    });
  });

  it('begins with what puts the most at stake, risk and money together', () => {
    const summary = (id: string, score: number, facts: Partial<Account> = {}) =>
      healthSummary({ id, name: id, ...facts }, stateOf(score, null), defaultPlaybook, TODAY) as HealthSummary;
    const yen = (mrr: number) => ({ mrr, currency: 'JPY' });
    const summaries = [
      summary('small, very low', 100, yen(20_000)),
      summary('large, low', 350, yen(400_000)),
      summary('usual, lower', 300, yen(100_000)),
    ];
    const lines = new Map(summaries.map((one) => [one.account.id, healthLine(one, details)]));
    const list = healthListOf(summaries, lines, { csm: null, day: TODAY });
    expect(list?.lines.map(({ account }) => account)).toEqual(['large, low', 'usual, lower', 'small, very low']);
    expect(list?.money).toEqual([{ mrr: 520_000, currency: 'JPY' }]);
  });

  it('shows so many and counts the others', () => {
    const summaries = Array.from({ length: 50 }, (_, i) => summaryOf(atRisk - i, null, {}, `a${i}`) as HealthSummary);
    const lines = new Map(summaries.map((summary) => [summary.account.id, healthLine(summary, details)]));
    const list = healthListOf(summaries, lines, { csm: null, day: TODAY });
    expect(list).toMatchObject({ atRisk: 50, more: 30 });
    expect(list?.lines[0]?.account).toBe('a49');
  });

  it('is none where nobody is on it, nor was', () => {
    expect(healthListOf([], new Map(), { csm: null, day: TODAY })).toBeNull();
  });
});
