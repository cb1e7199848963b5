import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/**
 * A row. Facts and records are one JSON string each (`f`): a fraction of the cost of nested DynamoDB maps, and two equal
 * records are equal strings. Only what keys, lists and conditions need stands beside it as attributes.
 */
export type Item = Record<string, AttributeValue>;

/** A text attribute that every row of its kind has. */
export function textOf(item: Item, name: string): string {
  const text = item[name]?.S;
  if (text === undefined) throw new TypeError(`${kindOf(item)} lacks the text ${name}`);
  return text;
}

/** A number attribute that every row of its kind has. */
export function numberOf(item: Item, name: string): number {
  const digits = item[name]?.N;
  if (digits === undefined) throw new TypeError(`${kindOf(item)} lacks the number ${name}`);
  return Number(digits);
}

/** What kind of row it is; of its keys nothing that names somebody: `a row account#… 3#contact#…`. */
export const kindOf = ({ pk, sk }: Item): string =>
  `a row ${[pk, sk].map((key) => (key?.S ?? '').replace(/^(\d#[a-z-]+|[a-z-]+)(?:#.*)?$/s, '$1#…')).join(' ')}`;

/**
 * Both parts of a row's key as one text. Ids may hold whatever would separate the parts, so the length of the first
 * says where it ends: two rows never have the same text.
 */
export const keyText = ({ pk, sk }: Item) => `${pk?.S?.length} ${pk?.S}${sk?.S}`;
