import type { Locale } from '../../domain/locale/locale.ts';
import { textIn } from '../../domain/locale/text.ts';
import type { About } from '../../domain/mail/mail-content.ts';
import { entryNamed } from '../../domain/playbook/names.ts';
import type { Playbook, Signal } from '../../domain/playbook/playbook.ts';
import { subjectOf } from '../../domain/signals/conditions.ts';
import type { Day } from '../../domain/time/day.ts';
import { isNoPersonsName, withoutLinks } from './customers/links-in-text.ts';
import { onOneLine, plainName, shorten } from './layout/plain-text.ts';
import { mailWords, nameWords, taskDataWords } from './words/words.ts';

/**
 * What people and things are called in whatever a person reads. An id, a hash or a key is nobody's name: who has no
 * other is spoken of by what is known of them.
 */
const MOST_CHARACTERS_OF_A_NAME = 60;

export function shortName(name: string): string {
  return shorten(withoutLinks(onOneLine(name)), MOST_CHARACTERS_OF_A_NAME);
}

const aHash = /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?=.*\d)[0-9a-f]{10,}|\d+)$/i;

/** `koa.champ`, `app#a1`, `aoi@x.example`: no name is written so. */
const aKey = /^[a-z0-9_-]+(?:[.:#/@][a-z0-9_.-]+)+$|@/;

/** The name that somebody told us; rows of earlier releases may hold an id in its place. */
function reportedName({ id, name }: { id?: string; name?: string | null }): string | undefined {
  const text = onOneLine(name ?? '');
  const isNone = text === '' || text === id || aHash.test(text) || aKey.test(text) || isNoPersonsName(text);
  return isNone ? undefined : shortName(text);
}

/** As a customer is greeted by name: without one, where what was told is none to be believed. */
export function nameInGreeting(name: string): string {
  const text = onOneLine(name);
  return isNoPersonsName(text) ? '' : plainName(text);
}

/** Of their own account to a customer. */
export function accountInLetter(locale: Locale, name: string): string {
  const text = withoutLinks(onOneLine(name));
  return NOTHING_BUT_LINKS.test(text) ? nameWords(locale).yourAccount : plainName(text);
}

const NOTHING_BUT_LINKS = /^[\s…]+$/;

interface Somebody {
  id?: string;
  name?: string | null;
  lastSeen?: Day | null;
}

/** As one speaks of them in a sentence; in Japanese with 様. */
export function personIn(locale: Locale, somebody: Somebody): string {
  const name = reportedName(somebody);
  return name === undefined ? nameWords(locale).person(somebody.lastSeen ?? null) : mailWords(locale).person(name);
}

/** In a row of their own, where what else is known stands beside it. */
export function personInRow(locale: Locale, somebody: Somebody): string {
  return reportedName(somebody) ?? nameWords(locale).person(null);
}

export function accountIn(locale: Locale, { name }: { name: string }): string {
  const text = onOneLine(name);
  if (text === '' || aHash.test(text)) return nameWords(locale).account;
  const short = shortName(text);
  return NOTHING_BUT_LINKS.test(short) ? nameWords(locale).account : short;
}

/** What the company calls it; else its key, as words. */
export function labelOf(key: string, locale: Locale, { labels, features, otherProducts }: Playbook): string {
  const named = Object.hasOwn(labels, key) ? labels[key] : (features[key]?.label ?? otherProducts[key]?.label);
  return shortName(textIn(named, locale) ?? key.replace(/[._:#/-]+/g, ' ').trim());
}

/** What a kind of activity is called: one of the catalogue, or the title of a task; else its key. */
export function activityIn(locale: Locale, activity: string, playbook: Playbook | undefined): string {
  const kinds = playbook?.activities ?? {};
  const label = Object.hasOwn(kinds, activity)
    ? kinds[activity]?.label
    : playbook && entryNamed(playbook.tasks, activity)?.title;
  return shorten(onOneLine(textIn(label, locale) ?? activity), MOST_CHARACTERS_OF_A_NAME);
}

/** All of them, in a row of their own. */
export const productsInRow = (locale: Locale, products: readonly string[]): string =>
  products.map(shortName).join(taskDataWords(locale).separator);

/** So many products are named in a line. */
const MOST_PRODUCTS_NAMED = 2;

function productsIn(locale: Locale, products: readonly string[]): string {
  const named = products.slice(0, MOST_PRODUCTS_NAMED).map(shortName);
  const more = products.length - named.length;
  if (more === 0) return named.join(nameWords(locale).and);
  return [...named, mailWords(locale).moreThings(more)].join(taskDataWords(locale).separator);
}

/** Whom or what a signal's episode is about; empty where that is the account as a whole, or a date of all of it. */
export function aboutIn(locale: Locale, signal: Signal | undefined, about: About | null, playbook: Playbook): string {
  switch (about && signal && subjectOf(signal.when)) {
    case 'person':
    case 'answer':
      return personIn(locale, about as About);
    case 'feature':
    case 'product':
      return (about as About).id
        .split('+')
        .map((part) => labelOf(part, locale, playbook))
        .join(nameWords(locale).and);
    case 'ticket':
      return (about as About).id;
    case 'renewal':
      return productsIn(locale, (about as About).products ?? []);
    default:
      return '';
  }
}

/** A line about a renewal, with the products that it is of, where the customer has several. */
export function ofProducts(locale: Locale, signal: Signal | undefined, about: About | null, line: string): string {
  const isRenewal = signal !== undefined && subjectOf(signal.when) === 'renewal';
  const products = isRenewal ? productsIn(locale, about?.products ?? []) : '';
  return products === '' ? line : nameWords(locale).ofProducts(products, line);
}

/** A task is called by its template; one that the playbook has forgotten, as it was called when it was raised. */
export function taskTitle(
  { template, title }: { template: string; title?: string },
  locale: Locale,
  { tasks }: Pick<Playbook, 'tasks'>,
): string {
  const known = textIn(entryNamed(tasks, template)?.title, locale);
  return known ?? (title === undefined || title === '' ? nameWords(locale).task : shorten(onOneLine(title), 200));
}

/** The account, and whom or what there it is about: for the first line of a mail and for its subject. */
export function whoseIn(
  locale: Locale,
  content: { account: { name: string }; subject: About | null },
  signal: Signal | undefined,
  playbook: Playbook,
): { inText: string; inSubject: string } {
  const account = accountIn(locale, content.account);
  const about = aboutIn(locale, signal, content.subject, playbook);
  const customer = mailWords(locale).customer(account);
  if (about === '') return { inText: customer, inSubject: account };
  const kind = signal && subjectOf(signal.when);
  const isPerson = kind === 'person' || kind === 'answer';
  const { personAt, thingOf } = nameWords(locale);
  return isPerson ? personAt(account, about) : thingOf({ account, customer }, about);
}
