import type { ChatBlock, ChatMessage, TaskLink } from '../../../domain/chat/chat-message.ts';
import type { ChatPost } from '../../../domain/outbox/outbox.ts';

/** A message as releases wrote it that knew no channel but Slack: in Slack's own markup, and escaped for it. */
interface EarlierChatPost extends Omit<ChatPost, 'channel' | 'message'> {
  channel: 'slack';
  message: { text: string; blocks?: EarlierBlock[] };
}

type EarlierBlock = { type: 'header'; text: string } | { type: 'section'; text: string; leadsTo?: TaskLink };

/** `*title*`, and what stood beside it after two spaces. */
const TITLE = /^\*(?<title>.+)\*(?: {2}(?<aside>.*))?$/;
const BULLET = /^• /;

export function isEarlierChatPost(row: object): row is EarlierChatPost {
  return 'channel' in row && row.channel === 'slack';
}

export function chatPostOf({ message, ...post }: EarlierChatPost): ChatPost {
  const { text, blocks } = message;
  const today: ChatMessage = { text: unescaped(text), ...(blocks && { blocks: blocks.map(blockOf) }) };
  return { ...post, channel: 'chat', message: today };
}

function blockOf(block: EarlierBlock): ChatBlock {
  if (block.type === 'header') return block;
  const { text, leadsTo } = block;
  if (leadsTo !== undefined) return { type: 'list', items: [{ text: unescaped(text.replace(BULLET, '')), leadsTo }] };
  const lines = text.split('\n').map(unescaped);
  const { title, aside } = TITLE.exec(lines[0] as string)?.groups ?? {};
  if (title === undefined) return { type: 'section', lines };
  return { type: 'section', title, ...(aside !== undefined && { aside }), lines: lines.slice(1) };
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
