import { type Block, type Tone, toneShapes } from '../mail/layout/blocks.ts';
import { markdownToHtml, readMarkdown } from '../mail/layout/markdown.ts';
import { Html, html } from './html.ts';
import { type Row, rowsOf } from './page-parts.ts';

export function markdown(source: string): Html {
  return new Html(`<div class="prose">${markdownToHtml(readMarkdown(source), () => ({}))}</div>`);
}

/** Those parts of a mail that a page shows as well. */
export function blocksOf(blocks: Block[]): Html {
  return html`${blocks.map(blockOf)}`;
}

function blockOf(block: Block): Html {
  switch (block.type) {
    case 'heading':
      return html`<h2>${block.text}</h2>`;
    case 'tag':
      return html`<p class="tag ${block.tone}"><b>${toneShapes[block.tone]} ${block.word}</b> · ${block.text}</p>`;
    case 'figure':
      return html`<p class="figure"><b class="${block.tone}">${block.value}</b> ${block.text}</p>`;
    case 'bars':
      return bars(block);
    case 'paragraph':
    case 'note':
      return html`<p>${block.text}</p>`;
    case 'markdown':
      return markdown(block.markdown);
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>`;
    case 'facts':
      return rowsOf(block.rows.map(({ label, value }): Row => [label, value]));
    default:
      // Links of mails have pages of their own.
      return html``;
  }
}

const BAR_HEIGHT = 64;
const BAR_WIDTH = 12;
const GAP = 4;

function bars({ tone, values, recent, caption, first, last }: Extract<Block, { type: 'bars' }>): Html {
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const width = values.length * (BAR_WIDTH + GAP) - GAP;
  const drawn = values.flatMap((value, index) => {
    if (value === null) return [];
    const height = value === 0 ? 2 : Math.max(4, Math.round((value / most) * BAR_HEIGHT));
    const look = index >= values.length - recent ? tone : 'quiet-bar';
    return html`<rect class="${look}" x="${index * (BAR_WIDTH + GAP)}" y="${BAR_HEIGHT - height}" width="${BAR_WIDTH}" height="${height}"/>`;
  });
  return html`<figure class="bars"><figcaption>${caption}</figcaption>
<svg viewBox="0 0 ${width} ${BAR_HEIGHT}" role="img" aria-label="${caption}: ${values.map((value) => value ?? '–').join(', ')}" preserveAspectRatio="none">${drawn}</svg>
<p class="ends"><span>${first}</span><b class="${tone satisfies Tone}">${last}</b></p></figure>`;
}
