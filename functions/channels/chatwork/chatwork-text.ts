import type { ChatMessage, OpenLink } from '../../../domain/chat/chat-message.ts';
import { isEmpty, NO_MARKUP, plainLines } from '../plain-lines.ts';
import { cutText, ELLIPSIS, keptWithin } from '../within-limits.ts';

/** Chatwork refuses longer messages than some 65,000 characters, and doesn't say how it counts: bytes are never fewer. */
export const CHATWORK_LIMITS = { bytes: 60_000, text: 1_500 } as const;

/** The message as Chatwork takes it: one text, framed, with its heading on the frame. */
export function chatworkText({ text, blocks = [] }: ChatMessage<OpenLink>): string {
  const [first, ...others] = blocks;
  const heading = first?.type === 'header' && !isEmpty(first.text) ? first.text : undefined;
  const lines = (heading === undefined ? blocks : others).flatMap((block) => plainLines(block, escaped));
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

/** Chatwork has no escape: a tag would call everybody, and a word in brackets become a picture. */
const escaped = (text: string) =>
  cutText(text, CHATWORK_LIMITS.text).replace(/\[|\((?=[a-z^*;:]+\))/gi, `$&${NO_MARKUP}`);
