import { type Html, html } from './html.ts';
import type { Page } from './page.ts';

/** Too many did something at once. */
export const BUSY_STATUS = 429;
/** What was sent came too late, or too often. */
export const CONFLICT_STATUS = 409;

/** The page with something that has to be said first; what somebody typed is shown, so that it is not lost. */
export function withNotice(page: Page, text: string, typed = '', status = page.status): Page {
  const words = typed === '' ? html`` : html`<blockquote>${typed}</blockquote>`;
  const notice: Html = html`<div class="error" role="alert"><p class="alone">${text}</p>${words}</div>`;
  return { ...page, body: html`${notice}${page.body ?? html``}`, ...(status !== undefined && { status }) };
}
