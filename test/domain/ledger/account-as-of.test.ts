import { describe, expect, it } from 'vitest';
import { hasChurned } from '../../../domain/account/account.ts';
import { accountAsOf } from '../../../domain/ledger/account-as-of.ts';
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
