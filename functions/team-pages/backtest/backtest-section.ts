import type { BacktestAnswer, Share, SignalAnswer } from '../../../domain/backtest/backtest-answer.ts';
import type { BacktestQuestion } from '../../../domain/backtest/question.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { type Html, html } from '../../pages/html.ts';
import type { ActForm } from '../act-form.ts';
import { dataTable } from '../parts/data-table.ts';
import { type StudyDrawing, type StudyShown, studyState } from '../studies/study-state.ts';
import type { BacktestWords } from './words/sections.ts';
import { backtestWords } from './words/words.ts';

/** So many steps of the curve are told. */
const MOST_STEPS = 12;

/** What the usual question has come to. */
export interface BacktestAsked {
  question: BacktestQuestion;
  study: StudyShown<BacktestAnswer> | undefined;
}

export interface BacktestFacts extends BacktestAsked {
  signal: string;
}

/** Whether a signal would have warned of those who left; where nobody has asked yet, how to ask. */
export function backtestSection(
  { signal, question, study }: BacktestFacts,
  drawing: Omit<StudyDrawing, 'ask'>,
): Html | false {
  const { locale, form, mayAsk } = drawing;
  if (study === undefined && !mayAsk) return false;
  const say = backtestWords(locale);
  const state = studyState(study, { ...drawing, ask: askOf(form, say) });
  const whole = study && backtestAnswer(study);
  return html`<section id="backtest"><h2>${say.heading}</h2>
${whole !== undefined ? answer(whole, { signal, question }, say, locale) : mayAsk && html`<p class="hint">${say.ask(question)}</p>`}${state}</section>`;
}

/** The same of all signals at once, below their table. */
export function backtestOfAll({ question, study }: BacktestAsked, drawing: Omit<StudyDrawing, 'ask'>): Html | false {
  const { locale, form, mayAsk } = drawing;
  if (study === undefined && !mayAsk) return false;
  const say = backtestWords(locale);
  const state = studyState(study, { ...drawing, ask: askOf(form, say) });
  const whole = study && backtestAnswer(study);
  return html`<section id="backtest"><h2>${say.headingOfAll}</h2>
${whole === undefined ? mayAsk && html`<p class="hint">${say.ask(question)}</p>` : overAll(whole, question, say)}${state}</section>`;
}

const askOf = (form: ActForm, { button }: BacktestWords) =>
  form('signals/backtest', html`<button class="quiet">${button}</button>`);

function overAll(whole: BacktestAnswer, { from, to, leadInDays, horizonInDays }: BacktestQuestion, say: BacktestWords) {
  const { outcomes, accounts, isEnough, outcomesNeeded } = whole;
  const lead = html`<p class="lead">${say.lead({ from, to, outcomes, accounts })}</p>`;
  if (outcomes === 0) return html`${lead}<p>${say.none}</p>`;
  return html`${lead}${!isEnough && html`<p>${say.tooFew(outcomes, outcomesNeeded)}</p>`}<p class="hint">${say.about(leadInDays, horizonInDays)}</p>`;
}

/** What was found, where it was gone through to its end. */
export const backtestAnswer = ({ state, answer }: StudyShown<BacktestAnswer>): BacktestAnswer | undefined =>
  state === 'done' ? answer : undefined;

/** How many of those who left one of the signals warned of in time. */
export function caughtText({ signals }: BacktestAnswer, signal: string, locale: Locale): string {
  const one = signals.find((each) => each.signal === signal);
  return one === undefined ? '–' : shareText(one.catchRate, backtestWords(locale), locale);
}

function answer(
  whole: BacktestAnswer,
  { signal, question }: Pick<BacktestFacts, 'signal' | 'question'>,
  say: BacktestWords,
  locale: Locale,
): Html {
  const { from, to, leadInDays, horizonInDays } = question;
  const { outcomes, accounts, isEnough, outcomesNeeded, baseRate } = whole;
  const lead = html`<p class="lead">${say.lead({ from, to, outcomes, accounts })}</p>`;
  if (outcomes === 0) return html`${lead}<p>${say.none}</p>`;
  const one = whole.signals.find((each) => each.signal === signal);
  if (one === undefined) return html`${lead}<p>${say.notIn}</p>`;
  const lines = figuresOf(one, baseRate, say, locale).map(
    ([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`,
  );
  return html`${lead}<p><b>${isEnough ? say.verdicts[one.verdict] : say.tooFew(outcomes, outcomesNeeded)}</b></p>
<dl>${lines}</dl>${curve(one, say)}<p class="hint">${say.about(leadInDays, horizonInDays)}</p>`;
}

function figuresOf(one: SignalAnswer, baseRate: Share, say: BacktestWords, locale: Locale): [string, string][] {
  const { figures, ofAll } = say;
  const { number } = styleOf(locale);
  const { outcomes, lift, daysAhead, falseAlarmsPerCsmAndMonth: perMonth, falseAlarms } = one;
  const times = lift && say.times(lift.value === null ? null : number(lift.value), ...spoken(lift.interval, number));
  const aMonth = perMonth === null ? '' : ` · ${say.aMonth(number(perMonth, 2))}`;
  return [
    [figures.caught, shareText(one.catchRate, say, locale)],
    [figures.tooLate, ofAll(one.tooLate, outcomes)],
    [figures.earlier, ofAll(one.earlier, outcomes)],
    [figures.missed, ofAll(one.missed, outcomes)],
    ...(one.unknown > 0 ? [[figures.unknown, ofAll(one.unknown, outcomes)] as [string, string]] : []),
    ...(daysAhead === null
      ? []
      : [[figures.daysAhead, say.days(daysAhead.median, daysAhead.lower, daysAhead.upper)] as [string, string]]),
    [figures.precision, shareText(one.precision, say, locale)],
    [figures.baseRate, shareText(baseRate, say, locale)],
    ...(times === null ? [] : [[figures.lift, times] as [string, string]]),
    [figures.falseAlarms, `${number(falseAlarms)}${aMonth}`],
    [figures.keptAfterAction, number(one.keptAfterAction)],
    [figures.unfinished, number(one.unfinishedAlarms)],
  ];
}

const spoken = ([low, high]: readonly [number, number], number: (value: number) => string): [string, string] => [
  number(low),
  number(high),
];

/** So many of so many, with its interval; a rate where there are enough. */
export function shareText({ count, of, value, interval }: Share, say: BacktestWords, locale: Locale): string {
  const { number } = styleOf(locale);
  if (interval === null) return '–';
  const percent = (share: number) => `${number(100 * share)}%`;
  const [low, high] = [percent(interval[0]), percent(interval[1])];
  return value === null ? say.counts(count, of, low, high) : say.rate(percent(value), count, of, low, high);
}

/** Every so many steps of it. */
function curve({ leadCurve }: SignalAnswer, say: BacktestWords): Html | false {
  if (leadCurve.length === 0) return false;
  const every = Math.ceil(leadCurve.length / MOST_STEPS);
  const rows = leadCurve.filter((_, i) => i % every === 0 || i === leadCurve.length - 1);
  return html`<details><summary>${say.curve.heading}</summary>${dataTable<(typeof rows)[number]>({
    caption: say.curve.heading,
    rows,
    columns: [
      { heading: say.curve.days, cell: ({ days }) => say.curve.atLeast(days) },
      { heading: say.curve.warned, isNumber: true, cell: ({ warned }) => warned },
    ],
  })}</details>`;
}
