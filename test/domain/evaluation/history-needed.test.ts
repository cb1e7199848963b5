import { describe, expect, it } from 'vitest';
import type { Contact, Stage } from '../../../domain/account/account.ts';
import { firstDayNeeded, olderDayNeeded } from '../../../domain/evaluation/history-needed.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { lifetimeOf } from '../../../domain/usage/lifetime.ts';
import { usageHistory } from '../../../domain/usage/usage-history.ts';
import { defaultPlaybook, Story } from '../../support/story.ts';
import { withSignal } from '../../support/with-signal.ts';

const D = '2026-06-15';
const label = { en: 'Export', ja: '書き出し' };
const playbook = withSignal(
  'must-have-unused',
  { when: { kind: 'feature-unused', pastOnboardingForDays: 14 } },
  { features: { export: { label, events: ['exported'], mustHave: true } } },
);

/** From which earlier day on an evaluation of D reads, of an account that did `exported` on these days. */
function olderDay(
  contractStart: Day | undefined,
  days: Day[],
  rules = playbook,
  contacts: Contact[] = [],
  stage: Stage | null = null,
) {
  const story = new Story().logins(D, 1);
  for (const day of days) story.happens(day, 'exported');
  const lifetime = lifetimeOf(story.usageDays());
  const account = { id: 'koa', name: 'Koa', contractStart };
  return olderDayNeeded(
    rules,
    { account, contacts, lifetime, stage, episodes: [], scoredOn: [] },
    firstDayNeeded(rules, D),
  );
}

describe('the history that an evaluation reads', () => {
  it('goes back four windows of 28 days and a week, to the beginning of that month', () => {
    // 119 days before 15 June are 16 February.
    expect(firstDayNeeded(defaultPlaybook, D)).toBe('2026-02-01');
  });

  it('goes back further for a playbook that compares longer windows, in a signal or in the score', () => {
    const level = { windowInDays: 60, baselineWindows: 3 };
    const bounds = { minimumBaseline: 8, tripsAtOrBelow: 0.6, recoversAbove: 0.75 };
    // 60 × 4 + 7 = 247 days before 15 June 2026 are 11 October 2025.
    for (const when of [
      { kind: 'counter-level', event: 'login', ...level, ...bounds },
      { kind: 'person-level', ...level, ...bounds },
    ]) {
      expect(firstDayNeeded(withSignal('longer', { when }), D)).toBe('2025-10-01');
    }
    const indicator = { kind: 'counter-level' as const, label, event: 'login', poor: 0.4, good: 1, ...level };
    const health = { ...defaultPlaybook.health, indicators: { 'login-level': indicator } };
    expect(firstDayNeeded({ ...defaultPlaybook, health }, D)).toBe('2025-10-01');
  });

  it('goes back from the day of a score that stays while the sources are silent, and no further for yesterday’s', () => {
    const lifetime = lifetimeOf(new Story().logins(D, 1).usageDays());
    const known = { account: { id: 'koa', name: 'Koa' }, contacts: [], lifetime, stage: null, episodes: [] };
    const older = (asOf: Day, ...scoredOn: Day[]) =>
      olderDayNeeded(defaultPlaybook, { ...known, scoredOn }, firstDayNeeded(defaultPlaybook, asOf));
    expect(older(D, '2026-04-20')).toBe(firstDayNeeded(defaultPlaybook, '2026-04-01'));
    expect(older(D, addDays(D, -1), '2026-04-20')).toBe(firstDayNeeded(defaultPlaybook, '2026-04-01'));
    for (let day = '2026-01-01'; day <= D; day = addDays(day, 1)) expect(older(day, addDays(day, -1))).toBeNull();
  });

  it('goes back to when a champion last did something, whatever libraries reported of them since', () => {
    const story = new Story().logins('2025-09-10', 1, 'u1');
    for (const day of ['2025-09-10', '2026-06-01', D]) story.happens(day, '$feature_flag_called', 1, 'u1');
    const contacts: Contact[] = [{ id: 'u1', account: 'koa', role: 'champion' }];
    const known = {
      account: { id: 'koa', name: 'Koa' },
      contacts,
      lifetime: lifetimeOf(story.usageDays()),
      stage: null,
      episodes: [],
      scoredOn: [],
    };
    const from = olderDayNeeded(defaultPlaybook, known, firstDayNeeded(defaultPlaybook, D));
    expect(from).toBe(firstDayNeeded(defaultPlaybook, '2025-09-01'));
  });

  it('holds the month the contract began in when a must-have feature was last used in it', () => {
    expect(olderDay('2025-11-15', ['2025-11-03'])).toBe('2025-07-01');
    expect(olderDay('2025-11-15', ['2025-10-03', '2025-11-20'])).toBe('2025-07-01');
  });

  it.each([
    ['without a contract start', undefined, ['2025-11-03']],
    ['when the contract began within the regular window', '2026-02-01', ['2026-02-03']],
    ['when the feature was first used in the contract', '2025-11-15', ['2025-11-15']],
    ['when it was used in a later month', '2025-11-15', ['2025-11-03', '2025-12-01']],
    ['when it was last used in an earlier month', '2025-11-15', ['2025-10-31']],
    ['when it was never used', '2025-11-15', []],
  ])('needs nothing older %s', (_, contractStart, days) => {
    expect(olderDay(contractStart, days)).toBeNull();
  });

  it('needs nothing older for a playbook that does not ask', () => {
    const { 'must-have-unused': _, ...signals } = playbook.signals;
    expect(olderDay('2025-11-15', ['2025-11-03'], { ...playbook, signals })).toBeNull();
    const features: Playbook['features'] = { export: { label, events: ['exported'], mustHave: false } };
    expect(olderDay('2025-11-15', ['2025-11-03'], { ...playbook, features })).toBeNull();
  });

  it('holds the last days of a key person who was last seen before the window', () => {
    const story = new Story().logins(D, 1).logins('2025-12-24', 1, 'mori');
    const lifetime = lifetimeOf(story.usageDays());
    const contacts = [{ id: 'mori', account: 'koa', keyPerson: true }];
    const account = { id: 'koa', name: 'Koa' };
    expect(
      olderDayNeeded(
        playbook,
        { account, contacts, lifetime, stage: null, episodes: [], scoredOn: [] },
        firstDayNeeded(playbook, D),
      ),
    ).toBe('2025-08-01');
  });

  it('tells of a feature’s use what the whole history would tell', () => {
    for (const used of ['2025-11-14', '2025-11-15', '2025-11-30', '2025-12-01', '2025-10-31']) {
      for (const again of ['2025-11-13', used, addDays(used, 120)]) {
        const story = new Story().logins(D, 1).happens(used, 'exported').happens(again, 'exported');
        const days = story.usageDays();
        const lifetime = lifetimeOf(days);
        const account = { id: 'koa', name: 'Koa', contractStart: '2025-11-15' };
        const from = firstDayNeeded(playbook, D);
        const first =
          olderDayNeeded(
            playbook,
            { account, contacts: [], lifetime, stage: null, episodes: [], scoredOn: [] },
            from,
          ) ?? from;
        const isUsed = (read: typeof days) =>
          usageHistory(read, lifetime, playbook, D).isFeatureUsedSince('export', account.contractStart);
        expect([used, again, isUsed(days.filter(({ day }) => day >= first))]).toEqual([used, again, isUsed(days)]);
      }
    }
  });

  describe('while a stage’s goal asks on how many days features were used', () => {
    const text = { en: 'Stage', ja: 'ステージ' };
    const entry = { label: text, goal: text, reachedWhen: [], positive: [], challenge: [] };
    const { 'must-have-unused': _, ...signals } = playbook.signals;
    const counting: Playbook = {
      ...playbook,
      signals,
      stages: {
        'onboarding-2': { ...entry, next: 'onboarding-3' },
        'onboarding-3': { ...entry, reachedWhen: [{ mustHaveFeatures: 'all', usedOnDays: 2 }], next: 'adoption' },
        adoption: entry,
      },
    };
    const olderDayIn = (stage: Stage | null, contractStart: Day | undefined, days: Day[]) =>
      olderDay(contractStart, days, counting, [], stage);

    it('goes back to where each was first used in the contract', () => {
      expect(olderDayIn('onboarding-3', '2025-11-15', ['2025-12-03', '2026-06-01'])).toBe('2025-08-01');
      expect(olderDayIn('onboarding-3', '2025-11-15', ['2025-10-03', '2026-06-01'])).toBe('2025-07-01');
      expect(olderDayIn('onboarding-3', undefined, ['2025-12-03'])).toBe('2025-08-01');
    });

    it('does so a stage ahead: the account may move on within the day', () => {
      expect(olderDayIn('onboarding-2', '2025-11-15', ['2025-12-03'])).toBe('2025-08-01');
    });

    it.each([
      ['in a stage that does not ask', 'adoption', '2025-11-15', ['2025-12-03']],
      ['without a stage', null, '2025-11-15', ['2025-12-03']],
      ['for a use before the contract', 'onboarding-3', '2025-11-15', ['2025-10-03']],
      ['for a use within the regular window', 'onboarding-3', '2025-11-15', ['2026-02-03']],
    ] as const)('needs nothing older %s', (_, stage, contractStart, days) => {
      expect(olderDayIn(stage, contractStart, [...days])).toBeNull();
    });
  });
});
