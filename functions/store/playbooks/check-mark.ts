import { createHash } from 'node:crypto';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Item } from '../item.ts';

/** Set by the bundler (lib/bundle-functions.ts): which rules for reading a playbook the bundle holds. */
declare const PLAYBOOK_READER: string | undefined;

export const readerOfBundle = typeof PLAYBOOK_READER === 'undefined' ? undefined : PLAYBOOK_READER;

/** What a row holds as it was pushed, and what came of the check, where that is another text. */
export function textsOf(item: Item): { text: string; filled: string } {
  const text = item.f?.S as string;
  return { text, filled: item.filled?.S ?? text };
}

/** The length keeps two texts from being taken for two others; one that came of the check as it was is looked at once. */
export const markOf = (reader: string, text: string, filled: string) =>
  createHash('sha256')
    .update(`${reader} ${text.length} `)
    .update(text)
    .update(filled === text ? '' : filled)
    .digest('base64url');

/** The playbook of a row that these rules have checked before; undefined where it is to be checked. */
export function checkedBefore(reader: string | undefined, item: Item): Playbook | undefined {
  if (reader === undefined) return undefined;
  const { text, filled } = textsOf(item);
  return item.checked?.S === markOf(reader, text, filled) ? JSON.parse(filled) : undefined;
}
