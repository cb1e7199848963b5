import { type Html, html } from '../../../pages/html.ts';
import { HEIGHT, heightAt } from './course.ts';

export interface PointOfCurve {
  /** What was tried, and as it is written. */
  at: number;
  label: string;
  count: number;
}

export interface ValueCurve {
  /** Of the page's charts this one's own. */
  id: string;
  title: string;
  /** In a line, for those who don't see it. */
  summary: string;
  /** In the order of what was tried. */
  points: readonly PointOfCurve[];
  /** The one that runs is marked. */
  runs: PointOfCurve;
  /** What is possible, drawn dashed. */
  limit?: { count: number; label: string } | undefined;
  format(count: number): string;
}

const WIDTH = 1000;
/** The plot's part of the picture's height, in percent: above it a value has its place. */
const TOP = 14;
const PLOT = 80;

/** What comes of each of several values: a point each, the one that runs marked. Its numbers are for the page to tell. */
export function valueCurve({ id, title, summary, points, runs, limit, format }: ValueCurve): Html {
  const [first, last] = [points[0] as PointOfCurve, points.at(-1) as PointOfCurve];
  const range = { low: 0, high: Math.max(1, limit?.count ?? 0, ...points.map(({ count }) => count)) };
  const x = ({ at }: PointOfCurve) => Math.round(((at - first.at) / (last.at - first.at || 1)) * WIDTH);
  const y = (count: number) => heightAt(count, range);
  const textAt = (count: number) => Math.round(TOP + (y(count) / HEIGHT) * PLOT);
  const path = points.map((point, i) => `${i === 0 ? 'M' : 'L'}${x(point)},${y(point.count)}`).join('');
  const place = x(runs) / (WIDTH / 100);
  const anchor = place > 75 ? 'end' : place < 25 ? 'start' : 'middle';
  return html`<figure class="chart"><figcaption id="${id}-title">${title}</figcaption>
<svg role="img" aria-labelledby="${id}-title" aria-describedby="${id}-summary"><desc id="${id}-summary">${summary}</desc>
<svg y="${TOP}%" height="${PLOT}%" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${limit && html`<path class="baseline" d="M0,${y(limit.count)}h${WIDTH}"/>`}
<path class="course" d="${path}"/>${points.map((point) => html`<path class="point" d="M${x(point)},${y(point.count)}h0"/>`)}<path class="last" d="M${x(runs)},${y(runs.count)}h0"/></svg>
${limit && html`<text x="100%" y="${textAt(limit.count)}%" dx="12" dy="5">${limit.label} ${format(limit.count)}</text>`}<text class="value" x="${place}%" y="${textAt(runs.count)}%" dy="-12" text-anchor="${anchor}">${runs.label}: ${format(runs.count)}</text></svg>
<p class="ends"><span>${first.label}</span><span>${last.label}</span></p></figure>`;
}
