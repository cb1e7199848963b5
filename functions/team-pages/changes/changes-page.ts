import type { Csm } from '../../../domain/account/account.ts';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { pageOfSubject } from '../../../domain/audit/page-of-subject.ts';
import { CHANGES_PAGE, pageOf } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { type Html, html } from '../../pages/html.ts';
import { actorText, type Naming, whatCell } from '../parts/change-text.ts';
import { dataTable } from '../parts/data-table.ts';
import { emptyState } from '../parts/empty-state.ts';
import { filterForm } from '../parts/filters.ts';
import { pager } from '../parts/pager.ts';
import { shortName } from '../parts/short-name.ts';
import { meantBy } from '../parts/typed-names.ts';
import type { TeamPage } from '../team-page.ts';
import { auditWords } from '../words/audit-words.ts';
import { shellWords } from '../words/words.ts';
import { changesWords } from './words/words.ts';

export interface ChangesFacts {
  entries: readonly AuditEntry[];
  /** Where what is older begins. */
  next: string | undefined;
  /** Of the accounts that they are about. */
  accountNames: ReadonlyMap<string, string>;
  members: readonly Csm[];
  query: URLSearchParams;
  timeZone: string;
}

/** Whom somebody looks for: one of the team by name, else whoever is called just so. */
export function actorMeant(query: URLSearchParams, members: readonly Csm[]): string | undefined {
  const typed = query.get('who')?.trim() ?? '';
  if (typed === '') return undefined;
  return (
    meantBy(
      typed,
      members.map(({ id, name }) => ({ value: id, label: name })),
    ) ?? typed
  );
}

/** Who changed what in the whole installation, by whatever door, the latest first. */
export function changesPage(facts: ChangesFacts, locale: Locale): TeamPage {
  const { entries, next, members, query, timeZone } = facts;
  const say = changesWords(locale);
  const words = auditWords(locale);
  const { list } = shellWords(locale);
  const names = new Map(members.map(({ id, name }) => [id, shortName(name)]));
  const naming: Naming = { locale, memberName: (id) => names.get(id), contactName: (id) => shortName(id) };
  const who = query.get('who')?.trim() ?? '';
  const none = who === '' ? say.none : say.noneOf(shortName(who));
  const table = dataTable<AuditEntry>({
    caption: say.heading,
    rows: entries,
    columns: [
      { heading: words.columns.when, isShort: true, cell: ({ at }) => styleOf(locale).moment(at, timeZone) },
      { heading: words.columns.what, cell: (entry) => whatCell(entry, naming) },
      { heading: words.columns.about, cell: (entry) => aboutCell(entry, facts, naming) },
      { heading: words.columns.who, cell: (entry) => html`<bdi>${actorText(entry, naming)}</bdi>` },
      { heading: words.columns.how, isShort: true, cell: ({ door }) => words.doors[door] },
    ],
  });
  const filters = [{ name: 'who', label: say.who }];
  return {
    at: 'set-up',
    heading: say.heading,
    lead: say.lead,
    body: html`${filterForm({ path: CHANGES_PAGE, query, filters, words: list.filters })}
${entries.length === 0 ? emptyState(none) : table}
${pager({ path: CHANGES_PAGE, query, next }, { ...list.pages, next: say.earlier })}
<nav><a href="${pageOf('set-up')}">${say.back}</a></nav>`,
  };
}

/** Whatever has a page leads there. */
function aboutCell({ about }: AuditEntry, { accountNames }: ChangesFacts, { memberName }: Naming): Html {
  const { account, task, mail, member } = about;
  const page = pageOfSubject(about);
  if (page !== null) {
    const ofMember = member === undefined ? undefined : (memberName(member) ?? member);
    const name = account === undefined ? undefined : shortName(accountNames.get(account) ?? account);
    return html`<a class="on" href="${page}"><bdi>${name ?? task ?? mail ?? ofMember}</bdi></a>`;
  }
  const { source, key, playbook, sender, address, user, contact } = about;
  const rest = [source, playbook, sender, user, contact, address, key].filter((one) => one !== undefined);
  return html`<bdi>${shortName(rest.join(' · '))}</bdi>`;
}
