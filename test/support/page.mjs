import { JSDOM } from 'jsdom';

/**
 * Loaded before a snippet for web pages, so that it runs as in one. The page asks over Node's own `fetch`, which obeys no
 * rule of browsers on who may ask whom.
 */
const { window } = new JSDOM('<!doctype html><html><head></head><body></body></html>', {
  url: 'https://app.example/',
  pretendToBeVisual: true,
});
const names = [
  'document',
  'navigator',
  'localStorage',
  'sessionStorage',
  'location',
  'screen',
  'history',
  'XMLHttpRequest',
  'Node',
  'HTMLElement',
];
for (const [name, value] of [['window', window], ['self', window], ...names.map((name) => [name, window[name]])]) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
window.fetch = globalThis.fetch;
// Robots are not counted by posthog-js, and jsdom looks like one.
Object.defineProperty(window.navigator, 'userAgent', {
  value: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
});
