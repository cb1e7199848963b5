import type { Csm } from '../../../domain/account/account.ts';
import { pageOf, pageOfProposal } from '../../../domain/links/team-pages.ts';
import { gapOf, type Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { PlaybookProblem } from '../../../domain/playbook/problem.ts';
import type { Proposal } from '../../../domain/proposals/proposal.ts';
import { type ProposalLook, type Readiness, readinessOfLook } from '../../../domain/proposals/readiness.ts';
import type { BrokenStory, StoriesAnswer } from '../../../domain/proposals/stories-hold.ts';
import { signalsOfIdea } from '../../../domain/proposals/with-idea.ts';
import type { WhatIfAnswer } from '../../../domain/what-if/what-if.ts';
import { type Html, html } from '../../pages/html.ts';
import { MOST_CHARACTERS_OF_A_NOTE } from '../../pages/page-parts.ts';
import type { ActForm } from '../act-form.ts';
import { shortName } from '../parts/short-name.ts';
import type { StudyShown } from '../studies/study-state.ts';
import type { TeamPage } from '../team-page.ts';
import { whatIfSection } from '../what-if/what-if-section.ts';
import { diffSection } from './diff-section.ts';
import { fromText, ideaText } from './idea-text.ts';
import type { ProposalWords } from './words/sections.ts';
import { proposalWords } from './words/words.ts';

export const PROPOSALS_PATH = pageOf('proposals');

export interface ProposalFacts extends ProposalLook {
  proposal: Proposal;
  running: { version: string; playbook: Playbook };
  /** What was asked about it, as far as that is kept. */
  stories: StudyShown<StoriesAnswer> | undefined;
  whatIf: StudyShown<WhatIfAnswer> | undefined;
  members: readonly Csm[];
  timeZone: string;
  query: URLSearchParams;
  mayManage: boolean;
}

export interface Deciding {
  /** What was written as the reason, and what is wrong with it. */
  reason?: string;
  complaint?: keyof ProposalWords['complaint'] | undefined;
}

const MOST_LINES = 40;

/** One proposal: what it changes, whether it holds, and the word that is asked of a manager. */
export function proposalPage(facts: ProposalFacts, form: ActForm, locale: Locale, deciding: Deciding = {}): TeamPage {
  const { proposal, running, changed, members, timeZone } = facts;
  const say = proposalWords(locale);
  const { decided } = proposal;
  const names = new Map(members.map(({ id, name }) => [id, shortName(name)]));
  const nameOf = (id: string) => names.get(id) ?? shortName(id);
  const moment = (at: string) => styleOf(locale).moment(at, timeZone);
  const readiness = readinessOfLook(proposal, facts);
  const isOpen = decided === undefined;
  return {
    at: 'plays',
    about: say.list.heading,
    heading: ideaText(proposal.idea, running.playbook, locale),
    ...(readiness === 'being-tried' && { isWaiting: true }),
    ...(deciding.complaint !== undefined && { status: 422 }),
    body: html`<p class="hint">${say.proposed(nameOf(proposal.by), moment(proposal.proposedAt))} · ${fromText(proposal, running.playbook, locale)}</p>
<blockquote>${proposal.why}</blockquote>
${
  decided !== undefined &&
  html`<div class="notice"><p><b>${say.decided[decided.how](nameOf(decided.by), moment(decided.at))}${decided.version !== undefined && html`${gapOf(locale)}${say.decided.asVersion(decided.version)}`}</b></p><blockquote>${decided.why}</blockquote></div>`
}
${
  isOpen &&
  ('unfit' in changed
    ? html`<div class="notice" role="alert"><p><b>▼ ${say.decide.unfit}</b></p><p>${say.unfit[changed.unfit]}</p></div>`
    : html`${diffSection(running, changed.playbook, locale)}
${checkSection(changed.problems, locale)}
${triesState(facts, readiness, { form, locale, moment })}
${storiesSection(facts, readiness, locale)}
${whatIfPart(facts, changed.playbook, readiness, locale)}`)
}
${isOpen && decideSection(facts, readiness, { form, locale, deciding })}
<nav><a href="${PROPOSALS_PATH}">${say.back}</a></nav>`,
  };
}

function checkSection(problems: readonly PlaybookProblem[], locale: Locale): Html {
  const say = proposalWords(locale).check;
  if (problems.length === 0) return html`<section id="check"><h2>${say.heading}</h2><p>● ${say.fine}</p></section>`;
  const lines = problems.slice(0, MOST_LINES).map(({ path, message }) => html`<li>${path.join('.')}: ${message}</li>`);
  return html`<section id="check"><h2>${say.heading}</h2><div class="notice" role="alert"><p><b>▼ ${say.unfit}</b></p><ul>${lines}</ul></div></section>`;
}

interface Drawing {
  form: ActForm;
  locale: Locale;
  moment(at: string): string;
}

/** How trying it stands, and the button that tries it. */
function triesState(
  { proposal, running, mayManage }: ProposalFacts,
  readiness: Readiness,
  { form, locale, moment }: Drawing,
): Html {
  const { tries: say } = proposalWords(locale);
  const { id, tried } = proposal;
  const button = (label: string) =>
    mayManage &&
    form('proposals/try', html`<input type="hidden" name="proposal" value="${id}"><p><button>${label}</button></p>`);
  switch (readiness) {
    case 'untried':
      return html`<div class="notice"><p>${say.none}</p>${button(say.button)}</div>`;
    case 'stale':
      return html`<div class="notice"><p>${say.stale(tried?.version ?? '–')}</p>${button(say.again)}</div>`;
    case 'try-failed':
      return html`<div class="notice" role="status"><p>${say.failed}</p>${button(say.again)}</div>`;
    case 'being-tried':
      return html`<div class="notice" role="status"><p><b>${say.running}</b></p><p><a class="on" href="${pageOfProposal(id)}">${say.lookAgain}</a></p></div>`;
    default:
      return html`${tried !== undefined && html`<p class="hint">${say.at(moment(tried.at), tried.version)}${tried.version !== running.version && html`${gapOf(locale)}${say.sameAs(running.version)}`}</p>`}`;
  }
}

function storiesSection({ stories: study }: ProposalFacts, readiness: Readiness, locale: Locale): Html | false {
  const say = proposalWords(locale).stories;
  if (study === undefined) return false;
  const head = html`<h2>${say.heading}</h2>`;
  const answer = study.state === 'done' ? study.answer : undefined;
  if (answer === undefined)
    return readiness === 'being-tried' && html`<section id="stories">${head}<p>${say.waits}</p></section>`;
  const { stories, already, broken, more } = answer;
  if (stories === 0) return html`<section id="stories">${head}<p>${say.none}</p></section>`;
  const hint = already > 0 && html`<p class="hint">${say.already(already)}</p>`;
  if (broken.length === 0) return html`<section id="stories">${head}<p>● ${say.allHold(stories)}</p>${hint}</section>`;
  return html`<section id="stories">${head}<div class="notice" role="alert"><p><b>▼ ${say.broken(broken.length + more)}</b></p><ul>${broken.map((one) => brokenLine(one, locale))}</ul>${more > 0 && html`<p>${say.more(more)}</p>`}<p>${say.howToMend}</p></div>${hint}</section>`;
}

function brokenLine({ file, story, otherwise, problem }: BrokenStory, locale: Locale): Html {
  const say = proposalWords(locale).stories;
  const what =
    otherwise === undefined
      ? html`${problem}`
      : html`${styleOf(locale).longDay(otherwise.day)} · ${say.expected}: ${otherwise.expected} · ${say.instead}: ${otherwise.instead.join('; ') || '–'}`;
  return html`<li><b>${story}</b> <small class="hint">${file}</small><br>${what}</li>`;
}

function whatIfPart(
  { whatIf, proposal, query, members }: ProposalFacts,
  playbook: Playbook,
  readiness: Readiness,
  locale: Locale,
): Html | false {
  const say = proposalWords(locale).whatIf;
  if (whatIf?.state === 'done' && whatIf.answer !== undefined) {
    const [signal = Object.keys(playbook.signals)[0] ?? ''] = signalsOfIdea(proposal.idea, playbook);
    return whatIfSection(
      {
        answer: whatIf.answer,
        signal,
        playbook,
        members,
        query,
        path: pageOfProposal(proposal.id),
        heading: say.heading,
      },
      locale,
    );
  }
  return (
    readiness === 'being-tried' && html`<section id="would-be"><h2>${say.heading}</h2><p>${say.waits}</p></section>`
  );
}

function decideSection(
  { proposal, running, mayManage }: ProposalFacts,
  readiness: Readiness,
  { form, locale, deciding }: { form: ActForm; locale: Locale; deciding: Deciding },
): Html {
  const { decide: say, complaint } = proposalWords(locale);
  const head = html`<h2>${say.heading}</h2>`;
  if (!mayManage) return html`<section id="decide">${head}<p class="hint">${say.forManagers}</p></section>`;
  const wrong = deciding.complaint && complaint[deciding.complaint];
  const fields = (name: string) =>
    html`<input type="hidden" name="proposal" value="${proposal.id}"><input type="hidden" name="onto" value="${running.version}">
<label>${say.reason}<textarea id="${name}-note" name="note" rows="2" required maxlength="${MOST_CHARACTERS_OF_A_NOTE}"${wrong !== undefined && html` aria-invalid="true"`}>${deciding.reason ?? ''}</textarea>${wrong !== undefined && html`<b class="risk">▼ ${wrong}</b>`}</label>`;
  const decline = html`<details class="fold"${deciding.complaint !== undefined && html` open`}><summary>${say.declineLead}</summary>${form('proposals/decline', html`${fields('decline')}<p><button class="quiet">${say.decline}</button></p>`, { look: 'work' })}</details>`;
  if (readiness !== 'ready') {
    const why = readiness === 'broken' ? say.broken : readiness === 'unfit' ? say.unfit : say.notYet;
    return html`<section id="decide">${head}<p>${why}</p>${decline}</section>`;
  }
  return html`<section id="decide">${head}<p class="lead">${say.lead}</p>${form('proposals/publish', html`${fields('publish')}<p><button>${say.publish}</button></p>`, { look: 'work' })}${decline}</section>`;
}
