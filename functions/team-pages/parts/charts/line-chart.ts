import type { Locale } from '../../../../domain/locale/locale.ts';
import { styleOf } from '../../../../domain/locale/style.ts';
import { type Html, html } from '../../../pages/html.ts';
import { shellWords } from '../../words/words.ts';
import {
  type Course,
  type CourseSummary,
  dayAt,
  HEIGHT,
  heightAt,
  pathOf,
  type Range,
  summaryOf,
  widthOf,
} from './course.ts';

export interface LineChart {
  /** Of the page's charts this one's own. */
  id: string;
  title: string;
  course: Course;
  /** From zero to the highest where it isn't given. */
  range?: Range;
  /** What was usual; drawn dashed. */
  baseline?: Level;
  thresholds?: readonly Level[];
  format(value: number): string;
}

export interface Level {
  label: string;
  value: number;
}

/** The plot's part of the picture's height, in percent: above it a value has its place. */
const TOP = 12;
const PLOT = 82;
const BOTTOM = 97;
/** Labels that are nearer to each other than this, in percent of the height, would lie over each other. */
const LINE_OF_TEXT = 9;

/**
 * A line over months, with what it is to be compared with written beside it, and its numbers as a table. Text keeps its
 * size however wide the picture is. Nothing where there is no value.
 */
export function lineChart(chart: LineChart, locale: Locale): Html | undefined {
  const { id, title, course, baseline, thresholds = [], format } = chart;
  const summary = summaryOf(course);
  if (summary === null) return undefined;
  const { longDay } = styleOf(locale);
  const range = chart.range ?? {
    low: 0,
    high: Math.max(summary.highest, ...levelsOf(chart).map(({ value }) => value)),
  };
  const width = widthOf(course);
  const lines = [
    ...thresholds.map((level) => html`<path class="threshold" d="${across(level, width, range)}"/>`),
    baseline !== undefined && html`<path class="baseline" d="${across(baseline, width, range)}"/>`,
  ].filter((line) => line !== false);
  const { last, lastIndex } = summary;
  const value = { text: format(last), isLast: true, y: placeOf(last, range) };
  const isAtEnd = lastIndex === course.values.length - 1;
  const levels = levelsOf(chart).map((level) => ({
    text: `${level.label} ${format(level.value)}`,
    isLast: false,
    y: placeOf(level.value, range),
  }));
  const labels = spread(isAtEnd ? [...levels, value] : levels).map(
    ({ text, isLast, y }) =>
      html`<text x="100%" y="${y}%" dx="12" dy="5"${isLast && html` class="value"`}>${text}</text>`,
  );
  const x = Math.round((lastIndex / width) * 100);
  const earlier =
    !isAtEnd &&
    html`<text class="value" x="${x}%" y="${value.y}%" dy="-10" text-anchor="${x > 50 ? 'end' : 'start'}">${value.text}</text>`;
  const ends = [dayAt(course, 0), dayAt(course, course.values.length - 1)] as const;
  return html`<figure class="chart"><figcaption id="${id}-title">${title}</figcaption>
<svg role="img" aria-labelledby="${id}-title" aria-describedby="${id}-course"><desc id="${id}-course">${described(chart, summary, locale)}</desc>
<svg y="${TOP}%" height="${PLOT}%" viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none">${lines}
<path class="course" d="${pathOf(course, range)}"/><path class="last" d="M${lastIndex},${heightAt(last, range)}h0"/></svg>
${labels}${earlier}</svg>
<p class="ends"><span>${longDay(ends[0])}</span><span>${longDay(ends[1])}</span></p>
${numbers(chart, locale)}</figure>`;
}

const levelsOf = ({ baseline, thresholds = [] }: LineChart) => [...thresholds, ...(baseline ? [baseline] : [])];

const across = ({ value }: Level, width: number, range: Range) => `M0,${heightAt(value, range)}h${width}`;

const placeOf = (value: number, range: Range) => Math.round(TOP + (heightAt(value, range) / HEIGHT) * PLOT);

/** Moves labels apart that would lie over each other, and keeps them in the picture. */
function spread<Label extends { y: number }>(labels: readonly Label[]): Label[] {
  const placed = [...labels].sort((a, b) => a.y - b.y);
  let least = 0;
  for (const [i, label] of placed.entries()) {
    placed[i] = { ...label, y: Math.max(label.y, least) };
    least = (placed[i] as Label).y + LINE_OF_TEXT;
  }
  let most = BOTTOM;
  for (const [i, label] of [...placed.entries()].reverse()) {
    placed[i] = { ...label, y: Math.min(label.y, most) };
    most = (placed[i] as Label).y - LINE_OF_TEXT;
  }
  return placed;
}

function described(chart: LineChart, { first, last, lowest, highest }: CourseSummary, locale: Locale): string {
  const { format } = chart;
  const { course, sentences } = shellWords(locale).chart;
  const went = course({
    first: format(first),
    last: format(last),
    lowest: format(lowest),
    highest: format(highest),
  });
  return sentences([went, ...levelsOf(chart).map(({ label, value }) => `${label} ${format(value)}`)]);
}

/** A line for each day on which it changed: those between have the value before them. */
function numbers({ course, title, format }: LineChart, locale: Locale): Html {
  const say = shellWords(locale).chart;
  const { longDay } = styleOf(locale);
  const rows = course.values.flatMap((value, index) => {
    if (index > 0 && value === course.values[index - 1]) return [];
    return html`<tr><th scope="row">${longDay(dayAt(course, index))}<td>${value === null ? say.none : format(value)}`;
  });
  return html`<details><summary>${say.numbers}</summary><table><caption class="unseen">${title}</caption><thead><tr><th scope="col">${say.from}<th scope="col">${say.value}</thead><tbody>${rows.reverse()}</tbody></table></details>`;
}
