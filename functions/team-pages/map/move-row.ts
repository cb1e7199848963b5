import type { Move, MoveToDo } from '../../../domain/improvement-map/moves.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { mailWords, moveWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import type { DueRow } from '../parts/due-row.ts';
import { MAP_PATH } from '../work-cuts/move-address.ts';
import { activityName } from '../work-cuts/work-names.ts';
import type { MapDrawing } from './move-form.ts';
import { mapWords } from './words/words.ts';

const MOST_CHARACTERS_SHOWN = 120;

export interface MoveDrawing extends MapDrawing {
  playbook: Playbook | undefined;
  mayWork: boolean;
  /** Whose it is, where it may be anybody's. */
  nameOf?: (owner: string) => string;
}

/** What somebody has to do about a move, in a line of a list of tasks. */
export function moveRow(
  { move, what, due }: MoveToDo,
  { form, locale, playbook, mayWork, nameOf }: MoveDrawing,
): DueRow {
  const say = mapWords(locale).row;
  const name = activityName(move.activity, playbook, locale);
  const todo = say[what](moveWords(locale)[move.kind].name);
  const about = [say.from, nameOf?.(move.owner), move.note && shorten(move.note, MOST_CHARACTERS_SHOWN)];
  const acts =
    mayWork &&
    html`<details class="acts"><summary>${say.open[what]}<span class="unseen">: ${name} ${todo}</span></summary>${moveButtons(move, what, { form, locale })}</details>`;
  const row = html`<li><a class="row" href="${MAP_PATH}#moves"><span><b>${name}</b> ${todo}<br><small>${about.filter(Boolean).join(' · ')}</small></span><span class="due">${mailWords(locale).by(due)}</span></a>${acts}</li>`;
  return { due, row };
}

/** What its owner, or anybody who works, can do about it. */
export function moveButtons({ id }: Pick<Move, 'id'>, what: MoveToDo['what'], { form, locale }: MapDrawing): Html {
  const say = mapWords(locale).agreed;
  const field = html`<input type="hidden" name="move" value="${id}">`;
  const button = (act: string, text: string) => form(act, html`${field}<button class="quiet">${text}</button>`);
  return what === 'look'
    ? html`<div class="buttons">${button('map/look', say.looked)}</div>`
    : html`<div class="buttons">${button('map/finish', say.done)}${button('map/drop', say.drop)}</div>`;
}
