import { stages } from '../../../domain/account/account.ts';
import type { BoardEntry } from '../../../domain/board/board-entry.ts';
import { type BoardContext, gradeOfEntry, NONE } from '../../../domain/board/board-search.ts';
import { pageOfAccount } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { addMoney, majorUnits, moneyOf, NO_MONEY, smallestUnits } from '../../../domain/money/money.ts';
import { type Day, daysBetween } from '../../../domain/time/day.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { courseUpTo } from '../parts/charts/course.ts';
import { sparkline } from '../parts/charts/sparkline.ts';
import { type Column, dataTable } from '../parts/data-table.ts';
import { type Filter, filterForm } from '../parts/filters.ts';
import { gradeLooks } from '../parts/grade-looks.ts';
import { pageAddress } from '../parts/page-address.ts';
import { pager } from '../parts/pager.ts';
import { shortName } from '../parts/short-name.ts';
import type { TeamPage } from '../team-page.ts';
import { shellWords } from '../words/words.ts';
import { grades, LEFT, PASSED, renewalDays, sortIn } from './asked-accounts.ts';
import { accountsWords } from './words/words.ts';

export const ACCOUNTS_PATH = '/accounts';
/** Which form of the list is asked for. */
export const FORM = 'form';
export const CSV_FORM = 'csv';

/** A page of these is below 100 kB, whatever they are called. */
export const MOST_ROWS = 35;
const LINE_IN_DAYS = 90;
/** Nearer renewals say in how many days they are. */
const NEAR_IN_DAYS = 90;
const SCORES = { low: 0, high: 1000 };
/** Of what may be chosen, for the same reason. */
const MOST_CSMS = 100;
const MOST_SEGMENTS = 50;
const MOST_CHARACTERS_OF_A_CHOICE = 20;

/** An account as it is now. */
export interface AccountRow {
  entry: BoardEntry;
  /** Day → score, in tenths. */
  scores: Readonly<Record<Day, number>>;
  /** The day of its score, where its sources have been silent since. */
  staleSince?: Day;
}

export interface AccountsFacts {
  rows: readonly AccountRow[];
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

/** All customers, sorted and filtered as the address says. */
export function accountsPage(facts: AccountsFacts, view: AccountsView): TeamPage {
  const { query, locale } = view;
  const say = accountsWords(locale);
  const { list } = shellWords(locale);
  const { rows, found, all, total, next, asOf, isPartial } = facts;
  const page = { at: 'accounts', heading: say.heading } as const;
  const partial = isPartial && html`<p class="notice">${say.partial}</p>`;
  if (all.length === 0) return { ...page, body: html`${partial}${emptyState(say.empty)}` };
  const filters = filterForm({
    path: ACCOUNTS_PATH,
    query,
    filters: filtersOf(all, view),
    kept: ['sort'],
    words: list.filters,
  });
  if (found.length === 0) return { ...page, body: html`${partial}${filters}${emptyState(say.nothingFound)}` };
  const moment = asOf !== undefined && styleOf(locale).moment(new Date(asOf).toISOString(), view.timeZone);
  const pay = sumsOf(found, locale);
  return {
    ...page,
    lead: [say.found(found.length, total), ...(pay.length === 0 ? [] : [say.pay(pay)])].join(' · '),
    body: html`${partial}${filters}
${dataTable({
  caption: say.caption,
  columns: columnsOf(view),
  rows,
  sorting: { path: ACCOUNTS_PATH, query, sorted: sortIn(query) },
})}
${pager({ path: ACCOUNTS_PATH, query, next }, list.pages)}
<p class="hint">${moment !== false && say.asOf(moment)}</p>
<p><a class="go quiet" href="${pageAddress(ACCOUNTS_PATH, query, { [FORM]: CSV_FORM, after: null })}" download>${list.csv}</a></p>`,
  };
}

/** Instead of a file that would be too large. */
export function tooManyForAFile(found: number, { query, locale }: Pick<AccountsView, 'query' | 'locale'>): TeamPage {
  const { heading, lead, back } = accountsWords(locale).tooMany;
  return {
    at: 'accounts',
    heading,
    lead: lead(found),
    body: html`<nav><a class="go" href="${pageAddress(ACCOUNTS_PATH, query, { [FORM]: null })}">${back}</a></nav>`,
  };
}

const emptyState = ({ heading, lead }: { heading: string; lead: string }) =>
  html`<div class="empty"><p><b>${heading}</b></p><p class="hint">${lead}</p></div>`;

function columnsOf({ locale, today, health, csmOf }: AccountsView): Column<AccountRow>[] {
  const say = accountsWords(locale);
  const { stages } = mailWords(locale);
  const { money, longDay } = styleOf(locale);
  const { columns } = say;
  return [
    {
      heading: columns.name,
      sort: 'name',
      cell: ({ entry }) =>
        html`<a class="whole" href="${pageOfAccount(entry.account)}"><bdi>${shortName(entry.name)}</bdi></a>${entry.churnedOn !== undefined && entry.churnedOn <= today && html`<br><small>${say.leftOn(entry.churnedOn)}</small>`}`,
    },
    { heading: columns.health, sort: 'health', isNumber: true, cell: (row) => healthCell(row, health, locale) },
    {
      heading: columns.change,
      sort: 'change',
      isNumber: true,
      cell: ({ entry }) => (entry.change === null ? '–' : say.change(entry.change)),
    },
    {
      heading: columns.line,
      cell: ({ scores }) =>
        sparkline(
          { course: courseUpTo(today, LINE_IN_DAYS, scores), range: SCORES, title: columns.line, format: say.points },
          locale,
        ) ?? '–',
    },
    {
      heading: columns.mrr,
      sort: 'mrr',
      isNumber: true,
      cell: ({ entry: { mrr, currency } }) => (mrr === undefined ? '–' : money(mrr, currency)),
    },
    {
      heading: columns.renewal,
      sort: 'renewal',
      cell: ({ entry: { renewal } }) => {
        if (renewal === undefined) return '–';
        const days = daysBetween(today, renewal);
        const isNear = days <= NEAR_IN_DAYS;
        return html`<span class="whole-text">${longDay(renewal)}</span>${isNear && html`<br><small>${say.inDays(days)}</small>`}`;
      },
    },
    {
      heading: columns.stage,
      sort: 'stage',
      cell: ({ entry: { stage } }) => (stage === undefined ? '–' : html`<span class="words">${stages[stage]}</span>`),
    },
    {
      heading: columns.csm,
      sort: 'csm',
      cell: ({ entry }) => {
        const csm = csmOf(entry);
        return html`<bdi class="words">${csm === null ? say.nobody : shortName(csm.name)}</bdi>`;
      },
    },
    { heading: columns.tasks, sort: 'tasks', isNumber: true, cell: ({ entry }) => entry.openTasks },
  ];
}

function healthCell({ entry, staleSince }: AccountRow, rules: BoardContext['health'], locale: Locale): Html | string {
  const say = accountsWords(locale);
  const grade = gradeOfEntry(entry, rules);
  if (entry.score === null || grade === null) return html`<small>${say.noScore}</small>`;
  const { shape, tone } = gradeLooks[grade];
  const word = mailWords(locale).data.grade[grade];
  return html`<span class="${tone}"><span aria-hidden="true">${shape}</span> ${word}</span> <b>${say.points(entry.score)}</b>${staleSince !== undefined && html`<br><small>${say.lastKnown(staleSince)}</small>`}`;
}

function filtersOf(all: readonly BoardEntry[], { query, locale, csmOf }: AccountsView): Filter[] {
  const { filters } = accountsWords(locale);
  const words = mailWords(locale);
  const none = { value: NONE, label: filters.none };
  const csms = new Map<string, string>();
  const segments = new Map<string, string>();
  for (const entry of all) {
    const csm = csmOf(entry);
    if (csm !== null) csms.set(csm.id, csm.name);
    if (entry.segment !== undefined) segments.set(entry.segment, entry.segment);
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

/** With the chosen one, however many there are. */
function sortedChoices(labels: Iterable<[value: string, label: string]>, chosen: string | null, most: number) {
  const choices = [...labels]
    .map(([value, label]) => ({ value, label: shorten(label, MOST_CHARACTERS_OF_A_CHOICE) }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  return choices.filter(({ value }, place) => place < most || value === chosen);
}

/** What is paid together, by currency: two of them are never added up. */
function sumsOf(entries: readonly BoardEntry[], locale: Locale): string[] {
  const sum = entries.reduce(
    (sum, { mrr, currency = '' }) =>
      mrr === undefined ? sum : addMoney(sum, moneyOf(smallestUnits(mrr, currency), currency)),
    NO_MONEY,
  );
  return Object.entries(sum)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amount]) => styleOf(locale).money(majorUnits(amount, currency), currency || undefined));
}
