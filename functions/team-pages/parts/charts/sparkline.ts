import type { Locale } from '../../../../domain/locale/locale.ts';
import { type Html, html } from '../../../pages/html.ts';
import { shellWords } from '../../words/words.ts';
import { type Course, heightAt, pathOf, type Range, summaryOf, widthOf } from './course.ts';

export interface Sparkline {
  course: Course;
  range: Range;
  /** What it shows, for those who don't see it: its course is said after it. */
  title: string;
  format(value: number): string;
}

/** As fine as the size of a word asks for. */
const HEIGHT = 100;

/** A line the size of a word, its last value marked; nothing where there is no value. */
export function sparkline({ course, range, title, format }: Sparkline, locale: Locale): Html | undefined {
  const summary = summaryOf(course);
  if (summary === null) return undefined;
  const { first, last, lastIndex, lowest, highest } = summary;
  const went = shellWords(locale).chart.course({
    first: format(first),
    last: format(last),
    lowest: format(lowest),
    highest: format(highest),
  });
  return html`<svg class="spark" viewBox="0 0 ${widthOf(course)} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${title}: ${went}"><path d="${pathOf(course, range, HEIGHT)}"/><path class="last" d="M${lastIndex},${heightAt(last, range, HEIGHT)}h0"/></svg>`;
}
