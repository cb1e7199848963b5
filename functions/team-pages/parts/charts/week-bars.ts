import type { Locale } from '../../../../domain/locale/locale.ts';
import { styleOf } from '../../../../domain/locale/style.ts';
import type { Day } from '../../../../domain/time/day.ts';
import { type Html, html } from '../../../pages/html.ts';
import { dataTable } from '../data-table.ts';
import { HEIGHT } from './course.ts';

export interface WeekOfBars {
  /** Its first day. */
  week: Day;
  before: number;
  after: number;
  /** Drawn as a line; `null` where it is not known. */
  limit: number | null;
}

export interface WeekBars {
  /** Of the page's charts this one's own. */
  id: string;
  title: string;
  /** In a line, for those who don't see it. */
  summary: string;
  weeks: readonly WeekOfBars[];
  words: { week: string; before: string; after: string; limit: string; numbers: string; key: string };
}

/** So wide is a week. */
const WEEK = 10;

/** Two counts a week, the first one's outline around the second, and what is possible as a line; with its numbers as a table. */
export function weekBars({ id, title, summary, weeks, words }: WeekBars, locale: Locale): Html {
  const { number, day } = styleOf(locale);
  const most = Math.max(1, ...weeks.flatMap(({ before, after, limit }) => [before, after, limit ?? 0]));
  const top = (value: number) => Math.round(HEIGHT - (value / most) * HEIGHT);
  // All of a kind in one path: a year's weeks are no heavier than their numbers.
  const filled = weeks.map(({ after }, i) => `M${i * WEEK + 3},${HEIGHT}V${top(after)}h4V${HEIGHT}z`).join('');
  const outlined = weeks.map(({ before }, i) => `M${i * WEEK + 1},${HEIGHT}V${top(before)}h8V${HEIGHT}`).join('');
  const limits = weeks.map(({ limit }, i) => (limit === null ? '' : `M${i * WEEK},${top(limit)}h${WEEK}`)).join('');
  const table = dataTable<WeekOfBars>({
    caption: title,
    rows: weeks,
    columns: [
      { heading: words.week, cell: ({ week }) => day(week) },
      { heading: words.before, isNumber: true, cell: ({ before }) => number(before) },
      { heading: words.after, isNumber: true, cell: ({ after }) => number(after) },
      { heading: words.limit, isNumber: true, cell: ({ limit }) => (limit === null ? '–' : number(limit)) },
    ],
  });
  const [first, last] = [weeks[0], weeks.at(-1)];
  return html`<figure class="weeks"><figcaption id="${id}-title">${title}</figcaption>
<svg role="img" aria-labelledby="${id}-title" aria-describedby="${id}-summary" viewBox="0 0 ${weeks.length * WEEK} ${HEIGHT}" preserveAspectRatio="none"><desc id="${id}-summary">${summary}</desc><path class="after" d="${filled}"/><path class="before" d="${outlined}"/>${limits !== '' && html`<path class="limit" d="${limits}"/>`}</svg>
<p class="ends"><span>${first && day(first.week)}</span><span>${last && day(last.week)}</span></p>
<p class="hint">${words.key}</p>
<details><summary>${words.numbers}</summary>${table}</details></figure>`;
}
