import { patternWhenAsked } from './pattern-when-asked.ts';

/**
 * One id may be spelled by several sequences of characters that look alike: `ガ` as one character or as `カ` and a mark
 * (as macOS writes file names). Ids, names of events and subjects are compared and stored in the composed form, NFC.
 */
const MAY_BE_SPELLED_OTHERWISE = /[\u0080-\uffff]/;

export const canonicalId = (id: string): string => (MAY_BE_SPELLED_OTHERWISE.test(id) ? id.normalize('NFC') : id);

/** The decomposed form under which a release before may have stored it; undefined where it is the same. */
export function decomposedForm(id: string): string | undefined {
  if (!MAY_BE_SPELLED_OTHERWISE.test(id)) return undefined;
  const decomposed = id.normalize('NFD');
  return decomposed === id ? undefined : decomposed;
}

/** Half of a character that takes two: no text, and stored as UTF-8 it would silently become another character. */
export const hasLoneSurrogate = (text: string) => loneSurrogate().test(text);
const loneSurrogate = patternWhenAsked(String.raw`\p{Cs}`);

/** Where in a value of JSON half a character stands, key by key; undefined where none does. */
export function halfCharacterIn(value: unknown): (string | number)[] | undefined {
  if (typeof value === 'string') return hasLoneSurrogate(value) ? [] : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const path = hasLoneSurrogate(name) ? [] : halfCharacterIn(part);
    if (path !== undefined) return [Array.isArray(value) ? Number(name) : name, ...path];
  }
  return undefined;
}
