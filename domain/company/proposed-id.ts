import type { Csm } from '../account/account.ts';
import { patternWhenAsked } from '../names/pattern-when-asked.ts';

const MOST_CHARACTERS = 60;
const NOBODYS = 'colleague';
const marks = patternWhenAsked(String.raw`\p{M}`, 'gu');
const otherThanLatin = patternWhenAsked(String.raw`[^\p{ASCII}\p{P}\p{Z}]`);

/** What a colleague who is new may be called by: out of their name where it is in Latin letters, else out of their address. */
export function proposedId({ name, email }: Pick<Csm, 'name' | 'email'>, isTaken: (id: string) => boolean): string {
  const plain = name.normalize('NFKD').replace(marks(), '');
  const isLatin = !otherThanLatin().test(plain);
  const base = (isLatin && idOf(plain)) || idOf(email.slice(0, email.lastIndexOf('@'))) || NOBODYS;
  let id = base;
  for (let n = 2; isTaken(id); n += 1) id = `${base}-${n}`;
  return id;
}

const idOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, MOST_CHARACTERS)
    .replace(/-$/, '');
