import { html } from '../pages/html.ts';
import { BUSY_STATUS, CONFLICT_STATUS } from '../pages/notices.ts';
import { wholeTextIn } from '../pages/read-form.ts';
import { pageWords } from '../pages/words/words.ts';
import type { Reader } from './reader.ts';
import type { Surroundings, TeamPage } from './team-page.ts';
import { shellWords } from './words/words.ts';

/** For an address that leads to nothing. */
export const notFoundPage = ({ locale }: Reader): TeamPage => ({ ...shellWords(locale).notFound, status: 404 });

/** Nothing was done. */
export const noRightPage = ({ locale }: Reader): TeamPage => ({ ...shellWords(locale).noRight, status: 403 });
export const staleFormPage = ({ locale }: Reader): TeamPage => ({ ...shellWords(locale).staleForm, status: 403 });

/** What was done can't be taken back any more. */
export const tooLateToUndoPage = ({ locale }: Reader): TeamPage => ({
  ...shellWords(locale).tooLateToUndo,
  status: CONFLICT_STATUS,
});

/** Fields in which people write. */
const WRITTEN = ['subject', 'body', 'text', 'note'];

/** What somebody wrote into a form. */
export const typedInto = (form: URLSearchParams) =>
  WRITTEN.map((name) => wholeTextIn(form, name))
    .filter((text) => text !== '')
    .join('\n\n');

/** Nothing was done, since too many did something at once: the same again by one button, with all that was filled in. */
export function busyActPage({ reader, form: formOf }: Surroundings, act: string, form: URLSearchParams): TeamPage {
  const say = pageWords(reader.locale);
  const typed = typedInto(form);
  const own = new Set(['form', 'back']);
  const fields = [...form].flatMap(([name, value]) =>
    own.has(name) ? [] : html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const again = html`${fields}<p><button>${shellWords(reader.locale).tryAgain}</button></p>`;
  return {
    heading: say.busy.heading,
    lead: say.notStoredYet,
    body: html`${typed !== '' && html`<blockquote>${typed}</blockquote>`}${formOf(act, again)}`,
    status: BUSY_STATUS,
  };
}
