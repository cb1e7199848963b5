import type { ChatBlock, ChatMessage, ChatSection, OpenLink } from '../../../domain/chat/chat-message.ts';
import { bytesAsJson, cutText, ELLIPSIS, keptWithin } from '../within-limits.ts';

/** What Google Chat takes: of a whole message in bytes, of a card in widgets. More characters of one text nobody reads. */
export const GOOGLE_CHAT_LIMITS = { bytes: 32_000, widgets: 100, text: 1_500 } as const;

/** For what stands around the paragraphs. */
const ENVELOPE_IN_BYTES = 4_000;

/**
 * The message as a webhook of Google Chat takes it: one card, since of a card's texts only what is in angle brackets is
 * markup, and of a plain message's also stars, underscores and tildes, for which there is no escape.
 */
export function googleChatPayload({ text, blocks = [] }: ChatMessage<OpenLink>) {
  const drawn = blocks.flatMap(paragraphsOf);
  const paragraphs = drawn.length > 0 ? drawn : [escaped(text)];
  const rest = ELLIPSIS;
  const asMany = keptWithin(paragraphs, { most: GOOGLE_CHAT_LIMITS.widgets, sizeOf: () => 1, rest });
  const most = GOOGLE_CHAT_LIMITS.bytes - ENVELOPE_IN_BYTES;
  const widgets = keptWithin(asMany, { most, sizeOf: (one) => bytesAsJson(widgetOf(one)) + 1, rest }).map(widgetOf);
  // What a notification on the phone says: plain, with no markup of any kind.
  const fallbackText = cutText(text, 200);
  return { fallbackText, cardsV2: [{ cardId: 'message', card: { sections: [{ widgets }] } }] };
}

const widgetOf = (text: string) => ({ textParagraph: { text } });

function paragraphsOf(block: ChatBlock<OpenLink>): string[] {
  switch (block.type) {
    case 'header':
      return isEmpty(block.text) ? [] : [bold(block.text)];
    case 'section': {
      const said = sectionMarkup(block);
      return said === '' ? [] : [said];
    }
    case 'list':
      return block.items.map(
        ({ text, leadsTo }) => `• ${escaped(text)}${leadsTo === undefined ? '' : linkTo(leadsTo)}`,
      );
  }
}

const MOST_LINES_OF_A_SECTION = 12;

function sectionMarkup({ title = '', aside = '', lines = [], fields = [] }: ChatSection): string {
  const heading = isEmpty(title) ? [] : [`${bold(title)}${isEmpty(aside) ? '' : `  ${escaped(aside)}`}`];
  const rows = fields.map((row) => row.map(({ label, value }) => `${label}: ${value}`).join(' · '));
  const said = [...lines, ...rows].filter((line) => !isEmpty(line)).map(escaped);
  return keptWithin([...heading, ...said], { most: MOST_LINES_OF_A_SECTION, sizeOf: () => 1, rest: ELLIPSIS }).join(
    '<br>',
  );
}

const isEmpty = (text: string) => text.trim() === '';
const bold = (text: string) => `<b>${escaped(text)}</b>`;
const linkTo = ({ label, address }: OpenLink) => `<br><a href="${inQuotes(address)}">${escaped(label)}</a>`;

/** Cut before it is escaped, so that no escape is cut in two. */
const escaped = (text: string) => inQuotes(cutText(text, GOOGLE_CHAT_LIMITS.text));

const inQuotes = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
