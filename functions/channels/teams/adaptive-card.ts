import type { ChatBlock, ChatMessage, ChatSection, OpenLink } from '../../../domain/chat/chat-message.ts';
import { bytesAsJson, cutText, ELLIPSIS, keptWithin } from '../within-limits.ts';

/**
 * What Teams takes of a message: it speaks of 28 KB, with all that it makes of it, and has been seen to refuse less. A
 * text of more characters nobody reads in a channel.
 */
export const TEAMS_LIMITS = { bytes: 20_000, text: 1_500 } as const;

interface TextRun {
  type: 'TextRun';
  text: string;
  size?: 'Large';
  weight?: 'Bolder';
  isSubtle?: true;
}

type CardElement =
  | { type: 'RichTextBlock'; inlines: TextRun[]; spacing?: 'Medium' | 'None' }
  | { type: 'TextBlock'; text: string; wrap: true; spacing: 'None' };

/** The message as a workflow of Teams takes it that posts what a webhook brings: one Adaptive Card. */
export function teamsPayload({ text, blocks = [] }: ChatMessage<OpenLink>) {
  const drawn = blocks.flatMap(piecesOf);
  const pieces = drawn.length > 0 ? drawn : [[plain(text)]];
  const body = keptWithin(pieces, { most: TEAMS_LIMITS.bytes, sizeOf: bytesAsJson, rest: [plain(ELLIPSIS)] }).flat();
  const content = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.4',
    body,
  };
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] };
}

/** What stays together, whatever is left out after it. */
function piecesOf(block: ChatBlock<OpenLink>): CardElement[][] {
  switch (block.type) {
    case 'header':
      return isEmpty(block.text) ? [] : [[rich([run(block.text, { size: 'Large', weight: 'Bolder' })])]];
    case 'section':
      return sectionLines(block).map((inlines, index) => [rich(inlines, index === 0 ? 'Medium' : 'None')]);
    case 'list':
      return block.items.map(({ text, leadsTo }) => [
        plain(`• ${text}`),
        ...(leadsTo === undefined ? [] : [linkTo(leadsTo)]),
      ]);
  }
}

function sectionLines({ title = '', aside = '', lines = [], fields = [] }: ChatSection): TextRun[][] {
  const heading = [
    ...(isEmpty(title) ? [] : [run(title, { weight: 'Bolder' })]),
    ...(isEmpty(title) || isEmpty(aside) ? [] : [run(`  ${aside}`, { isSubtle: true })]),
  ];
  const rows = fields.map((row) => row.map(({ label, value }) => `${label}: ${value}`).join(' · '));
  const said = [...lines, ...rows].filter((line) => !isEmpty(line)).map((line) => [run(line)]);
  return heading.length > 0 ? [heading, ...said] : said;
}

const isEmpty = (text: string) => text.trim() === '';

/** Of a run nothing is markup: a customer's name calls nobody and leads nowhere. */
const run = (text: string, look: Omit<TextRun, 'type' | 'text'> = {}): TextRun => {
  return { type: 'TextRun', text: cutText(text, TEAMS_LIMITS.text), ...look };
};

const rich = (inlines: TextRun[], spacing?: 'Medium' | 'None'): CardElement => {
  return { type: 'RichTextBlock', inlines, ...(spacing && { spacing }) };
};

const plain = (text: string) => rich([run(text)]);

/** By markup: Teams has stopped more than once to open what a run says that it leads to. */
function linkTo({ label, address }: OpenLink): CardElement {
  const url = address.replace(/[()\\<>\s]/g, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return { type: 'TextBlock', text: `[${label.replace(/[[\]\\]/g, '\\$&')}](${url})`, wrap: true, spacing: 'None' };
}
