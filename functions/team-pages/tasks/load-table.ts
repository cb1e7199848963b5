import { hasLeft } from '../../../domain/company/team.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { isOver, type Load, type LoadOfWeek, weekOver } from '../../../domain/tasks/load.ts';
import type { Day } from '../../../domain/time/day.ts';
import { toneShapes } from '../../mail/layout/blocks.ts';
import { type Html, html } from '../../pages/html.ts';
import { dataTable } from '../parts/data-table.ts';
import { pageAddress } from '../parts/page-address.ts';
import { shortName } from '../parts/short-name.ts';
import { nameOfDue } from './tasks-query.ts';
import type { WeekTold } from './words/sections.ts';
import { loadWords } from './words/words.ts';

const MOST_NAMED = 5;
/** Length of the longest bar. */
const BAR = 100;

export const weekTold = ({ first, last }: LoadOfWeek, today: Day): WeekTold => ({
  first,
  last,
  isThis: first <= today,
});

/** Who has more to do than they can, in words; nothing where nobody has. */
export function overNotice(loads: readonly Load[], locale: Locale, today: Day): Html | undefined {
  const say = loadWords(locale);
  const over = loads.filter(weekOver);
  if (over.length === 0) return undefined;
  const lines = over.slice(0, MOST_NAMED).map((load) => {
    return html`<li><a href="${tasksOf(load)}">${toneShapes.risk} ${sentence(load)}</a></li>`;
  });
  const more = over.length - lines.length;
  return html`<ul class="notice">${lines}${more > 0 && html`<li>${say.more(more)}</li>`}</ul>`;

  function sentence(load: Load): string {
    const { person, open } = load;
    const name = shortName(person.name);
    if (hasLeft(person, today)) return say.left(name, open);
    const week = weekOver(load) as LoadOfWeek;
    const told = weekTold(week, today);
    if (week.isAway) return say.away(name, told, week.due);
    return say.over(name, told, week.due, week.possible as number);
  }
}

/** What each has to do in the coming weeks, beside what they can. */
export function loadTable(loads: readonly Load[], locale: Locale, today: Day): Html {
  const say = loadWords(locale);
  const most = Math.max(
    1,
    ...loads.flatMap(({ weeks }) => weeks.map(({ due, possible = 0 }) => Math.max(due, possible))),
  );
  const weeks = loads[0]?.weeks ?? [];
  const isSet = loads.some(({ person }) => person.tasksPerWeek !== undefined);
  const table = dataTable({
    caption: say.caption,
    rows: loads,
    columns: [
      {
        heading: say.person,
        cell: (load) => html`<a class="whole" href="${tasksOf(load)}"><bdi>${shortName(load.person.name)}</bdi></a>`,
      },
      ...weeks.map((week, i) => ({
        heading: say.week(weekTold(week, today)),
        cell: (load: Load) => cell(load, i),
      })),
      { heading: say.inAll, isNumber: true as const, cell: ({ open }) => open },
    ],
  });
  return html`${table}${!isSet && html`<p class="hint">${say.notSet}</p>`}`;

  function cell(load: Load, i: number): Html {
    const week = load.weeks[i] as LoadOfWeek;
    const { due, possible } = week;
    const excess = isOver(week) && html` <b class="risk">${toneShapes.risk} ${say.excess(due - (possible ?? 0))}</b>`;
    const limit = possible !== undefined && html`<br><small>${say.possible(possible)}</small>`;
    const text = html`<span class="count">${say.due(due)}</span>${excess}${limit}${bar(week, most)}`;
    return due === 0 ? text : html`<a class="cell" href="${tasksOf(load, i)}">${text}</a>`;
  }
}

/** As long as there is to do, with a mark where what is possible ends. What it says stands beside it in numbers. */
function bar({ due, possible }: LoadOfWeek, most: number): Html {
  const length = (count: number) => Math.round((count / most) * BAR);
  const within = Math.min(due, possible ?? due);
  const beyond = due - within;
  return html`<svg class="load" viewBox="0 0 ${BAR} 8" preserveAspectRatio="none" aria-hidden="true"><path class="quiet-bar" d="M0,2h${length(within)}v4h-${length(within)}z"/>${beyond > 0 && html`<path class="risk" d="M${length(within)},2h${length(beyond)}v4h-${length(beyond)}z"/>`}${possible !== undefined && html`<path class="limit" d="M${length(possible)},0v8"/>`}</svg>`;
}

const tasksOf = ({ person }: Load, week?: number) =>
  pageAddress('/tasks', new URLSearchParams(), {
    person: person.id,
    due: week === undefined ? undefined : nameOfDue(week),
  });
