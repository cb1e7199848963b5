import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { converting, exchangeRatesSchema } from '../../../domain/money/exchange-rates.ts';
import {
  addMoney,
  isSameMoney,
  majorUnits,
  moneyOf,
  NO_MONEY,
  RunningSum,
  smallestUnits,
} from '../../../domain/money/money.ts';

describe('Money', () => {
  it('is counted in the smallest unit of its currency', () => {
    expect(smallestUnits(19.99, 'USD')).toBe(1999);
    expect(smallestUnits(1.005, 'USD')).toBe(101);
    expect(smallestUnits(120_000, 'JPY')).toBe(120_000);
    expect(smallestUnits(1.5, 'KWD')).toBe(1500);
    expect(smallestUnits(19.99, '')).toBe(1999);
    expect(smallestUnits(1e-7, 'USD')).toBe(0);
    expect(majorUnits(1999, 'USD')).toBe(19.99);
  });

  it('of several currencies is added up currency by currency, without a trace of what comes to nothing', () => {
    const sum = addMoney(moneyOf(100, 'JPY'), { USD: 5, JPY: 20 });
    expect(sum).toEqual({ JPY: 120, USD: 5 });
    const running = new RunningSum();
    running.add(sum, 1);
    running.add({ USD: 5 }, -1);
    expect(running.money).toEqual({ JPY: 120 });
    expect([isSameMoney(sum, { USD: 5, JPY: 120 }), isSameMoney(sum, { JPY: 120 }), isSameMoney({}, sum)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(moneyOf(0, 'JPY')).toEqual(NO_MONEY);
  });
});

describe('What money is worth in another currency', () => {
  const inYen = (rates: Record<string, number>) =>
    converting({ currency: 'JPY', rates: { '2026-04': rates } }, '2026-04');

  it('goes by the rate of the month, from smallest unit to smallest unit', () => {
    expect(inYen({ USD: 151.2 })({ USD: 1999 })).toBe(3022);
    expect(inYen({ USD: 151.2 })({ USD: 1999, JPY: 10 })).toBe(3032);
    expect(converting({ currency: 'KWD', rates: { '2026-04': { JPY: 0.00203 } } }, '2026-04')({ JPY: 10_000 })).toBe(
      20_300,
    );
  });

  it('is not known without a rate of that month, nor of an amount without a currency', () => {
    expect(inYen({ USD: 151.2 })({ USD: 1, EUR: 1 })).toBeNull();
    expect(inYen({ USD: 151.2 })({ '': 1 })).toBeNull();
    const inMay = converting({ currency: 'JPY', rates: { '2026-04': { USD: 151.2 } } }, '2026-05');
    expect(inMay({ USD: 1 })).toBeNull();
    expect(inMay({ JPY: 7 })).toBe(7);
  });

  it('is rounded to the nearest unit, of a loss as of a gain', () => {
    expect(inYen({ USD: 150 })({ USD: 1 })).toBe(2);
    expect(inYen({ USD: 150 })({ USD: -1 })).toBe(-2);
    expect(inYen({ USD: 149 })({ USD: 1 })).toBe(1);
  });

  it('is exact of amounts that a binary fraction would miss', () => {
    fc.assert(
      fc.property(fc.nat(1e12), fc.integer({ min: 1, max: 1e6 }), (cents, rateInThousandths) => {
        const exact = (BigInt(cents) * BigInt(rateInThousandths) + 50_000n) / 100_000n;
        expect(inYen({ USD: rateInThousandths / 1000 })({ USD: cents })).toBe(Number(exact));
      }),
    );
  });

  it('takes very small rates as they are written', () => {
    expect(converting({ currency: 'USD', rates: { '2026-04': { VND: 0.00000039 } } }, '2026-04')({ VND: 1e12 })).toBe(
      39_000_000,
    );
  });

  it('is written by month, and a rate of nothing is none', () => {
    expect(exchangeRatesSchema.safeParse({ currency: 'JPY', rates: { '2026-04': { USD: 151.2 } } }).success).toBe(true);
    expect(exchangeRatesSchema.safeParse({ currency: 'JPY', rates: { '2026-04': { USD: 0 } } }).success).toBe(false);
    expect(exchangeRatesSchema.safeParse({ currency: 'JPY', rates: { April: { USD: 1 } } }).success).toBe(false);
  });
});
