import { type Html, html } from './html.ts';

export const MOST_CHARACTERS_OF_A_NOTE = 2000;

export function option(name: string, value: string, label: string, isChosen: boolean, isRequired = false): Html {
  return html`<label class="option"><input type="radio" name="${name}" value="${value}"${isRequired && html` required`}${isChosen && html` checked`}><span>${label}</span></label>`;
}

export function textArea(name: string, label: string, optional: string, value: string): Html {
  return html`<div class="field"><label class="label" for="${name}">${label} <span class="hint">${optional}</span></label>
<textarea id="${name}" name="${name}" maxlength="${MOST_CHARACTERS_OF_A_NOTE}">${value}</textarea></div>`;
}

export type Row = [label: string, value: Html | string];

/** Nothing where there is nothing to show. */
export function rowsOf(rows: Row[]): Html {
  if (rows.length === 0) return html``;
  return html`<dl>${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

export function section(heading: string, ...parts: Html[]): Html {
  return html`<section><h2>${heading}</h2>${parts}</section>`;
}

/** What somebody said, in their own words. */
export function quote(text: string, who: string): Html {
  return html`<figure class="quote"><blockquote>${text}</blockquote><figcaption>${who}</figcaption></figure>`;
}
