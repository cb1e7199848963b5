import type { Locale } from '../../../domain/locale/locale.ts';
import { type Html, html } from '../../pages/html.ts';
import { CONFLICT_STATUS } from '../../pages/notices.ts';
import type { ActForm } from '../act-form.ts';
import type { TeamPage } from '../team-page.ts';
import { groupName } from './effect-text.ts';
import { PLAYS_PATH } from './plays-page.ts';
import { type Choosing, reasonFields } from './trial-section.ts';
import { playsPageWords } from './words/words.ts';

const UNPROCESSABLE = 422;
const MOST_LINES = 40;

/** Nothing was published: the same form with what is wrong in it. */
export function reasonPage(
  asked: { play: string; way: string; onto: string },
  choosing: Choosing,
  { form, locale }: { form: ActForm; locale: Locale },
): TeamPage {
  const say = playsPageWords(locale);
  const label = say.trial.choose(groupName(asked.way, say));
  const fields = html`${reasonFields(asked, choosing, locale)}<p><button>${label}</button></p>`;
  return page(label, form('plays/choose', fields, { look: 'work' }), UNPROCESSABLE, locale);
}

/** The trial, or the way that was to be the play, is gone. */
export const goneWayPage = (locale: Locale): TeamPage => noticePage(playsPageWords(locale).gone, 404, locale);

/** Somebody else published in between. */
export const overtakenWayPage = (locale: Locale): TeamPage =>
  noticePage(playsPageWords(locale).overtaken, CONFLICT_STATUS, locale);

/** The playbook as it would be fits neither itself nor the team. */
export function unfitWayPage(lines: readonly string[], locale: Locale): TeamPage {
  const { problems } = playsPageWords(locale);
  const list = html`<p>${problems.lead}</p><ul>${lines.slice(0, MOST_LINES).map((line) => html`<li>${line}</li>`)}</ul>`;
  return page(problems.heading, html`<div class="notice" role="alert">${list}</div>`, UNPROCESSABLE, locale);
}

const noticePage = ({ heading, lead }: { heading: string; lead: string }, status: number, locale: Locale) =>
  page(heading, html`<div class="notice" role="alert"><p>${lead}</p></div>`, status, locale);

const page = (heading: string, body: Html, status: number, locale: Locale): TeamPage => ({
  ...{ at: 'plays', heading, status },
  body: html`${body}<nav><a class="on" href="${PLAYS_PATH}">${playsPageWords(locale).back}</a></nav>`,
});
