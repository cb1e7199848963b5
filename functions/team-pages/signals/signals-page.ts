import type { Csm } from '../../../domain/account/account.ts';
import { pageOfSignal } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Outrunning } from '../../../domain/signal-work/outrunning.ts';
import { precisionOf } from '../../../domain/signal-work/signal-precision.ts';
import {
  lastWeeks,
  outrunning,
  type SignalTally,
  type SignalWeek,
  tallyOver,
  WEEKS_LATELY,
} from '../../../domain/signal-work/signal-weeks.ts';
import { feedbackVerdicts } from '../../../domain/tasks/task.ts';
import type { Day } from '../../../domain/time/day.ts';
import { toneShapes } from '../../mail/layout/blocks.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import type { SignalWork } from '../../store/work/signal-work.ts';
import type { ActForm } from '../act-form.ts';
import { type BacktestAsked, backtestAnswer, backtestOfAll, caughtText } from '../backtest/backtest-section.ts';
import { sparkline } from '../parts/charts/sparkline.ts';
import { type Column, dataTable } from '../parts/data-table.ts';
import { emptyState } from '../parts/empty-state.ts';
import { pageAddress, placeIn } from '../parts/page-address.ts';
import { pager } from '../parts/pager.ts';
import { shortName } from '../parts/short-name.ts';
import type { TeamPage } from '../team-page.ts';
import { shellWords } from '../words/words.ts';
import { signalsPageWords } from './words/words.ts';

export const SIGNALS_PATH = '/signals';
const MOST_CHARACTERS = 80;
/** A page of these is below 100 kB. */
const SIGNALS_A_PAGE = 50;
const LEAST_WEEKS_DRAWN = 3;
const MOST_MISSING = 3;
const STALE_AFTER_IN_MS = 3 * 86_400_000;

export interface SignalFacts {
  work: SignalWork;
  playbook: Playbook | undefined;
  backtest: BacktestAsked;
  members: readonly Pick<Csm, 'id' | 'name'>[];
  today: Day;
  nowInMs: number;
  timeZone: string;
}

interface SignalsReading {
  query: URLSearchParams;
  form: ActForm;
  /** Whether they may have the past gone through. */
  mayAsk: boolean;
  locale: Locale;
}

export const noSignalsPage = (locale: Locale): TeamPage => {
  const { heading, none } = signalsPageWords(locale);
  return {
    at: 'signals',
    heading,
    body: emptyState(none),
  };
};

/** Per signal what became of its tasks, and what the team says of it; those that raise most in front. */
export function signalsPage(
  { work, playbook, backtest, members, today, nowInMs, timeZone }: SignalFacts,
  { query, form, mayAsk, locale }: SignalsReading,
): TeamPage {
  const say = signalsPageWords(locale);
  const { moment } = mailWords(locale);
  const lately = lastWeeks(work.weeks, WEEKS_LATELY, today);
  const names = signalNames(work.weeks, playbook);
  const rows = names
    .map((signal) => ({ signal, all: tallyOver(work.weeks, signal), late: tallyOver(lately, signal) }))
    .sort((a, b) => b.late.raised - a.late.raised || b.all.raised - a.all.raised || (a.signal < b.signal ? -1 : 1));
  const raised = rows.reduce((sum, { late }) => sum + late.raised, 0);
  const done = rows.reduce((sum, { late }) => sum + late.done, 0);
  const loud = outrunning(lately, names);
  const from = placeIn(query) < rows.length ? placeIn(query) : 0;
  const until = from + SIGNALS_A_PAGE;
  const next = until < rows.length ? String(until) : undefined;
  const found = backtest.study && backtestAnswer(backtest.study);
  const isStale = nowInMs - Date.parse(work.countedAt) > STALE_AFTER_IN_MS;
  return {
    at: 'signals',
    heading: say.heading,
    lead: raised === 0 ? say.quiet(WEEKS_LATELY) : say.lead(raised, done, WEEKS_LATELY),
    ...(backtest.study?.state === 'running' && { isWaiting: true }),
    body: html`${isStale && html`<p class="notice">${say.stale}</p>`}
${loud !== null && outrunNotice(loud)}
${dataTable({ caption: say.heading, columns: columns(), rows: rows.slice(from, until) })}
${pager({ path: SIGNALS_PATH, query, next }, shellWords(locale).list.pages)}
<p class="hint">${say.about}</p>
<p class="hint">${say.countedAt(moment(work.countedAt, timeZone))}</p>
${playbook !== undefined && backtestOfAll(backtest, { form, locale, mayAsk, timeZone, address: pageAddress(SIGNALS_PATH, query), nameOf })}`,
  };

  function nameOf(id: string): string {
    return shortName(members.find((member) => member.id === id)?.name ?? id);
  }

  function outrunNotice({ signal, ignored, raised }: Outrunning): Html {
    const { heading, lead } = say.outruns(labelOf(signal, playbook, locale), ignored, raised);
    return html`<section class="notice"><h2>▼ ${heading}</h2><p>${lead}</p></section>`;
  }

  function columns(): Column<(typeof rows)[number]>[] {
    return [
      {
        heading: say.columns.signal,
        cell: ({ signal }) =>
          html`<a class="whole" href="${pageOfSignal(signal)}">${signalMark(signal, playbook, locale)}</a>`,
      },
      { heading: say.columns.byWeek, cell: ({ signal }) => line(signal) },
      {
        heading: say.columns.aWeek,
        isNumber: true,
        cell: ({ late }) => mailWords(locale).number(late.raised / WEEKS_LATELY),
      },
      ...tallyColumns(locale).map(({ cell, ...column }) => ({
        ...column,
        cell: ({ late }: (typeof rows)[number]) => cell(late),
      })),
      { heading: say.columns.words, cell: ({ all }) => wordsText(all, locale) },
      { heading: say.columns.precision, cell: ({ all }) => precisionText(all, locale) },
      ...(found !== undefined && found.outcomes > 0
        ? [
            {
              heading: say.columns.caught,
              cell: ({ signal }: (typeof rows)[number]) => caughtText(found, signal, locale),
            },
          ]
        : []),
      { heading: say.columns.data, cell: ({ signal }) => dataText(signal) },
    ];
  }

  function line(signal: string): Html | undefined {
    const values = weekValues(work.weeks, signal);
    if (values.length < LEAST_WEEKS_DRAWN || values.every((value) => value === 0)) return undefined;
    const title = say.one.byWeek;
    const range = { low: 0, high: Math.max(1, ...values) };
    const course = { first: (work.weeks.at(-1) as SignalWeek).week, values };
    return sparkline({ course, range, title, format: (value) => mailWords(locale).number(value) }, locale);
  }

  function dataText(signal: string): Html | string {
    const arrives = Object.hasOwn(work.data, signal) ? work.data[signal] : undefined;
    if (playbook !== undefined && !Object.hasOwn(playbook.signals, signal)) return say.retired;
    if (arrives === undefined) return '–';
    const { state, missing } = arrives;
    if (state === 'on') return say.data.on;
    return html`<span class="${state === 'off' ? 'risk' : ''}">${state === 'off' && '▼ '}${say.data[state]}</span><br><small class="hint">${say.missing(
      missing.slice(0, MOST_MISSING).map((event) => shorten(event, MOST_CHARACTERS)),
      missing.length - MOST_MISSING,
    )}</small>`;
  }
}

/** What became of a signal's tasks week by week. */
export function weeksOfSignal(weeks: readonly SignalWeek[], signal: string, locale: Locale): Html {
  const say = signalsPageWords(locale);
  const rows = weeks.map(({ week, signals }) => ({
    week,
    tally: Object.hasOwn(signals, signal) ? (signals[signal] as SignalTally) : tallyOver([], signal),
  }));
  const all = tallyOver(weeks, signal);
  const heading = html`<h2>${say.whole}</h2>`;
  if (all.raised === 0) return html`<section>${heading}<p class="hint">${say.one.nothing}</p></section>`;
  const table = dataTable({
    caption: say.whole,
    columns: [
      { heading: say.one.week, cell: ({ week }: (typeof rows)[number]) => say.one.weekOf(week) },
      { heading: say.columns.raised, isNumber: true, cell: ({ tally }) => mailWords(locale).number(tally.raised) },
      ...tallyColumns(locale).map(({ cell, ...column }) => ({
        ...column,
        cell: ({ tally }: (typeof rows)[number]) => cell(tally),
      })),
      { heading: say.columns.words, cell: ({ tally }) => wordsText(tally, locale) },
    ],
    rows,
  });
  return html`<section>${heading}<p class="lead">${say.one.lead(rows.length)}</p><p class="figure">${say.columns.precision}: ${precisionText(all, locale)}</p>${table}
<p class="hint">${say.about}</p></section>`;
}

/** Those of the playbook, and those that raised tasks while they were in it. */
export function signalNames(weeks: readonly SignalWeek[], playbook: Playbook | undefined): string[] {
  return [
    ...new Set([...Object.keys(playbook?.signals ?? {}), ...weeks.flatMap(({ signals }) => Object.keys(signals))]),
  ];
}

/** The oldest week first; those between in which it raised none count too. */
function weekValues(weeks: readonly SignalWeek[], signal: string): number[] {
  return [...weeks]
    .reverse()
    .map(({ signals }) => (Object.hasOwn(signals, signal) ? (signals[signal]?.raised ?? 0) : 0));
}

export function labelOf(signal: string, playbook: Playbook | undefined, locale: Locale): string {
  const known =
    playbook !== undefined && Object.hasOwn(playbook.signals, signal) ? playbook.signals[signal] : undefined;
  return shorten(textIn(known?.label, locale) ?? signal, MOST_CHARACTERS);
}

function signalMark(signal: string, playbook: Playbook | undefined, locale: Locale): Html {
  const label = labelOf(signal, playbook, locale);
  const side = playbook && Object.hasOwn(playbook.signals, signal) ? playbook.signals[signal]?.side : undefined;
  if (side === undefined) return html`${label}`;
  const { side: sides } = signalsPageWords(locale);
  return html`<span class="${side}"><span aria-hidden="true">${toneShapes[side]}</span><span class="unseen">${sides[side]}: </span></span> ${label}`;
}

function tallyColumns(locale: Locale): { heading: string; isNumber: true; cell(tally: SignalTally): string }[] {
  const { columns, ofRaised } = signalsPageWords(locale);
  return [
    {
      heading: columns.done,
      isNumber: true,
      cell: ({ done, raised }) => (raised === 0 ? '–' : ofRaised(done, raised)),
    },
    {
      heading: columns.ignored,
      isNumber: true,
      cell: ({ ignored, raised }) => (raised === 0 ? '–' : ofRaised(ignored, raised)),
    },
  ];
}

function wordsText({ words }: SignalTally, locale: Locale): string {
  const say = signalsPageWords(locale);
  const said = feedbackVerdicts
    .filter((verdict) => words[verdict] > 0)
    .map((verdict) => say.word[verdict](words[verdict]));
  return said.length === 0 ? say.noWord : said.join(' · ');
}

function precisionText(tally: SignalTally, locale: Locale): string {
  const say = signalsPageWords(locale);
  const { number } = mailWords(locale);
  const { useful, words, share, interval } = precisionOf(tally);
  if (words === 0 || interval === null) return '–';
  if (share === null) return say.fewWords(useful, words);
  const percent = (of: number) => `${number(100 * of, 0)}%`;
  return say.precision(percent(share), useful, words, percent(interval[0]), percent(interval[1]));
}
