import { type Html, html } from '../../pages/html.ts';
import { pageAddress } from './page-address.ts';

/** Leads on to what did not fit, and back to the beginning; nothing where all is shown. */
export function pager(
  { path, query, next }: { path: string; query: URLSearchParams; next?: string | undefined },
  words: { label: string; first: string; next: string },
): Html | undefined {
  const isFirst = !query.has('after');
  if (isFirst && next === undefined) return undefined;
  const first = !isFirst && html`<a href="${pageAddress(path, query, { after: null })}">${words.first}</a>`;
  const on =
    next !== undefined && html`<a rel="next" href="${pageAddress(path, query, { after: next })}">${words.next}</a>`;
  return html`<nav class="pager" aria-label="${words.label}">${first}${on}</nav>`;
}
