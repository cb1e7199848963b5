import type { Account, Csm } from '../../../domain/account/account.ts';
import { pageOfMail } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { type Html, html } from '../../pages/html.ts';
import type { ListedMail, MailPage } from '../../store/outbox/mail-pages.ts';
import type { ActForm } from '../act-form.ts';
import { dataTable } from '../parts/data-table.ts';
import { emptyState } from '../parts/empty-state.ts';
import { filterForm } from '../parts/filters.ts';
import { pageAddress } from '../parts/page-address.ts';
import { pager } from '../parts/pager.ts';
import { tabs } from '../parts/tabs.ts';
import type { TeamPage } from '../team-page.ts';
import { shellWords } from '../words/words.ts';
import { decisionForms } from './decision-forms.ts';
import { accountNameIn, isMail, recipientOf, statusOf, whatItIs, whyOf } from './mail-line.ts';
import { type MailView, mailViews } from './words/sections.ts';
import { mailsPageWords } from './words/words.ts';

const MOST_CHARACTERS = 80;
export const MAILS_PATH = '/mails';

export interface MailsFacts extends MailPage {
  view: MailView;
  /** As it is followed: also what is chosen where the address says nothing. */
  query: URLSearchParams;
  /** Where all mails of one account are shown. */
  account?: { id: string; name: string; isAll: boolean } | undefined;
  accounts: ReadonlyMap<string, Pick<Account, 'name'>>;
  members: Pick<Csm, 'id' | 'name'>[];
  playbook: Playbook | undefined;
  timeZone: string;
  /** Decides on messages to the chat, which have no page of their own; absent for those who may not. */
  form?: ActForm | undefined;
}

/** What goes out, what waits and until when, what is held and why. */
export function mailsPage(facts: MailsFacts, locale: Locale): TeamPage {
  const { view, query, account, mails, members, next, lookedUntil, timeZone } = facts;
  const say = mailsPageWords(locale);
  const { list } = shellWords(locale);
  const filters = filterForm({
    path: MAILS_PATH,
    query,
    filters: [
      { name: 'q', label: say.filters.search },
      {
        name: 'person',
        label: say.filters.person,
        choices: members.map(({ id, name }) => ({ value: id, label: name })),
      },
      {
        name: 'for',
        label: say.filters.audience.label,
        choices: (['customers', 'team'] as const).map((value) => ({ value, label: say.filters.audience[value] })),
      },
    ],
    kept: ['state', 'account'],
    words: list.filters,
  });
  const isFiltered = ['q', 'person', 'for'].some((name) => (query.get(name) ?? '') !== '');
  const lead = account === undefined ? leadOf(facts, isFiltered, locale) : say.ofAccount(account.name);
  return {
    at: 'mails',
    heading: say.heading,
    lead,
    body: html`${account === undefined && viewTabs(facts, locale)}
${filters}
${mails.length === 0 ? nothing(view, isFiltered || account !== undefined, locale) : table(facts, locale)}
${lookedUntil !== undefined && html`<p class="hint">${say.lookedUntil(styleOf(locale).moment(lookedUntil, timeZone))}</p>`}
${account?.isAll === false && html`<p class="hint">${say.notAll}</p>`}
${pager({ path: MAILS_PATH, query, next }, list.pages)}`,
  };
}

function leadOf({ view, mails, next }: MailsFacts, isFiltered: boolean, locale: Locale): string | undefined {
  if (mails.length === 0) return undefined;
  const say = mailsPageWords(locale);
  return isFiltered && next !== undefined ? undefined : say.lead[view](mails.length, next !== undefined);
}

/** Where mails stand, each a page of its own: what has to be decided comes first. */
function viewTabs({ view, query }: MailsFacts, locale: Locale): Html {
  const say = mailsPageWords(locale);
  const views = mailViews.map((one) => ({
    href: pageAddress(MAILS_PATH, query, { state: one === mailViews[0] ? null : one, after: null }),
    text: say.views[one],
    isCurrent: one === view,
  }));
  return tabs(say.viewsLabel, views);
}

function nothing(view: MailView, isSearch: boolean, locale: Locale): Html {
  const say = mailsPageWords(locale);
  return emptyState(isSearch ? say.nothingFound : say.empty[view]);
}

function table(facts: MailsFacts, locale: Locale): Html {
  const { view, mails, accounts, playbook } = facts;
  const say = mailsPageWords(locale);
  return dataTable<ListedMail>({
    caption: facts.account === undefined ? say.views[view] : say.heading,
    rows: mails,
    columns: [
      {
        heading: say.columns.to,
        cell: ({ row }) => {
          const account = accounts.get(row.account)?.name ?? accountNameIn(row) ?? row.account;
          const name = html`<bdi>${shortened(recipientOf(row, locale))}</bdi>`;
          return html`${isMail(row) ? html`<a class="whole" href="${pageOfMail(row)}">${name}</a>` : name}<br><small class="hint"><bdi>${shortened(account)}</bdi></small>`;
        },
      },
      { heading: say.columns.what, cell: ({ row }) => shortened(whatItIs(row, playbook, locale)) },
      {
        heading: say.columns.state,
        cell: ({ row }) => {
          const why = whyOf(row, locale);
          const acts = facts.form && row.channel === 'chat' && decisionForms(row, facts.form, locale);
          return html`${statusOf(row, locale)}${why !== undefined && html`<br><small class="hint">${why}</small>`}${acts}`;
        },
      },
      { heading: say.columns.when, cell: (mail) => whenOf(mail, facts, locale) },
    ],
  });
}

function whenOf({ row, listedAt }: ListedMail, { timeZone }: MailsFacts, locale: Locale): string {
  const { when } = mailsPageWords(locale);
  const { moment } = styleOf(locale);
  if (row.status === 'waiting') return when.until(moment(row.notBefore ?? listedAt, timeZone));
  if (row.status === 'held' || row.status === 'approval') return when.since(moment(listedAt, timeZone));
  return when.at(moment(row.sentAt ?? listedAt, timeZone));
}

/** A list is not the place for a text without end. */
const shortened = (text: string) => shorten(text, MOST_CHARACTERS);
