import { type Html, html } from '../../pages/html.ts';

/** Where there is nothing to list: what that means, and what comes next. */
export const emptyState = ({ heading, lead }: { heading: string; lead: string }): Html =>
  html`<div class="empty"><p><b>${heading}</b></p><p class="hint">${lead}</p></div>`;
