import { type Block, type LinkTo, toneShapes } from './blocks.ts';
import { markdownToText, readMarkdown } from './markdown.ts';
import { sparkline } from './sparkline.ts';

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
    case 'quote':
      return quoteOf(block);
    case 'paragraph':
    case 'copy':
      return block.text;
    case 'markdown':
      return markdownToText(readMarkdown(block.markdown));
    case 'task':
      return `${block.number}. ${block.title}\n   ${block.meta}\n\n${indent(markdownToText(readMarkdown(block.markdown)))}`;
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'account':
      return accountOf(block);
    case 'todo':
      return todoOf(block);
    case 'facts':
      return block.rows.map(({ label, value }) => `${label}: ${value}`).join('\n');
    case 'button':
      return `${block.label}:\n${block.url}`;
    case 'actions':
      return linksOf([block.first, ...block.others]);
    case 'choice':
      return `${block.question}\n${linksOf(block.answers)}`;
    case 'page':
      return linksOf([block.link]);
    case 'footer':
      return `-- \n${block.text}`;
  }
}

/** As mail programs have always quoted. */
function quoteOf({ tone, said, comment, by }: Extract<Block, { type: 'quote' }>): string {
  const wrote = comment === undefined ? [] : ['', ...comment.split(/\r\n|[\r\n]/)];
  const lines = [`${toneShapes[tone]} ${said}`, ...wrote].map((line) => `> ${line}`.trimEnd());
  return [...lines, by].join('\n');
}

function accountOf({ name, tone, word, text, figure, course }: Extract<Block, { type: 'account' }>): string {
  return [
    `■ ${name}`,
    `${toneShapes[tone]} ${text === undefined ? word : `${word} · ${text}`}`,
    ...(figure === undefined ? [] : [`${figure.value}  ${figure.text}`]),
    ...(course === undefined ? [] : [`${sparkline(course.values)}  ${course.caption} · ${course.last}`]),
  ].join('\n');
}

function todoOf({ items, more }: Extract<Block, { type: 'todo' }>): string {
  const lines = items.map(({ title, flag, meta, links }) => {
    const line = `- ${title}\n  ${flag === undefined ? meta : `! ${flag} · ${meta}`}`;
    return links === undefined ? line : `${line}\n  ${links.read.label}:\n  ${links.read.url}`;
  });
  const hasLinks = items.some(({ links }) => links !== undefined);
  return [...lines, ...(more === undefined ? [] : [more])].join(hasLinks ? '\n\n' : '\n');
}

/** Each below its name: an address that ends a line is never torn, and nothing after it is taken for a part of it. */
export function linksOf(links: LinkTo[]): string {
  return links.map(({ label, url }) => `${label}:\n${url}`).join('\n');
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '   ');
}
