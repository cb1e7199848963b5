/**
 * Amounts by currency, in its smallest unit (yen, cents), as whole numbers: sums come out the same in whatever order. Who
 * names no currency has amounts under `''`. Holds no zeros, so that equal sums are equal objects.
 */
export type Money = Readonly<Record<string, number>>;

export const NO_MONEY: Money = {};

const decimalsByCurrency = new Map<string, number>();

/** How many decimals a currency has: 0 of yen, 2 of euros, 3 of Kuwaiti dinars; 2 where none is named. */
function decimalsOf(currency: string): number {
  let decimals = decimalsByCurrency.get(currency);
  if (decimals === undefined) {
    const format = currency === '' ? undefined : new Intl.NumberFormat('en', { style: 'currency', currency });
    decimals = format?.resolvedOptions().maximumFractionDigits ?? 2;
    decimalsByCurrency.set(currency, decimals);
  }
  return decimals;
}

/** In the currency's smallest unit, what is less than half of one left out: `19.99` dollars are 1999. */
export function smallestUnits(amount: number, currency: string): number {
  return Math.round(shifted(amount, decimalsOf(currency)));
}

export function majorUnits(amount: number, currency: string): number {
  return shifted(amount, -decimalsOf(currency));
}

/** By the text where it has no exponent yet: 1.005 * 100 is a little less than 100.5. */
function shifted(amount: number, decimals: number): number {
  const text = String(amount);
  return text.includes('e') ? amount * 10 ** decimals : Number(`${text}e${decimals}`);
}

export function isSameMoney(a: Money, b: Money): boolean {
  for (const currency in a) if (a[currency] !== b[currency]) return false;
  for (const currency in b) if (!(currency in a)) return false;
  return true;
}

export function moneyOf(amount: number, currency: string): Money {
  return amount === 0 ? NO_MONEY : { [currency]: amount };
}

export function addMoney(a: Money, b: Money): Money {
  const sum: Record<string, number> = { ...a };
  for (const [currency, amount] of Object.entries(b)) {
    const total = (sum[currency] ?? 0) + amount;
    if (total === 0) delete sum[currency];
    else sum[currency] = total;
  }
  return sum;
}

/** A sum that amounts come into and go out of. */
export class RunningSum {
  private readonly sum: Record<string, number> = {};

  add(money: Money, sign: 1 | -1): void {
    for (const currency in money) {
      const total = (this.sum[currency] ?? 0) + sign * (money[currency] as number);
      if (total === 0) delete this.sum[currency];
      else this.sum[currency] = total;
    }
  }

  get money(): Money {
    return { ...this.sum };
  }
}
