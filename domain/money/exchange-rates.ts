import * as z from 'zod';
import type { Month } from '../time/day.ts';
import { type Money, smallestUnits } from './money.ts';

const DECIMALS_OF_RATE = 10;
/** Between the smallest units of two currencies lie four decimals at most. */
const DECIMALS_BETWEEN_UNITS = 4;

/** What one of a currency is worth in another, as it is written: `151.2`. */
const rateSchema = z.number().min(1e-9, 'is below 0.000000001').max(1e12, 'is above 1,000,000,000,000');
const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'is not a currency: write three capitals like JPY');
const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'is not a month: write it like 2026-04');

/** What amounts of several currencies are added up in, and at what rates, by month and currency. */
export const exchangeRatesSchema = z.strictObject({
  currency: currencySchema,
  rates: z.record(monthSchema, z.record(currencySchema, rateSchema)).default({}),
});
export type ExchangeRates = z.infer<typeof exchangeRatesSchema>;

/** What an amount is in the currency of the rates, in its smallest unit; `null` where a rate is missing. */
export type Convert = (money: Money) => number | null;

/** At the rates of a month. Each sum is rounded once, to the nearest smallest unit. */
export function converting(
  { currency, rates }: { currency: string; rates?: ExchangeRates['rates'] },
  month: Month,
): Convert {
  const known = new Map<string, bigint>();
  const rateOf = (from: string): bigint | undefined => {
    const rate = rates?.[month]?.[from];
    if (rate === undefined || known.has(from)) return known.get(from);
    known.set(from, unitsPerUnit(rate, from, currency));
    return known.get(from);
  };
  return (money) => {
    let sum = 0;
    let foreign = 0n;
    for (const from in money) {
      const amount = money[from] as number;
      if (from === currency) {
        sum += amount;
        continue;
      }
      const rate = rateOf(from);
      if (rate === undefined) return null;
      foreign += BigInt(amount) * rate;
    }
    return foreign === 0n ? sum : sum + rounded(foreign);
  };
}

const SCALE = 10n ** BigInt(DECIMALS_OF_RATE + 2 * DECIMALS_BETWEEN_UNITS);

/** How many smallest units of one currency make one of another, times `SCALE`: whole, so that sums of it are exact. */
function unitsPerUnit(rate: number, from: string, to: string): bigint {
  const written = BigInt(toFixedDecimals(rate));
  const ofOne = (currency: string) => BigInt(smallestUnits(1, currency));
  const scale = 10n ** BigInt(2 * DECIMALS_BETWEEN_UNITS);
  return (written * scale * ofOne(to)) / ofOne(from);
}

/** The decimals as they are written, not those of the nearest binary number. */
const toFixedDecimals = (rate: number) => {
  const [whole = '0', decimals = ''] = plain(rate).split('.');
  return `${whole}${decimals.slice(0, DECIMALS_OF_RATE).padEnd(DECIMALS_OF_RATE, '0')}`;
};

const plain = (rate: number) => (String(rate).includes('e') ? rate.toFixed(DECIMALS_OF_RATE) : String(rate));

function rounded(scaled: bigint): number {
  const half = SCALE / 2n;
  return Number(scaled < 0n ? -((-scaled + half) / SCALE) : (scaled + half) / SCALE);
}
