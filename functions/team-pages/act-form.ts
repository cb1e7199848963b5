import { type Html, html } from '../pages/html.ts';
import type { Reader } from './reader.ts';
import { formTokenOf } from './session-cookie.ts';

/** How a form looks, and by which name fields outside of it belong to it. */
export interface FormLook {
  look?: string;
  id?: string;
  /** It has a field for a file. */
  takesFiles?: true;
}

/**
 * Makes a form of the reader's that does something, by what follows `/act/`. It carries the token without which nothing
 * is done, and the page to lead back to.
 */
export type ActForm = (act: string, fields: Html, look?: FormLook) => Html;

/**
 * @param formKey proves that a form is one of ours
 * @param back the address of the page that it stands on
 */
export function actFormOn(back: string, { reader, formKey }: { reader: Reader; formKey: Buffer }): ActForm {
  const token = formTokenOf(reader.session, formKey);
  return (act, fields, { look, id, takesFiles } = {}) =>
    html`<form method="post" action="/act/${act}"${look !== undefined && html` class="${look}"`}${id !== undefined && html` id="${id}"`}${takesFiles && html` enctype="multipart/form-data"`}><input type="hidden" name="form" value="${token}"><input type="hidden" name="back" value="${back}">${fields}</form>`;
}
