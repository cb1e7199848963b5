import type { Explanation } from '../../../domain/evaluation/explanation.ts';
import { textIn } from '../../../domain/locale/text.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { labelOf } from '../../mail/names.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { type Course, courseUpTo } from '../parts/charts/course.ts';
import { lineChart } from '../parts/charts/line-chart.ts';
import { type Column, dataTable } from '../parts/data-table.ts';
import { gradeLooks } from '../parts/grade-looks.ts';
import { type Drawing, sectionOf } from './section.ts';
import { accountWords } from './words/words.ts';

type Health = Explanation['health'];
type Part = Health['parts'][number];

const DAYS_SHOWN = 365;
/** Scores of long ago are kept for a day a week. */
const CARRIED_IN_DAYS = 6;

/** The score with its grade in word and shape. */
export function scoreOf(
  { score, grade }: Pick<Health, 'score' | 'grade'>,
  locale: Drawing['locale'],
): Html | undefined {
  if (score === null || grade === null) return undefined;
  const { shape, tone } = gradeLooks[grade];
  const words = mailWords(locale);
  return html`<span class="${tone}"><span aria-hidden="true">${shape}</span> <b>${words.number(score)}</b> ${words.data.grade[grade]}</span>`;
}

/** The score, what it is made of, what changed, and how it went for a year. */
export function healthSection(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { health: say } = accountWords(locale);
  const { health, products = [] } = facts.explanation;
  return sectionOf(
    drawing,
    'health',
    health.score === null
      ? html`<p>${say.none}</p>`
      : html`<p class="figure">${scoreOf(health, locale)} · ${changeOf(health, locale)}</p>`,
    health.stale && html`<p>${say.stale(lastScored(facts.scores) ?? facts.today)}</p>`,
    courseOf(drawing),
    partsOf(drawing, health),
    products.length > 0 && productsOf(drawing, products),
  );
}

export function changeOf({ change }: Pick<Health, 'change'>, locale: Drawing['locale']): string {
  const { health: say } = accountWords(locale);
  return change === null ? say.noChange : say.change(say.signed(change));
}

const lastScored = (scores: Readonly<Record<Day, number>>) => Object.keys(scores).sort().at(-1);

function courseOf({ facts, locale }: Drawing): Html | undefined {
  const { health: say } = accountWords(locale);
  const { healthyFrom, watchFrom } = facts.playbook.health;
  const course = withoutSmallGaps(courseUpTo(facts.today, DAYS_SHOWN, facts.scores));
  return lineChart(
    {
      id: 'health-course',
      title: say.course.title,
      course,
      range: { low: 0, high: 100 },
      thresholds: [
        { label: say.grades.healthy, value: healthyFrom },
        { label: say.grades.watch, value: watchFrom },
      ],
      format: (value) => mailWords(locale).number(value),
    },
    locale,
  );
}

/** In points; a day without a score has that of the days before it, and nothing before the first one is drawn. */
function withoutSmallGaps({ first, values }: Course): Course {
  const known = values.findIndex((value) => value !== null);
  if (known < 0) return { first, values };
  const filled: (number | null)[] = [];
  let carried = 0;
  for (const value of values.slice(known)) {
    carried = value === null ? carried + 1 : 0;
    filled.push(value !== null ? value / 10 : carried <= CARRIED_IN_DAYS ? (filled.at(-1) ?? null) : null);
  }
  return { first: addDays(first, known), values: filled };
}

function partsOf({ facts, locale }: Drawing, { parts }: Health): Html {
  const { health: say } = accountWords(locale);
  const { indicators, weights } = facts.playbook.health;
  const ofStage = (facts.explanation.stage && weights[facts.explanation.stage]) ?? weights.default;
  const known = new Set(parts.map(({ indicator }) => indicator));
  const missing = Object.keys(indicators)
    .filter((indicator) => !known.has(indicator) && (ofStage[indicator] ?? 0) > 0)
    .map((indicator): Part => ({ indicator, value: null, mark: null, weight: 0, points: 0, change: null }));
  const number = mailWords(locale).number;
  const columns: Column<Part>[] = [
    {
      heading: say.parts.indicator,
      cell: ({ indicator }) =>
        textIn(indicators[indicator]?.label, locale) ?? labelOf(indicator, locale, facts.playbook),
    },
    {
      heading: say.parts.value,
      isNumber: true,
      cell({ indicator, value }) {
        const rule = indicators[indicator];
        if (value === null || rule === undefined) return say.unknown;
        const shared = facts.sharedByIndicator.get(indicator);
        return html`${say.value(rule.kind, value, rule.windowInDays)}${shared !== undefined && html`<br><small class="hint">${say.withoutFleet(shared)}</small>`}`;
      },
    },
    { heading: say.parts.mark, isNumber: true, cell: ({ mark }) => (mark === null ? '–' : number(mark)) },
    { heading: say.parts.weight, isNumber: true, cell: ({ weight }) => say.percent(weight) },
    { heading: say.parts.points, isNumber: true, cell: ({ points }) => number(points) },
    { heading: say.parts.change, isNumber: true, cell: ({ change }) => (change === null ? '–' : say.signed(change)) },
  ];
  return dataTable({ caption: say.table, columns, rows: [...parts, ...missing], showsCaption: true });
}

function productsOf({ locale }: Drawing, products: NonNullable<Explanation['products']>): Html {
  const { health: say, contract } = accountWords(locale);
  const columns: Column<(typeof products)[number]>[] = [
    { heading: contract.product, cell: ({ product }) => product },
    { heading: say.parts.points, cell: (health) => scoreOf(health, locale) ?? say.unknown },
    { heading: say.parts.change, cell: (health) => changeOf(health, locale) },
  ];
  return dataTable({ caption: say.products, columns, rows: products, showsCaption: true });
}
