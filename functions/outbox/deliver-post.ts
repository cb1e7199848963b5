import type { AddressOf } from '../../domain/links/link.ts';
import {
  CHAT_OFF_REASON,
  type SlackBlock,
  type SlackMessage,
  type SlackPost,
  settlePost,
} from '../../domain/outbox/outbox.ts';
import type { ChatPoster } from '../channels/slack-webhook.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import type { Delivered } from './deliver-mail.ts';

export interface PostDelivery {
  outbox: Pick<DynamoOutbox, 'claimPost' | 'settlePost' | 'holdPending'>;
  /** `null` where no channel is configured. */
  chat: ChatPoster | null;
  addressesAt(writtenAtInMs: number): Promise<AddressOf>;
  now(): Date;
}

/** Posts a pending message to the chat, at most once as a mail is sent. */
export async function deliverPost(
  { outbox, chat, addressesAt, now }: PostDelivery,
  post: SlackPost,
): Promise<Delivered> {
  const startedAt = now().toISOString();
  if (chat === null) return (await outbox.holdPending(post, CHAT_OFF_REASON, startedAt)) ? 'held' : 'taken';
  if (post.notBefore !== undefined && startedAt < post.notBefore) return 'left';
  const message = withLinks(post, await addressesAt(Date.parse(startedAt)));
  if (!(await outbox.claimPost(post, startedAt))) return 'taken';
  const settlement = settlePost(await chat.post(message), now());
  await outbox.settlePost(post, startedAt, settlement, now().toISOString());
  return settlement.status;
}

/** Whoever reads the channel can read the tasks; nobody acts from there. */
function withLinks({ account, message }: SlackPost, addressOf: AddressOf): SlackMessage {
  const blocks = message.blocks?.map((block): SlackBlock => {
    if (block.type !== 'section' || block.leadsTo === undefined) return block;
    const { leadsTo, ...section } = block;
    const address = addressOf({ to: 'read', account, task: leadsTo.task, person: null });
    return { ...section, text: `${section.text}\n<${address}|${leadsTo.label}>` };
  });
  return { ...message, ...(blocks && { blocks }) };
}
