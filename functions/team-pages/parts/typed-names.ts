import { shorten } from '../../mail/layout/plain-text.ts';
import { type Html, html } from '../../pages/html.ts';

/** There may be hundreds of names, and they may be long: a page stays small. */
const MOST_NAMES_OFFERED = 150;
const MOST_CHARACTERS_OF_A_NAME = 60;

/** What may be chosen by typing its name. */
export interface Named {
  value: string;
  label: string;
}

/** Two of one name are told apart by what they stand for. */
export function toldApart(named: readonly Named[], apart = (value: string) => value): Named[] {
  const times = new Map<string, number>();
  for (const { label } of named) times.set(label, (times.get(label) ?? 0) + 1);
  return named.map(({ value, label }) => ({
    value,
    label: (times.get(label) ?? 0) > 1 ? `${label} (${apart(value)})` : label,
  }));
}

/** An account as it is written where it can be typed: its id makes it the one that is meant. */
export const writtenAccount = ({ id, name }: { id: string; name: string }) =>
  `${shorten(name, MOST_CHARACTERS_OF_A_NAME)} (${id})`;

/** The id in what was written for an account, where there is one; else all of it may be one. */
export function idWritten(typed: string): string {
  const text = typed.trim();
  const at = text.lastIndexOf(' (');
  return at > 0 && text.endsWith(')') ? text.slice(at + 2, -1) : text;
}

/** Names on offer for inputs that name this list, once a page; of very many some, and the others are typed whole. */
export const namesOnOffer = (list: string, named: readonly Named[]): Html =>
  html`<datalist id="${list}">${named.slice(0, MOST_NAMES_OFFERED).map(({ label }) => html`<option value="${label}"></option>`)}</datalist>`;

/** What is meant by what was typed; `undefined` where that is nothing, or several. */
export function meantBy(typed: string, named: readonly Named[]): string | undefined {
  const wanted = plain(typed);
  if (wanted === '') return undefined;
  const same = named.filter(({ value, label }) => plain(label) === wanted || plain(value) === wanted);
  const alike = same.length > 0 ? same : named.filter(({ label }) => plain(label).includes(wanted));
  return alike.length === 1 ? alike[0]?.value : undefined;
}

const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();
