import { ifReadable } from '../../../domain/company/team.ts';
import { pageOfAccount } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { type Column, dataTable } from '../parts/data-table.ts';
import { pageAddress } from '../parts/page-address.ts';
import { pager } from '../parts/pager.ts';
import { shellWords } from '../words/words.ts';
import type { AccountActDrawing } from './account-acts.ts';
import type { AccountFacts, AccountPart, Shown } from './account-facts.ts';
import type { AccountSection } from './words/sections.ts';
import { accountWords } from './words/words.ts';

/** What every section of an account's page is drawn with. */
export interface Drawing {
  facts: AccountFacts;
  locale: Locale;
  /** The list that is shown by itself. */
  part: AccountPart | undefined;
  /** What the reader may do on it, and forms for it. */
  acts: AccountActs;
}

export interface AccountActs extends AccountActDrawing {
  mayWork: boolean;
  mayAgree: boolean;
}

export function sectionOf({ locale }: Drawing, name: AccountSection, ...parts: (Html | false | undefined)[]): Html {
  const drawn = parts.filter((part) => part !== undefined && part !== false);
  return html`<section id="${name}"><h2>${accountWords(locale).sections[name]}</h2>
${drawn}</section>`;
}

/** As much of a list as there is room for, and where the rest of it is. */
export function listOf<Row>(
  drawing: Drawing,
  part: AccountPart,
  { shown, columns, none }: { shown: Shown<Row>; columns: readonly Column<Row>[]; none: string },
): Html {
  if (shown.rows.length === 0) return html`<p class="hint">${none}</p>`;
  const caption = accountWords(drawing.locale).parts[part];
  return withTheRest(drawing, part, shown, dataTable({ caption, columns, rows: shown.rows }));
}

/** What is drawn of a list, and the way to what is not. */
export function withTheRest(drawing: Drawing, part: AccountPart, shown: Shown<unknown>, drawn: Html): Html {
  const { facts, locale } = drawing;
  if (drawing.part === part) {
    const query = new URLSearchParams({ part });
    const { pages } = shellWords(locale).list;
    return html`${drawn}${pager({ path: pageOfAccount(facts.account.id), query, next: shown.next }, pages)}`;
  }
  const isAll = shown.rows.length === shown.count && !shown.isCut;
  const all = accountWords(locale).all(shown.count, shown.isCut);
  return html`${drawn}${!isAll && html`<p><a class="more" href="${partAddress(facts, part)}">${all}</a></p>`}`;
}

const partAddress = ({ account }: Pick<AccountFacts, 'account'>, part: AccountPart) =>
  pageAddress(pageOfAccount(account.id), new URLSearchParams({ part }));

/** As the team calls somebody of its own. */
export const memberIn = ({ facts }: Pick<Drawing, 'facts'>, id: string | null | undefined): string | undefined =>
  ifReadable(() => facts.team.memberOf(id))?.name ?? id ?? undefined;

export const contactIn = ({ facts, locale }: Pick<Drawing, 'facts' | 'locale'>, id: string | undefined) => {
  const person = facts.people.rows.find((one) => one.id === id)?.contact?.name;
  return person === undefined ? undefined : mailWords(locale).person(person);
};
