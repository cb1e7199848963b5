import type { BoardEntry } from '../../../domain/board/board-entry.ts';
import { type BoardContext, gradeOfEntry } from '../../../domain/board/board-search.ts';
import { pageOfAccount } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { addMoney, majorUnits, moneyOf, NO_MONEY, smallestUnits } from '../../../domain/money/money.ts';
import { type Day, daysBetween } from '../../../domain/time/day.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { courseUpTo } from '../parts/charts/course.ts';
import { sparkline } from '../parts/charts/sparkline.ts';
import type { Column } from '../parts/data-table.ts';
import { gradeLooks } from '../parts/grade-looks.ts';
import { shortName } from '../parts/short-name.ts';
import { accountsWords } from './words/words.ts';

const LINE_IN_DAYS = 90;
/** Nearer renewals say in how many days they are. */
const NEAR_IN_DAYS = 90;
const SCORES = { low: 0, high: 1000 };

/** An account as it is now. */
export interface AccountRow {
  entry: BoardEntry;
  /** Day → score, in tenths. */
  scores: Readonly<Record<Day, number>>;
  /** The day of its score, where its sources have been silent since. */
  staleSince?: Day;
}

export interface ColumnsView extends BoardContext {
  locale: Locale;
}

type AccountColumns = Record<
  'name' | 'health' | 'change' | 'line' | 'mrr' | 'renewal' | 'stage' | 'csm' | 'tasks',
  Column<AccountRow>
>;

/** What lists of accounts say of each; the name leads to its page. */
export function accountColumns({ locale, today, health, csmOf }: ColumnsView): AccountColumns {
  const say = accountsWords(locale);
  const { stages } = mailWords(locale);
  const { money, longDay } = styleOf(locale);
  const { columns } = say;
  return {
    name: {
      heading: columns.name,
      sort: 'name',
      cell: ({ entry }) =>
        html`<a class="whole" href="${pageOfAccount(entry.account)}"><bdi>${shortName(entry.name)}</bdi></a>${entry.churnedOn !== undefined && entry.churnedOn <= today && html`<br><small>${say.leftOn(entry.churnedOn)}</small>`}`,
    },
    health: { heading: columns.health, sort: 'health', isNumber: true, cell: (row) => healthCell(row, health, locale) },
    change: {
      heading: columns.change,
      sort: 'change',
      isNumber: true,
      cell: ({ entry }) => (entry.change === null ? '–' : say.change(entry.change)),
    },
    line: {
      heading: columns.line,
      cell: ({ scores }) =>
        sparkline(
          { course: courseUpTo(today, LINE_IN_DAYS, scores), range: SCORES, title: columns.line, format: say.points },
          locale,
        ) ?? '–',
    },
    mrr: {
      heading: columns.mrr,
      sort: 'mrr',
      isNumber: true,
      cell: ({ entry: { mrr, currency } }) => (mrr === undefined ? '–' : money(mrr, currency)),
    },
    renewal: {
      heading: columns.renewal,
      sort: 'renewal',
      cell: ({ entry: { renewal } }) => {
        if (renewal === undefined) return '–';
        const days = daysBetween(today, renewal);
        const isNear = days <= NEAR_IN_DAYS;
        return html`<span class="keep">${longDay(renewal)}</span>${isNear && html`<br><small>${say.inDays(days)}</small>`}`;
      },
    },
    stage: {
      heading: columns.stage,
      sort: 'stage',
      cell: ({ entry: { stage } }) => (stage === undefined ? '–' : html`<span class="words">${stages[stage]}</span>`),
    },
    csm: {
      heading: columns.csm,
      sort: 'csm',
      cell: ({ entry }) => {
        const csm = csmOf(entry);
        return html`<bdi class="words">${csm === null ? say.nobody : shortName(csm.name)}</bdi>`;
      },
    },
    tasks: { heading: columns.tasks, sort: 'tasks', isNumber: true, cell: ({ entry }) => entry.openTasks },
  };
}

function healthCell({ entry, staleSince }: AccountRow, rules: BoardContext['health'], locale: Locale): Html | string {
  const say = accountsWords(locale);
  const grade = gradeOfEntry(entry, rules);
  if (entry.score === null || grade === null) return html`<small>${say.noScore}</small>`;
  const { shape, tone } = gradeLooks[grade];
  const word = mailWords(locale).data.grade[grade];
  return html`<span class="${tone}"><span aria-hidden="true">${shape}</span> ${word}</span> <b>${say.points(entry.score)}</b>${staleSince !== undefined && html`<br><small>${say.lastKnown(staleSince)}</small>`}`;
}

/** What is paid together, by currency: two of them are never added up. */
export function sumsOf(entries: readonly Pick<BoardEntry, 'mrr' | 'currency'>[], locale: Locale): string[] {
  const sum = entries.reduce(
    (sum, { mrr, currency = '' }) =>
      mrr === undefined ? sum : addMoney(sum, moneyOf(smallestUnits(mrr, currency), currency)),
    NO_MONEY,
  );
  return Object.entries(sum)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amount]) => styleOf(locale).money(majorUnits(amount, currency), currency || undefined));
}
