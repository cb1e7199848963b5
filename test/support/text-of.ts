import { convert } from 'html-to-text';

/** What one reads of a page or of the HTML of a mail, on one line. */
export function textOf(html: string): string {
  const text = convert(html, {
    wordwrap: false,
    selectors: [
      { selector: 'title', format: 'skip' },
      { selector: 'img', format: 'skip' },
      { selector: 'hr', format: 'skip' },
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'a[style*="inline-block"]', format: 'block' },
      { selector: 'ul', options: { itemPrefix: ' ' } },
      // Each stands by itself, as a browser shows it.
      ...['blockquote', 'dt', 'dd', 'td', 'th'].map((selector) => ({ selector, format: 'block' })),
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  });
  // A word joiner only keeps a separator from beginning a line.
  return text.replaceAll('\u2060', '').replace(/\s+/g, ' ');
}
