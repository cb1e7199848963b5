import type { AttributeValue } from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

/** A text attribute that every row of its kind has. */
export function textOf(item: Item, name: string): string {
  const text = item[name]?.S;
  if (text === undefined) throw new TypeError(`row ${item.pk?.S} ${item.sk?.S} lacks the text ${name}`);
  return text;
}

/** A number attribute that every row of its kind has. */
export function numberOf(item: Item, name: string): number {
  const digits = item[name]?.N;
  if (digits === undefined) throw new TypeError(`row ${item.pk?.S} ${item.sk?.S} lacks the number ${name}`);
  return Number(digits);
}
