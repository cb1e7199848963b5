import { stages } from '../../../domain/account/account.ts';
import { blocks } from '../../../domain/improvement-map/improvement-map.ts';
import { moveKinds } from '../../../domain/improvement-map/move-kinds.ts';
import type { Move } from '../../../domain/improvement-map/moves.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { moveWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import type { ActForm } from '../act-form.ts';
import { sortedChoices } from '../parts/filters.ts';
import type { TeamPage } from '../team-page.ts';
import { MAP_PATH } from '../work-cuts/move-address.ts';
import { activityName } from '../work-cuts/work-names.ts';
import { mapWords } from './words/words.ts';

export const MOST_CHARACTERS_OF_A_NOTE = 500;
const MOST_CHOICES = 50;
const USUAL_DUE_IN_DAYS = 30;

export type PlaceOnMap = Pick<Move, 'from' | 'stage'>;

export interface MapDrawing {
  form: ActForm;
  locale: Locale;
}

/** What there is to choose from where a move is agreed on. */
export interface MoveChoices {
  /** Each with where it stands, as far as that is known. */
  activities: ReadonlyMap<string, PlaceOnMap>;
  playbook: Playbook | undefined;
  people: readonly (readonly [id: string, name: string])[];
  today: Day;
}

/** @param filled what was filled in before */
export function moveForm(
  { activities, playbook, people, today }: MoveChoices,
  { form, locale }: MapDrawing,
  filled = new URLSearchParams(),
): Html {
  const { agree: say } = mapWords(locale);
  const kinds = moveKinds.map((kind) => ({ value: kind, label: moveWords(locale)[kind].name }));
  const owners = sortedChoices(people, filled.get('owner'), MOST_CHOICES);
  const due = filled.get('due') ?? addDays(today, USUAL_DUE_IN_DAYS);
  const fields = html`<div class="fields">${chooser('move-activity', 'activity', say.activity, activityChoices(activities.keys(), playbook, locale), filled)}
${chooser('move-kind', 'kind', say.kind, kinds, filled)}
${chooser('move-owner', 'owner', say.owner, owners, filled)}
<div><label for="move-due">${say.due}</label><input type="date" id="move-due" name="due" required min="${today}" value="${due}"></div></div>
<div><label for="move-note">${say.note}</label><textarea id="move-note" name="note" rows="2" maxlength="${MOST_CHARACTERS_OF_A_NOTE}">${filled.get('note') ?? ''}</textarea></div>
<p><button>${say.button}</button></p>`;
  const stood = [...activities].flatMap(([activity, place]) =>
    place.from === undefined && place.stage === undefined
      ? []
      : [html`<input type="hidden" name="stood" value="${placeText(activity, place)}">`],
  );
  return form('map/agree', html`${stood}${fields}`, { look: 'work' });
}

const UNKNOWN = '-';
const placeText = (activity: string, { from, stage }: PlaceOnMap) =>
  `${from ?? UNKNOWN} ${stage ?? UNKNOWN} ${activity}`;

/** Where an activity stood on the page from which a move of it was agreed. */
export function placeIn(form: URLSearchParams, activity: string): PlaceOnMap {
  const text = form.getAll('stood').find((one) => one.split(' ').slice(2).join(' ') === activity);
  const [at, on] = (text ?? '').split(' ');
  const [from, stage] = [blocks.find((block) => block === at), stages.find((one) => one === on)];
  return { ...(from && { from }), ...(stage && { stage }) };
}

export const activityChoices = (names: Iterable<string>, playbook: Playbook | undefined, locale: Locale) =>
  sortedChoices(
    [...names].map((name) => [name, activityName(name, playbook, locale)]),
    null,
    MOST_CHOICES,
  );

export function chooser(
  id: string,
  name: string,
  label: string,
  choices: readonly { value: string; label: string }[],
  filled = new URLSearchParams(),
): Html {
  const options = choices.map(
    (one) =>
      html`<option value="${one.value}"${one.value === filled.get(name) && html` selected`}>${one.label}</option>`,
  );
  return html`<div><label for="${id}">${label}</label><select id="${id}" name="${name}" required><option value=""></option>${options}</select></div>`;
}

const REFUSED_STATUS = 422;
const GONE_STATUS = 404;
const CHANGED_STATUS = 409;

/** What can't be agreed as it was filled in, with all that was filled in. */
export function refusedMovePage(
  complaint: string,
  choices: MoveChoices,
  drawing: MapDrawing,
  filled: URLSearchParams,
): TeamPage {
  const { agree } = mapWords(drawing.locale);
  const body = html`${notice(complaint)}${moveForm(choices, drawing, filled)}${wayBack(drawing.locale)}`;
  return { at: 'map', status: REFUSED_STATUS, heading: agree.heading, body };
}

/** A rating without what is rated, or how. */
export function refusedRatingPage(locale: Locale): TeamPage {
  const { agree, rate } = mapWords(locale);
  return {
    at: 'map',
    status: REFUSED_STATUS,
    heading: rate.heading,
    body: html`${notice(agree.complaint.rating)}${wayBack(locale)}`,
  };
}

/** A move that can't be changed, since somebody else was there first. */
export function unmovedPage(why: 'gone' | 'changed', locale: Locale): TeamPage {
  const { heading, lead } = mapWords(locale).agree[why];
  const status = why === 'gone' ? GONE_STATUS : CHANGED_STATUS;
  return { at: 'map', status, heading, body: html`${notice(lead)}${wayBack(locale)}` };
}

const notice = (text: string) => html`<p class="notice" role="alert">${text}</p>`;

const wayBack = (locale: Locale) => html`<nav><a href="${MAP_PATH}">${mapWords(locale).agree.back}</a></nav>`;
