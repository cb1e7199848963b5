import type { ChatBlock, ChatSection, OpenLink } from '../../domain/chat/chat-message.ts';

/**
 * A block for a service whose messages are one plain text. A link stands on a line of its own below its item, since
 * whatever follows an address would be taken for a part of it; the two are one of what comes back, and stay together.
 *
 * @param written what makes a text say nothing but itself
 */
export function plainLines(block: ChatBlock<OpenLink>, written: (text: string) => string): string[] {
  switch (block.type) {
    case 'header':
      return isEmpty(block.text) ? [] : [written(block.text)];
    case 'section':
      return sectionLines(block, written);
    case 'list':
      return block.items.map(({ text, leadsTo }) =>
        leadsTo === undefined
          ? `・${written(text)}`
          : `・${written(text)}\n${written(leadsTo.label)}: ${leadsTo.address}`,
      );
  }
}

function sectionLines(
  { title = '', aside = '', lines = [], fields = [] }: ChatSection,
  written: (text: string) => string,
): string[] {
  const heading = isEmpty(title) ? [] : [`■ ${written(title)}${isEmpty(aside) ? '' : `  ${written(aside)}`}`];
  const rows = fields.map((row) => row.map(({ label, value }) => `${label}: ${value}`).join(' · '));
  return [...heading, ...[...lines, ...rows].filter((line) => !isEmpty(line)).map(written)];
}

export const isEmpty = (text: string) => text.trim() === '';

/** A space of no width: nobody sees it, and what it stands in is no markup any more. */
export const NO_MARKUP = '\u200b';
