import { ACTIVITIES_KEPT_IN_DAYS, touchKinds } from '../../../domain/activities/activity.ts';
import { activityOutcomes, initiatives } from '../../../domain/activities/work-kind.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { ActivityKind } from '../../../domain/playbook/activity-kinds.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { type Html, html } from '../../pages/html.ts';
import { MOST_CHARACTERS_OF_A_NOTE } from '../../pages/page-parts.ts';
import { pageWords } from '../../pages/words/words.ts';
import { accountActWords } from '../account/words/words.ts';
import type { ActForm } from '../act-form.ts';
import { type Named, namesOnOffer } from '../parts/typed-names.ts';
import { activitiesWords } from './words/words.ts';

/** What the form that logs an activity is drawn with. */
export interface LogDrawing {
  form: ActForm;
  locale: Locale;
  today: Day;
  /** Tells a form from the next one: when it was drawn (ms). */
  drawn: number;
  /** What there is to choose from, by name, and the version of the playbook that says so. */
  kinds: Record<string, ActivityKind>;
  playbook: string | undefined;
  /** Accounts on offer, by what is written for them. */
  accounts: readonly Named[];
  /** Whether the accounts are those that may be meant by what was typed: one of them is to be chosen. */
  isToChoose?: boolean;
}

const ACCOUNTS_LIST = 'accounts-on-offer';
const QUICK_MINUTES = ['5', '15', '30', '60'];

/** Logs what was done for a customer, by keys alone as well: what has been filled in stays, and the rest is ready for the next. */
export function logActivityForm(drawing: LogDrawing, filled: URLSearchParams): Html {
  const { form, locale, today, drawn, playbook, kinds } = drawing;
  const say = activitiesWords(locale);
  const { log } = accountActWords(locale);
  const { optional } = pageWords(locale).task;
  const value = (name: string) => filled.get(name) ?? '';
  const isMoreFilled = value('day') !== '' || value('replies') !== '';
  const fields = html`<input type="hidden" name="drawn" value="${filled.get('drawn') ?? String(drawn)}">${playbook !== undefined && html`<input type="hidden" name="playbook" value="${playbook}">`}
<div class="fields">${accountField(drawing, value('account'))}
${kindField(drawing, value('activity'), { isAsked: Object.keys(kinds).length > 0 })}</div>
${radios(
  say.form.how,
  'kind',
  touchKinds.map((kind) => [kind, log.kinds[kind]]),
  filled.get('kind') ?? touchKinds[0],
)}
<fieldset><legend>${say.form.minutes}</legend><div class="picks">${QUICK_MINUTES.map((minutes) => radio('minutes', minutes, minutes, value('minutes') === minutes))}${radio('minutes', '', say.form.unsaid, !QUICK_MINUTES.includes(value('minutes')))}<label class="choice">${say.form.otherMinutes} <input type="text" name="otherMinutes" inputmode="numeric" maxlength="5" size="5" value="${value('otherMinutes')}"></label></div></fieldset>
${radios(
  say.form.initiative,
  'initiative',
  [['', say.form.asTheKind], ...initiatives.map((one) => [one, say.initiatives[one]] as [string, string])],
  value('initiative'),
)}
<div class="fields">${outcomeField(locale, value('outcome'))}
<label>${log.note} <span class="hint">${optional}</span><textarea name="note" rows="2" maxlength="${MOST_CHARACTERS_OF_A_NOTE}">${value('note')}</textarea></label></div>
<details class="acts"${isMoreFilled && html` open`}><summary>${say.form.more}</summary><div class="fields"><label>${say.form.day}<input type="date" name="day" min="${addDays(today, 1 - ACTIVITIES_KEPT_IN_DAYS)}" max="${today}" value="${value('day')}"></label>
<label>${say.form.replies}<input type="text" name="replies" inputmode="numeric" maxlength="5" value="${value('replies')}"></label></div></details>
<p><button>${say.form.save}</button></p>`;
  return form('activities/log', fields, { look: 'work' });
}

function accountField({ locale, accounts, isToChoose }: LogDrawing, typed: string): Html {
  const say = activitiesWords(locale).form;
  if (isToChoose) {
    return html`<label>${say.pickAccount}<select name="account" required autofocus><option value="">${say.pick}</option>${accounts.map(({ value, label }) => option(value, label, ''))}</select></label>`;
  }
  // What is known already need not be typed.
  return html`<label>${say.account}<input name="account" list="${ACCOUNTS_LIST}" required autocomplete="off" maxlength="300" value="${typed}"${typed === '' && html` autofocus`}>${namesOnOffer(ACCOUNTS_LIST, accounts)} <span class="hint">${say.accountHint}</span></label>`;
}

/** What kind of activity it was, those of one initiative together. */
export function kindField(
  { kinds, locale }: Pick<LogDrawing, 'kinds' | 'locale'>,
  chosen: string,
  { isAsked = false } = {},
): Html {
  const say = activitiesWords(locale);
  const groups = initiatives.flatMap((initiative) => {
    const options = Object.entries(kinds)
      .filter(([, kind]) => kind.initiative === initiative)
      .map(([name, { label }]) => option(name, textIn(label, locale), chosen));
    return options.length === 0 ? [] : html`<optgroup label="${say.initiatives[initiative]}">${options}</optgroup>`;
  });
  return html`<label>${say.form.activity}<select name="activity"${isAsked && html` required`}><option value="">${isAsked ? say.form.pick : say.form.unsaid}</option>${groups}</select></label>`;
}

export function outcomeField(locale: Locale, chosen: string): Html {
  const say = activitiesWords(locale);
  return html`<label>${say.form.outcome}<select name="outcome"><option value="">${say.form.unsaid}</option>${activityOutcomes.map((outcome) => option(outcome, say.outcomes[outcome], chosen))}</select></label>`;
}

const radios = (legend: string, name: string, options: readonly (readonly [string, string])[], chosen: string): Html =>
  html`<fieldset><legend>${legend}</legend><div class="picks">${options.map(([value, label]) => radio(name, value, label, value === chosen))}</div></fieldset>`;

const radio = (name: string, value: string, label: string, isChosen: boolean): Html =>
  html`<label class="choice"><input type="radio" name="${name}" value="${value}"${isChosen && html` checked`}> ${label}</label>`;

const option = (value: string, label: string, chosen: string): Html =>
  html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`;
