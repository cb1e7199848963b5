import { describe, expect, it } from 'vitest';
import { ledgerOf } from '../../../domain/ledger/ledger-entry.ts';
import { ledgerProblems } from '../../../domain/ledger/ledger-problems.ts';
import { readLedgerEntry } from '../../../domain/ledger/read-ledger-entry.ts';
import { entry, is, noonOf, pays } from './ledger-samples.ts';

const written = {
  fact: 'mrr',
  from: '2026-03-01',
  value: { amount: 100, currency: 'JPY' },
  recordedAt: noonOf('2026-03-02'),
  door: 'import',
  who: 'import by aya',
};

describe('An entry that somebody brings', () => {
  it('is taken as it is written', () => {
    expect(readLedgerEntry(written)).toEqual(written);
    expect(readLedgerEntry({ ...written, fact: 'status', value: 'churned', reason: 'price' })).toMatchObject({
      value: 'churned',
      reason: 'price',
    });
  });

  it('can be that a fact is not known, or that nothing changed after all', () => {
    expect(readLedgerEntry({ ...written, value: null })).toMatchObject({ value: null });
    expect(readLedgerEntry({ ...written, value: undefined, withdrawn: true })).toMatchObject({ value: null });
  });

  it.each([
    ['a negative MRR', { value: { amount: -1, currency: 'JPY' } }, 'mrr.amount -1 is below 0'],
    [
      'an MRR beyond what sums of numbers hold',
      { value: { amount: 2e12, currency: 'JPY' } },
      'mrr.amount 2000000000000 is above 1,000,000,000,000',
    ],
    ['a currency that is none', { value: { amount: 1, currency: 'yen' } }, 'mrr.currency "yen" is not a currency'],
    ['a day that does not exist', { from: '2026-02-30' }, 'from "2026-02-30" is not a date that exists'],
    ['a status that is none', { fact: 'status', value: 'gone' }, 'status "gone"'],
    [
      'a fact of no product with one',
      { fact: 'stage', value: 'adoption', product: 'chat' },
      'stage is no fact of a product',
    ],
  ])('is refused with the reason: %s', (_, wrong, reason) => {
    expect(readLedgerEntry({ ...written, ...wrong })).toEqual({ refused: expect.stringContaining(reason) });
  });

  it('is the same one whoever brings it a second time', () => {
    expect(ledgerOf([pays('2026-03-01', 100), pays('2026-03-01', 100, { who: 'import by ben' })])).toHaveLength(1);
  });

  it('says more than before with a reason, and is kept beside', () => {
    const churned = is('2026-03-01', 'churned');
    expect(ledgerOf([churned, { ...churned, reason: 'price', recordedAt: noonOf('2026-03-05') }])).toHaveLength(2);
  });
});

describe('What does not fit together is told', () => {
  const known = is('2026-01-01', 'active');

  it('two words of the same moment on the same day, of which the same one stands every time', () => {
    const [a, b] = [pays('2026-02-01', 100), pays('2026-02-01', 90)];
    for (const entries of [
      [a, b],
      [b, a],
    ]) {
      expect(ledgerProblems('acme', entries)).toEqual([{ problem: 'contradiction', entry: a, stands: b }]);
    }
  });

  it('a thousand words of the same moment in about twice the reads that five hundred take', () => {
    const readsOf = (count: number) => {
      let reads = 0;
      const entries = Array.from({ length: count }, (_, n) => {
        const { from, ...said } = pays('2026-02-01', n);
        return Object.defineProperty(said, 'from', {
          get() {
            reads += 1;
            return from;
          },
        }) as ReturnType<typeof pays>;
      });
      expect(ledgerProblems('acme', entries)).toHaveLength(count - 1);
      return reads;
    };
    expect(readsOf(1_000) / readsOf(500)).toBeLessThan(3);
  });

  it('a correction that was recorded before what it would correct', () => {
    const stands = pays('2026-02-01', 100, { recordedAt: noonOf('2026-03-01') });
    const older = pays('2026-02-01', 80, { recordedAt: noonOf('2026-02-10') });
    expect(ledgerProblems('acme', [stands, older], [older])).toEqual([{ problem: 'overtaken', entry: older, stands }]);
    expect(ledgerProblems('acme', [stands, older], [stands])).toEqual([]);
  });

  it('a churn before the start', () => {
    const churned = is('2025-12-01', 'churned');
    expect(ledgerProblems('acme', [known, churned])).toEqual([
      { problem: 'churn-before-start', entry: churned, start: '2026-01-01' },
    ]);
    const paysSince = pays('2026-01-01', 100);
    expect(ledgerProblems('acme', [paysSince, is('2026-01-01', 'churned')])).toEqual([]);
  });

  it('an account that is its own parent or merged into itself', () => {
    const itself = entry('2026-02-01', { fact: 'mergedInto', value: 'acme' });
    const fine = entry('2026-02-01', { fact: 'parent', value: 'group' });
    expect(ledgerProblems('acme', [itself, fine])).toEqual([{ problem: 'about-itself', entry: itself }]);
  });
});
