import { type Html, html } from '../../pages/html.ts';

/** Leads from one view of the same matter to the others. */
export function tabs(label: string, views: { href: string; text: string; isCurrent: boolean }[]): Html {
  const links = views.map(
    ({ href, text, isCurrent }) => html`<a href="${href}"${isCurrent && html` aria-current="page"`}>${text}</a>`,
  );
  return html`<nav class="tabs" aria-label="${label}">${links}</nav>`;
}
