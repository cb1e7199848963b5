import type { ChatMessage, OpenLink } from '../../domain/chat/chat-message.ts';
import type { OutboxRow, PostOutcome, SendOutcome } from '../../domain/outbox/outbox.ts';
import { SLOWEST_QUOTA } from '../../domain/outbox/sending-pace.ts';
import type { MailToSend } from '../../functions/aws/ses-mail.ts';
import type { PacedChannel } from '../../functions/channels/paced-channel.ts';
import type { Sweeping } from '../../functions/sweep-outbox/sweep-outbox.ts';
import { outboxInMemory } from './outbox-in-memory.ts';

export const accepted: SendOutcome = { result: 'accepted', messageId: 'ses-1' };

export interface SendingChanges extends Partial<Omit<Sweeping, 'outbox' | 'transport'>> {
  outcomeOf?: (mail: MailToSend) => SendOutcome | Promise<SendOutcome>;
  postOutcome?: () => PostOutcome;
}

/** Everything that sending works with, over plain memory, and what was sent. */
export function sendingOver(
  rows: OutboxRow[],
  { outcomeOf = () => accepted, postOutcome, ...changes }: SendingChanges = {},
) {
  const sends: MailToSend[] = [];
  const posts: ChatMessage<OpenLink>[] = [];
  const enterprisePosts: typeof posts = [];
  const placeWith = (taken: typeof posts): PacedChannel => ({
    turn: async () => true,
    post: async (message) => {
      taken.push(message);
      return postOutcome?.() ?? { result: 'accepted' };
    },
  });
  const putOnBus: string[] = [];
  const countedSenders: string[] = [];
  const outbox = outboxInMemory(rows);
  const sending: Sweeping = {
    outbox,
    transport: {
      send: async (mail) => {
        sends.push(mail);
        return outcomeOf(mail);
      },
      messageIdHeader: (id) => `<${id}@ses.example>`,
    },
    addresses: {
      countSent: async (sender) => {
        countedSenders.push(sender);
      },
    },
    checkBeforeSend: async (mail) => ({ may: 'go', mail }),
    checkPolicy: async () => ({ verdict: 'send' }),
    timeZone: 'Asia/Tokyo',
    allowance: { known: async () => SLOWEST_QUOTA, take: async () => true, holdBack: () => {} },
    writeMessage: async ({ id }) => ({ subject: id, raw: Buffer.from(id) }),
    publishesToBus: false,
    chat: new Map([
      ['main', placeWith(posts)],
      ['enterprise', placeWith(enterprisePosts)],
    ]),
    webUrl: 'https://cs.example',
    restored: { read: async () => null },
    bus: {
      put: async (events) => {
        putOnBus.push(...events.map(({ id }) => id));
        return new Set();
      },
    },
    now: () => new Date('2026-06-01T00:00:05.000Z'),
    ...changes,
  };
  return { sending, outbox, sends, posts, enterprisePosts, putOnBus, countedSenders };
}
