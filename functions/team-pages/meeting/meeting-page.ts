import type { Csm } from '../../../domain/account/account.ts';
import type { Grade } from '../../../domain/health/health.ts';
import {
  type HealthSummary,
  improvedSince,
  moneyOf,
  type NextAction,
} from '../../../domain/health-list/health-list.ts';
import type { MeetingEntry } from '../../../domain/health-list/meeting-list.ts';
import { pageOfAccount } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { healthListWords } from '../../mail/team/words/words.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { nextActionForm } from '../account/account-acts.ts';
import type { ActForm } from '../act-form.ts';
import { sparkline } from '../parts/charts/sparkline.ts';
import { type Column, dataTable, type Sorting } from '../parts/data-table.ts';
import { emptyState } from '../parts/empty-state.ts';
import { filterForm, sortedChoices } from '../parts/filters.ts';
import { gradeLooks } from '../parts/grade-looks.ts';
import { pager } from '../parts/pager.ts';
import type { TeamPage } from '../team-page.ts';
import { shellWords } from '../words/words.ts';
import { meetingPageWords } from './words/words.ts';

export const MEETING_PATH = '/meeting';
const WEEKS_DRAWN = 8;
/** Of a name; and of what was agreed, which stands whole in the form below it and on the account's page. */
const MOST_CHARACTERS = 80;
const MOST_CHARACTERS_OF_A_COLLEAGUE = 40;
/** Of whom one may choose, so that the page stays small. */
const MOST_CSMS = 80;

/** An account of the meeting, with what is read of it alone. */
export interface MeetingRow {
  entry: MeetingEntry;
  /** As it stands; absent where it is in good health by now, or can't be read. */
  summary: HealthSummary | null;
  action: NextAction | undefined;
  /** Whether the reader may say what comes next. */
  isOwn: boolean;
}

export interface MeetingFacts {
  query: URLSearchParams;
  /** All that are on this week's list or were on the last one's, of whom is asked for. */
  entries: readonly MeetingEntry[];
  /** Those that are shown: in bad health, and in good health again. */
  listed: readonly MeetingRow[];
  recovered: readonly MeetingRow[];
  next?: string | undefined;
  sorted: string;
  csm: Csm | undefined;
  members: readonly Csm[];
  today: Day;
  nowInMs: number;
  /** When the list was made, and whether no account was ever on it. */
  asOf: string | undefined;
  timeZone: string;
}

/** What a team talks about once a week: who is in bad health, the most at stake first, and what comes next. */
export function meetingPage(facts: MeetingFacts, form: ActForm, locale: Locale): TeamPage {
  const { query, entries, listed, recovered, next, sorted, csm, members, today, nowInMs, asOf, timeZone } = facts;
  const say = meetingPageWords(locale);
  const words = mailWords(locale);
  const { list } = shellWords(locale);
  const own = csm === undefined ? null : shorten(csm.name, MOST_CHARACTERS_OF_A_COLLEAGUE);
  const page = { at: 'meeting', heading: say.heading(own, today) } as const;
  if (asOf === undefined) return { ...page, body: emptyState(say.none) };

  const filter = filterForm({
    path: MEETING_PATH,
    query,
    filters: [
      {
        name: 'csm',
        label: say.filter,
        choices: sortedChoices(
          members.map(({ id, name }) => [id, name]),
          query.get('csm'),
          MOST_CSMS,
        ),
      },
    ],
    kept: ['sort'],
    words: list.filters,
  });
  const asOfLine = html`<p class="hint">${say.asOf(words.moment(asOf, timeZone))}</p>`;
  if (entries.length === 0) {
    const allWell = own === null ? say.allWell : { ...say.allWell, lead: say.allWellOf(own) };
    return { ...page, body: html`${filter}${emptyState(allWell)}${asOfLine}` };
  }
  const sorting: Sorting = { path: MEETING_PATH, query, sorted };
  return {
    ...page,
    lead: leadOf(),
    body: html`<p class="lead">${say.lastWeek(...lastWeekOf(entries))}</p>${filter}
${listed.length > 0 && dataTable({ caption: page.heading, columns: columns(true), rows: listed, sorting })}
${pager({ path: MEETING_PATH, query, next }, list.pages)}
${recovered.length > 0 && html`<section><h2>${say.recovered.heading}</h2><p class="hint">${say.recovered.lead}</p>${dataTable({ caption: say.recovered.heading, columns: columns(false), rows: recovered })}</section>`}
<p class="hint">${say.order}</p>${asOfLine}`,
  };

  function leadOf(): string {
    const onList = entries.filter(({ isListed }) => isListed);
    const ofGrade = (grade: Grade) => onList.filter((one) => one.grade === grade).length;
    const money = moneyOf(onList).map(({ mrr, currency }) => words.money(mrr, currency));
    return say.lead(ofGrade('at-risk'), ofGrade('watch'), ofGrade('healthy'), money);
  }

  /** @param isWorkedOn what comes next is set in place; who is well again is told of */
  function columns(isWorkedOn: boolean): Column<MeetingRow>[] {
    return [
      {
        heading: say.columns.account,
        sort: 'name',
        cell: ({ entry }) =>
          html`<a class="whole" href="${pageOfAccount(entry.account)}">${shorten(entry.name, MOST_CHARACTERS)}</a>`,
      },
      { heading: say.columns.score, sort: 'score', cell: scoreCell },
      { heading: say.columns.before, sort: 'change', cell: changeCell },
      {
        heading: say.columns.mrr,
        isNumber: true,
        sort: 'mrr',
        cell: ({ entry: { mrr, currency } }) => (mrr === undefined ? '–' : words.money(mrr, currency)),
      },
      {
        heading: say.columns.renewal,
        sort: 'renewal',
        cell: ({ entry: { renewal } }) =>
          renewal === undefined ? '–' : html`<span class="date">${words.longDay(renewal)}</span>`,
      },
      ...(csm === undefined
        ? [
            {
              heading: say.columns.csm,
              cell: ({ entry }: MeetingRow) => html`<bdi class="words">${nameOf(entry.csm)}</bdi>`,
            },
          ]
        : []),
      {
        heading: say.columns.tasks,
        cell: ({ entry, summary }) =>
          healthListWords(locale).taskCount(summary?.openTasks ?? entry.openTasks, summary?.lateTasks ?? 0),
      },
      { heading: say.columns.action, cell: (row) => actionCell(row, isWorkedOn) },
    ];
  }

  function scoreCell({ entry, summary }: MeetingRow): Html {
    const { score, grade } = summary ?? entry;
    const stale = summary?.stale ?? false;
    const hasFallen = grade === 'healthy' && entry.hasFallen;
    const [worst] = grade === 'healthy' && !hasFallen ? (summary?.products ?? []) : [];
    const product =
      worst !== undefined &&
      worst.grade !== 'healthy' &&
      html`<br><small class="${gradeLooks[worst.grade].tone}"><span aria-hidden="true">${gradeLooks[worst.grade].shape}</span> <bdi>${shorten(worst.name, MOST_CHARACTERS)}</bdi> ${words.data.grade[worst.grade]} ${words.number(worst.score / 10)}</small>`;
    const word = hasFallen ? healthListWords(locale).dropped : words.data.grade[grade];
    const { shape, tone } = gradeLooks[hasFallen ? 'at-risk' : grade];
    return html`<span class="keep"><span class="${tone}"><span aria-hidden="true">${shape}</span> ${word}</span> <b>${words.number(score / 10)}</b></span>${stale && html` <small class="hint">${say.stale}</small>`}${product}`;
  }

  function changeCell(row: MeetingRow): Html {
    const { score, scoreBefore, improved, change } = row.entry;
    if (scoreBefore === null || change === null) return html`${say.change.unknown}${trend(row)}`;
    const word = improved === true ? say.change.better : change <= -10 ? say.change.worse : say.change.same;
    return html`<span class="keep">${words.number(scoreBefore / 10)} → ${words.number(score / 10)}</span> <small class="keep">${word}</small>${trend(row)}`;
  }

  /** Eight weeks in a line. */
  function trend({ summary }: MeetingRow): Html | undefined {
    if (summary === null || summary.trend.length < 2) return undefined;
    const values = summary.trend.map((value) => value / 10);
    const course = { first: addDays(today, -7 * WEEKS_DRAWN), values };
    const title = healthListWords(locale).trend.caption;
    return sparkline({ course, range: { low: 0, high: 100 }, title, format: (value) => words.number(value) }, locale);
  }

  function actionCell({ entry, summary, action, isOwn }: MeetingRow, isWorkedOn: boolean): Html {
    const told =
      action === undefined
        ? html`<span class="hint">${say.action.none}</span>`
        : agreed(action, summary?.score ?? entry.score);
    if (!isOwn || !isWorkedOn) return told;
    const label = action === undefined ? say.action.set : say.action.change;
    const drawing = { form, locale, drawn: nowInMs };
    const set = html`<details><summary>${label}</summary>${nextActionForm(entry.account, action, drawing)}</details>`;
    return html`${told}${set}`;
  }

  function agreed({ text, by, day, score: then }: NextAction, score: number): Html {
    const { sinceThen } = healthListWords(locale);
    const improved = improvedSince(score, then);
    const since = improved === null ? '' : ` · ${improved ? sinceThen.better : sinceThen.notBetter}`;
    const who = by === undefined ? '' : `${nameOf(by)} · `;
    return html`<span class="agreed">${shorten(text, MOST_CHARACTERS)}</span><br><small class="hint">${who}${words.day(day)}${since}</small>`;
  }

  function nameOf(id: string | undefined): string {
    if (id === undefined) return healthListWords(locale).nobody;
    return shorten(members.find((one) => one.id === id)?.name ?? id, MOST_CHARACTERS_OF_A_COLLEAGUE);
  }
}

/** Of those that were on the list a week ago. */
function lastWeekOf(entries: readonly MeetingEntry[]): [listed: number, improved: number, recovered: number] {
  const before = entries.filter(({ wasListed }) => wasListed);
  const improved = before.filter((one) => one.improved === true).length;
  return [before.length, improved, before.filter(({ isListed }) => !isListed).length];
}
