import { stages } from '../../../domain/account/account.ts';
import type { BoardEntry } from '../../../domain/board/board-entry.ts';
import { type BoardContext, NONE } from '../../../domain/board/board-search.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { mailWords } from '../../mail/words/words.ts';
import { html } from '../../pages/html.ts';
import { addressOfFile, addressOfList } from '../csv.ts';
import { dataTable } from '../parts/data-table.ts';
import { emptyState } from '../parts/empty-state.ts';
import { type Filter, filterForm, sortedChoices } from '../parts/filters.ts';
import { pager } from '../parts/pager.ts';
import type { TeamPage } from '../team-page.ts';
import { shellWords } from '../words/words.ts';
import { type AccountRow, accountColumns, sumsOf } from './account-columns.ts';
import { grades, LEFT, PASSED, renewalDays, sortIn } from './asked-accounts.ts';
import { accountsWords } from './words/words.ts';

export const ACCOUNTS_PATH = '/accounts';

/** A page of these is below 100 kB, whatever they are called. */
export const MOST_ROWS = 35;
/** Of what may be chosen, for the same reason. */
const MOST_CSMS = 100;
const MOST_SEGMENTS = 50;
const MOST_PARENTS = 50;

export interface AccountsFacts {
  /** All that were found, as they were when the list was put in order. */
  found: readonly BoardEntry[];
  all: readonly BoardEntry[];
  /** Of customers, or of those who are none any more, whichever are asked for. */
  total: number;
  /** Where the next page begins. */
  next?: string;
  /** When the list was put in order; absent where it never was. */
  asOf?: number;
  isPartial: boolean;
}

export interface AccountsView extends BoardContext {
  query: URLSearchParams;
  locale: Locale;
  timeZone: string;
}

/** All customers, sorted and filtered as the address says. All but their rows is drawn while these are still read. */
export function accountsPage(facts: AccountsFacts, view: AccountsView): (rows: readonly AccountRow[]) => TeamPage {
  const { query, locale } = view;
  const say = accountsWords(locale);
  const { list } = shellWords(locale);
  const { found, all, total, next, asOf, isPartial } = facts;
  const page = { at: 'accounts', heading: say.heading } as const;
  const partial = isPartial && html`<p class="notice">${say.partial}</p>`;
  if (all.length === 0) return () => ({ ...page, body: html`${partial}${emptyState(say.empty)}` });
  const filters = filterForm({
    path: ACCOUNTS_PATH,
    query,
    filters: filtersOf(all, view),
    kept: ['sort'],
    words: list.filters,
  });
  if (found.length === 0) return () => ({ ...page, body: html`${partial}${filters}${emptyState(say.nothingFound)}` });
  const moment = asOf !== undefined && styleOf(locale).moment(new Date(asOf).toISOString(), view.timeZone);
  const pay = sumsOf(found, locale);
  const lead = [say.found(found.length, total), ...(pay.length === 0 ? [] : [say.pay(pay)])].join(' · ');
  const columns = Object.values(accountColumns(view));
  const sorting = { path: ACCOUNTS_PATH, query, sorted: sortIn(query) };
  const below = html`${pager({ path: ACCOUNTS_PATH, query, next }, list.pages)}
<p class="hint">${moment !== false && say.asOf(moment)}</p>
<p><a class="go quiet" href="${addressOfFile(ACCOUNTS_PATH, query)}" download>${list.csv}</a></p>`;
  return (rows) => ({
    ...page,
    lead,
    body: html`${partial}${filters}
${dataTable({ caption: say.caption, columns, rows, sorting })}
${below}`,
  });
}

/** Instead of a file that would be too large. */
export function tooManyForAFile(found: number, { query, locale }: Pick<AccountsView, 'query' | 'locale'>): TeamPage {
  const { heading, lead, back } = accountsWords(locale).tooMany;
  return {
    at: 'accounts',
    heading,
    lead: lead(found),
    body: html`<nav><a class="go" href="${addressOfList(ACCOUNTS_PATH, query)}">${back}</a></nav>`,
  };
}

function filtersOf(all: readonly BoardEntry[], { query, locale, csmOf }: AccountsView): Filter[] {
  const { filters } = accountsWords(locale);
  const words = mailWords(locale);
  const none = { value: NONE, label: filters.none };
  const csms = new Map<string, string>();
  const segments = new Map<string, string>();
  const parents = new Map<string, string>();
  const names = new Map(all.map(({ account, name }) => [account, name]));
  for (const entry of all) {
    const csm = csmOf(entry);
    if (csm !== null) csms.set(csm.id, csm.name);
    if (entry.segment !== undefined) segments.set(entry.segment, entry.segment);
    if (entry.parent !== undefined) parents.set(entry.parent, names.get(entry.parent) ?? entry.parent);
  }
  return [
    { name: 'q', label: filters.words },
    {
      name: 'csm',
      label: filters.csm,
      choices: [...sortedChoices(csms, query.get('csm'), MOST_CSMS), none],
    },
    {
      name: 'grade',
      label: filters.grade,
      choices: [...grades.map((grade) => ({ value: grade, label: words.data.grade[grade] })), none],
    },
    {
      name: 'stage',
      label: filters.stage,
      choices: [
        ...stages.map((stage) => ({ value: stage, label: words.stages[stage] })),
        none,
        { value: LEFT, label: filters.left },
      ],
    },
    ...(segments.size === 0
      ? []
      : [
          {
            name: 'segment',
            label: filters.segment,
            choices: [...sortedChoices(segments, query.get('segment'), MOST_SEGMENTS), none],
          },
        ]),
    ...(parents.size === 0
      ? []
      : [
          {
            name: 'parent',
            label: filters.parent,
            choices: sortedChoices(parents, query.get('parent'), MOST_PARENTS),
          },
        ]),
    {
      name: 'renewal',
      label: filters.renewal,
      choices: [
        ...renewalDays.map((days) => ({ value: String(days), label: filters.within(days) })),
        { value: PASSED, label: filters.passed },
      ],
    },
  ];
}
