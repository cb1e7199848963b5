import { type Account, stages } from '../../../domain/account/account.ts';
import { pageOfTask } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { textIn } from '../../../domain/locale/text.ts';
import { entryNamed } from '../../../domain/playbook/names.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { dueOn, isPutOff } from '../../../domain/tasks/listed-task.ts';
import type { Load } from '../../../domain/tasks/load.ts';
import { priorities } from '../../../domain/tasks/priority.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import type { TaskCounts } from '../../../domain/tasks/task-list.ts';
import { taskListStates } from '../../../domain/tasks/task-list.ts';
import type { Day } from '../../../domain/time/day.ts';
import { toneShapes } from '../../mail/layout/blocks.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { titleOf } from '../../pages/task-title.ts';
import type { ActForm } from '../act-form.ts';
import { type Column, dataTable } from '../parts/data-table.ts';
import type { DueRow } from '../parts/due-row.ts';
import { emptyState } from '../parts/empty-state.ts';
import { type Filter, filterForm } from '../parts/filters.ts';
import { pageAddress } from '../parts/page-address.ts';
import { pager } from '../parts/pager.ts';
import { shortName } from '../parts/short-name.ts';
import type { TeamPage } from '../team-page.ts';
import { shellWords } from '../words/words.ts';
import { chooseBox, HAND_OVER_FORM, handOverFields } from './hand-over.ts';
import { loadTable, overNotice, weekTold } from './load-table.ts';
import { CLOSED, nameOfDue, orderIn } from './tasks-query.ts';
import { loadWords, tasksWords } from './words/words.ts';

export const TASKS_PATH = '/tasks';
const MOST_CHARACTERS_OF_A_TITLE = 80;
/** Of more people the load is a page of its own, and somebody is looked for by name. */
const MOST_PEOPLE = 8;
const MOST_TO_CHOOSE_FROM = 60;
const closedAddress = pageAddress(TASKS_PATH, new URLSearchParams({ state: CLOSED }));
const FILTERS = ['person', 'account', 'signal', 'stage', 'state', 'due', 'priority'];

export interface TasksFacts {
  /** What is to be done about how the team works, of everybody or whom the filter names. */
  moves: readonly DueRow[];
  /** All that are open. */
  open: TaskCounts;
  loads: readonly Load[];
  /** How many the filter finds. */
  found: number;
  /** Where the next page begins. */
  next?: string | undefined;
  /** The names of the team, by id. */
  names: ReadonlyMap<string, string>;
  playbook?: Playbook | undefined;
  query: URLSearchParams;
}

/** Those that this page shows. */
export interface TasksShown {
  shown: readonly Task[];
  accounts: ReadonlyMap<string, Pick<Account, 'name'>>;
}

interface Reading {
  locale: Locale;
  today: Day;
  /** Absent for those who only read. */
  form?: ActForm | undefined;
  /** Whether the load is theirs to look after. */
  isManager: boolean;
}

/**
 * Everybody's open tasks: who has too much, what is looked for, and what may be given to somebody else. All around those
 * that the page shows can be drawn while these are read.
 */
export function tasksPage(facts: TasksFacts, reading: Reading): (shown: TasksShown) => TeamPage {
  const { open, loads, found, query } = facts;
  const { locale, today, isManager } = reading;
  const say = tasksWords(locale);
  const page = { at: 'tasks', heading: say.heading } as const;
  if (open.all === 0) {
    const onward = html`<nav><a class="go" href="${closedAddress}">${say.closedLately}</a></nav>`;
    return () => ({ ...page, body: html`${emptyState(say.allDone)}${onward}${ofTheTeam(facts.moves, locale)}` });
  }
  const isFiltered = FILTERS.some((name) => (query.get(name) ?? '') !== '');
  const lead = say.lead(open.all, open.late, open.nobodys);
  const { filters } = shellWords(locale).list;
  const above = html`${overNotice(loads, locale, today)}
<details class="fold"${isManager && !isFiltered && !query.has('after') && html` open`}><summary>${loadWords(locale).heading}</summary>${shortLoad(loads, locale, today)}</details>
${filterForm({ path: TASKS_PATH, query, filters: taskFilters({ ...facts, weeks: loads[0]?.weeks ?? [] }, locale, today), kept: ['sort'], words: filters })}
<p class="hint">${say.found(found)}</p>`;
  const below = ofTheTeam(facts.moves, locale);
  return (shown) => ({ ...page, lead, body: html`${above}\n${list(facts, shown, reading)}${below}` });
}

function ofTheTeam(moves: readonly DueRow[], locale: Locale): Html | false {
  const heading = tasksWords(locale).moves;
  return (
    moves.length > 0 && html`<section><h2>${heading}</h2><ul class="rows">${moves.map(({ row }) => row)}</ul></section>`
  );
}

function list(facts: TasksFacts, listed: TasksShown, reading: Reading): Html[] {
  const { loads, next, query } = facts;
  const { locale, today, form } = reading;
  const isAny = listed.shown.length > 0;
  return [
    isAny ? table(facts, listed, reading) : emptyState(tasksWords(locale).nothingFound),
    pager({ path: TASKS_PATH, query, next }, shellWords(locale).list.pages) ?? html``,
    (form && isAny && form('tasks/hand-over', handOverFields(loads, locale, today), { id: HAND_OVER_FORM })) || html``,
  ];
}

/** The load of each of a large team. */
export function loadPage(
  { loads, next, query }: { loads: readonly Load[]; next?: string | undefined; query: URLSearchParams },
  { locale, today }: Pick<Reading, 'locale' | 'today'>,
): TeamPage {
  const say = loadWords(locale);
  return {
    at: 'tasks',
    heading: say.heading,
    body: html`${loadTable(loads, locale, today)}${pager({ path: TASKS_PATH, query, next }, shellWords(locale).list.pages)}
<nav><a class="go" href="${TASKS_PATH}">${say.back}</a></nav>`,
  };
}

function shortLoad(loads: readonly Load[], locale: Locale, today: Day): Html {
  const everybody = pageAddress(TASKS_PATH, new URLSearchParams(), { show: 'load' });
  return html`${loadTable(loads.slice(0, MOST_PEOPLE), locale, today)}${
    loads.length > MOST_PEOPLE &&
    html`<nav><a href="${everybody}">${loadWords(locale).everybody(loads.length)}</a></nav>`
  }`;
}

/** @param weeks those in which something may be due */
export function taskFilters(
  { weeks: ahead, names, playbook }: Pick<TasksFacts, 'names' | 'playbook'> & Pick<Load, 'weeks'>,
  locale: Locale,
  today: Day,
): Filter[] {
  const { filters: say, priority } = tasksWords(locale);
  const stageNames = mailWords(locale).stages;
  const people =
    names.size <= MOST_TO_CHOOSE_FROM && [...names].map(([value, name]) => ({ value, label: shortName(name) }));
  const signals = Object.entries(playbook?.signals ?? {}).map(([value, { label }]) => ({
    value,
    label: shortName(textIn(label, locale)),
  }));
  const weeks = ahead.map((week, i) => ({
    value: nameOfDue(i),
    label: say.week(weekTold(week, today)),
  }));
  return [
    { name: 'person', label: say.person, ...(people !== false && { choices: people }) },
    { name: 'account', label: say.account },
    { name: 'signal', label: say.signal, choices: signals },
    { name: 'stage', label: say.stage, choices: stages.map((value) => ({ value, label: stageNames[value] })) },
    {
      name: 'state',
      label: say.state,
      choices: [...taskListStates, CLOSED].map((value) => ({ value, label: say.states[value] })),
    },
    {
      name: 'due',
      label: say.due,
      choices: [{ value: 'today', label: say.today }, ...weeks, { value: 'later', label: say.later }],
    },
    {
      name: 'priority',
      label: say.priority,
      choices: priorities.map((value) => ({ value, label: priority[value] })),
    },
  ];
}

/** Where it is to be done, and what; the whole row leads to it. */
export function nameCell(
  task: Task,
  { accounts, playbook }: Pick<TasksShown, 'accounts'> & Pick<TasksFacts, 'playbook'>,
  locale: Locale,
  id?: string,
): Html {
  const account = shortName(accounts.get(task.account)?.name ?? task.account);
  const title = shorten(titleOf(task, playbook, locale), MOST_CHARACTERS_OF_A_TITLE);
  return html`<a class="whole"${id !== undefined && html` id="${id}"`} href="${pageOfTask(task.id)}"><bdi>${account}</bdi><br><small><bdi>${title}</bdi></small></a>`;
}

export function signalCell(task: Task, playbook: Playbook | undefined, locale: Locale): Html | string {
  const signal = playbook && entryNamed(playbook.signals, task.signal);
  if (signal === undefined) return task.signal;
  return html`<span class="${signal.side}">${toneShapes[signal.side]} ${shortName(textIn(signal.label, locale))}</span>`;
}

function table(
  { names, playbook, query }: TasksFacts,
  { shown, accounts }: TasksShown,
  { locale, today, form }: Reading,
): Html {
  const say = tasksWords(locale);
  const { day } = styleOf(locale);
  const places = new Map(shown.map(({ id }, i) => [id, i]));
  const columns: Column<Task>[] = [
    {
      heading: say.table.task,
      cell(task) {
        const id = `task-${places.get(task.id)}`;
        const link = nameCell(task, { accounts, playbook }, locale, id);
        return form === undefined ? link : html`<div class="pick">${chooseBox(task.id, id)}<span>${link}</span></div>`;
      },
    },
    {
      heading: say.table.signal,
      cell: (task) => signalCell(task, playbook, locale),
    },
    {
      heading: say.table.person,
      cell: ({ assignee }) =>
        assignee === null ? say.nobody : html`<bdi>${shortName(names.get(assignee) ?? assignee)}</bdi>`,
    },
    {
      heading: say.table.due,
      sort: 'due',
      cell(task) {
        const on = dueOn(task);
        const note = isPutOff(task, today) ? say.putOff : on < today && say.late;
        return html`${day(on)}${note !== false && html` <small>${note}</small>`}`;
      },
    },
    { heading: say.table.priority, sort: 'priority', cell: ({ priority }) => say.priority[priority] },
  ];
  return dataTable({
    caption: say.table.caption,
    columns,
    rows: shown,
    sorting: { path: TASKS_PATH, query, sorted: orderIn(query) },
  });
}
