import type { Csm } from '../../../domain/account/account.ts';
import { pageOfSignal } from '../../../domain/links/team-pages.ts';
import { gapOf, type Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import { changesBetween } from '../../../domain/playbook/changes.ts';
import type { Playbook, Signal } from '../../../domain/playbook/playbook.ts';

import type { WhatIfAnswer } from '../../../domain/what-if/what-if.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { type Html, html } from '../../pages/html.ts';
import type { VersionTold } from '../../store/playbooks/playbooks.ts';
import type { SignalWork } from '../../store/work/signal-work.ts';
import type { ActForm } from '../act-form.ts';
import { type BacktestFacts, backtestSection } from '../backtest/backtest-section.ts';
import { pageAddress } from '../parts/page-address.ts';
import { shortName } from '../parts/short-name.ts';
import {
  type LiveFigures,
  liveFigures,
  type SensitivityFacts,
  sensitivitySection,
} from '../sensitivity/sensitivity-section.ts';
import { labelOf, SIGNALS_PATH, weeksOfSignal } from '../signals/signals-page.ts';
import { signalsPageWords } from '../signals/words/words.ts';
import { type StudyDrawing, type StudyShown, studyState } from '../studies/study-state.ts';
import type { TeamPage } from '../team-page.ts';
import { whatIfSection } from '../what-if/what-if-section.ts';
import { playbookChangeLines } from './change-lines.ts';
import { historySection } from './history-section.ts';
import { numberText } from './number-text.ts';
import { numbersForm } from './numbers-form.ts';
import type { DaysAsked } from './questions.ts';
import { type Running, type Trial, trialOf } from './trial.ts';
import { type Publishing, rollBackForm, type TrialAsked, trialSection, triedFields } from './trial-section.ts';
import { signalPageWords } from './words/words.ts';

const MOST_CHARACTERS = 80;

export interface SignalPageFacts {
  name: string;
  running: Running | undefined;
  /** What became of its tasks, where a night has counted them. */
  work: SignalWork | undefined;
  told: readonly VersionTold[];
  members: readonly Csm[];
  timeZone: string;
  /** What is tried, as the address says it. */
  query: URLSearchParams;
  /** The version that somebody thinks of going back to; `null` where there is none such that can be read. */
  back?: { version: string; playbook: Playbook | null } | undefined;
  mayPublish: boolean;
  /** Over which days is asked what would have been. */
  days: DaysAsked;
  whatIf?: StudyShown<WhatIfAnswer> | undefined;
  backtest: Omit<BacktestFacts, 'signal'>;
  /** Of a signal that has numbers. */
  sensitivity: Omit<SensitivityFacts, 'signal' | 'numbers'> | undefined;
}

/** A signal: what it says, what it would be by other numbers, what became of its tasks, and how it came to be so. */
export function signalPage(facts: SignalPageFacts, form: ActForm, locale: Locale): TeamPage {
  const { name, running, work, query, mayPublish } = facts;
  const { one } = signalsPageWords(locale);
  const signal = running && Object.hasOwn(running.playbook.signals, name) ? running.playbook.signals[name] : undefined;
  const weeks = work && weeksOfSignal(work.weeks, name, locale);
  const page = {
    at: 'signals',
    heading: labelOf(name, running?.playbook, locale),
    about: signal && signalsPageWords(locale).side[signal.side],
    lead: signal && shorten(textIn(signal.why, locale), MOST_CHARACTERS * 5),
  } as const;
  const back = html`<nav><a href="${`/tasks?${new URLSearchParams({ signal: name })}`}">${one.tasks}</a><a href="${SIGNALS_PATH}">${one.back}</a></nav>`;
  if (running === undefined || signal === undefined)
    return { ...page, lead: signalsPageWords(locale).retired, body: html`${weeks}${back}` };
  const trial = trialOf(name, running, query);
  const publishing: Publishing = { form, locale, mayPublish };
  const names = new Map(facts.members.map((member) => [member.id, shortName(member.name)]));
  const studies = {
    ...{ form, locale, mayAsk: mayPublish, timeZone: facts.timeZone },
    address: pageAddress(pageOfSignal(name), query),
    nameOf: (id: string) => names.get(id) ?? id,
  };
  const compared = facts.sensitivity && { ...facts.sensitivity, signal: name, numbers: trial.numbers };
  const isTried = trial.numbers.some(({ path }) => query.has(path));
  return {
    ...page,
    ...([facts.whatIf, facts.backtest.study, compared?.study].some((study) => study?.state === 'running') && {
      isWaiting: true,
    }),
    body: html`${facts.back !== undefined && mayPublish && backSection(facts.back, name, running, publishing)}
${isTried && html`${trialSection(trial, publishing, { asked: whatIfAsked(facts, trial, studies) })}<p><a class="on" href="${pageOfSignal(name)}">${signalPageWords(locale).tried.keep}</a></p>`}
${saysSection({ signal, running, trial, days: facts.days, live: compared && liveFigures(compared, locale) }, publishing)}
${compared && (mayPublish || compared.study !== undefined) && sensitivitySection(compared, studies)}
${weeks}
${backtestSection({ ...facts.backtest, signal: name }, studies)}
${historySection({ ...facts, ...running, signal: name }, locale)}${back}`,
  };
}

/** What was asked about what is tried, or how to ask it. */
function whatIfAsked(facts: SignalPageFacts, trial: Trial, drawing: Omit<StudyDrawing, 'ask'>): TrialAsked {
  const { whatIf, query, members, days, running } = facts;
  const { form, locale } = drawing;
  const fields = html`${triedFields(trial)}<input type="hidden" name="from" value="${days.from}"><input type="hidden" name="to" value="${days.to}"><p><button>${signalPageWords(locale).tried.ask}</button></p>`;
  const state = studyState(whatIf, { ...drawing, ask: form('signals/ask', fields) });
  if (whatIf?.state !== 'done' || whatIf.answer === undefined) return { state, answer: undefined };
  const { playbook } = running as Running;
  const told = { answer: whatIf.answer, signal: trial.signal, playbook, members, query };
  return { state, answer: whatIfSection({ ...told, path: pageOfSignal(trial.signal) }, locale) };
}

interface Said {
  signal: Signal;
  running: Running;
  trial: Trial;
  days: DaysAsked;
  live: LiveFigures | undefined;
}

/** Its numbers, for whoever may to be moved, and what it starts. */
function saysSection({ signal, running, trial, days, live }: Said, { form, locale, mayPublish }: Publishing): Html {
  const { says, tune } = signalPageWords(locale);
  const { version, playbook } = running;
  const play = textIn(playbook.plays[signal.play]?.label, locale) ?? signal.play;
  const lines = trial.numbers.map(
    ({ label, unit, value }) =>
      html`<div><dt>${textIn(label, locale)}</dt><dd>${numberText(unit, value, locale)}</dd></div>`,
  );
  return html`<section><h2>${says.heading}</h2><p class="hint">${says.version(version)}${mayPublish && gapOf(locale) + tune.lead}</p>
${mayPublish ? numbersForm({ ...trial, days, live, form, locale }) : html`<dl>${lines}</dl>`}
<dl><div><dt>${says.play}</dt><dd>${shorten(play, MOST_CHARACTERS)}</dd></div></dl></section>`;
}

/** What going back would change of the whole playbook, and the form that does it. */
export function backSection(
  { version: to, playbook }: NonNullable<SignalPageFacts['back']>,
  signal: string,
  running: Running,
  publishing: Publishing,
): Html {
  const { back: say } = signalPageWords(publishing.locale);
  const heading = html`<h2>${say.heading(to)}</h2>`;
  if (playbook === null) return html`<section id="back">${heading}<p>${say.unknown(to)}</p></section>`;
  const lines = playbookChangeLines(changesBetween(running.playbook, playbook), playbook, publishing.locale);
  if (lines.length === 0) return html`<section id="back">${heading}<p>${say.same(to)}</p></section>`;
  return html`<section id="back">${heading}<p>${say.lead(to)}</p><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>
${rollBackForm(signal, running.version, to, publishing)}</section>`;
}
