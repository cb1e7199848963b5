import type { Actor, AuditEntry, AuditValue } from '../../../domain/audit/audit.ts';
import type { AuditedFact } from '../../../domain/audit/audited-facts.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { isDay } from '../../../domain/time/day.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { linkWords, mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { pageWords } from '../../pages/words/words.ts';
import { accountWords } from '../account/words/words.ts';
import { personWords } from '../person/words/words.ts';
import { peopleWords } from '../set-up/words/words.ts';
import { auditWords } from '../words/audit-words.ts';
import { shortName } from './short-name.ts';

/** By what names an entry is told. */
export interface Naming {
  locale: Locale;
  /** Of the team. */
  memberName(id: string): string | undefined;
  /** Of the customer's people. */
  contactName(id: string): string | undefined;
}

const MOST_CHARACTERS_OF_A_CHANGE = 200;
const NOTHING = '–';
/** Of whom these name somebody. */
const PEOPLE: ReadonlySet<string> = new Set(['csm', 'manager', 'standIn', 'successor', 'assignee', 'by']);

/** Who did it. */
export function actorText({ who: { is, id } }: Pick<AuditEntry, 'who'>, naming: Naming): string {
  const words = auditWords(naming.locale);
  if (id === null) return words.nobody[is];
  const told: Record<Actor['is'], () => string> = {
    member: () => naming.memberName(id) ?? id,
    program: () => words.program(id),
    contact: () => naming.contactName(id) ?? words.nobody.contact,
    operator: () => shortName(id),
  };
  return told[is]();
}

/** What was changed, each fact by its name; nothing of what is new, which stands elsewhere under the words of today. */
function changeText({ what, before, after }: Pick<AuditEntry, 'what' | 'before' | 'after'>, naming: Naming): string {
  if (what.endsWith('-added') || what === 'ledger-told') return '';
  const [was, now] = [factsOf(before), factsOf(after)];
  const words = auditWords(naming.locale);
  const lines = [...new Set([...was.keys(), ...now.keys()])].flatMap((name) => {
    const [one, other] = [was.get(name) ?? null, now.get(name) ?? null];
    if (isNothing(one) && isNothing(other)) return [];
    const is = valueText(name, other, naming);
    const text = isNothing(one) ? is : words.change(valueText(name, one, naming), is);
    // Entries of a release to come may hold more.
    const fact = name === '' ? undefined : (words.facts[name as AuditedFact] ?? name);
    return fact === undefined ? text : words.ofFact(fact, text);
  });
  return shorten(lines.join(' · '), MOST_CHARACTERS_OF_A_CHANGE);
}

/** What was done, and below it what that changed. */
export function whatCell(entry: AuditEntry, naming: Naming): Html {
  const change = changeText(entry, naming);
  return html`${auditWords(naming.locale).acts[entry.what]}${change !== '' && html`<br><span class="hint">${change}</span>`}`;
}

/** A single value has no name. */
const factsOf = (value: AuditValue): Map<string, unknown> =>
  new Map<string, unknown>(value !== null && typeof value === 'object' ? Object.entries(value) : [['', value]]);

const isNothing = (value: unknown) => value === null || value === '';

/** A value as a page says it: names, yes or no, days. */
export function valueText(
  name: string,
  value: unknown,
  { locale, memberName }: Pick<Naming, 'locale' | 'memberName'>,
): string {
  const words = auditWords(locale);
  if (value === undefined || isNothing(value)) return NOTHING;
  if (typeof value === 'boolean') return words.yesOrNo[value ? 'yes' : 'no'];
  if (typeof value === 'number') return styleOf(locale).number(value, 2);
  const text = Array.isArray(value) ? value.join('; ') : String(value);
  if (PEOPLE.has(name)) return shortName(memberName(text) ?? text);
  if (isDay(text)) return styleOf(locale).longDay(text);
  if (name === 'country') return styleOf(locale).country(text);
  const known = valueWords(name, locale);
  // Kinds of mail stand in one text.
  if (name === 'unwanted') return words.several(text.split(', ').map((kind) => known?.[kind] ?? kind));
  return known?.[text] ?? text;
}

/** Of facts that are one of a few. */
function valueWords(name: string, locale: Locale): Readonly<Record<string, string>> | undefined {
  switch (name) {
    case 'role':
      return { ...mailWords(locale).roles, ...mailWords(locale).teamRoles, ...peopleWords(locale).roles };
    case 'stage':
      return mailWords(locale).stages;
    case 'status':
      return auditWords(locale).statuses;
    case 'feedback':
      return linkWords(locale).acts;
    case 'outcome':
      return pageWords(locale).task.outcomes;
    case 'kind':
      return accountWords(locale).activities.kinds;
    case 'unwanted':
      return accountWords(locale).people.kinds;
    case 'answer':
      return linkWords(locale).renewal;
    case 'rating':
      return linkWords(locale).expectations;
    case 'taskMails':
    case 'customerMail':
      return personWords(locale)[name];
    default:
      return undefined;
  }
}
