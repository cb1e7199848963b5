import type { ErasedSubject } from '../../../domain/personal-data/erasure.ts';
import { type Html, html } from '../../pages/html.ts';
import { section } from '../../pages/page-parts.ts';
import type { ActForm } from '../act-form.ts';
import { shortName } from '../parts/short-name.ts';
import type { PersonalDataWords } from './words/sections.ts';

/** What follows `/act/`. */
export const ASK_FOR_DATA = 'personal-data/ask';

export interface AskingDrawing {
  subject: ErasedSubject;
  /** Drawn with the page, so that a form that is sent twice asks once. */
  request: string;
  form: ActForm;
  say: PersonalDataWords;
  /** The id that was entered to confirm was another one. */
  otherId?: string;
}

/** What may be asked for: export, erasure, taking in again. */
export function askingForms({ subject, request, form, say, otherId }: AskingDrawing): Html {
  const { account, person } = subject;
  const hidden = (what: string) =>
    html`<input type="hidden" name="request" value="${request}"><input type="hidden" name="what" value="${what}"><input type="hidden" name="account" value="${account}">${person !== undefined && html`<input type="hidden" name="person" value="${person}">`}`;
  const everywhere = (id: string) =>
    html`<p><span class="boxes"><label><input type="checkbox" name="everywhere" value="yes" aria-describedby="${id}">${say.everywhere}</label></span><small class="hint" id="${id}">${say.everywhereHint}</small></p>`;
  const lines = person === undefined ? say.erase.ofAccount : say.erase.ofPerson;
  const wrong = otherId !== undefined && html`<b class="risk" id="other-id" role="alert">${say.erase.otherId}</b>`;
  const confirm = html`<label>${say.erase.confirm} <b><bdi>${person ?? account}</bdi></b> <input name="confirm" autocomplete="off" spellcheck="false" required maxlength="200" value="${otherId ?? ''}"${otherId !== undefined && html` aria-invalid="true" aria-describedby="other-id"`}></label>${wrong}`;
  return html`${section(
    say.export.heading,
    html`<p>${say.export.lead}</p>${form(ASK_FOR_DATA, html`${hidden('export')}${everywhere('all-1')}<p><button>${say.export.button}</button></p>`, { look: 'work' })}`,
  )}
${section(
  say.erase.heading,
  html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul><p><b class="risk">${say.erase.final}</b></p>${form(ASK_FOR_DATA, html`${hidden('erase')}<div>${confirm}</div>${everywhere('all-2')}<p><button class="quiet">${say.erase.button}</button></p>`, { look: 'work' })}`,
)}
${section(
  say.readmit.heading,
  html`<p>${say.readmit.lead}</p>${form(ASK_FOR_DATA, html`${hidden('readmit')}<p><button class="quiet">${say.readmit.button}</button></p>`, { look: 'work' })}`,
)}`;
}

/** Whom it is about, in words: names where there are any, else ids. */
export const subjectText = (
  { account, person }: ErasedSubject,
  names: { account?: string | undefined; person?: string | undefined },
  say: PersonalDataWords,
): string => {
  const accountName = isolated(shortName(names.account ?? account));
  return person === undefined
    ? say.chosen.ofAccount(accountName)
    : say.chosen.ofPerson(isolated(shortName(names.person ?? person)), accountName);
};

/** A name that is written from right to left turns round none of the words beside it. */
const isolated = (name: string) => `\u2068${name}\u2069`;
