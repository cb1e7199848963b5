import { type Block, type LinkTo, toneShapes } from './blocks.ts';
import { markdownToText, readMarkdown } from './markdown.ts';

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** The plain text of a mail: the same in the same order, for those who read mails as text. */
export function layOutText(blocks: Block[]): string {
  return `${blocks.map(textOf).join('\n\n')}\n`;
}

function textOf(block: Block): string {
  switch (block.type) {
    case 'ask':
      return [block.text + (block.by ? block.by.pause + block.by.day : ''), block.more ?? ''].join('\n').trimEnd();
    case 'heading':
      return `■ ${block.text}`;
    case 'tag':
      return `${toneShapes[block.tone]} ${block.word} · ${block.text}`;
    case 'figure':
      return `${block.value}  ${block.text}`;
    case 'bars':
      return `${block.caption}\n${sparkline(block.values)}\n${block.first} → ${block.last}`;
    case 'note':
      return `! ${block.text}`;
    case 'paragraph':
    case 'copy':
      return block.text;
    case 'markdown':
      return markdownToText(readMarkdown(block.markdown));
    case 'task':
      return `${block.number}. ${block.title}\n   ${block.meta}\n\n${indent(markdownToText(readMarkdown(block.markdown)))}`;
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'facts':
      return block.rows.map(({ label, value }) => `${label}: ${value}`).join('\n');
    case 'button':
      return `${block.label}:\n${block.url}`;
    case 'actions':
      return linksOf([block.first, ...block.others]);
    case 'choice':
      return `${block.question}\n${linksOf(block.answers)}`;
    case 'footer':
      return `-- \n${block.text}`;
  }
}

/** Each below its name: an address that ends a line is never torn, and nothing after it is taken for a part of it. */
export function linksOf(links: LinkTo[]): string {
  return links.map(({ label, url }) => `${label}:\n${url}`).join('\n');
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '   ');
}

/** Zero is the lowest block; anything above it is higher. */
export function sparkline(values: number[]): string {
  const most = Math.max(1, ...values);
  const height = (value: number) => (value === 0 ? 0 : Math.max(1, Math.round((value / most) * (BARS.length - 1))));
  return values.map((value) => BARS[height(value)]).join('');
}
