import { pageOfTask } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Idea } from '../../../domain/proposals/idea.ts';
import type { Proposal } from '../../../domain/proposals/proposal.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { groupName } from '../plays/effect-text.ts';
import { PLAYS_PATH, labelOf as playName } from '../plays/plays-page.ts';
import { playsPageWords } from '../plays/words/words.ts';
import { labelOf as signalName } from '../signals/signals-page.ts';
import { activityName } from '../work-cuts/work-names.ts';
import { proposalWords } from './words/words.ts';

const MOST_CHARACTERS = 80;

/** What would be otherwise, in a sentence. */
export function ideaText(idea: Idea, playbook: Playbook, locale: Locale): string {
  const say = proposalWords(locale).idea;
  switch (idea.kind) {
    case 'way':
      return say.way(playName(idea.play, playbook, locale), groupName(idea.way, playsPageWords(locale)));
    case 'early': {
      const activity = activityName(idea.activity, playbook, locale);
      return 'stage' in idea.at
        ? say.earlyInStage(activity, mailWords(locale).stages[idea.at.stage])
        : say.earlyWithSignal(activity, signalName(idea.at.signal, playbook, locale));
    }
    case 'ask':
      return say.ask(activityName(idea.activity, playbook, locale));
    default:
      return say[idea.kind](taskTitle(idea.task, playbook, locale));
  }
}

export function taskTitle(task: string, { tasks }: Pick<Playbook, 'tasks'>, locale: Locale): string {
  const template = Object.hasOwn(tasks, task) ? tasks[task] : undefined;
  return shorten(textIn(template?.title, locale) ?? task, MOST_CHARACTERS);
}

/** What it was learned from, leading there. */
export function fromText({ from }: Proposal, playbook: Playbook, locale: Locale): Html {
  const say = proposalWords(locale).from;
  if ('move' in from)
    return html`<a class="on" href="/map#moves">${say.move(activityName(from.activity, playbook, locale))}</a>`;
  if ('play' in from)
    return html`<a class="on" href="${PLAYS_PATH}">${say.play(playName(from.play, playbook, locale))}</a>`;
  return html`<a class="on" href="${pageOfTask(from.task)}">${say.task}</a>`;
}
