import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { SignalNumber } from '../../../domain/playbook/signal-numbers.ts';
import { type Html, html } from '../../pages/html.ts';
import { MOST_CHARACTERS_OF_A_NOTE } from '../../pages/page-parts.ts';
import type { ActForm } from '../act-form.ts';
import { numberText, shownNumber } from './number-text.ts';
import { refusalText } from './numbers-form.ts';
import type { Trial } from './trial.ts';
import type { SignalPageWords } from './words/sections.ts';
import { signalPageWords } from './words/words.ts';

export interface Publishing {
  form: ActForm;
  locale: Locale;
  mayPublish: boolean;
  /** What was written as the reason, and what is wrong with it. */
  reason?: string;
  complaint?: keyof SignalPageWords['complaint'] | undefined;
}

/** What was asked of the past about it. */
export interface TrialAsked {
  /** How the question stands, or how to ask it. */
  state: Html;
  /** What would have been, once that is known. */
  answer: Html | undefined;
}

/** What somebody wants to be otherwise, number by number, and what would have been; and the form that publishes it. */
export function trialSection(
  trial: Trial,
  publishing: Publishing,
  { heading, asked }: { heading?: string; asked?: TrialAsked } = {},
): Html {
  const { version, numbers, wanted, problems } = trial;
  const { locale, mayPublish } = publishing;
  const say = signalPageWords(locale).tried;
  const lines = numbers
    .filter(({ path }) => Object.hasOwn(wanted, path))
    .map((number) => trialLine(number, wanted[number.path] as number, locale));
  const head = html`<h2>${heading ?? say.heading}</h2>`;
  if (lines.length === 0) return html`<section id="tried">${head}<p>${say.same}</p></section>`;
  const what = html`<p>${say.lead(version)}</p><ul>${lines}</ul>`;
  if (problems.length > 0) return html`<section id="tried">${head}${what}${unfit(trial, locale)}</section>`;
  return html`<section id="tried">${head}${what}${asked?.state}</section>${asked?.answer}
<section>${mayPublish ? publishPart() : html`<p class="hint">${say.forManagers}</p>`}</section>`;

  function publishPart(): Html {
    const form = publishForm(trial, publishing);
    // Who has not looked yet is asked to look first.
    if (asked !== undefined && asked.answer === undefined)
      return html`<details class="acts"><summary>${say.withoutLooking}</summary>${form}</details>`;
    return html`<h2>${say.publishing}</h2>${form}`;
  }
}

function trialLine({ label, unit, value }: SignalNumber, tried: number, locale: Locale): Html {
  const { change, field } = signalPageWords(locale);
  const after = Number.isFinite(tried) ? numberText(unit, tried, locale) : '?';
  return html`<li>${field(textIn(label, locale) as string, change(numberText(unit, value, locale), after))}</li>`;
}

function unfit({ numbers, problems }: Trial, locale: Locale): Html {
  const { tried, field } = signalPageWords(locale);
  const lines = problems.map((problem) => {
    const { label, unit } = numbers.find(({ path }) => path === problem.path) as SignalNumber;
    return html`<li>${field(textIn(label, locale) as string, refusalText(problem, unit, locale))}</li>`;
  });
  return html`<div class="notice" role="alert"><p><b>▼ ${tried.unfit}</b></p><ul>${lines}</ul></div>`;
}

/** Of which signal, and which numbers. */
export function triedFields({ signal, numbers, wanted }: Trial): Html {
  const hidden = numbers
    .filter(({ path }) => Object.hasOwn(wanted, path))
    .map(
      ({ path, unit }) =>
        html`<input type="hidden" name="${path}" value="${shownNumber(unit, wanted[path] as number)}">`,
    );
  return html`<input type="hidden" name="signal" value="${signal}">${hidden}`;
}

function publishForm(trial: Trial, publishing: Publishing): Html {
  const say = signalPageWords(publishing.locale).tried;
  const fields = html`${triedFields(trial)}<input type="hidden" name="onto" value="${trial.version}">
${reasonField(say.reason, publishing)}<p><button>${say.publish}</button></p>`;
  return publishing.form('signals/publish', fields, { look: 'work' });
}

/** Brings an older version back. */
export function rollBackForm(signal: string, version: string, to: string, publishing: Publishing): Html {
  const say = signalPageWords(publishing.locale).back;
  const fields = html`<input type="hidden" name="signal" value="${signal}"><input type="hidden" name="onto" value="${version}"><input type="hidden" name="to" value="${to}">
${reasonField(say.reason, publishing)}<p><button>${say.button}</button></p>`;
  return publishing.form('signals/roll-back', fields, { look: 'work' });
}

function reasonField(label: string, { reason = '', complaint, locale }: Publishing): Html {
  const wrong = complaint && signalPageWords(locale).complaint[complaint];
  return html`<label>${label}<textarea name="note" rows="2" required maxlength="${MOST_CHARACTERS_OF_A_NOTE}"${wrong !== undefined && html` aria-invalid="true"`}>${reason}</textarea>${wrong !== undefined && html`<b class="risk">▼ ${wrong}</b>`}</label>`;
}
