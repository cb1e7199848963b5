import { ZONE_EDGE, zones } from '../../../domain/improvement-map/expectation-gap.ts';
import { type Block, levels, type MappedActivity } from '../../../domain/improvement-map/improvement-map.ts';
import { COSTLY_BLOCK } from '../../../domain/improvement-map/moves.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { type Html, html } from '../../pages/html.ts';
import { mapWords } from './words/words.ts';

/** Of the picture's width and height, in percent; its text keeps its size however wide it is. */
const [LEFT, RIGHT] = [1, 99];
const [TOP, BOTTOM] = [5, 95];
/** More would lie over each other; the table has them all. */
const MOST_MARKS = 40;

const across = (part: number) => round(LEFT + part * (RIGHT - LEFT));
const down = (gap: number) => round(TOP + ((1 - gap) / 2) * (BOTTOM - TOP));
const round = (value: number) => Math.round(value * 10) / 10;

/** The nine blocks with each kind of activity in its place, by its number in the table. */
export function mapDrawing(activities: readonly MappedActivity[], locale: Locale): Html {
  const say = mapWords(locale);
  const { drawing } = say;
  const shown = activities.slice(0, MOST_MARKS);
  const placed = shown.filter(({ customers }) => customers !== null);
  return html`<figure class="chart map"><figcaption id="map-title">${drawing.title}</figcaption>
<p class="ends"><span>↑ ${drawing.gap}</span></p>
<svg role="img" aria-labelledby="map-title" aria-describedby="map-text"><desc id="map-text">${drawing.described(placed.length, activities.length - placed.length)}</desc>
${edges()}
${zones.flatMap((zone, i) => levels.map((level) => blockName(`${zone}-${level}`, i, locale)))}
${shown.map((activity, i) => mark(activity, i + 1, shown))}</svg>
<p class="ends"><span>${drawing.resources}: ${levels.map((level) => `${level} ${say.levels[level]}`).join(' · ')} →</span></p>
<p class="hint">${[drawing.key, ...Object.values(drawing.marks)].join(' · ')}</p></figure>`;
}

function edges(): Html {
  const vertical = [1 / 3, 2 / 3].map(
    (part) => html`<line x1="${across(part)}%" x2="${across(part)}%" y1="0" y2="100%"/>`,
  );
  const horizontal = [ZONE_EDGE, -ZONE_EDGE].map(
    (gap) => html`<line x1="0" x2="100%" y1="${down(gap)}%" y2="${down(gap)}%"/>`,
  );
  return html`<g class="edges"><rect x="0" y="0" width="100%" height="100%"/>${vertical}${horizontal}</g>`;
}

function blockName(block: Block, row: number, locale: Locale): Html {
  const say = mapWords(locale);
  const column = Number(block.at(-1)) - 1;
  const top = [0, down(ZONE_EDGE), down(-ZONE_EDGE)][row] as number;
  const zone = zones[row] as (typeof zones)[number];
  // On a phone a line holds no more than the one or the other.
  const below = column === 0 ? say.zones[zone] : block === COSTLY_BLOCK && say.costly;
  const at = (line: number) => html`x="${across(column / 3)}%" y="${top}%" dx="8" dy="${line}"`;
  return html`<text ${at(20)}>${block}</text>${below !== false && html`<text ${at(38)}>${below}</text>`}`;
}

/** Customers' answers place it; where there are none the team's own rating shows where it is thought to be. */
function mark({ customers, team, level }: MappedActivity, number: number, all: readonly MappedActivity[]): Html {
  const of = customers ?? team;
  if (of === null) return html``;
  const beside = all.filter((one) => one.level === level && (one.customers ?? one.team) !== null);
  const place = beside.findIndex((one) => all[number - 1] === one);
  // What a block is called stands on its left.
  const x = across((level - 1 + 0.34 + (0.62 * (place + 0.5)) / beside.length) / 3);
  const y = down(of.gap);
  const isFew = customers === null || customers.needed > 0;
  const text = html`<text class="${isFew ? 'hollow' : 'filled'}" x="${x}%" y="${y}%" dy="5" text-anchor="middle">${number}</text>`;
  if (customers === null) {
    return html`<svg class="place" x="${x}%" y="${y}%"><rect class="team" x="-12" y="-12" width="24" height="24"/></svg>${text}`;
  }
  const [low, high] = customers.interval;
  const line = html`<line class="reach" x1="${x}%" x2="${x}%" y1="${down(high)}%" y2="${down(low)}%"/>`;
  return html`${isFew && line}<circle class="${isFew ? 'few' : 'sure'}" cx="${x}%" cy="${y}%" r="13"/>${text}`;
}
