import MarkdownIt, { type Token } from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';

/**
 * No HTML, no images, and a line break is a line break, as whoever writes a playbook expects. By CommonMark's own rule
 * `**「重要」**に` is no bold text: it asks for a space that Japanese doesn't have.
 */
const markdown = new MarkdownIt({ html: false, breaks: true })
  .disable(['image', 'table', 'strikethrough'])
  .use(cjkFriendly);

/**
 * Stand for the values until the Markdown is read: so a value can neither mean anything there nor change what stands
 * beside it, and one reading serves for every mail of a template. Characters that nothing is written with, and that
 * Markdown takes for Japanese ones, beside which bold text is bold.
 */
export const FIRST_HOLE = 0x3e000;
export const HOLES = /[\u{3e000}-\u{3efff}]/gu;

const normalizeLink = markdown.normalizeLink;
// A hole is no name of a host, which would be written in another alphabet.
markdown.normalizeLink = (url) =>
  url.search(HOLES) === -1 ? normalizeLink(url) : url.replace(/[^!-~]/gu, encodeURIComponent);

/** Read once, for HTML and for text. */
export type ReadMarkdown = Token[];

export function readMarkdown(source: string): ReadMarkdown {
  return markdown.parse(source, {});
}

const A_LIST_ITEM = /^(?:[-*+]|\d+[.)])\s/;

/** How a text begins, for where the whole of it is a click away: its first paragraph, or the first item of a list. */
export function firstLinesOf(source: string): string {
  const [paragraph = ''] = source.trim().split(/\n\s*\n/);
  const [line = ''] = paragraph.split('\n');
  const first = A_LIST_ITEM.test(line) ? line.replace(A_LIST_ITEM, '') : paragraph;
  // What it would have led to does not stand here.
  return first.replace(/[:：]$/, '…');
}

/** HTML of what was read; `attributes` gives what each tag carries, since mail clients want styles inline. */
export function markdownToHtml(tokens: ReadMarkdown, attributes: (tag: string) => Record<string, string>): string {
  for (const token of everyToken(tokens)) {
    if (token.nesting === -1 || token.tag === '') continue;
    for (const [name, value] of Object.entries(attributes(token.tag))) token.attrSet(name, value);
  }
  return markdown.renderer.render(tokens, markdown.options, {});
}

/** The same as text that reads well without any marks. */
export function markdownToText(tokens: ReadMarkdown): string {
  const lines: string[] = [];
  const lists: { next: number | null }[] = [];
  let prefix = '';
  for (const token of tokens) {
    switch (token.type) {
      case 'bullet_list_open':
        lists.push({ next: null });
        break;
      case 'ordered_list_open':
        lists.push({ next: Number(token.attrGet('start') ?? 1) });
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        lists.pop();
        if (lists.length === 0) lines.push('');
        break;
      case 'list_item_open': {
        const list = lists.at(-1) as { next: number | null };
        prefix = list.next === null ? '- ' : `${list.next++}. `;
        break;
      }
      case 'inline': {
        const indent = '   '.repeat(Math.max(0, lists.length - 1));
        const [first = '', ...rest] = inlineText(token.children ?? []).split('\n');
        lines.push(indent + prefix + first, ...rest.map((line) => indent + ' '.repeat(prefix.length) + line));
        prefix = ' '.repeat(prefix.length);
        break;
      }
      case 'fence':
      case 'code_block':
        lines.push(...token.content.trimEnd().split('\n'));
        break;
      case 'hr':
        lines.push('---', '');
        break;
    }
    if (lists.length > 0) continue;
    prefix = '';
    if (['paragraph_close', 'heading_close', 'fence', 'code_block'].includes(token.type)) lines.push('');
  }
  return lines.join('\n').trim();
}

function inlineText(tokens: Token[]): string {
  let text = '';
  let url = '';
  let linked = '';
  for (const token of tokens) {
    if (token.type === 'link_open') {
      url = String(token.attrGet('href') ?? '');
      linked = '';
    } else if (token.type === 'link_close') {
      if (linked !== url && `mailto:${linked}` !== url) text += ` (${url})`;
    } else {
      const piece = token.type === 'softbreak' || token.type === 'hardbreak' ? '\n' : token.content;
      text += piece;
      linked += piece;
    }
  }
  return text;
}

function* everyToken(tokens: Token[]): Generator<Token> {
  for (const token of tokens) {
    yield token;
    yield* everyToken(token.children ?? []);
  }
}
