import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { NumberProblem, NumbersWanted, SignalNumber } from '../../../domain/playbook/signal-numbers.ts';
import { type Html, html } from '../../pages/html.ts';
import type { ActForm } from '../act-form.ts';
import type { LiveFigures } from '../sensitivity/sensitivity-section.ts';
import { sensitivityWords } from '../sensitivity/words/words.ts';
import { numberText, shownNumber, sliderName } from './number-text.ts';
import { type DaysAsked, USUAL_WEEKS, WEEKS_ON_OFFER, weeksOf } from './questions.ts';
import { signalPageWords } from './words/words.ts';

export interface NumbersDrawing {
  signal: string;
  numbers: readonly SignalNumber[];
  wanted: NumbersWanted;
  problems: readonly NumberProblem[];
  /** Over which days is asked what would have been. */
  days: DaysAsked;
  /** What is known already of other values of one number. */
  live: LiveFigures | undefined;
  form: ActForm;
  locale: Locale;
}

/** Every number of a signal with its slider; nothing is changed by it. */
export function numbersForm(drawing: NumbersDrawing): Html {
  const { signal, numbers, days, form, locale } = drawing;
  const { tune, says } = signalPageWords(locale);
  if (numbers.length === 0) return html`<p class="hint">${says.nothing}</p>`;
  const chosen = WEEKS_ON_OFFER.includes(weeksOf(days)) ? weeksOf(days) : USUAL_WEEKS;
  const weeks = WEEKS_ON_OFFER.map(
    (count) => html`<option value="${count}"${count === chosen && html` selected`}>${tune.weeks(count)}</option>`,
  );
  const fields = html`<input type="hidden" name="signal" value="${signal}">
<div class="dials">${numbers.map((number) => dial(number, drawing))}</div>
<div class="buttons"><label>${tune.over}<select name="weeks">${weeks}</select></label><button>${tune.button}</button></div>`;
  return form('signals/ask', fields, { look: 'work' });
}

/** A slider reaches as far as anybody would go from here; the field beside it takes all that the playbook takes. */
function dial(number: SignalNumber, { wanted, problems, live, locale }: NumbersDrawing): Html {
  const { tune, unit: units } = signalPageWords(locale);
  const { path, unit, bounds } = number;
  const label = textIn(number.label, locale) as string;
  const value = Object.hasOwn(wanted, path) ? (wanted[path] as number) : number.value;
  const isNumber = Number.isFinite(value);
  const at = shownNumber(unit, isNumber ? value : number.value);
  const { low, high } = reachOf(number, isNumber ? value : number.value);
  const wrong = problems.find((problem) => problem.path === path);
  const least = bounds.least === undefined ? undefined : shownNumber(unit, bounds.least);
  const most = bounds.most === undefined ? undefined : shownNumber(unit, bounds.most);
  return html`<div class="dial"><label>${label}<span class="pair"><input type="number" name="${path}" value="${isNumber ? at : ''}" step="${bounds.isWhole ? '1' : 'any'}"${least !== undefined && html` min="${least}"`}${most !== undefined && html` max="${most}"`} required${wrong !== undefined && html` aria-invalid="true"`}><span>${units[unit]}</span></span></label>
<input type="range" name="${sliderName(number, at)}" value="${at}" min="${low}" max="${high}" step="1" aria-label="${tune.slider(label)}">${wrong !== undefined && html`<b class="risk">▼ ${refusalText(wrong, unit, locale)}</b>`}${live?.path === path && liveOutput(live, at, { wanted, locale })}</div>`;
}

/** The figures of the value that was gone through and is nearest; the script keeps to it while the slider moves. */
function liveOutput(
  { path, says }: LiveFigures,
  at: number,
  { wanted, locale }: Pick<NumbersDrawing, 'wanted' | 'locale'>,
): Html {
  const { together } = sensitivityWords(locale);
  const isTogether = Object.keys(wanted).some((other) => other !== path);
  const [, text] = says.reduce((best, one) => (Math.abs(one[0] - at) < Math.abs(best[0] - at) ? one : best));
  // Where others are tried already, no value of this one alone tells what they bring together.
  const kept = isTogether ? [] : says;
  return html`<output data-figures="${JSON.stringify(kept)}" data-together="${together}">${isTogether ? together : text}</output>`;
}

/** Why a number can't be so, and what would do. */
export function refusalText({ limit }: NumberProblem, unit: SignalNumber['unit'], locale: Locale): string {
  const bound = 'value' in limit ? numberText(unit, limit.value, locale) : '';
  return signalPageWords(locale).refused[limit.is](bound);
}

/** Shares up to all of it, or twice what they are; whatever else is counted to three times what it is. */
function reachOf({ unit, value, bounds }: SignalNumber, tried: number): { low: number; high: number } {
  const far = unit === 'share' ? (value <= 1 ? 1 : Math.ceil(2 * value)) : Math.max(10, Math.ceil(3 * value));
  const high = shownNumber(unit, Math.max(Math.min(bounds.most ?? far, far), tried));
  const low = shownNumber(unit, Math.min(bounds.least ?? 0, tried));
  return { low: Math.ceil(low), high: Math.ceil(high) };
}
