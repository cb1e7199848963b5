import { stages } from '../../../domain/account/account.ts';
import type { LoggedWork } from '../../../domain/activities/work-log.ts';
import {
  type ActivityAnswer,
  type Expectation,
  expectations,
  latestAnswers,
} from '../../../domain/answers/activity-answer.ts';
import { type ExpectationGap, expectationCounts, zones } from '../../../domain/improvement-map/expectation-gap.ts';
import {
  blockSince,
  type ImprovementMap,
  improvementMap,
  knownRatios,
  type MappedActivity,
  mainStageOf,
  type Phase,
  phases,
} from '../../../domain/improvement-map/improvement-map.ts';
import type { MoveKind } from '../../../domain/improvement-map/move-kinds.ts';
import { type MinutesBeforeAfter, moveResult } from '../../../domain/improvement-map/move-result.ts';
import {
  leftToDo,
  type Move,
  type TeamRating,
  type Wall,
  walls,
  wayOutOf,
} from '../../../domain/improvement-map/moves.ts';
import { pageOf, pageToPropose } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { daysBetween } from '../../../domain/time/day.ts';
import type { WorkObserved } from '../../../domain/work-cuts/before-after.ts';
import { workPrice } from '../../../domain/work-cuts/cost-of-work.ts';
import { LEAST_OUTCOMES } from '../../../domain/work-cuts/told-share.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { mailWords, moveWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { dataTable } from '../parts/data-table.ts';
import { emptyState } from '../parts/empty-state.ts';
import { shortName } from '../parts/short-name.ts';
import { proposalWords } from '../proposals/words/words.ts';
import type { TeamPage } from '../team-page.ts';
import { changeText, improvementTabs } from '../work-cuts/cuts-page.ts';
import { moveAddress } from '../work-cuts/move-address.ts';
import { shareText, signed } from '../work-cuts/told-text.ts';
import { activityName } from '../work-cuts/work-names.ts';
import { mapDrawing } from './map-drawing.ts';
import { mapCss } from './map-style.ts';
import { activityChoices, chooser, type MapDrawing, moveForm, type PlaceOnMap } from './move-form.ts';
import { moveButtons } from './move-row.ts';
import { mapWords } from './words/words.ts';

export interface MapPageFacts {
  /** Of the last twelve months. */
  work: readonly LoggedWork[];
  observed: WorkObserved;
  answers: readonly ActivityAnswer[];
  ratings: readonly TeamRating[];
  moves: readonly Move[];
  playbook: Playbook | undefined;
  currency: string | undefined;
  hourCost: number | undefined;
  people: readonly (readonly [id: string, name: string])[];
  mayWork: boolean;
  /** What a link to the form has filled in. */
  filled: URLSearchParams;
}

/** A team may do hundreds of kinds of work, by its tasks: those into which little goes are left to the cuts. */
const MOST_ACTIVITIES = 25;
const MOST_MOVES = 15;
const MOST_CHARACTERS_SHOWN = 160;

/** Each kind of activity by what customers had expected and what goes into it, and what the team changes. */
export function mapPage(facts: MapPageFacts, drawing: MapDrawing): TeamPage {
  const { locale } = drawing;
  const { observed } = facts;
  const say = mapWords(locale);
  const answered = latestAnswers(facts.answers);
  const map = improvementMap({
    ...mapFactsOf(facts, facts.answers),
    days: daysBetween(observed.first, observed.last) + 1,
  });
  const shown = { ...map, activities: map.activities.slice(0, MOST_ACTIVITIES) };
  const isEmpty = map.activities.length === 0;
  return {
    at: 'map',
    heading: say.heading,
    css: mapCss,
    lead: say.lead(map.activities.length, answered.length),
    body: html`${improvementTabs('map', locale)}
${
  isEmpty
    ? emptyState(say.empty)
    : html`${mapDrawing(shown.activities, locale)}
${activitiesTable(shown, facts, locale)}
${ratioSection(map, locale)}
${wallsSection(shown, facts, locale)}
${stagesSection(map, locale)}`
}
${movesSection(facts, drawing)}
${facts.mayWork && html`${agreeSection(facts, map, drawing)}${rateSection(facts, map, drawing)}`}`,
  };
}

function mapFactsOf({ work, ratings, hourCost, playbook }: MapPageFacts, answers: readonly ActivityAnswer[]) {
  return {
    ...{ work, ...workPrice(playbook, hourCost) },
    answers: expectationCounts(latestAnswers(answers)),
    ratings: expectationCounts(ratings.filter(isRated)),
  };
}

const isRated = (one: TeamRating): one is TeamRating & { expectation: Expectation } => one.expectation !== null;

function activitiesTable({ activities }: ImprovementMap, facts: MapPageFacts, locale: Locale): Html {
  const say = mapWords(locale);
  const { columns, heading, ...words } = say.table;
  const { number, money } = styleOf(locale);
  const table = dataTable<MappedActivity>({
    caption: heading,
    rows: activities,
    columns: [
      {
        heading: columns.activity,
        cell: (row) => html`${activities.indexOf(row) + 1}. ${activityName(row.activity, facts.playbook, locale)}`,
      },
      {
        heading: columns.block,
        cell: ({ block, customers }) =>
          block === null || customers === null
            ? '–'
            : html`<b>${block}</b><br><span class="keep">${say.zones[customers.zone]}</span>${block === 'H-3' && html`<br><small>${say.costly}</small>`}${customers.needed === 0 && !customers.isSure && html`<br><small>${words.unsure}</small>`}`,
      },
      { heading: columns.customers, cell: ({ customers }) => gapText(customers, words.notAsked, locale) },
      { heading: columns.team, cell: ({ team }) => (team === null ? words.notRated : countsText(team, locale)) },
      {
        heading: columns.resources,
        cell: ({ resources: { works, minutes, cost }, level }) =>
          html`${words.amount(number(works, 1), number(minutes, 0), cost === null || cost === 0 ? undefined : money(Math.round(cost), facts.currency))}<br><small>${level}: ${say.levels[level]}</small>`,
      },
      {
        heading: columns.way,
        cell({ block, activity }) {
          if (block === null) return '–';
          const way = wayOutOf(block);
          if (way === null) return words.allIsWell;
          const moves = way.moves.map((move, i) => html`${i > 0 && ' / '}${moveLink(activity, move)}`);
          return html`${moves}<br><small>${[block, ...way.route].join(' → ')}</small>`;
        },
      },
    ],
  });
  return html`<section><h2>${heading}</h2>${table}<p class="hint">${say.levelsHint(facts.hourCost !== undefined)}</p></section>`;

  /** Leads to the form with both filled in. */
  function moveLink(activity: string, move: MoveKind): Html | string {
    const { name } = moveWords(locale)[move];
    return facts.mayWork ? html`<a href="${moveAddress(activity, move)}">${name}</a>` : name;
  }
}

function countsText({ counts }: ExpectationGap, locale: Locale): Html {
  const parts = mapWords(locale).table.counts(counts.less, counts['as-expected'], counts.more);
  return html`${parts.map((part, i) => html`${i > 0 && ' · '}<span class="keep">${part}</span>`)}`;
}

function gapTold({ gap, interval }: ExpectationGap, locale: Locale): string {
  const [low, high] = interval.map((bound) => signed(bound, locale, 1)) as [string, string];
  return mapWords(locale).table.gap(signed(gap, locale, 1), low, high);
}

function gapText(of: ExpectationGap | null, none: string, locale: Locale): Html | string {
  if (of === null) return none;
  const { table } = mapWords(locale);
  return html`${countsText(of, locale)}<br><small class="keep">${gapTold(of, locale)}</small>${of.needed > 0 && html`<br><small>${table.tooFew(of.needed)}</small>`}`;
}

function ratioSection({ ratio, activities }: ImprovementMap, locale: Locale): Html {
  const say = mapWords(locale).ratio;
  const written = (ratio: readonly number[]) => ratio.join(' : ');
  const known = (phase: Phase) => {
    const [first, last] = [knownRatios[phase][0], knownRatios[phase].at(-1)] as const;
    if (first === undefined || last === undefined) return '';
    return first === last ? written(first) : say.between(written(first), written(last));
  };
  const { ofTen, phase, counts, of } = ratio;
  const nearest = Math.min(...activities.map(({ customers }) => customers?.needed ?? LEAST_OUTCOMES), LEAST_OUTCOMES);
  const ours =
    ofTen !== null && phase !== null
      ? [
          {
            team: say.us,
            ratio: zones.map((zone) => ofTen[zone]).join(' : '),
            means: say.ours(zones.map((zone) => `${zone} ${counts[zone]}`).join(', '), of, say.phases[phase].name),
          },
        ]
      : [];
  const table = dataTable<{ team: string; ratio: string; means: string }>({
    caption: say.heading,
    rows: [
      ...ours,
      ...phases.map((one) => ({ team: say.phases[one].name, ratio: known(one), means: say.phases[one].means })),
    ],
    columns: [
      { heading: say.columns.team, cell: ({ team }) => team },
      { heading: say.columns.ratio, cell: ({ ratio: text }) => html`<span class="keep">${text}</span>` },
      { heading: say.columns.means, cell: ({ means }) => means },
    ],
  });
  return html`<section><h2>${say.heading}</h2><p class="lead">${say.lead}</p>${ofTen === null && html`<p><b>${say.none(nearest)}</b></p>`}${table}</section>`;
}

function wallsSection({ activities }: ImprovementMap, { playbook }: MapPageFacts, locale: Locale): Html {
  const say = mapWords(locale);
  const { columns, heading, lead, none, wall, zoneOf } = say.walls;
  const ways = activities.flatMap(({ activity, block }) => {
    const way = block && wayOutOf(block);
    return way ? [{ activity, block, way }] : [];
  });
  const movesOver = { courage: 'O-3', service: 'G-1', efficiency: 'H-3' } as const;
  const table = dataTable<Wall>({
    caption: heading,
    rows: walls,
    columns: [
      { heading: columns.zone, cell: (one) => zoneOf[one] },
      { heading: columns.wall, cell: (one) => wall[one] },
      {
        heading: columns.moves,
        cell: (one) =>
          html`${wayOutOf(movesOver[one])?.moves.map((move) => html`<b>${moveWords(locale)[move].name}</b>: ${moveWords(locale)[move].means}<br>`)}`,
      },
      {
        heading: columns.activities,
        cell: (one) =>
          styleOf(locale).list(
            ways
              .filter(({ way }) => way.wall === one)
              .map(({ activity, block }) => `${activityName(activity, playbook, locale)} (${block})`),
          ) || none,
      },
    ],
  });
  return html`<section><h2>${heading}</h2><p class="lead">${lead}</p>${table}</section>`;
}

function stagesSection({ activities }: ImprovementMap, locale: Locale): Html {
  const { stages: say, zoneName, table } = mapWords(locale);
  const places = [...zones, null] as const;
  const rows = stages.flatMap((stage) => {
    const counts = places.map((zone) =>
      activities
        .filter(({ customers }) => (customers?.zone ?? null) === zone)
        .reduce((sum, one) => sum + (one.stages[stage] ?? 0), 0),
    );
    return counts.some((count) => count > 0) ? [{ stage, counts }] : [];
  });
  if (rows.length === 0) return html`<section><h2>${say.heading}</h2><p class="hint">${say.none}</p></section>`;
  const drawn = dataTable<(typeof rows)[number]>({
    caption: say.heading,
    rows,
    columns: [
      { heading: say.columns.stage, cell: ({ stage }) => mailWords(locale).stages[stage] },
      ...places.map((zone, i) => ({
        heading: zone === null ? table.notAsked : zoneName(zone),
        isNumber: true as const,
        cell: ({ counts }: (typeof rows)[number]) => styleOf(locale).number(counts[i] as number),
      })),
    ],
  });
  return html`<section><h2>${say.heading}</h2><p class="lead">${say.lead}</p>${drawn}</section>`;
}

function movesSection(facts: MapPageFacts, { form, locale }: MapDrawing): Html {
  const { moves, playbook, people, mayWork, observed } = facts;
  const words = mapWords(locale);
  const say = words.agreed;
  const names = new Map(people);
  const ordered = [...moves].sort(
    (a, b) => Number(a.doneOn !== undefined) - Number(b.doneOn !== undefined) || (a.due < b.due ? -1 : 1),
  );
  if (moves.length === 0) return html`<section><h2>${say.heading}</h2><p class="hint">${say.none}</p></section>`;
  const table = dataTable<Move>({
    caption: say.heading,
    rows: ordered.slice(0, MOST_MOVES),
    columns: [
      {
        heading: say.columns.move,
        cell: ({ activity, kind, from, note }) =>
          html`${activityName(activity, playbook, locale)}: ${moveWords(locale)[kind].name}${from !== undefined && html` <small>${say.from(from)}</small>`}${note !== undefined && html`<br><small class="note">${shorten(note, MOST_CHARACTERS_SHOWN)}</small>`}`,
      },
      { heading: say.columns.owner, cell: ({ owner }) => shortName(names.get(owner) ?? owner) },
      {
        heading: say.columns.due,
        cell: ({ due, doneOn }) =>
          html`${styleOf(locale).day(due)}${doneOn === undefined && due < observed.last && html` <b class="risk">▼ ${say.overdue}</b>`}`,
      },
      {
        heading: say.columns.state,
        cell: (move) =>
          html`${move.doneOn === undefined ? openMove(move) : doneMove({ ...move, doneOn: move.doneOn })}${mayWork && html`<br><a class="on" href="${pageToPropose({ move: move.id })}">${proposalWords(locale).lead.fromMove}</a>`}`,
      },
    ],
  });
  const hidden = moves.length - MOST_MOVES;
  return html`<section id="moves"><h2>${say.heading}</h2><p class="lead">${say.lead}</p>${table}${hidden > 0 && html`<p class="hint">${say.more(hidden)}</p>`}<p><a class="on" href="${pageOf('proposals')}">${proposalWords(locale).lead.all}</a></p></section>`;

  function openMove(move: Move): Html | string {
    return mayWork ? moveButtons(move, 'make', { form, locale }) : say.open;
  }

  function lookedAt(move: Move): Html | string {
    if (move.lookedOn !== undefined) return say.lookedOn(move.lookedOn);
    const due = leftToDo(move)?.due ?? observed.last;
    return due <= observed.last && mayWork ? moveButtons(move, 'look', { form, locale }) : say.lookOn(due);
  }

  function doneMove(move: Move & { doneOn: string }): Html {
    const { work, asExpected, gap, minutes } = moveResult(move, { work: facts.work, answers: facts.answers, observed });
    const answers = facts.answers.filter(({ day }) => day >= move.doneOn);
    const since = blockSince(move.activity, move.doneOn, {
      ...mapFactsOf(facts, answers),
      last: observed.last,
    });
    const lines = [
      changeText(work, locale),
      minutesText(minutes, locale),
      asExpected.before.of + asExpected.after.of > 0 &&
        `${say.asExpected} ${shareText(asExpected.before, locale)} → ${shareText(asExpected.after, locale)}`,
      gap.before !== null && gap.after !== null && `${gapTold(gap.before, locale)} → ${gapTold(gap.after, locale)}`,
      (move.from !== undefined || since !== null) && say.blocks(move.from, since ?? undefined, asExpected.after.needed),
    ].filter((line) => line !== false);
    return html`${say.doneOn(move.doneOn)}<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>${lookedAt(move)}`;
  }
}

function minutesText({ before, after, difference, interval }: MinutesBeforeAfter, locale: Locale): string | false {
  if (before === null || after === null) return false;
  const say = mapWords(locale).agreed.minutes;
  const { number } = styleOf(locale);
  const [one, other] = [before, after].map(({ mean, of }) => say.mean(number(mean, 0), of)) as [string, string];
  if (difference === null || interval === null) return say.few(one, other);
  const [low, high] = interval.map((bound) => signed(bound, locale)) as [string, string];
  return say.told(one, other, signed(difference, locale), low, high);
}

/** Of the catalogue, and of what was done, each with where it stands. */
function activitiesKnown({ playbook }: MapPageFacts, { activities }: ImprovementMap): Map<string, PlaceOnMap> {
  const known = activities.map((one): [string, PlaceOnMap] => {
    const stage = mainStageOf(one);
    return [one.activity, { ...(one.block && { from: one.block }), ...(stage && { stage }) }];
  });
  return new Map([
    ...Object.keys(playbook?.activities ?? {}).map((name): [string, PlaceOnMap] => [name, {}]),
    ...known,
  ]);
}

function agreeSection(facts: MapPageFacts, map: ImprovementMap, drawing: MapDrawing): Html {
  const { heading, lead } = mapWords(drawing.locale).agree;
  const { playbook, people, observed } = facts;
  const choices = { activities: activitiesKnown(facts, map), playbook, people, today: observed.last };
  return html`<section id="agree"><h2>${heading}</h2><p class="lead">${lead}</p>${moveForm(choices, drawing, facts.filled)}</section>`;
}

function rateSection(facts: MapPageFacts, map: ImprovementMap, { form, locale }: MapDrawing): Html {
  const { rate: say, expectations: names } = mapWords(locale);
  const choices = expectations.map(
    (one) =>
      html`<label class="choice"><input type="radio" name="expectation" value="${one}" required> ${names[one]}</label>`,
  );
  const fields = html`<div class="fields">${chooser('rate-activity', 'activity', say.activity, activityChoices(activitiesKnown(facts, map).keys(), facts.playbook, locale))}</div>
<fieldset><legend>${say.legend}</legend><div class="boxes">${choices}</div></fieldset>
<p><button class="quiet">${say.button}</button></p>`;
  return html`<section id="rate"><h2>${say.heading}</h2><p class="lead">${say.lead}</p>${form('map/rate', fields, { look: 'work' })}</section>`;
}
