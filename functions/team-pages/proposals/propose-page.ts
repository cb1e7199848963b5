import type { Locale } from '../../../domain/locale/locale.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Idea, IdeaKind } from '../../../domain/proposals/idea.ts';
import type { PlaceOffered } from '../../../domain/proposals/ideas-of-move.ts';
import type { Learned } from '../../../domain/proposals/learned.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { CONFLICT_STATUS } from '../../pages/notices.ts';
import { MOST_CHARACTERS_OF_A_NOTE } from '../../pages/page-parts.ts';
import type { ActForm } from '../act-form.ts';
import { groupName } from '../plays/effect-text.ts';
import { labelOf as playName } from '../plays/plays-page.ts';
import { playsPageWords } from '../plays/words/words.ts';
import { labelOf as signalName } from '../signals/signals-page.ts';
import type { TeamPage } from '../team-page.ts';
import { activityName } from '../work-cuts/work-names.ts';
import { ideaText, taskTitle } from './idea-text.ts';
import { PROPOSALS_PATH } from './proposal-page.ts';
import type { ProposalWords } from './words/sections.ts';
import { proposalWords } from './words/words.ts';

export interface ProposeFacts {
  learned: Learned;
  playbook: Playbook;
}

export interface ProposeDrawing {
  form: ActForm;
  locale: Locale;
  /** What was filled in before, and what is wrong with it. */
  filled?: URLSearchParams;
  complaint?: keyof ProposalWords['complaint'];
}

const UNPROCESSABLE = 422;
const MOST_PLACES = 60;

/** What was learned, and what of it may become a change of the playbook. */
export function proposePage({ learned, playbook }: ProposeFacts, drawing: ProposeDrawing): TeamPage {
  const { locale, complaint } = drawing;
  const say = proposalWords(locale);
  return {
    at: 'plays',
    about: aboutOf(learned, playbook, locale),
    heading: say.propose.heading,
    lead: say.propose.lead,
    ...(complaint !== undefined && { status: UNPROCESSABLE }),
    body: html`${complaint !== undefined && html`<p class="notice" role="alert">▼ ${say.complaint[complaint]}</p>`}
${formsOf(learned, playbook, drawing)}<nav><a href="${PROPOSALS_PATH}">${say.back}</a></nav>`,
  };
}

function aboutOf(learned: Learned, playbook: Playbook, locale: Locale): string {
  if ('move' in learned) return activityName(learned.activity, playbook, locale);
  if ('play' in learned) return playName(learned.play, playbook, locale);
  return taskTitle(learned.template, playbook, locale);
}

function formsOf(learned: Learned, playbook: Playbook, drawing: ProposeDrawing): Html {
  const { locale } = drawing;
  const say = proposalWords(locale);
  if ('play' in learned) {
    const { play, way } = learned;
    const fields = html`<input type="hidden" name="play" value="${play}"><input type="hidden" name="way" value="${way}">`;
    const what = html`<p>${ideaText({ kind: 'way', play, way }, playbook, locale)}</p>`;
    return ideaForm('way', html`${what}${fields}`, drawing, groupName(way, playsPageWords(locale)));
  }
  if ('task' in learned) {
    const { task, account, text } = learned;
    const hidden = html`<input type="hidden" name="task" value="${task}"><input type="hidden" name="account" value="${account}">`;
    return ideaForm('note', html`${hidden}${workedField(text, drawing)}`, drawing);
  }
  const { ideas, move } = learned;
  const hidden = html`<input type="hidden" name="move" value="${move}">`;
  const formFor = (kind: IdeaKind) => {
    if (kind === 'early')
      return ideaForm(kind, html`${hidden}${placeChooser(ideas.places, playbook, drawing)}`, drawing);
    const what = html`<p>${ideaText(ideaOfMove(kind, learned.activity), playbook, locale)}</p>${hidden}`;
    return ideaForm(kind, html`${what}${kind === 'note' && workedField(learned.text, drawing)}`, drawing);
  };
  const others = html`${ideas.others.map(formFor)}`;
  if (typeof ideas.own === 'string') {
    return html`${formFor(ideas.own)}${ideas.others.length > 0 && html`<h2>${say.propose.nearest}</h2>${others}`}`;
  }
  const { none } = ideas.own;
  const why = none === 'by-people' ? say.propose.byPeople : say.unfit[none];
  return html`<p class="notice">${why}</p><h2>${say.propose.nearest}</h2>${ideas.others.length === 0 ? html`<p>${say.propose.none}</p>` : others}`;
}

/** As far as a move itself says it. */
function ideaOfMove(kind: IdeaKind, activity: string): Idea {
  if (kind === 'ask') return { kind, activity };
  if (kind === 'note') return { kind, task: activity, text: '' };
  return { kind: kind === 'rarer' ? kind : 'drop', task: activity };
}

function workedField(text: string, { filled, locale }: ProposeDrawing): Html {
  const { propose: say } = proposalWords(locale);
  return html`<label for="worked">${say.text}</label><textarea id="worked" name="text" rows="4" required maxlength="${MOST_CHARACTERS_OF_A_NOTE}" aria-describedby="worked-hint">${filled?.get('text') ?? text}</textarea><p class="hint" id="worked-hint">${say.textHint}</p>`;
}

function ideaForm(kind: IdeaKind, fields: Html, { form, locale, filled }: ProposeDrawing, name?: string): Html {
  const { propose: say } = proposalWords(locale);
  const why = `why-${kind}`;
  return html`<section><h2>${say.kind[kind]}${name !== undefined && html` (${name})`}</h2>${form(
    'proposals/propose',
    html`<input type="hidden" name="kind" value="${kind}">${fields}
<label for="${why}">${say.why}</label><textarea id="${why}" name="note" rows="2" required maxlength="${MOST_CHARACTERS_OF_A_NOTE}">${filled?.get('note') ?? ''}</textarea>
<p><button>${say.button}</button></p>`,
    { look: 'work' },
  )}</section>`;
}

function placeChooser(places: readonly PlaceOffered[], playbook: Playbook, { locale, filled }: ProposeDrawing): Html {
  const { propose: say } = proposalWords(locale);
  const names = mailWords(locale).stages;
  const chosen = filled?.get('at');
  const shown = places.slice(0, MOST_PLACES);
  const option = (value: string, label: string) =>
    html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`;
  const inStages = shown.flatMap(({ at, asked }) =>
    'stage' in at ? [option(`stage:${at.stage}`, say.inStage(names[at.stage], asked))] : [],
  );
  const withSignals = shown.flatMap(({ at }) =>
    'signal' in at ? [option(`signal:${at.signal}`, say.withSignal(signalName(at.signal, playbook, locale)))] : [],
  );
  return html`<label for="early-at">${say.at}</label><select id="early-at" name="at" required><option value=""></option><optgroup label="${say.inStages}">${inStages}</optgroup><optgroup label="${say.withSignals}">${withSignals}</optgroup></select>`;
}

/** What was chosen, where it is one that is offered. */
export function placeChosen(value: string | null, places: readonly PlaceOffered[]): PlaceOffered['at'] | undefined {
  return places.find(({ at }) => value === ('stage' in at ? `stage:${at.stage}` : `signal:${at.signal}`))?.at;
}

export const goneProposalPage = (locale: Locale) => noticePage(proposalWords(locale).gone, 404, locale);
export const changedProposalPage = (locale: Locale) =>
  noticePage(proposalWords(locale).changed, CONFLICT_STATUS, locale);
export const unreadyProposalPage = (locale: Locale) =>
  noticePage(proposalWords(locale).notReady, CONFLICT_STATUS, locale);
export const overtakenProposalPage = (locale: Locale) =>
  noticePage(proposalWords(locale).overtaken, CONFLICT_STATUS, locale);

const noticePage = (
  { heading, lead }: { heading: string; lead: string },
  status: number,
  locale: Locale,
): TeamPage => ({
  ...({ at: 'plays', heading, status } as const),
  body: html`<div class="notice" role="alert"><p>${lead}</p></div><nav><a class="on" href="${PROPOSALS_PATH}">${proposalWords(locale).back}</a></nav>`,
});
