import { pageOfSignal } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { type Html, html } from '../../pages/html.ts';
import { CONFLICT_STATUS } from '../../pages/notices.ts';
import type { VersionTold } from '../../store/playbooks/playbooks.ts';
import { labelOf } from '../signals/signals-page.ts';
import type { TeamPage } from '../team-page.ts';
import { signalChangeLines } from './change-lines.ts';
import { backSection, type SignalPageFacts } from './signal-page.ts';
import type { Running, Trial } from './trial.ts';
import { type Publishing, trialSection } from './trial-section.ts';
import { signalPageWords } from './words/words.ts';

/** What the forms of these pages are drawn with. */
export type SignalDrawing = Publishing;

const UNPROCESSABLE = 422;
const MOST_LINES = 40;

/** Nothing was published: what is tried, with what is wrong in it or with its reason. */
export const trialPage = (trial: Trial, running: Running, drawing: SignalDrawing): TeamPage =>
  page(trial.signal, running, drawing.locale, trialSection(trial, drawing), UNPROCESSABLE);

/** Nothing was brought back yet: the same of an older version. */
export const rollBackPage = (
  back: NonNullable<SignalPageFacts['back']>,
  signal: string,
  running: Running,
  drawing: SignalDrawing,
): TeamPage => page(signal, running, drawing.locale, backSection(back, signal, running, drawing), UNPROCESSABLE);

/** The playbook as it would be fits neither itself nor the team. */
export function problemsPage(signal: string, running: Running, problems: string[], locale: Locale): TeamPage {
  const say = signalPageWords(locale).problems;
  const lines = problems.slice(0, MOST_LINES).map((line) => html`<li>${line}</li>`);
  const body = html`<div class="notice" role="alert"><p><b>▼ ${say.heading}</b></p><p>${say.lead}</p><ul>${lines}</ul></div>`;
  return page(signal, running, locale, body, UNPROCESSABLE);
}

export interface Overtaken {
  name: string;
  running: Running;
  /** What the version that came first made of the signals, and who brought it. */
  theirs: { told: VersionTold | undefined; who: string };
  trial: Trial;
  /** The version that was to be brought back, where it was not numbers that were to be published. */
  back: SignalPageFacts['back'];
}

/** Somebody else published first: what, and one's own wish ready to go on top of it. */
export function overtakenPage({ name, running, theirs, trial, back }: Overtaken, drawing: SignalDrawing): TeamPage {
  const { locale } = drawing;
  const { overtaken: say, ofArea, areas } = signalPageWords(locale);
  const lines = theirs.told?.signals.flatMap((change) =>
    signalChangeLines(change, running.playbook, locale).map((line) =>
      ofArea(areas.signals, labelOf(change.signal, running.playbook, locale), line),
    ),
  );
  const list =
    lines !== undefined &&
    lines.length > 0 &&
    html`<p>${say.theirs}</p><ul>${lines.slice(0, MOST_LINES).map((line) => html`<li>${line}</li>`)}</ul>`;
  const notice = html`<div class="notice" role="alert"><p><b>▼ ${say.heading}</b></p><p>${say.lead(running.version, theirs.who)}</p>${theirs.told?.why !== undefined && html`<blockquote>${theirs.told.why}</blockquote>`}${list}</div>`;
  const own =
    back === undefined
      ? trialSection(trial, drawing, { heading: say.yours })
      : backSection(back, name, running, drawing);
  return page(name, running, locale, html`${notice}${own}`, CONFLICT_STATUS);
}

/** The signal is gone. */
export const gonePage = (locale: Locale): TeamPage => ({ ...signalPageWords(locale).gone, at: 'signals', status: 404 });

const page = (signal: string, { playbook }: Running, locale: Locale, body: Html, status: number): TeamPage => ({
  ...{ at: 'signals', heading: labelOf(signal, playbook, locale), status },
  body: html`${body}<nav><a href="${pageOfSignal(signal)}">${signalPageWords(locale).tried.keep}</a></nav>`,
});
