import type { Day } from '../time/day.ts';
import type { Account, Product } from './account.ts';

/** The days on which the account, or one of its products, renews; the earliest first. */
export function renewalDatesOf(account: Pick<Account, 'products' | 'renewalDate'>): Day[] {
  const dates = productsOf(account).map((product) => renewalOf(account, product));
  return [...new Set(dates.length === 0 ? [account.renewalDate] : dates)].filter((day) => day !== undefined).sort();
}

/** The renewal that something about the account is about: that of its day where it has one, else the next one. */
export function renewalDateOf(
  account: Pick<Account, 'products' | 'renewalDate'>,
  about: string | null,
  asOf: Day,
): Day | undefined {
  const dates = renewalDatesOf(account);
  return dates.find((day) => day === about) ?? dates.find((day) => day >= asOf) ?? dates.at(-1);
}

/** The names of the products that renew on the day; none of an account that has not several. */
export function productsRenewingOn(account: Pick<Account, 'products' | 'renewalDate'>, day: Day | undefined): string[] {
  return productsOf(account)
    .filter((product) => renewalOf(account, product) === day)
    .map(({ name }) => name);
}

/** The account with what it pays for its products together, where they are told apart and paid in one currency. */
export function withSumOfProducts(account: Account): Account {
  const paid = productsOf(account).filter(({ mrr }) => mrr !== undefined);
  const [currency, ...others] = new Set(paid.map((product) => product.currency ?? account.currency));
  if (paid.length === 0 || others.length > 0) return account;
  return { ...account, currency, mrr: paid.reduce((sum, { mrr = 0 }) => sum + mrr, 0) };
}

/** The account with what it pays for what renews on the day, where that is not all of it. */
export function asRenewingOn(account: Account, day: Day): Account {
  const products = productsOf(account).filter((product) => renewalOf(account, product) === day);
  return products.length === 0 ? account : withSumOfProducts({ ...account, products });
}

const productsOf = ({ products = [] }: Pick<Account, 'products'>) => products;
const renewalOf = (account: Pick<Account, 'renewalDate'>, { renewalDate = account.renewalDate }: Product) =>
  renewalDate;
