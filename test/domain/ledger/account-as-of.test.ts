import { describe, expect, it } from 'vitest';
import { hasChurned } from '../../../domain/account/account.ts';
import { accountAsOf, pastAccount } from '../../../domain/ledger/account-as-of.ts';
import { entry, is, noonOf, pays } from './ledger-samples.ts';

const today = {
  id: 'koa',
  name: 'Koa Design',
  country: 'JP',
  plan: 'enterprise',
  mrr: 900,
  currency: 'USD',
  csm: 'ben',
  licenses: 50,
};

describe('An account on a past day', () => {
  const ledger = [
    pays('2026-01-01', 100),
    pays('2026-03-01', 150, { recordedAt: noonOf('2026-04-01') }),
    entry('2026-01-01', { fact: 'plan', value: 'basic' }),
    entry('2026-02-01', { fact: 'csm', value: 'aya' }),
    entry('2026-02-10', { fact: 'plan', value: null }),
  ];

  it('is what its ledger says of that day', () => {
    expect(accountAsOf(today, ledger, '2026-02-05')).toMatchObject({
      plan: 'basic',
      mrr: 100,
      currency: 'JPY',
      csm: 'aya',
    });
    expect(accountAsOf(today, ledger, '2026-03-05')).toMatchObject({ mrr: 150 });
    expect(accountAsOf(today, ledger, '2026-03-05', noonOf('2026-03-31'))).toMatchObject({ mrr: 100 });
  });

  it('has the goal that both had agreed on by then, as it was known then; and today’s where no ledger holds goals yet', () => {
    const withGoal = { ...today, goalName: 'Invoices in 2 days', goalTarget: 2, goalSince: '2026-03-01' };
    const goals = [
      entry('2026-02-01', { fact: 'goalName', value: 'Fewer errors' }),
      entry('2026-02-01', { fact: 'goalTarget', value: 10 }),
      entry('2026-03-01', { fact: 'goalName', value: 'Invoices in 2 days' }),
      entry('2026-03-01', { fact: 'goalTarget', value: 2 }),
      entry('2026-03-01', { fact: 'goalSince', value: '2026-03-01' }),
    ];
    const goalOn = (day: string, known: Parameters<typeof accountAsOf>[1], knownBefore?: number) => {
      const { goalName, goalTarget, goalSince } = accountAsOf(withGoal, known, day, knownBefore);
      return [goalName, goalTarget, goalSince];
    };
    expect(goalOn('2026-02-15', [...ledger, ...goals])).toEqual(['Fewer errors', 10, undefined]);
    expect(goalOn('2026-03-15', [...ledger, ...goals])).toEqual(['Invoices in 2 days', 2, '2026-03-01']);
    expect(goalOn('2026-01-15', [...ledger, ...goals])).toEqual([undefined, undefined, undefined]);
    expect(goalOn('2026-03-15', [...ledger, ...goals], noonOf('2026-02-20'))[0]).toBe('Fewer errors');
    expect(goalOn('2026-01-15', ledger)).toEqual(['Invoices in 2 days', 2, '2026-03-01']);
  });

  it('has none of today’s values where the ledger knows none', () => {
    const then = accountAsOf(today, ledger, '2026-01-05');
    expect([then.csm, then.licenses, then.segment]).toEqual([undefined, undefined, undefined]);
    expect(accountAsOf(today, ledger, '2026-02-15').plan).toBeUndefined();
    expect(accountAsOf(today, ledger, '2025-12-31')).toMatchObject({ id: 'koa', name: 'Koa Design', country: 'JP' });
  });

  it('had left from the day on that it did, to a free plan too, and not once it was back', () => {
    const course = [...ledger, is('2026-03-01', 'free'), is('2026-04-01', 'churned'), is('2026-05-01', 'reactivated')];
    const leftOn = (day: string) => accountAsOf(today, course, day).churnedOn;
    expect(['2026-02-28', '2026-03-01', '2026-04-20', '2026-05-01'].map(leftOn)).toEqual([
      undefined,
      '2026-03-01',
      '2026-04-01',
      undefined,
    ]);
    expect(hasChurned(accountAsOf(today, course, '2026-03-02'), '2026-03-02')).toBe(true);
  });
});

describe('What is not known of a past day', () => {
  const licenses = (from: string, value: number | null) => entry(from, { fact: 'licenses', value });

  it('is what the account says today, where the ledger says nothing of that day', () => {
    const { account, unknownFacts } = pastAccount(today, [licenses('2026-02-01', 50)], '2026-02-05');
    expect(account).toMatchObject({ licenses: 50, plan: undefined, csm: undefined });
    expect(unknownFacts).toEqual(['mrr', 'plan', 'csm']);
    expect(pastAccount(today, [licenses('2026-02-01', 50)], '2026-01-31').unknownFacts).toContain('licenses');
  });

  it('is what became known later, where it is asked what was known then', () => {
    const late = entry('2026-02-01', { fact: 'licenses', value: 40, recordedAt: noonOf('2026-03-01') });
    expect(pastAccount(today, [late], '2026-02-05').unknownFacts).not.toContain('licenses');
    expect(pastAccount(today, [late], '2026-02-05', noonOf('2026-02-28')).unknownFacts).toContain('licenses');
  });

  it('is nothing that the account has not now either, or of which it is on record that there was none', () => {
    const { unknownFacts } = pastAccount(today, [licenses('2026-01-01', null)], '2026-01-05');
    expect(unknownFacts).not.toContain('licenses');
    expect(unknownFacts).not.toContain('segment');
  });

  it('is also whether it had left, and its stage', () => {
    const gone = { ...today, churnedOn: '2026-01-01', stage: 'adoption' as const };
    expect(pastAccount(gone, [], '2026-02-05').unknownFacts).toEqual(expect.arrayContaining(['status', 'stage']));
  });
});

describe('The way through the stages up to a past day', () => {
  const stage = (from: string, value: string | null) => entry(from, { fact: 'stage', value } as never);
  const ledger = [
    stage('2026-01-01', 'onboarding-2'),
    stage('2026-02-01', 'onboarding-3'),
    stage('2026-03-01', 'adoption'),
    stage('2026-03-10', 'adoption'),
    stage('2026-05-01', 'expansion'),
    stage('2026-06-01', null),
    stage('2026-07-01', 'adoption'),
  ];
  const stageOn = (day: string) => pastAccount(today, ledger, day).stage;

  it('is that of its entries: which stage, since when, and since when out of onboarding', () => {
    expect(stageOn('2025-12-31')).toBeNull();
    expect(stageOn('2026-02-10')).toMatchObject({ stage: 'onboarding-3', since: '2026-02-01' });
    expect(stageOn('2026-03-20')).toMatchObject({ stage: 'adoption', since: '2026-03-01' });
    expect(stageOn('2026-05-02')).toEqual({
      stage: 'expansion',
      since: '2026-05-01',
      pastOnboardingSince: '2026-03-01',
      fact: 'expansion',
      past: [
        { stage: 'onboarding-2', since: '2026-01-01' },
        { stage: 'onboarding-3', since: '2026-02-01' },
        { stage: 'adoption', since: '2026-03-01', pastOnboardingSince: '2026-03-01' },
      ],
    });
  });

  it('begins anew after a time of which no stage is known', () => {
    expect(stageOn('2026-06-02')).toBeNull();
    expect(stageOn('2026-07-01')).toMatchObject({ stage: 'adoption', since: '2026-07-01', past: [] });
  });
});
