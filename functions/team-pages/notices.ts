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

export const tooLargeFilePage = ({ locale }: Reader): TeamPage => ({ ...shellWords(locale).tooLargeFile, status: 413 });

/** What was done can't be taken back any more. */
export const tooLateToUndoPage = ({ locale }: Reader): TeamPage => ({
  ...shellWords(locale).tooLateToUndo,
  status: CONFLICT_STATUS,
});

/** The field of a form that takes a file. */
export const FILE_FIELD = 'calendar';

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
  // A file is chosen again: it may be far too long to be sent back and forth.
  const own = new Set(['form', 'back', FILE_FIELD]);
  const fields = [...form].flatMap(([name, value]) =>
    own.has(name) ? [] : html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const file =
    form.has(FILE_FIELD) &&
    html`<p><label>${shellWords(reader.locale).fileAgain} <input type="file" name="${FILE_FIELD}" required></label></p>`;
  const again = html`${fields}${file}<p><button>${shellWords(reader.locale).tryAgain}</button></p>`;
  return {
    heading: say.busy.heading,
    lead: say.notStoredYet,
    body: html`${typed !== '' && html`<blockquote>${typed}</blockquote>`}${formOf(act, again, form.has(FILE_FIELD) ? { takesFiles: true } : {})}`,
    status: BUSY_STATUS,
  };
}
