import type { Account } from '../../../domain/account/account.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import type { Day } from '../../../domain/time/day.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { type Html, html } from '../../pages/html.ts';
import { pageWords } from '../../pages/words/words.ts';
import { addressOfFile, addressOfList } from '../csv.ts';
import { type Column, dataTable } from '../parts/data-table.ts';
import { emptyState } from '../parts/empty-state.ts';
import { filterForm } from '../parts/filters.ts';
import { pager } from '../parts/pager.ts';
import { shortName } from '../parts/short-name.ts';
import type { TeamPage } from '../team-page.ts';
import { todayWords } from '../today/words/words.ts';
import { shellWords } from '../words/words.ts';
import { nameCell, signalCell, TASKS_PATH, taskFilters } from './tasks-page.ts';
import { closedTasksWords, tasksWords } from './words/words.ts';

/** What a closed task is looked for by. */
const FILTERS = ['person', 'account', 'signal', 'stage', 'state'];
const MOST_CHARACTERS_OF_A_NOTE = 120;

export interface ClosedTasksFacts {
  /** How many are found, and those of them that are shown. */
  found: number;
  shown: readonly Task[];
  next: string | undefined;
  accounts: ReadonlyMap<string, Pick<Account, 'name'>>;
  /** The names of the team, by id. */
  names: ReadonlyMap<string, string>;
  /** The first day that is looked at. */
  since: Day;
  playbook: Playbook | undefined;
  query: URLSearchParams;
}

interface Reading {
  locale: Locale;
  today: Day;
}

/** What was closed lately, by whom and how; and what the team says of the signals. */
export function closedPage(facts: ClosedTasksFacts, { locale, today }: Reading): TeamPage {
  const { found, shown, next, since, query } = facts;
  const say = closedTasksWords(locale);
  const { list } = shellWords(locale);
  const filters = taskFilters({ ...facts, weeks: [] }, locale, today).filter(({ name }) => FILTERS.includes(name));
  const isFiltered = FILTERS.some((name) => name !== 'state' && (query.get(name) ?? '') !== '');
  const none = isFiltered ? say.nothingFound : say.none;
  return {
    at: 'tasks',
    heading: say.heading,
    lead: say.lead(found, since),
    body: html`${filterForm({ path: TASKS_PATH, query, filters, words: list.filters })}
${shown.length === 0 ? emptyState(none) : table(facts, locale)}
${pager({ path: TASKS_PATH, query, next }, list.pages)}
${shown.length > 0 && html`<p><a class="go quiet" href="${addressOfFile(TASKS_PATH, query)}" download>${list.csv}</a></p>`}
<nav><a class="go" href="${TASKS_PATH}">${say.back}</a></nav>`,
  };
}

/** Instead of a file that would be too large. */
export function tooManyClosed({ found, query }: Pick<ClosedTasksFacts, 'found' | 'query'>, locale: Locale): TeamPage {
  const { heading, lead, back } = closedTasksWords(locale).tooMany;
  return {
    at: 'tasks',
    heading,
    lead: lead(found),
    body: html`<nav><a class="go" href="${addressOfList(TASKS_PATH, query)}">${back}</a></nav>`,
  };
}

function table(facts: ClosedTasksFacts, locale: Locale): Html {
  const { shown, names, playbook } = facts;
  const say = closedTasksWords(locale);
  const { table: columns } = tasksWords(locale);
  const all: Column<Task>[] = [
    { heading: columns.task, cell: (task) => nameCell(task, facts, locale) },
    { heading: columns.signal, cell: (task) => signalCell(task, playbook, locale) },
    {
      heading: columns.person,
      cell: ({ assignee }) => html`<bdi>${shortName(names.get(assignee ?? '') ?? assignee ?? '')}</bdi>`,
    },
    {
      heading: say.closedOn,
      isShort: true,
      cell: ({ closedOn }) => styleOf(locale).day(closedOn as Day),
    },
    {
      heading: say.how,
      cell: (task) => html`${howClosed(task, names, locale)}${noteOf(task.note)}`,
    },
    {
      heading: say.word,
      cell({ feedback, history }) {
        if (feedback === undefined) return undefined;
        const note = history?.findLast(({ act }) => act === 'feedback')?.note;
        return html`${pageWords(locale).task.feedback[feedback]}${noteOf(note)}`;
      },
    },
  ];
  return dataTable({ caption: say.heading, columns: all, rows: shown });
}

const noteOf = (note: string | undefined) =>
  note !== undefined && html`<br><small class="hint"><bdi>${shorten(note, MOST_CHARACTERS_OF_A_NOTE)}</bdi></small>`;

/** By whom, or by what, and what came of it. */
function howClosed({ status, outcome, history }: Task, names: ReadonlyMap<string, string>, locale: Locale): string {
  const { how, by } = todayWords(locale).closed;
  const name = status === 'done' ? names.get(doneBy({ history }) ?? '') : undefined;
  const parts = [
    status === 'open' ? undefined : how[status],
    outcome === null ? undefined : pageWords(locale).task.outcomes[outcome],
    name && by(shortName(name)),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** Who said that it is done, by id. */
export const doneBy = ({ history }: Pick<Task, 'history'>) => history?.findLast(({ act }) => act === 'done')?.by;
