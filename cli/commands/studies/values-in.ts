import { parse } from 'yaml';

/** Somebody wrote a comma with nothing before or behind it. */
export class EmptyValueError extends Error {
  override readonly name = 'EmptyValueError';
}

/**
 * The values in a text, each read as in the playbook: a number, a word, a list. Commas part them, but for those within
 * quotes and brackets, which belong to a value.
 *
 * @throws EmptyValueError, and what the parser throws on text that is no value
 */
export function valuesIn(text: string): unknown[] {
  const parts = partsOf(text);
  if (parts.length > 1 && parts.some((part) => part.trim() === '')) throw new EmptyValueError();
  return parts.map((part) => parse(part));
}

function partsOf(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  let quote: string | undefined;
  for (const sign of text) {
    if (quote !== undefined) {
      if (sign === quote) quote = undefined;
    } else if ((sign === '"' || sign === "'") && beginsHere(part)) {
      quote = sign;
    } else if ('[{'.includes(sign)) {
      depth += 1;
    } else if (']}'.includes(sign)) {
      depth -= 1;
    } else if (sign === ',' && depth <= 0) {
      parts.push(part);
      part = '';
      continue;
    }
    part += sign;
  }
  return [...parts, part];
}

/** Elsewhere a quote is an apostrophe. */
const beginsHere = (before: string) => /(?:^|[[{,:])\s*$/.test(before);
