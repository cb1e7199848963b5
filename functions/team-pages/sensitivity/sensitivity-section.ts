import { LEAST_OUTCOMES } from '../../../domain/backtest/question.ts';
import { pageOfSignal } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { SignalNumber } from '../../../domain/playbook/signal-numbers.ts';
import type { EndOfValues } from '../../../domain/sensitivity/question.ts';
import { type SensitivityAnswer, type ValueOutcome, warnedInTime } from '../../../domain/sensitivity/sensitivity.ts';
import { type Html, html } from '../../pages/html.ts';
import { shareText } from '../backtest/backtest-section.ts';
import { backtestWords } from '../backtest/words/words.ts';
import { type PointOfCurve, valueCurve } from '../parts/charts/value-curve.ts';
import { dataTable } from '../parts/data-table.ts';
import { addressOfTrial, numberText, shownNumber } from '../signal/number-text.ts';
import { type StudyDrawing, type StudyShown, studyState } from '../studies/study-state.ts';
import { sensitivityWords } from './words/words.ts';

export interface SensitivityFacts {
  signal: string;
  /** The number whose values are compared, and all that the signal has. */
  number: SignalNumber;
  numbers: readonly SignalNumber[];
  study: StudyShown<SensitivityAnswer> | undefined;
  /** Where another number stands in the way of further values. */
  ends: readonly EndOfValues[];
}

/** What is told beside the slider of a number while it moves. */
export interface LiveFigures {
  path: string;
  /** Of each value that was gone through, as the slider counts. */
  says: [shown: number, text: string][];
}

/** What each of several values of one number would bring, as curves and as a table; where nobody has asked yet, how to ask. */
export function sensitivitySection(facts: SensitivityFacts, drawing: Omit<StudyDrawing, 'ask'>): Html {
  const { signal, number, numbers, study } = facts;
  const { locale, form, mayAsk } = drawing;
  const say = sensitivityWords(locale);
  const label = labelOf(number, locale);
  const fields = html`<input type="hidden" name="signal" value="${signal}"><input type="hidden" name="number" value="${number.path}"><p><button>${say.button(label)}</button></p>`;
  const state = studyState(study, { ...drawing, ask: form('signals/compare', fields) });
  const answer = study?.state === 'done' ? study.answer : undefined;
  const others = numbers
    .filter(({ path }) => path !== number.path)
    .map(
      (other) =>
        html`<a href="${`${pageOfSignal(signal)}?${new URLSearchParams({ compare: other.path })}`}#compare">${labelOf(other, locale)}</a>`,
    );
  return html`<section id="compare"><h2>${say.heading}</h2>
${answer === undefined ? mayAsk && html`<p class="hint">${say.ask(label)}</p>` : compared(answer, facts, locale)}${state}
${others.length > 0 && html`<nav class="choices" aria-label="${say.others}"><span>${say.others}</span>${others}</nav>`}</section>`;
}

/** What to tell at the slider, where the values of its number were gone through. */
export function liveFigures({ number, study }: SensitivityFacts, locale: Locale): LiveFigures | undefined {
  const answer = study?.state === 'done' ? study.answer : undefined;
  if (answer === undefined || answer.days === 0) return undefined;
  const say = sensitivityWords(locale);
  const { number: written } = styleOf(locale);
  return {
    path: number.path,
    says: answer.values.map((one) => [
      shownNumber(number.unit, one.value),
      say.figures({
        value: numberText(number.unit, one.value, locale),
        tasks: written(one.tasks / answer.weeks),
        capacity: answer.capacity === null ? null : written(answer.capacity / answer.weeks),
        alarms: one.alarms,
        comes: one.comes,
        goes: one.goes,
        mails: one.mails,
      }),
    ]),
  };
}

const labelOf = ({ label }: SignalNumber, locale: Locale) => textIn(label, locale) as string;

function compared(
  answer: SensitivityAnswer,
  { signal, number, numbers, ends }: SensitivityFacts,
  locale: Locale,
): Html {
  const say = sensitivityWords(locale);
  const { from, to, weeks, runs, left, leftUnknown, capacity, days, unknownDays } = answer;
  const lead = html`<p class="lead">${say.lead({ number: labelOf(number, locale), from, to, weeks })}</p>`;
  if (days === 0) return html`${lead}<div class="empty"><p><b>${say.none}</b></p></div>`;
  const { number: written } = styleOf(locale);
  const valueText = (value: number) => numberText(number.unit, value, locale);
  const names = Object.fromEntries(numbers.map((one) => [one.path, one]));
  const ofWeek = (count: number) => written(count / weeks);
  const curve = (
    id: string,
    title: string,
    of: (one: ValueOutcome) => number,
    format = (count: number) => written(count),
  ) => {
    const points = answer.values.map(
      (one): PointOfCurve => ({ at: one.value, label: valueText(one.value), count: of(one) }),
    );
    const running = points.find(({ at }) => at === runs) as PointOfCurve;
    return {
      id,
      title,
      points,
      runs: running,
      format,
      summary: say.summary(points.map(({ label, count }) => `${label}: ${format(count)}`)),
    };
  };
  const notes = [
    ...ends.map(({ side, other }) =>
      say.end[side](labelOf(other, locale), numberText(other.unit, other.value, locale)),
    ),
    unknownDays > 0 && say.unknown(unknownDays, days),
    left > 0 && left < LEAST_OUTCOMES && say.fewLeft(left, LEAST_OUTCOMES - left),
    leftUnknown > 0 && say.leftUnknown(leftUnknown),
  ].filter((line) => line !== false);
  const table = dataTable<ValueOutcome>({
    caption: say.heading,
    rows: answer.values,
    columns: [
      {
        heading: say.columns.value,
        cell: ({ value }) =>
          value === runs
            ? html`<b>${valueText(value)}</b> <small>${say.runs}</small>`
            : html`<a class="whole" href="${addressOfTrial(signal, { [number.path]: value }, names, { from, to })}">${valueText(value)}</a>`,
      },
      { heading: say.columns.tasks, isNumber: true, cell: ({ tasks }) => ofWeek(tasks) },
      ...(answer.peopleWithCapacity > 0
        ? [
            {
              heading: say.columns.over,
              isNumber: true as const,
              cell: ({ overCapacity }: ValueOutcome) => {
                const text = say.of(overCapacity, answer.peopleWithCapacity);
                return overCapacity > 0 ? html`<b class="risk">▼ ${text}</b>` : text;
              },
            },
          ]
        : []),
      { heading: say.columns.alarms, isNumber: true, cell: ({ alarms }) => written(alarms) },
      { heading: say.columns.moves, isNumber: true, cell: ({ comes, goes }) => `+${written(comes)} −${written(goes)}` },
      { heading: say.columns.mails, isNumber: true, cell: ({ mails }) => written(mails) },
      { heading: say.columns.open, isNumber: true, cell: ({ open }) => written(open) },
      ...(left > 0
        ? [
            {
              heading: say.columns.caught,
              cell: (one: ValueOutcome) => shareText(warnedInTime(one, left), backtestWords(locale), locale),
            },
          ]
        : []),
    ],
  });
  const limit = capacity === null ? undefined : { count: capacity, label: say.capacity };
  return html`${lead}
<div class="tiles">${valueCurve({ ...curve('tasks-of', say.charts.tasks, ({ tasks }) => tasks, ofWeek), limit })}
${valueCurve(curve('alarms-of', say.charts.alarms, ({ alarms }) => alarms))}</div>
${table}${notes.length > 0 && html`<ul class="hint">${notes.map((line) => html`<li>${line}</li>`)}</ul>`}`;
}
