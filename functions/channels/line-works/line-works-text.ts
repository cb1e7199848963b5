import type { ChatMessage, OpenLink } from '../../../domain/chat/chat-message.ts';
import { isEmpty, NO_MARKUP, plainLines } from '../plain-lines.ts';
import { cutText, ELLIPSIS, keptWithin } from '../within-limits.ts';

/**
 * A text of a bot in LINE WORKS takes 2,000 characters. Of the webhook's own limits no figure is published that could be
 * checked: these stay well below.
 */
export const LINE_WORKS_LIMITS = { title: 100, text: 1_800, line: 300 } as const;

/** The message as LINE WORKS takes it: a title and one text. Addresses in it are made links there. */
export function lineWorksPayload({ text, blocks = [] }: ChatMessage<OpenLink>) {
  const [first, ...others] = blocks;
  const heading = first?.type === 'header' && !isEmpty(first.text) ? first.text : undefined;
  const lines = (heading === undefined ? blocks : others).flatMap((block) => plainLines(block, escaped));
  if (lines.length === 0) return { body: { text: escaped(heading ?? text) } };
  const kept = keptWithin(lines, { most: LINE_WORKS_LIMITS.text, sizeOf: (line) => line.length + 1, rest: ELLIPSIS });
  return {
    ...(heading !== undefined && { title: cutText(escaped(heading), LINE_WORKS_LIMITS.title) }),
    body: { text: kept.join('\n') },
  };
}

/** What is in angle brackets might call somebody. */
const escaped = (text: string) => cutText(text, LINE_WORKS_LIMITS.line).replaceAll('<', `<${NO_MARKUP}`);
