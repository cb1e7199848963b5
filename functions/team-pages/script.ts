import { createHash } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { SCRIPT_PATH } from '../../domain/links/team-pages.ts';
import { type Html, html, Html as Markup } from '../pages/html.ts';
import type { ShellWords } from './words/sections.ts';

/**
 * What pages can do by keys, for browsers that run scripts; all of it can be done without. Single letters get in the way
 * of those who speak to their computer, so that they can be turned off.
 */
const script = `'use strict';
(() => {
  const goesOn = document.querySelector('form[data-goes-on]');
  if (goesOn) return goesOn.requestSubmit();
  const again = () => {
    const isWriting = [...document.querySelectorAll('textarea')].some((field) => field.value !== field.defaultValue);
    if (isWriting || document.activeElement?.closest('form')) return setTimeout(again, 3000);
    location.reload();
  };
  if (document.querySelector('[data-waits]')) setTimeout(again, 3000);
  for (const slider of document.querySelectorAll('.dial input[type=range]')) {
    const field = slider.parentElement.querySelector('input[type=number]');
    // Both say the same from here on, so that one of them is enough.
    slider.removeAttribute('name');
    slider.addEventListener('input', () => { field.value = slider.value; });
    field.addEventListener('input', () => { slider.value = field.value; });
  }
  for (const told of document.querySelectorAll('output[data-figures]')) {
    const figures = JSON.parse(told.dataset.figures);
    const form = told.closest('form');
    const own = told.closest('.dial').querySelector('input[type=number]');
    const isMoved = (field) => field !== own && field.value !== field.defaultValue;
    form.addEventListener('input', () => {
      const alone = figures.length > 0 && ![...form.querySelectorAll('input[type=number]')].some(isMoved);
      const away = ([at]) => Math.abs(at - own.value);
      const near = figures.reduce((best, one) => (away(one) < away(best) ? one : best), figures[0]);
      told.textContent = alone ? near[1] : told.dataset.together;
    });
  }
  for (const file of document.querySelectorAll('input[data-most-bytes]')) {
    file.addEventListener('change', () => {
      const isTooLarge = file.files[0] && file.files[0].size > Number(file.dataset.mostBytes);
      file.setCustomValidity(isTooLarge ? file.dataset.tooLarge : '');
      if (isTooLarge) file.reportValidity();
    });
  }
  const dialog = document.getElementById('keys');
  const opener = document.getElementById('show-keys');
  if (!dialog || !opener) return;
  const store = { get: () => { try { return localStorage.getItem('keys'); } catch { return null; } },
    set: (value) => { try { localStorage.setItem('keys', value); } catch {} } };
  const toggle = dialog.querySelector('input');
  const isOn = () => store.get() !== 'off';
  const show = () => { toggle.checked = isOn(); if (!dialog.open) dialog.showModal(); };
  toggle.addEventListener('change', () => store.set(toggle.checked ? 'on' : 'off'));
  opener.hidden = false;
  opener.addEventListener('click', show);
  const isTyping = (target) => target.closest('input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable]');
  const move = (step) => {
    const rows = [...document.querySelectorAll('main .rows > li, main tbody tr')];
    const links = rows.map((row) => row.querySelector('a[href]')).filter((link) => link && link.getClientRects().length > 0);
    if (links.length === 0) return;
    const row = document.activeElement && document.activeElement.closest('main .rows > li, main tbody tr');
    const at = links.findIndex((link) => row && row.contains(link));
    links[at === -1 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step))].focus();
  };
  const search = () => document.querySelector('main input[type=search]')?.focus();
  const keys = { '/': search, j: () => move(1), k: () => move(-1), '?': show };
  addEventListener('keydown', (event) => {
    const key = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (!key || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!isOn() || dialog.open || isTyping(event.target)) return;
    event.preventDefault();
    key();
  });
})();
`;

/** Another script has another address, so that a browser may keep each for good. */
const version = createHash('sha256').update(script).digest('base64url').slice(0, 12);

export const scriptTag = new Markup(`<script src="${SCRIPT_PATH}?v=${version}" defer></script>`);

export function respondWithScript(): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: 200,
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    },
    body: script,
  };
}

/** Hidden until the script shows it: without one there are no keys. */
export function keysDialog({ keys: say }: Pick<ShellWords, 'keys'>): Html {
  const rows = (['/', 'j', 'k', '?'] as const).map(
    (key) => html`<div><dt><kbd>${key}</kbd></dt><dd>${say.does[key]}</dd></div>`,
  );
  return html`<button type="button" id="show-keys" class="quiet" hidden>${say.heading}</button>
<dialog id="keys" aria-labelledby="keys-heading"><h2 id="keys-heading">${say.heading}</h2><dl>${rows}</dl>
<label class="choice"><input type="checkbox" checked> ${say.areOn}</label>
<form method="dialog"><button>${say.close}</button></form></dialog>`;
}
