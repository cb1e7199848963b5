import { isTeamRole } from '../../../domain/account/account.ts';
import { hasLeft } from '../../../domain/company/team.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import type { Load } from '../../../domain/tasks/load.ts';
import type { Day } from '../../../domain/time/day.ts';
import { type Html, html } from '../../pages/html.ts';
import { MOST_CHARACTERS_OF_A_NOTE } from '../../pages/page-parts.ts';
import { shortName } from '../parts/short-name.ts';
import { weekTold } from './load-table.ts';
import { handOverWords } from './words/words.ts';

/** The form that the boxes of the list belong to, wherever they stand. */
export const HAND_OVER_FORM = 'hand-over';
/** Of a large team those with the most room. */
const MOST_RECEIVERS = 60;

/**
 * Chooses a task to be handed over with others.
 *
 * @param name id of the element whose text names it
 */
export function chooseBox(task: string, name: string): Html {
  return html`<label class="choose"><input type="checkbox" name="task" value="${task}" form="${HAND_OVER_FORM}" aria-labelledby="${name}"></label>`;
}

/** What is filled in to hand the chosen tasks over: to whom, each with what they have to do, and a note. */
export function handOverFields(loads: readonly Load[], locale: Locale, today: Day): Html {
  const say = handOverWords(locale);
  const receivers = loads
    .filter(({ person }) => isTeamRole(person.role) && !hasLeft(person, today))
    .sort((a, b) => roomOf(b) - roomOf(a))
    .slice(0, MOST_RECEIVERS);
  const options = receivers.map(({ person, weeks: [week] }) => {
    const name = shortName(person.name);
    const label = week === undefined ? name : say.receiver(name, weekTold(week, today), week.due, week.possible);
    return html`<option value="person:${person.id}">${label}</option>`;
  });
  return html`<h2>${say.heading}</h2><p class="hint">${say.lead}</p>
<div class="filters"><div><label for="to">${say.to}</label><select id="to" name="to" required><option value="">${say.pick}</option>${options}</select></div>
<div><label for="note">${say.note} (${say.optional})</label><input id="note" name="note" maxlength="${MOST_CHARACTERS_OF_A_NOTE}"></div>
<div class="buttons"><button>${say.button}</button></div></div>`;
}

/** How many more tasks somebody could do in the first week; without a word on that, the less the more they have to do. */
const roomOf = ({ weeks: [week] }: Load) => (week === undefined ? 0 : (week.possible ?? 0) - week.due);
