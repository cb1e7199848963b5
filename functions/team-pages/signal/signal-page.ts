import type { Csm } from '../../../domain/account/account.ts';
import { pageOfSignal } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import { changesBetween } from '../../../domain/playbook/changes.ts';
import type { Playbook, Signal } from '../../../domain/playbook/playbook.ts';
import { numbersOf, problemsOfNumbers, type SignalNumber } from '../../../domain/playbook/signal-numbers.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { type Html, html } from '../../pages/html.ts';
import type { VersionTold } from '../../store/playbooks/playbooks.ts';
import type { SignalWork } from '../../store/work/signal-work.ts';
import type { ActForm } from '../act-form.ts';
import { labelOf, SIGNALS_PATH, weeksOfSignal } from '../signals/signals-page.ts';
import { signalsPageWords } from '../signals/words/words.ts';
import type { TeamPage } from '../team-page.ts';
import { playbookChangeLines } from './change-lines.ts';
import { historySection } from './history-section.ts';
import { numbersWanted, numberText } from './number-text.ts';
import { numbersForm } from './numbers-form.ts';
import { type Publishing, rollBackForm, type Trial, trialSection } from './trial-section.ts';
import { signalPageWords } from './words/words.ts';

const MOST_CHARACTERS = 80;

/** The playbook that runs. */
export interface Running {
  version: string;
  playbook: Playbook;
}

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
  const isTried = trial.numbers.some(({ path }) => query.has(path));
  return {
    ...page,
    body: html`${facts.back !== undefined && mayPublish && backSection(facts.back, name, running, publishing)}
${isTried && html`${trialSection(trial, publishing)}<nav><a href="${pageOfSignal(name)}">${signalPageWords(locale).tried.keep}</a></nav>`}
${saysSection(signal, running, trial.numbers, locale)}
${mayPublish && tuneSection(trial, publishing)}
${weeks}
${historySection({ ...facts, ...running, signal: name }, locale)}${back}`,
  };
}

/** What an address or a form tries, against what runs. */
export function trialOf(signal: string, { version, playbook }: Running, asked: URLSearchParams): Trial {
  const numbers = numbersOf(playbook.signals[signal] as Signal);
  const wanted = numbersWanted(asked, numbers);
  return { signal, version, numbers, wanted, problems: problemsOfNumbers(playbook, signal, wanted) };
}

function saysSection(
  signal: Signal,
  { version, playbook }: Running,
  numbers: readonly SignalNumber[],
  locale: Locale,
): Html {
  const { says } = signalPageWords(locale);
  const play = playbook.plays[signal.play];
  const lines = numbers.map(
    ({ label, unit, value }) =>
      html`<div><dt>${textIn(label, locale)}</dt><dd>${numberText(unit, value, locale)}</dd></div>`,
  );
  return html`<section><h2>${says.heading}</h2><dl>${lines}
<div><dt>${says.play}</dt><dd>${shorten(textIn(play?.label, locale) ?? signal.play, MOST_CHARACTERS)}</dd></div></dl>
<p class="hint">${says.version(version)}</p></section>`;
}

function tuneSection(trial: Trial, { form, locale }: Publishing): Html {
  const { tune } = signalPageWords(locale);
  return html`<section id="tune"><h2>${tune.heading}</h2><p class="hint">${tune.lead}</p>${numbersForm({ ...trial, form, locale })}</section>`;
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
