/** How numbers are written in a file, shown by one of them. */
export const numberNotations = ['1234.56', '1,234.56', '1.234,56', '1 234,56', "1'234.56"] as const;
export type NumberNotation = (typeof numberNotations)[number];

const CURRENCY = String.raw`(?:\p{Sc}|[A-Z]{3}|[A-Z]{1,2}\$|円)`;
const AROUND_NUMBER = new RegExp(`^${CURRENCY}?\\s*(-?)\\s*${CURRENCY}?\\s*([\\d.,' ]*\\d)\\s*${CURRENCY}?$`, 'u');

/** The number that a text stands for, with or without a currency at either end; undefined when it is none. */
export function readNumber(text: string, notation: NumberNotation): number | undefined {
  // Full-width digits and signs become plain ones, and spaces that don't break become spaces.
  const [, sign, digits] = AROUND_NUMBER.exec(text.normalize('NFKC').replace(/[−–]/g, '-').trim()) ?? [];
  if (digits === undefined) return undefined;
  const decimal = notation.includes(',56') ? ',' : '.';
  const separator = /1(\D)234/.exec(notation)?.[1];
  const [whole = '', fraction, ...more] = digits.split(decimal);
  if (more.length > 0 || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined;
  // Between groups of three only: in "1,5" the comma is no thousands separator.
  const groups = separator === undefined ? [whole] : whole.split(separator);
  const isGrouped = groups.length === 1 || (/^\d{1,3}$/.test(groups[0] as string) && groups.slice(1).every(isOfThree));
  if (!isGrouped || !groups.every((group) => /^\d+$/.test(group))) return undefined;
  return Number(`${sign}${groups.join('')}.${fraction ?? '0'}`);
}

const isOfThree = (group: string) => group.length === 3;
