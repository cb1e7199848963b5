import type { ChatBlock, ChatMessage, OpenLink } from '../../../domain/chat/chat-message.ts';
import { type OpenChannel, UnusableSecretError } from '../../../functions/channels/chat-channel.ts';
import { outcomeByStatus, postOnce } from '../../../functions/channels/post-once.ts';

/**
 * A second channel, as unlike the first as may be: a room of a notice board, by a token in the secret and a form, in
 * markup of square brackets, with everything in one text. `test/second-channel.test.ts` puts this very file where a
 * channel belongs.
 */
export const noticeBoard: OpenChannel = ({ secretAs, send }) => {
  const secret = secretAs(roomAndToken);
  return {
    post: (message) =>
      postOnce({
        send,
        secret,
        request: ({ room, token }) => ({
          url: new URL(`https://board.example/rooms/${room}/notices`),
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-board-token': token },
          body: new URLSearchParams({ body: noticeText(message) }).toString(),
        }),
        outcomeOf: (answer) => outcomeByStatus(answer, `HTTP ${answer.status}`, mendOf),
        mendOf,
      }),
  };
};

export const MOST_CHARACTERS = 5_000;

function noticeText({ text, blocks = [] }: ChatMessage<OpenLink>): string {
  const lines = [`[title]${escaped(text)}[/title]`, ...blocks.flatMap(linesOf)];
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > MOST_CHARACTERS - 2) return [...kept, '…'].join('\n');
    kept.push(line);
  }
  return kept.join('\n');
}

function linesOf(block: ChatBlock<OpenLink>): string[] {
  switch (block.type) {
    case 'header':
      return [short(block.text)];
    case 'section': {
      const { title, aside = '', lines = [], fields = [] } = block;
      const named = fields.flat().map(({ label, value }) => `${label} ${value}`);
      return [...(title === undefined ? [] : [`${title} ${aside}`]), ...lines, ...named].map(short);
    }
    case 'list':
      return block.items.map(({ text, leadsTo }) =>
        leadsTo === undefined
          ? short(text)
          : `${short(text)} [link=${leadsTo.address}]${escaped(leadsTo.label)}[/link]`,
      );
  }
}

const short = (text: string) => escaped(Array.from(text).slice(0, 200).join(''));

const escaped = (text: string) => text.replace(/[[\\]/g, '\\$&');

function roomAndToken(text: string): { room: string; token: string } {
  const [, room, token] = /^(\d+) (\w+)$/.exec(text) ?? [];
  if (room === undefined || token === undefined) {
    throw new UnusableSecretError('unusable-token', 'the secret holds no room and token');
  }
  return { room, token };
}

function mendOf(code: string): string {
  return code === 'unusable-token' || code === 'HTTP 404'
    ? 'Put the number of a room and a token into the secret, then release the message.'
    : 'Mend the cause on the notice board, then release the message, or drop it.';
}
