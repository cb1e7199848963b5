import type { ChatBlock, ChatMessage, ChatSection, OpenLink } from '../../../domain/chat/chat-message.ts';
import { cutText, ELLIPSIS, keptWithin } from '../within-limits.ts';

/** Chatwork refuses longer messages than some 65,000 characters, and doesn't say how it counts: bytes are never fewer. */
export const CHATWORK_LIMITS = { bytes: 60_000, text: 1_500 } as const;

/** A space of no width: nobody sees it, and what it stands in is no tag any more. */
export const NO_TAG = '\u200b';

/** The message as Chatwork takes it: one text, framed, with its heading on the frame. */
export function chatworkText({ text, blocks = [] }: ChatMessage<OpenLink>): string {
  const [first, ...others] = blocks;
  const heading = first?.type === 'header' && !isEmpty(first.text) ? first.text : undefined;
  const lines = (heading === undefined ? blocks : others).flatMap(linesOf);
  if (lines.length === 0) return escaped(heading ?? text);
  const kept = keptWithin(lines, {
    most: CHATWORK_LIMITS.bytes - Buffer.byteLength(frame(heading, [])),
    sizeOf: (line) => Buffer.byteLength(line) + 1,
    rest: ELLIPSIS,
  });
  return frame(heading, kept);
}

const frame = (heading: string | undefined, lines: string[]) =>
  `[info]${heading === undefined ? '' : `[title]${escaped(heading)}[/title]`}${lines.join('\n')}[/info]`;

function linesOf(block: ChatBlock<OpenLink>): string[] {
  switch (block.type) {
    case 'header':
      return isEmpty(block.text) ? [] : [escaped(block.text)];
    case 'section':
      return sectionLines(block);
    case 'list':
      // Whatever follows an address would be taken for a part of it. The two stand together, or not at all.
      return block.items.map(({ text, leadsTo }) =>
        leadsTo === undefined
          ? `・${escaped(text)}`
          : `・${escaped(text)}\n${escaped(leadsTo.label)}: ${leadsTo.address}`,
      );
  }
}

function sectionLines({ title = '', aside = '', lines = [], fields = [] }: ChatSection): string[] {
  const heading = isEmpty(title) ? [] : [`■ ${escaped(title)}${isEmpty(aside) ? '' : `  ${escaped(aside)}`}`];
  const rows = fields.map((row) => row.map(({ label, value }) => `${label}: ${value}`).join(' · '));
  return [...heading, ...[...lines, ...rows].filter((line) => !isEmpty(line)).map(escaped)];
}

const isEmpty = (text: string) => text.trim() === '';

/** Chatwork has no escape: a tag would call everybody, and a word in brackets become a picture. */
const escaped = (text: string) => cutText(text, CHATWORK_LIMITS.text).replace(/\[|\((?=[a-z^*;:]+\))/gi, `$&${NO_TAG}`);
