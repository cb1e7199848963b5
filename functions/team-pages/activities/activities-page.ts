import type { Csm } from '../../../domain/account/account.ts';
import type { LoggedWork } from '../../../domain/activities/work-log.ts';
import { pageOfTask } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { textIn } from '../../../domain/locale/text.ts';
import { entryNamed } from '../../../domain/playbook/names.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { type Html, html } from '../../pages/html.ts';
import type { WorkPage } from '../../store/activities/work-log.ts';
import { accountActWords } from '../account/words/words.ts';
import { addressOfFile } from '../csv.ts';
import { accountLink } from '../parts/account-link.ts';
import { dataTable } from '../parts/data-table.ts';
import { emptyState } from '../parts/empty-state.ts';
import { filterForm, sortedChoices } from '../parts/filters.ts';
import { pageAddress } from '../parts/page-address.ts';
import { pager } from '../parts/pager.ts';
import { tabs } from '../parts/tabs.ts';
import type { TeamPage } from '../team-page.ts';
import { shellWords } from '../words/words.ts';
import { calendarForm } from './calendar-form.ts';
import { type LogDrawing, logActivityForm } from './log-form.ts';
import { type ActivityView, activityViews } from './words/sections.ts';
import { activitiesWords } from './words/words.ts';

const MOST_CHARACTERS = 60;
const MOST_PEOPLE = 200;
export const ACTIVITIES_PATH = '/activities';

export interface ActivitiesFacts extends WorkPage {
  view: ActivityView;
  query: URLSearchParams;
  playbook: Playbook | undefined;
  members: readonly Pick<Csm, 'id' | 'name'>[];
  nameOf(account: string): string;
  /** For those who may log. */
  log?: LogDrawing | undefined;
}

/** What is filtered by; the person only where it is not oneself. */
const FILTERS = ['of', 'what', 'person', 'from'];

/** One's activities and the team's, below the form that logs one. */
export function activitiesPage(facts: ActivitiesFacts, locale: Locale): TeamPage {
  const { view, query, playbook, members, log, work, next, lookedUntil } = facts;
  const say = activitiesWords(locale);
  const { list } = shellWords(locale);
  const kinds = Object.entries(playbook?.activities ?? {});
  const people = {
    name: 'person',
    label: say.filters.person,
    choices: sortedChoices(
      members.map(({ id, name }) => [id, name]),
      query.get('person'),
      MOST_PEOPLE,
    ),
  };
  const filters = filterForm({
    path: ACTIVITIES_PATH,
    query,
    filters: [
      { name: 'of', label: say.filters.account },
      {
        name: 'what',
        label: say.filters.activity,
        choices: kinds.map(([name, { label }]) => ({ value: name, label: textIn(label, locale) })),
      },
      ...(view === 'mine' ? [] : [people]),
      ...(view === 'today' ? [] : [{ name: 'from', label: say.filters.from, isDay: true as const }]),
    ],
    kept: ['view'],
    words: list.filters,
  });
  const isFiltered = FILTERS.some((name) => (query.get(name) ?? '') !== '');
  return {
    at: 'activities',
    heading: say.heading,
    lead: say.lead,
    body: html`${
      log &&
      html`<section aria-labelledby="log"><h2 id="log">${say.form.heading}</h2>${log.playbook === undefined && html`<p class="hint">${say.noPlaybook}</p>`}${logActivityForm(log, query)}</section>
<details class="fold"><summary>${say.calendar.heading}</summary>${calendarForm(log)}</details>`
    }
${viewTabs(facts, locale)}
${filters}
${work.length === 0 ? nothing(view, isFiltered, locale) : table(facts, locale)}
${lookedUntil !== undefined && html`<p class="hint">${say.lookedUntil(lookedUntil)}</p>`}
${pager({ path: ACTIVITIES_PATH, query, next }, list.pages)}
${work.length > 0 && html`<p><a class="go quiet" href="${addressOfFile(ACTIVITIES_PATH, query)}" download>${list.csv}</a></p>`}`,
  };
}

function viewTabs({ view }: ActivitiesFacts, locale: Locale): Html {
  const say = activitiesWords(locale);
  const views = activityViews.map((one) => ({
    href: pageAddress(ACTIVITIES_PATH, new URLSearchParams({ view: one })),
    text: say.views[one],
    isCurrent: one === view,
  }));
  return tabs(say.viewsLabel, views);
}

function nothing(view: ActivityView, isFiltered: boolean, locale: Locale): Html {
  const say = activitiesWords(locale);
  return emptyState(isFiltered ? say.nothingFound : say.empty[view]);
}

function table(facts: ActivitiesFacts, locale: Locale): Html {
  const { view, work, next, members, nameOf } = facts;
  const say = activitiesWords(locale);
  const { columns } = say;
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const byWhom = ({ by }: LoggedWork) =>
    by === null ? say.nobody : html`<bdi>${shorten(names.get(by) ?? by, MOST_CHARACTERS)}</bdi>`;
  const minutes = work.reduce((sum, one) => sum + (one.minutes ?? 0), 0);
  return html`<p class="hint">${say.sum(work.length, minutes, next !== undefined)}</p>
${dataTable<LoggedWork>({
  caption: say.views[view],
  rows: work,
  columns: [
    { heading: columns.what, cell: (one) => whatCell(one, facts, locale) },
    {
      heading: columns.account,
      cell: ({ account }) => accountLink(account, nameOf(account), MOST_CHARACTERS, locale),
    },
    { heading: columns.day, cell: ({ day }) => styleOf(locale).longDay(day) },
    { heading: columns.minutes, isNumber: true, cell: (one) => one.minutes },
    {
      heading: columns.initiative,
      cell: ({ initiative }) => (initiative === null ? undefined : say.initiatives[initiative]),
    },
    { heading: columns.outcome, cell: ({ outcome }) => outcome && say.outcomes[outcome] },
    ...(view === 'mine' ? [] : [{ heading: columns.by, cell: byWhom }]),
  ],
})}`;
}

function whatCell(work: LoggedWork, { playbook }: ActivitiesFacts, locale: Locale): Html {
  const what = shorten(whatOf(work, playbook, locale), MOST_CHARACTERS);
  const how = howOf(work, locale);
  return work.medium === 'task'
    ? html`<a href="${pageOfTask(work.id)}">${what}</a><br><small class="hint">${how}</small>`
    : html`${what}<br><small class="hint">${how}</small>`;
}

/** What a piece of work is called: as the playbook calls its kind or task now. */
export function whatOf({ activity, medium }: LoggedWork, playbook: Playbook | undefined, locale: Locale): string {
  const { unnamed } = activitiesWords(locale);
  if (activity === null) return unnamed;
  const text =
    medium === 'task' ? entryNamed(playbook?.tasks ?? {}, activity)?.title : playbook?.activities[activity]?.label;
  return text === undefined ? activity : textIn(text, locale);
}

export const howOf = ({ medium }: LoggedWork, locale: Locale): string =>
  medium === 'task' ? activitiesWords(locale).task : accountActWords(locale).log.kinds[medium];

/** A file has no room for all of them. */
export function tooManyActivities(query: URLSearchParams, locale: Locale): TeamPage {
  const { tooManyForAFile: say, leave } = activitiesWords(locale);
  return {
    at: 'activities',
    ...say,
    body: html`<nav><a class="go" href="${pageAddress(ACTIVITIES_PATH, query, { form: null })}">${leave}</a></nav>`,
  };
}
