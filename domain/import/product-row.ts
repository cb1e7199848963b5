import type { Product } from '../account/account.ts';
import { columnsOf, type FactProblem, isOptional, type RowFacts, refuseFact } from './facts.ts';

/** What a row says of one of an account's products, and what of it could not be used. */
export interface ProductRow {
  account: string;
  product: ToldProduct;
  warnings: FactProblem[];
}

/** Of what it doesn't mention nothing is told; `null` is not known. */
export interface ToldProduct {
  name: string;
  facts: RowFacts;
  /** The account has it no more. */
  ended: boolean;
}

/** A bad cell costs only itself, unless nobody can say then what the row is about. */
export function readProductRow(row: RowFacts): ProductRow | { refused: string } {
  const problems = columnsOf('products').flatMap((column): FactProblem[] => {
    const isToldNothing = row[column] == null && isOptional('products', column);
    const reason = isToldNothing ? undefined : refuseFact('products', column, row[column]);
    return reason === undefined ? [] : [{ column, reason }];
  });
  const serious = problems.filter(({ column }) => !isOptional('products', column));
  if (serious.length > 0) return { refused: serious.map(({ reason }) => reason).join('; ') };
  const bad = new Set(problems.map(({ column }) => column));
  const { account, name, ended, ...told } = row;
  const facts = Object.fromEntries(Object.entries(told).filter(([column]) => !bad.has(column)));
  return {
    account: account as string,
    product: { name: (name as string).trim(), facts, ended: ended === true },
    warnings: problems,
  };
}

/** An account's products after something was told of one of them; the others stay as they are. */
export function withProduct(products: readonly Product[], { name, facts, ended }: ToldProduct): Product[] {
  const at = products.findIndex((product) => product.name === name);
  if (ended) return products.filter((_, i) => i !== at);
  const known = Object.entries({ ...products[at], name, ...facts }).filter(([, value]) => value !== null);
  const product = Object.fromEntries(known) as unknown as Product;
  return at < 0 ? [...products, product] : products.with(at, product);
}
