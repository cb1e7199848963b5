import type { ChatBlock, ChatItem, ChatMessage, ChatSection, OpenLink } from '../../../domain/chat/chat-message.ts';
import { cutText, ELLIPSIS, keptWithin } from '../within-limits.ts';

/** What Slack takes at most, in characters and blocks. */
export const SLACK_LIMITS = { text: 40_000, header: 150, section: 3_000, blocks: 50 } as const;

/**
 * The message as an incoming webhook takes it, within Slack's limits: what is too long is cut with an ellipsis, and an
 * ellipsis stands for blocks too many. Links stand in the text: a button would ask for an app that answers its clicks.
 */
export function slackPayload({ text, blocks = [] }: ChatMessage<OpenLink>) {
  const drawn = blocks.flatMap(slackBlocks);
  const kept = keptWithin(drawn, { most: SLACK_LIMITS.blocks, sizeOf: () => 1, rest: section(ELLIPSIS) });
  return { text: cut(escaped(text), SLACK_LIMITS.text), ...(kept.length > 0 && { blocks: kept }) };
}

function slackBlocks(block: ChatBlock<OpenLink>) {
  switch (block.type) {
    case 'header':
      if (isEmpty(block.text)) return [];
      return [{ type: 'header', text: { type: 'plain_text', text: cut(block.text, SLACK_LIMITS.header) } }];
    case 'section': {
      const markup = sectionMarkup(block);
      return isEmpty(markup) ? [] : [section(cut(markup, SLACK_LIMITS.section))];
    }
    case 'list':
      return block.items.map((item) => section(itemMarkup(item)));
  }
}

/** Slack refuses the whole message for one empty text. */
const isEmpty = (text: string) => text.trim() === '';

function sectionMarkup({ title, aside, lines = [], fields = [] }: ChatSection): string {
  return [
    ...(title === undefined ? [] : [`*${escaped(title)}*${aside === undefined ? '' : `  ${escaped(aside)}`}`]),
    ...lines.map(escaped),
    ...fields.map((row) => row.map(({ label, value }) => `${escaped(label)}: ${escaped(value)}`).join(' · ')),
  ].join('\n');
}

/** The text gives way, never the link. */
function itemMarkup({ text, leadsTo }: ChatItem<OpenLink>): string {
  const link = leadsTo === undefined ? '' : `\n<${inLink(leadsTo.address)}|${escaped(leadsTo.label)}>`;
  return `${cut(`• ${escaped(text)}`, SLACK_LIMITS.section - link.length)}${link}`;
}

/** `verbatim`: nobody's name becomes a link, or calls somebody. */
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } });

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What would end the address. */
const inLink = (address: string) => address.replace(/[<>|]/g, encodeURIComponent);

/** Never within an escaped character. */
const cut = (markup: string, most: number) => cutText(markup, most, /&[a-z]{0,3}$/);
