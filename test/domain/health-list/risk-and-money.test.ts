import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AtStake, byRiskAndMoney } from '../../../domain/health-list/risk-and-money.ts';

const order = (stakes: AtStake[]) => byRiskAndMoney(stakes, (stake) => stake).map(({ account }) => account);
const yen = (account: string, score: number, mrr?: number): AtStake => ({ account, score, mrr, currency: 'JPY' });

describe('what puts the most at stake', () => {
  it('is the risk times the money, within a currency', () => {
    // 60 × 100,000 < 30 × 400,000 < 90 × 200,000
    expect(order([yen('a', 40, 100_000), yen('b', 70, 400_000), yen('c', 10, 200_000)])).toEqual(['c', 'b', 'a']);
  });

  it('never compares yen with euros as if they were equal', () => {
    const euros = (account: string, score: number, mrr: number) => ({ account, score, mrr, currency: 'EUR' });
    const stakes = [
      yen('usual in yen', 30, 300_000),
      yen('small in yen', 30, 30_000),
      yen('large in yen', 30, 900_000),
      euros('usual in euros', 20, 2_000),
      euros('small in euros', 20, 200),
      euros('large in euros', 20, 6_000),
    ];
    expect(order(stakes)).toEqual([
      'large in euros',
      'large in yen',
      'usual in euros',
      'usual in yen',
      'small in euros',
      'small in yen',
    ]);
  });

  it('takes whoever has no MRR on record for typical, and puts who pays nothing last', () => {
    const stakes = [yen('free', 0, 0), yen('large', 30, 900), yen('small', 30, 100), yen('usual', 30, 300)];
    expect(order([...stakes, yen('unknown', 20)])).toEqual(['large', 'unknown', 'usual', 'small', 'free']);
  });

  it('without any money on record is the score alone', () => {
    expect(order([yen('b', 40), yen('a', 60), yen('c', 10), yen('d', 10)])).toEqual(['c', 'd', 'b', 'a']);
  });

  it('is the same whatever order it is told in', () => {
    const stake = fc.record({
      account: fc.string(),
      score: fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10),
      mrr: fc.option(fc.nat(1_000_000), { nil: undefined }),
      currency: fc.constantFrom('JPY', 'EUR', undefined),
    });
    const stakes = fc.uniqueArray(stake, { selector: ({ account }) => account, maxLength: 30 });
    fc.assert(
      fc.property(stakes, (list) => {
        expect(order([...list].reverse())).toEqual(order(list));
      }),
    );
  });
});
