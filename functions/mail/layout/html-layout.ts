import { gapOf, isInLatin, type Locale } from '../../../domain/locale/locale.ts';
import { remembered } from '../../../domain/locale/remembered.ts';
import { type Block, type LinkTo, type TodoLinks, toneShapes } from './blocks.ts';
import { colours, escapeHtml, FONT } from './html-basics.ts';
import { markdownToHtml, type ReadMarkdown, readMarkdown } from './markdown.ts';
import { sparkline } from './sparkline.ts';

const BAR_HEIGHT_IN_PX = 48;
/** Shown without its doctype, as some mail clients do, a table takes nothing of these from what is around it. */
const AS_AROUND = 'font-size:inherit;line-height:inherit;';
/** Japanese breaks between phrases where the client knows how, so that no word of a title is torn apart. */
const BY_PHRASES = 'word-break:auto-phrase;overflow-wrap:anywhere;';

type Colour = keyof typeof colours;

/** Classes that carry a colour: a mail client without `<style>` shows the light one, inline. */
const text = (colour: Colour) => ({ class: `c-${colour}`, style: `color:${colours[colour][0]};` });
const fill = (colour: Colour) => ({ class: `b-${colour}`, style: `background-color:${colours[colour][0]};` });
const edge = (colour: Colour) => ({ class: `l-${colour}`, style: `border-color:${colours[colour][0]};` });

const darkRules = Object.entries(colours)
  .map(
    ([name, [, dark]]) =>
      `.c-${name}{color:${dark}!important}.b-${name}{background-color:${dark}!important}.l-${name}{border-color:${dark}!important}`,
  )
  .join('');

interface Look {
  class: string;
  style: string;
}

/** A style with its colours; they come last, since `border` would take them back. */
function look(style: string, ...colour: Look[]): { class: string; style: string } {
  return {
    class: colour.map((part) => part.class).join(' '),
    style: style + colour.map((part) => part.style).join(''),
  };
}

function tag(name: string, attributes: Record<string, string>, content: string): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => ` ${key}="${escapeHtml(value)}"`)
    .join('');
  return `<${name}${written}>${content}</${name}>`;
}

function textStyle(locale: Locale): string {
  return `font-family:${FONT};font-size:16px;line-height:${isInLatin(locale) ? '1.6' : '1.75'};`;
}

/** A mail to a colleague: one column, 600 px at most, readable from 320 px on, light and dark. */
export function layOutHtml(title: string, locale: Locale, blocks: Block[]): string {
  const body = blocks.map((block) => htmlOf(block)).join('\n');
  const card = tag(
    'td',
    look(`padding:32px;border-radius:8px;overflow-wrap:anywhere;${textStyle(locale)}`, fill('paper'), text('ink'), {
      class: 'card',
      style: '',
    }),
    `\n${body}\n`,
  );
  const column = `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;margin:0 auto;"><tr>${card}</tr></table>`;
  return page(
    title,
    locale,
    tag('body', look('margin:0;padding:24px 8px;', fill('ground')), `\n<div lang="${locale}">${column}</div>\n`),
  );
}

/** What a customer mail has beside its words. */
export interface LetterExtras {
  /** Stands where the words leave room for it. */
  choices?: {
    question?: string;
    links: LinkTo[];
    shape: 'buttons' | 'scale' | 'quiet';
    ends?: { low: string; high: string };
  };
  /** Below everything, small. */
  footer?: { text: string; link: LinkTo };
}

/** The words of a customer mail as HTML. */
export function letterHtml(words: ReadMarkdown): string {
  return markdownToHtml(words, (name) => (name === 'a' ? look('', text('accent')) : {}));
}

/** A customer mail looks as a person's mail looks: words, and nothing around them. */
export function layOutLetter(title: string, locale: Locale, written: string, footer: LetterExtras['footer']): string {
  const below =
    footer &&
    tag(
      'p',
      look('margin:32px 0 0;padding-top:16px;border-top:1px solid;font-size:14px;', edge('line'), text('muted')),
      `${escapeHtml(footer.text)}${gapOf(locale)}${tag('a', { href: footer.link.url, ...look('', text('muted')) }, escapeHtml(footer.link.label))}`,
    );
  const [toTitle, toWords, toEnd] = letterPage(locale);
  return `${toTitle}${escapeHtml(title)}${toWords}${written}${below ?? ''}${toEnd}`;
}

/** What stands before the title, before the words and after them: the same in every letter. */
const letterPage = remembered((locale: Locale): [string, string, string] => {
  const place = '\0';
  const body = tag(
    'body',
    look(`margin:0;padding:16px;${textStyle(locale)}`, fill('paper'), text('ink')),
    `\n<div lang="${locale}" style="max-width:600px;overflow-wrap:anywhere;">\n${place}</div>\n`,
  );
  return page(place, locale, body).split(place) as [string, string, string];
});

/** Answers of equal weight: nobody is led to one by its colour. */
export function choicesAsHtml(choices: LetterExtras['choices']): string {
  if (choices === undefined) return '';
  const { question, links, shape, ends } = choices;
  if (shape === 'quiet') {
    const asked = question === undefined ? '' : `${escapeHtml(question)}<br>`;
    return tag('p', look('margin:24px 0 0;font-size:14px;', text('muted')), asked + links.map(quietLink).join(''));
  }
  const isScale = shape === 'scale';
  const style = `display:inline-block;box-sizing:border-box;margin:0 8px 8px 0;padding:9px ${isScale ? '0' : '16px'};${isScale ? 'width:44px;text-align:center;' : ''}min-height:44px;border:1px solid;border-radius:6px;font-weight:700;text-decoration:none;`;
  const buttons = links
    .map(({ label, url }) => tag('a', { href: url, ...look(style, edge('accent'), text('accent')) }, escapeHtml(label)))
    .join('');
  const scale = ends === undefined ? '' : small(`0 = ${ends.low} · 10 = ${ends.high}`, 'margin:0 0 16px;');
  return tag('p', { style: 'margin:16px 0 8px;' }, buttons) + scale;
}

function page(title: string, locale: Locale, body: string): string {
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title>
<style>:root{color-scheme:light dark}@media (max-width:480px){.card{padding:24px 16px!important}}@media (prefers-color-scheme:dark){${darkRules}}</style>
</head>
${body}
</html>
`;
}

function htmlOf(block: Block): string {
  switch (block.type) {
    case 'ask': {
      const by =
        block.by &&
        `&#8288;${escapeHtml(block.by.pause)}<span style="white-space:nowrap;">${escapeHtml(block.by.day)}</span>`;
      const style = `margin:0;font-size:22px;line-height:1.4;font-weight:700;${BY_PHRASES}`;
      const more = block.more === undefined ? '' : small(block.more, 'margin:8px 0 0;');
      return tag('h1', look(style, text('ink')), escapeHtml(block.text) + (by ?? '')) + more;
    }
    case 'heading':
      return tag(
        'h2',
        look('margin:24px 0 8px;font-size:14px;line-height:1.4;font-weight:700;', text('muted')),
        escapeHtml(block.text),
      );
    case 'tag':
      return tag(
        'p',
        look('margin:0 0 4px;font-weight:700;', text(block.tone)),
        `<span aria-hidden="true">${toneShapes[block.tone]}</span> ${escapeHtml(block.word)} · ${escapeHtml(block.text)}`,
      );
    case 'figure':
      return tag(
        'p',
        look('margin:0;font-variant-numeric:tabular-nums;', text('ink')),
        `${tag('span', look('font-size:28px;font-weight:700;line-height:1.3;', text(block.tone)), escapeHtml(block.value))}&ensp;<span style="display:inline-block;${BY_PHRASES}">${escapeHtml(block.text)}</span>`,
      );
    case 'bars':
      return barsOf(block);
    case 'note':
      return tag(
        'p',
        look('margin:24px 0 0;padding:12px 16px;border-left:4px solid;', fill('ground'), edge('service'), text('ink')),
        escapeHtml(block.text),
      );
    case 'quote':
      return quoteOf(block);
    case 'paragraph':
      return tag('p', look('margin:16px 0 0;', text('ink')), escapeHtml(block.text));
    case 'markdown':
      return markdownHtml(block.markdown);
    case 'task':
      return (
        tag(
          'h3',
          look(`margin:24px 0 0;font-size:18px;line-height:1.4;font-weight:700;${BY_PHRASES}`, text('ink')),
          `${block.number}. ${escapeHtml(block.title)}`,
        ) +
        small(block.meta, 'margin:0 0 8px;') +
        markdownHtml(block.markdown)
      );
    case 'list':
      return tag(
        'ul',
        look('margin:0;padding-left:20px;', text('ink')),
        block.items.map((item) => `<li style="margin:4px 0;">${escapeHtml(item)}</li>`).join(''),
      );
    case 'account':
      return accountOf(block);
    case 'todo':
      return todoOf(block);
    case 'facts':
      return factsOf(block.rows);
    case 'button':
      return tag(
        'p',
        { style: 'margin:24px 0 0;' },
        tag(
          'a',
          {
            href: block.url,
            ...look(
              'display:inline-block;padding:10px 24px;min-height:24px;border-radius:6px;font-weight:700;text-decoration:none;',
              fill('accent'),
              text('on-accent'),
            ),
          },
          escapeHtml(block.label),
        ),
      );
    case 'actions':
      return actionsOf(block);
    case 'choice':
      return tag(
        'p',
        look('margin:24px 0 0;font-size:14px;', text('muted')),
        `${escapeHtml(block.question)}<br>${block.answers.map((answer) => quietLink(answer)).join('')}`,
      );
    case 'copy':
      return tag(
        'div',
        look('margin:8px 0 0;padding:16px;white-space:pre-wrap;overflow-wrap:anywhere;', fill('ground'), text('ink')),
        escapeHtml(block.text),
      );
    case 'page':
      return tag(
        'p',
        { style: 'margin:24px 0 0;' },
        tag('a', { href: block.link.url, ...look('', text('accent')) }, escapeHtml(block.link.label)),
      );
    case 'footer':
      return tag(
        'p',
        look('margin:32px 0 0;padding-top:16px;border-top:1px solid;font-size:14px;', edge('line'), text('muted')),
        escapeHtml(block.text),
      );
  }
}

function quoteOf({ tone, said, comment, by }: Extract<Block, { type: 'quote' }>): string {
  const answer = tag(
    'p',
    look(`margin:0;font-size:18px;line-height:1.4;font-weight:700;${BY_PHRASES}`, text(tone)),
    `<span aria-hidden="true">${toneShapes[tone]}</span> ${escapeHtml(said)}`,
  );
  const wrote =
    comment === undefined
      ? ''
      : tag('p', look('margin:8px 0 0;white-space:pre-line;overflow-wrap:anywhere;', text('ink')), escapeHtml(comment));
  return tag(
    'blockquote',
    look('margin:0 0 24px;padding:12px 16px;border-left:4px solid;', fill('ground'), edge(tone), text('ink')),
    answer + wrote + small(by, 'margin:8px 0 0;'),
  );
}

function accountOf({ name, tone, word, text: about, figure, course }: Extract<Block, { type: 'account' }>): string {
  const parts = [
    tag(
      'h2',
      look(`margin:40px 0 0;font-size:20px;line-height:1.4;font-weight:700;${BY_PHRASES}`, text('ink')),
      escapeHtml(name),
    ),
    tag(
      'p',
      look('margin:4px 0 0;font-size:14px;font-weight:700;', text(tone)),
      `<span aria-hidden="true">${toneShapes[tone]}</span> ${escapeHtml(about === undefined ? word : `${word} · ${about}`)}`,
    ),
  ];
  if (figure !== undefined) {
    const value = tag('span', look('font-size:20px;font-weight:700;', text(tone)), escapeHtml(figure.value));
    parts.push(
      tag(
        'p',
        look('margin:8px 0 0;font-variant-numeric:tabular-nums;', text('ink')),
        `${value}&ensp;<span style="display:inline-block;${BY_PHRASES}">${escapeHtml(figure.text)}</span>`,
      ),
    );
  }
  if (course !== undefined) {
    const label = `${course.caption}: ${course.values.join(', ')}`;
    const row = tag(
      'span',
      { role: 'img', 'aria-label': label, ...look('font-size:16px;letter-spacing:1px;line-height:1;', text(tone)) },
      sparkline(course.values),
    );
    parts.push(
      tag(
        'p',
        look('margin:8px 0 0;font-size:14px;', text('muted')),
        `${row}<br>${escapeHtml(course.caption)} · ${escapeHtml(course.last)}`,
      ),
    );
  }
  return parts.join('\n');
}

function todoOf({ items, more }: Extract<Block, { type: 'todo' }>): string {
  const rows = items.map(({ title, flag, meta, links }) => {
    const flagged =
      flag === undefined ? '' : `${tag('span', look('font-weight:700;', text('risk')), escapeHtml(flag))} · `;
    const details = tag('span', look('font-size:14px;', text('muted')), flagged + partsOf(meta));
    return tag(
      'li',
      { style: `margin:8px 0;${BY_PHRASES}` },
      `${links === undefined ? `${escapeHtml(title)}<br>` : titleLink(title, links.read.url)}${details}${links === undefined ? '' : todoLinks(links)}`,
    );
  });
  const list = tag('ul', look('margin:16px 0 0;padding-left:20px;', text('ink')), rows.join(''));
  return more === undefined ? list : list + small(more, 'margin:8px 0 0;');
}

/** A block: the bullet of a title of two lines stands at the first. */
function titleLink(title: string, url: string): string {
  const link = { href: url, ...look('display:block;padding:10px 0;', text('accent')) };
  return tag('div', {}, tag('a', link, escapeHtml(title)));
}

/** Only what the mail asks first stands out; each of the many others is a line of text, with room for a thumb. */
function todoLinks({ isMain, first }: TodoLinks): string {
  if (first === undefined) return '';
  return `<br>${isMain ? buttonLink(first, true) : quietLink(first)}`;
}

/** One button that stands out; what else there is beside it is text. */
function actionsOf({ isMain, first, others }: Extract<Block, { type: 'actions' }>): string {
  return tag('p', { style: 'margin:8px 0 0;' }, buttonLink(first, isMain) + others.map(quietLink).join(''));
}

function buttonLink({ label, url }: LinkTo, isMain: boolean): string {
  const shape =
    'display:inline-block;margin:8px 12px 0 0;padding:9px 20px;min-height:24px;border:1px solid;border-radius:6px;font-weight:700;text-decoration:none;';
  const main = look(shape, fill('accent'), edge('accent'), text('on-accent'));
  const quiet = look(shape, edge('accent'), text('accent'));
  return tag('a', { href: url, ...(isMain ? main : quiet) }, escapeHtml(label));
}

function quietLink({ label, url }: LinkTo): string {
  const style = 'display:inline-block;padding:10px 12px 10px 0;font-size:16px;';
  return tag('a', { href: url, ...look(style, text('accent')) }, escapeHtml(label));
}

function small(plain: string, style: string): string {
  return tag('p', look(`${style}font-size:14px;${BY_PHRASES}`, text('muted')), partsOf(plain));
}

/** Short parts of a line: what separates them never begins one; no Japanese date and no percentage is torn apart. */
function partsOf(plain: string): string {
  return escapeHtml(plain.replace(/ (?=· )|(?<=\d) (?=%)/g, '\u00a0')).replace(
    /(?<=月)(?=\d+日)|(?<=日)(?=\()/g,
    '&#8288;',
  );
}

const markdownLooks: Record<string, Record<string, string>> = {
  p: look('margin:8px 0;', text('ink')),
  ul: look('margin:8px 0;padding-left:20px;', text('ink')),
  ol: look('margin:8px 0;padding-left:24px;', text('ink')),
  li: { style: 'margin:4px 0;' },
  a: look('', text('accent')),
  blockquote: look('margin:8px 0;padding-left:16px;border-left:4px solid;', edge('line'), text('muted')),
};

function markdownHtml(markdown: string): string {
  return markdownToHtml(readMarkdown(markdown), (name) => markdownLooks[name] ?? {});
}

/** A table of bars: it shows everywhere, where drawings and images don't. */
function barsOf({ tone, values, recent, caption, first, last }: Extract<Block, { type: 'bars' }>): string {
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const cells = values
    .map((value, index) => {
      if (value === null) return '<td></td>';
      const colour: Colour = index >= values.length - recent ? tone : 'quiet';
      const height = value === 0 ? 2 : Math.max(4, Math.round((value / most) * BAR_HEIGHT_IN_PX));
      const bar = tag(
        'div',
        look(`height:${height}px;font-size:0;line-height:0;border-radius:2px 2px 0 0;`, fill(colour)),
        '&nbsp;',
      );
      return `<td valign="bottom" style="height:${BAR_HEIGHT_IN_PX}px;padding:0 1px;">${bar}</td>`;
    })
    .join('');
  const table = `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="table-layout:fixed;"><tr>${cells}</tr></table>`;
  const ends = `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="${AS_AROUND}"><tr>${tag('td', look('font-size:14px;', text('muted')), escapeHtml(first))}${tag('td', { align: 'right', ...look('font-size:14px;font-weight:700;', text(tone)) }, escapeHtml(last))}</tr></table>`;
  const label = `${caption}: ${values.map((value) => value ?? '–').join(', ')}`;
  return `${small(caption, 'margin:16px 0 4px;')}<div role="img" aria-label="${escapeHtml(label)}">${table}</div>${ends}`;
}

function factsOf(rows: { label: string; value: string }[]): string {
  const cells = rows.map(({ label, value }, index) => {
    const line = index === rows.length - 1 ? '' : 'border-bottom:1px solid;';
    const style = `padding:8px 0;${line}text-align:left;vertical-align:top;`;
    const head = tag(
      'th',
      {
        scope: 'row',
        ...look(
          `${style}word-break:keep-all;overflow-wrap:anywhere;padding-right:16px;font-weight:400;font-size:14px;width:40%;`,
          edge('line'),
          text('muted'),
        ),
      },
      partsOf(label),
    );
    const cell = tag(
      'td',
      look(`${style}${BY_PHRASES}font-variant-numeric:tabular-nums;`, edge('line'), text('ink')),
      partsOf(value),
    );
    return `<tr>${head}${cell}</tr>`;
  });
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;${AS_AROUND}">${cells.join('')}</table>`;
}
